"""The servers to compare with: nginx, and those in `../shared/bench` (or BENCH_PEERS=…), set up in `.build/bench`.

`make peers` builds all of them (a long build, once); here only the C limit is compiled, so that a first run includes
it."""

import contextlib
import gzip
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from feelings import kind
from processes import family, free_port
from served import ROOT
from wire import Connection, get, request

SHARED = pathlib.Path(os.environ.get("BENCH_PEERS", ROOT.parent / "shared" / "bench"))
WORK = ROOT / ".build" / "bench"
HERE = pathlib.Path(__file__).resolve().parent
PATH = os.environ["PATH"] + ":/usr/sbin"
FORM = "shop_id={shop}&rating={rating}&purchased={bought}&comment={words}+{n}"


class Peer:
    """A server to start: `argv` contains PORT; `works` are the requests of each work."""

    def __init__(self, name, argv, works, port=None):
        self.name, self.argv, self.works, self.fixed_port = name, [str(word) for word in argv], works, port

    def start(self, under=()):
        self.port = self.fixed_port or free_port()
        with contextlib.suppress(OSError):
            Connection(self.port).close()
            raise RuntimeError(f"port {self.port} of {self.name} is taken")
        fresh_rows()
        argv = [*under, *(word.replace("PORT", str(self.port)) for word in self.argv)]
        self.process = subprocess.Popen(
            argv, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while time.monotonic() < until and self.process.poll() is None:
            try:
                connection = Connection(self.port)
                connection.ask(get("/"))
                connection.close()
                return self
            except (OSError, ConnectionError):
                time.sleep(0.005)
        self.stop()
        raise RuntimeError(f"{self.name} did not start: {' '.join(argv)}")

    def stop(self):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for pid in family(self.process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, sign)
            for _ in range(100):
                if self.process.poll() is not None and not family(self.process.pid):
                    return
                time.sleep(0.05)

    def held(self):
        return 0

    def rows(self):
        with sqlite3.connect(WORK / "results/run.db", timeout=30) as database:
            return database.execute("SELECT count(*) FROM encounters").fetchone()[0]


def attempt(server, what, measure):
    """The result of `measure()`. When it fails for a peer, one line says why and the result is None: the figure is
    missing and the bench continues. When it fails for Chaland, the bench ends."""
    try:
        return measure()
    except Exception as failure:
        if server.name == "chaland":
            raise
        print(f"{server.name} is left out of «{what}»: {failure}", flush=True)
        return None


# Bytes of a page of the peers' directory as their data makes it.
PEERS_PAGE_BYTES = 21_300
# Bytes added to each of its 50 rows, so that all servers send as many bytes.
padding = 0


def pad_pages(bytes_of_page):
    """From the next `fresh_rows` on, pages of the peers' directory have this many bytes: a server that sends fewer bytes
    is no measure for one that sends more."""
    global padding
    padding = max(0, (bytes_of_page - PEERS_PAGE_BYTES) // 50)


def fresh_rows():
    """Replaces the database that peers write to by a fresh copy."""
    path = WORK / "results/run.db"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    if (WORK / "common/shops.db").exists():
        shutil.copy(WORK / "common/shops.db", path)
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE shops SET description = description || ?", (" and" * (padding // 4),))


def peers(css, words):
    """The peers that are installed, nginx first; prints a line for each that is not."""
    (WORK / "results").mkdir(parents=True, exist_ok=True)
    site = WORK / "site"
    site.mkdir(exist_ok=True)
    serve_style_sheet(site, css)
    found = [nginx(site)] if shutil.which("nginx", path=PATH) else []
    if not SHARED.is_dir():
        print(f"no {SHARED} (BENCH_PEERS): nginx is the only peer")
        return found
    prepare(css)
    common, rows = WORK / "common", WORK / "results/run.db"
    works = works_of_peers(words)
    dynamic = {work: works[work] for work in ("plaintext", "directory, member", "feedback")}
    pages = {work: works[work] for work in ("directory, member", "feedback")}
    hummingbird, go = WORK / "hb/.build/release/hb", WORK / "go/peer"
    php = shutil.which("php-fpm8.2", path=PATH)
    candidates = [
        (WORK / "c/limit", Peer("c1", [WORK / "c/limit", "PORT", common, rows, 1, 2], works)),
        (hummingbird, Peer("hb", [hummingbird, "PORT", common, rows], dynamic)),
        (php, Peer("php", ["bash", WORK / "php/run.sh", rows], pages, port=9061)),
        (go, Peer("go", [go, "PORT", common, rows], dynamic)),
    ]
    for program, peer in candidates:
        if program and pathlib.Path(program).exists():
            found.append(peer)
        else:
            print(f"{peer.name} is left out: it is not built (`make peers` builds all, once, in some twenty minutes)")
    wanted = os.environ.get("PEERS")
    return [peer for peer in found if not wanted or peer.name in wanted.split(",")]


def works_of_peers(words):
    """Requests, status and least bytes of a body, by work; the same number and order as Chaland's."""
    def feedback(n):
        rating, is_bought = kind(n, 2_000)
        form = FORM.format(shop=n * 29 % 2_000 + 1, rating=rating, bought=int(is_bought), words=words, n=n)
        fields = {"Content-Type": "application/x-www-form-urlencoded"}
        return request("POST", "/encounters", fields, form.encode())

    pages = range(1, 41)
    return {
        "plaintext": ([get("/")], 200, 13),
        "style sheet": ([get("/static/base.css")], 200, 20_000),
        "style sheet, gzip": ([get("/static/base.css", accept_encoding="gzip")], 200, 3_000),
        "directory, cached page": ([get(f"/cached?page={n}") for n in pages], 200, 10_000),
        "directory, member": ([get(f"/shops?page={n}") for n in pages], 200, 10_000),
        "feedback": ([feedback(n) for n in range(8_192)], 303, 0),
    }


def serve_style_sheet(folder, css):
    """Writes Chaland's style sheet as `base.css`, and compressed at the highest level."""
    (folder / "base.css").write_bytes(css)
    (folder / "base.css.gz").write_bytes(gzip.compress(css, 9, mtime=0))
    stat = (folder / "base.css").stat()
    os.utime(folder / "base.css.gz", (stat.st_atime, stat.st_mtime))


def nginx(site):
    folder = WORK / "nginx-here"
    folder.mkdir(exist_ok=True)
    port = free_port()
    text = (HERE / "nginx.conf").read_text().replace("SITE", str(site)).replace("PORT", str(port))
    (folder / "nginx.conf").write_text(text)
    works = works_of_peers("")
    works = {work: works[work] for work in ("plaintext", "style sheet", "style sheet, gzip")}
    argv = [shutil.which("nginx", path=PATH), "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    return Peer("nginx", argv, works, port=port)


def prepare(css):
    """Prepares the C limit and the data as `setup.sh` does, unless that has been run."""
    if not (WORK / "c/limit").exists():
        for entry in SHARED.iterdir():
            if not (WORK / entry.name).exists():
                subprocess.run(["cp", "-r", "--no-preserve=mode", entry, WORK / entry.name], check=True)
        for file in WORK.rglob("*"):
            if file.suffix in (".conf", ".py", ".sh", ".php") and "@R@" in file.read_text(errors="ignore"):
                file.write_text(file.read_text().replace("@R@", str(WORK)))
        for name in ("results", "nginx/logs", "nginx/tmp"):
            (WORK / name).mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, WORK / "common/mkdata.py"], check=True, capture_output=True)
        subprocess.run(["gcc", "-O3", "-march=native", "-w", "-o", WORK / "c/limit", WORK / "c/limit.c",
                        "-lsqlite3", "-lpthread"])
    serve_style_sheet(WORK / "common/www", css)


def rows_on(page):
    """Number of shops on a directory page, Chaland's or a peer's."""
    return len(set(re.findall(rb'href="(?:/fr|/en)?/(?:boutiques|shops)/([^"/?#]+)"', page)))
