"""CPU per request of Chaland and every peer, measured in alternating rounds A B C A B C."""

import os
import re
import statistics
import tempfile
import threading

from feelings import WORDS, feeling
from load import Load
from chaland import CSS, Chaland
from peers import attempt, pad_pages, peers, rows_on
from processes import cpu, memory
from report import heading, note, row, verdict
from wire import Connection

ROUNDS, SECONDS = int(os.environ.get("ROUNDS", 3)), int(os.environ.get("SECONDS", 3))
WRITTEN_ELSEWHERE = "directory, cached page, a write every 100 ms"
# 64 bodies repeated, without rate limits. «feedback» is the harder case: another shop and network address each time, so
# that the writes of one commit share few pages, and with all limits on.
FEW_SHOPS = "feedback at 64 shops"
# Targets: the highest allowed Chaland ÷ peer; a ratio without a target is only reported. Feedback: at most 2.5 times
# the C limit, a third of each framework.
FEEDBACK = {"c1": 2.5, "hb": 1 / 3, "php": 1 / 3}
TARGETS = {
    "plaintext": {"c1": 1.3, "nginx": 1.1},
    "style sheet": {},
    "style sheet, gzip": {},
    "directory, member": {"c1": 1.5},
    "directory, cached page": {"c1": 1.3},
    WRITTEN_ELSEWHERE: {},
    "feedback": FEEDBACK,
    FEW_SHOPS: FEEDBACK,
}

LOG_TARGET = 1.1


def run():
    chaland = Chaland()
    chaland.works[WRITTEN_ELSEWHERE] = chaland.works["directory, cached page"]
    pad_pages(page_bytes(chaland))
    servers = [chaland, *peers(CSS, WORDS)]
    for server in servers:
        if server.name == "c1":
            server.works[WRITTEN_ELSEWHERE] = server.works["directory, cached page"]
        if "feedback" in server.works:
            requests, *expected = server.works["feedback"]
            server.works[FEW_SHOPS] = requests[:64], *expected
    loads = {(server.name, work): Load(*expected) for server in servers for work, expected in server.works.items()}
    wanted = os.environ.get("WORKS")
    heading(f"CPU of the server, {ROUNDS} rounds of {SECONDS} s, 64 connections, one event loop",
            "work", "server", "CPU µs per request", "Chaland ÷ it", "target", "", "requests/s", "p99 ms", "MB", "bytes")
    for work, targets in TARGETS.items():
        if wanted and work not in wanted.split(";"):
            continue
        print_rows(work, rounds_of(work, [server for server in servers if work in server.works], loads), targets)
    syncs(servers, loads)
    log(chaland, loads["chaland", "plaintext"])
    chaland.remove()


def page_bytes(chaland):
    """Bytes of the first page of the directory."""
    chaland.start()
    try:
        connection = Connection(chaland.port)
        body = connection.ask(chaland.works["directory, cached page"][0][0])[2]
        connection.close()
        return len(body)
    finally:
        chaland.stop()


def print_rows(work, rounds, targets):
    def median(name, key):
        return statistics.median(one[key] for one in rounds[name])

    for name in rounds:
        ratio = statistics.median(a["us"] / b["us"] for a, b in zip(rounds["chaland"], rounds[name]))
        target = targets.get(name)
        judged = [f"{ratio:.3f}", f"{target:.3f}" if target else "", verdict(f"{work}, Chaland ÷ {name}", ratio, target)]
        row(work, name, f"{median(name, 'us'):.1f}", *([""] * 3 if name == "chaland" else judged),
            f"{median(name, 'rate'):.0f}", f"{median(name, 'p99'):.2f}", f"{median(name, 'mb'):.1f}",
            f"{median(name, 'bytes'):.0f}")


def log(chaland, load):
    """Cost of an access log line, relative to the cheapest request."""
    heading("The access log, plaintext at full speed", "CPU µs with it", "without", "÷", "target", "")
    rounds = [[measure(chaland, "plaintext", load, is_logged=is_logged)["us"] for is_logged in (True, False)]
              for _ in range(ROUNDS)]
    used, without = (statistics.median(column) for column in zip(*rounds))
    ratio = statistics.median(a / b for a, b in rounds)
    note("access log", us=used, without=without)
    row(f"{used:.1f}", f"{without:.1f}", f"{ratio:.2f}", LOG_TARGET, verdict("the access log", ratio, LOG_TARGET))


def measure(server, work, load, **options):
    if work == FEW_SHOPS and server.name == "chaland":
        options["environment"] = {"CHALAND_RATE_LIMIT": "off"}
    writes = work in ("feedback", FEW_SHOPS)
    server.start(**options)
    try:
        check(server, work)
        with writing(server if work == WRITTEN_ELSEWHERE and server.name == "chaland" else None):
            checked = load.check(server.port)
            rows, held = (server.rows(), server.held()) if writes else (0, 0)
            before = cpu(server.process.pid)
            timed = load.drive(server.port, SECONDS, what=f"{server.name}, {work}")
            used = cpu(server.process.pid) - before
        if writes:
            written = server.rows() - rows
            # wrk ends with up to 64 requests in flight: written, not counted.
            assert 0 <= written - timed["requests"] <= 128, f"{server.name}: {timed['requests']} answers, {written} rows"
            assert server.held() == held, f"{server.held() - held} feelings are held: too many from one visitor"
        check(server, work)
        count = timed["requests"]
        sizes = [one["bytes"] / one["requests"] for one in (checked, timed)]
        # Up to 64 responses were in flight at the end of each: partly read, not counted.
        in_flight = 64 / min(checked["requests"], count)
        assert max(sizes) < min(sizes) * (1.03 + in_flight), f"{server.name}, {work}: responses of another length, {sizes}"
        return dict(us=used * 1e6 / count, rate=count / timed["seconds"], p99=timed["p99"], bytes=timed["bytes"] / count,
                    mb=memory(server.process.pid, "Pss") / 1024, cpu=used, requests=count)
    finally:
        server.stop()


def rounds_of(work, servers, loads, measure=measure):
    """{name: figures of each round}, without peers that failed in a round."""
    servers, rounds = list(servers), {}
    for _ in range(ROUNDS):
        for server in list(servers):
            figures = attempt(server, work, lambda: measure(server, work, loads[server.name, work]))
            if figures is None:
                servers.remove(server)
                rounds.pop(server.name, None)
                continue
            rounds.setdefault(server.name, []).append(figures)
            note("ratios", work=work, server=server.name, **figures)
    return rounds


def check(server, work):
    """Checks the responses to the first requests of the work in detail."""
    requests, status, least = server.works[work]
    connection = Connection(server.port)
    for request in requests[:2]:
        code, head, body = connection.ask(request)
        what = f"{server.name}, {work}"
        assert code == status and len(body) >= least, f"{what}: {code}, {len(body)} bytes"
        if work == "style sheet":
            assert body == CSS, f"{what}: another body"
        if "gzip" in work:
            assert re.search(rb"(?i)\r\ncontent-encoding: gzip", head), f"{what}: not compressed"
        if "directory" in work:
            assert rows_on(body) >= 50, f"{what}: {rows_on(body)} shops"
    connection.close()


class writing:
    """Writes to another shop every 100 ms meanwhile; does nothing without a server."""

    def __init__(self, server):
        self.server, self.over = server, threading.Event()
        self.thread = threading.Thread(target=self.write)

    def write(self):
        connection, n = Connection(self.server.port), 0
        while not self.over.wait(0.1):
            assert connection.ask(feeling(self.server.codes, n))[0] == 303
            n += 1
        connection.close()

    def __enter__(self):
        if self.server:
            self.thread.start()

    def __exit__(self, *_):
        self.over.set()
        if self.server:
            self.thread.join()


def answers_of(server, load, under):
    """Number of feelings that `server` answers in two seconds, run under the command `under`."""
    server.start(under)
    try:
        return load.drive(server.port, 2)["requests"]
    finally:
        server.stop()


def syncs(servers, loads):
    """Responses per sync, counted by strace in a separate run, which slows down syncs and thread wake-ups; for Chaland
    also by its own metrics, without strace. The target is for those."""
    heading("Durable writes that share a sync, 64 connections", "server", "responses", "syncs", "responses per sync", "target", "")
    for server in (server for server in servers if "feedback" in server.works):
        with tempfile.NamedTemporaryFile("r", prefix="chaland-syncs-") as output:
            under = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", output.name, "-e", "trace=fsync,fdatasync"]
            answers = attempt(server, "syncs", lambda: answers_of(server, loads[server.name, "feedback"], under))
            if answers is None:
                continue
            # An interrupted call has two lines; count only the first.
            count = sum(re.match(r"\d+ +f(data)?sync\(", line) is not None for line in output)
        note("syncs", server=server.name, answers=answers, syncs=count)
        row(f"{server.name}, under strace", answers, count, f"{answers / max(1, count):.1f}", "", "")
    chaland = servers[0]
    site = chaland.start()
    try:
        before = site.figure("chaland_database_syncs_total")
        answers = loads["chaland", "feedback"].drive(chaland.port, 2)["requests"]
        count = site.figure("chaland_database_syncs_total") - before
    finally:
        chaland.stop()
    each = answers / max(1, count)
    note("syncs", server="chaland, by its own metrics", answers=answers, syncs=count)
    row("chaland, by its own metrics", answers, count, f"{each:.1f}", "≥ 15", verdict("syncs for 15 responses", 15 / each, 1))
