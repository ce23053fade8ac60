"""Cost of a request with little data and with the most: 100 shops and 10,000 encounters with 20 members and 5 projects,
then 2,000 and 1,000,000 with 2,000 and 60."""

import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse

from feelings import feeling
from processes import cpu
from report import heading, note, row, verdict
from served import BAKER, Site, fill
from wire import get, post

SMALL, LARGE, TARGET = (100, 10_000, 20, 5), (2_000, 1_000_000, 2_000, 60), 1.3
# With more shops a search finds more, up to fifty on a page: reported without a target.
SEARCH = "directory, searched"
# Pages that look at every shop, or list every day of one, have a bar in µs at the largest size (docs/decisions/0026).
WHOLE = {"shop, its encounters", "counter, neighbours", "unmet demand", "members", "dashboard, the president's"}
WHOLE_TARGET = 15_000
COUNT, WARM = 200, 20


def run():
    counter = "user instructions" if shutil.which("perf") and perf_counts() else "CPU µs"
    small, large = ("{:,} shops, {:,} encounters, {:,} members, {:,} projects".format(*size) for size in (SMALL, LARGE))
    heading(f"Growth with the data, {counter} per request", "request", small, large, "÷", "target", "")
    with tempfile.TemporaryDirectory(prefix="chaland-growth-") as folder:
        costs = [measured(pathlib.Path(folder) / str(size[0]), size, counter) for size in (SMALL, LARGE)]
    for work, cost in costs[0].items():
        grown = costs[1][work] / cost
        note("growth", work=work, counter=counter, small=cost, large=costs[1][work])
        if work in WHOLE and counter == "CPU µs":
            bar, result = f"{WHOLE_TARGET:,} µs", verdict(f"µs of {work}", costs[1][work], WHOLE_TARGET)
        else:
            target = None if work == SEARCH or work in WHOLE else TARGET
            bar, result = target or "", verdict(f"growth of {work}", grown, target)
        row(work, f"{cost:,.0f}", f"{costs[1][work]:,.0f}", f"{grown:.2f}", bar, result)


def measured(folder, size, counter):
    """{work: cost of one request} with data of `size`."""
    shops, encounters, members, projects = size
    site = Site(fill(folder, shops, encounters))
    try:
        add_people(site, members)
        add_projects(site, projects)
        cookie, baker, codes = site.session(), site.session(BAKER), site.column("SELECT code FROM shop ORDER BY id")
        head = site.connect().ask(get("/boutiques/7KQ2"))[1]
        shop = re.search(rb"(?i)\r\nlocation: (\S+)", head)[1].decode()
        project = "/projets/" + site.column("SELECT public_id FROM project ORDER BY id DESC LIMIT 1")[0]
        # A feeling at every shop first, so that caches are filled.
        connection = site.connect()
        for n in range(len(codes)):
            assert connection.ask(feeling(codes, n))[0] == 303
        connection.close()
        works = {
            "directory, a member": [get("/boutiques?page=2", cookie=cookie)],
            SEARCH: [get("/boutiques?q=pain", cookie=cookie)],
            "shop": [get(shop, cookie=cookie)],
            "shop, its encounters": [get(shop + "/rencontres", cookie=baker)],
            "counter": [get("/comptoir/7kq2", cookie=baker)],
            "counter, neighbours": [get("/comptoir/7kq2/voisins?q=lacets", cookie=baker)],
            "shop, its codes": [get(shop + "/codes", cookie=baker)],
            "shop, two views": [get(shop + "/deux-regards", cookie=baker)],
            "counters": [get("/statistiques/comptoirs", cookie=cookie)],
            "unmet demand": [get("/demande", cookie=cookie)],
            "feedback page": [get("/b/7KQ2", cookie=cookie)],
            "members": [get("/adherents", cookie=cookie)],
            "projects, a member": [get("/projets", cookie=cookie)],
            "a project, a member": [get(project, cookie=cookie)],
            "dashboard, the baker's": [get("/accueil", cookie=baker)],
            "dashboard, the president's": [get("/accueil", cookie=cookie)],
            "feedback, written": [feeling(codes, len(codes) + n) for n in range(COUNT + WARM)],
        }
        return {work: cost(site, requests, counter) for work, requests in works.items()}
    finally:
        site.stop()
        shutil.rmtree(folder)


def add_people(site, count):
    """Imports members as the president does: a list, its preview, the confirmation."""
    lines = ["Nom;Prénom;E-mail", *(f"Membre {n};Anne;anne.{n}@example.org" for n in range(count))]
    cookie, connection = site.session(), site.connect()
    form = urllib.parse.urlencode({"people": "\n".join(lines)})
    status, head, _ = connection.ask(post("/adherents/importer", form, cookie=cookie))
    assert status == 303, f"the list of members: {status}"
    path = re.search(rb"(?i)\r\nlocation: (\S+)", head)[1].decode()
    status, _, page = connection.ask(get(path, cookie=cookie))
    boxes = re.findall(rb'name="(take-\d+|shown)" value="([^"]+)"', page)
    confirmation = urllib.parse.urlencode([(name.decode(), value.decode()) for name, value in boxes])
    status = connection.ask(post(path + "/confirmation", confirmation, cookie=cookie))[0]
    connection.close()
    added = site.column("SELECT count(*) FROM member WHERE email LIKE 'anne.%'")[0]
    assert (status, added) == (303, count), f"{added} of {count} members, status {status}"


def add_projects(site, count):
    """Proposes projects as a shopkeeper does."""
    cookie, connection = site.session(BAKER), site.connect()
    for number in range(count):
        form = {"title": f"Une fête pour la rue, numéro {number}", "purpose": "Musique et tables dehors.",
                "confirmed": "1"}
        status = connection.ask(post("/projets", urllib.parse.urlencode(form), cookie=cookie))[0]
        assert status == 303, f"project {number}: {status}"
    connection.close()


def cost(site, requests, counter):
    connection = site.connect()
    requests = (requests * (COUNT + WARM))[:COUNT + WARM]
    for request in requests[:WARM]:
        status = connection.ask(request)[0]
        assert status == (303 if request.startswith(b"POST") else 200), f"{request.splitlines()[0]}: {status}"
    if counter == "CPU µs":
        before = cpu(site.process.pid)
    else:
        perf = subprocess.Popen(["perf", "stat", "-x,", "-e", "instructions:u", "-p", str(site.process.pid)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(0.3)
    for request in requests[WARM:]:
        connection.ask(request)
    connection.close()
    if counter == "CPU µs":
        return (cpu(site.process.pid) - before) * 1e6 / COUNT
    perf.send_signal(2)
    return int(re.search(r"^(\d+),", perf.communicate(timeout=30)[1], re.M)[1]) / COUNT


def perf_counts():
    """Whether perf can count instructions on this machine (on virtual machines it often cannot)."""
    perf = ["perf", "stat", "-x,", "-e", "instructions:u", "true"]
    output = subprocess.run(perf, capture_output=True, text=True).stderr
    return re.search(r"^\d+,", output, re.M) is not None
