"""CPU a request of the server, ours beside every peer's, in rounds A B C A B C."""

import os
import re
import statistics
import tempfile
import threading

from feelings import WORDS, feeling
from load import Load
from ours import CSS, Ours
from peers import attempt, peers, rows_on
from processes import cpu, memory
from report import heading, note, row, verdict
from wire import Connection

ROUNDS, SECONDS = int(os.environ.get("ROUNDS", 3)), int(os.environ.get("SECONDS", 3))
WRITTEN_ELSEWHERE = "directory, kept page, a write every 100 ms"
# What the harness itself sends: 64 bodies again and again, more than any limit by rate lets through. Feedback alone is the hard
# case: each at another shop and from elsewhere, so that those of one commit share hardly a page, and every limit on.
FEW_SHOPS = "feedback at 64 shops"
# ours ÷ the peer, at most; a peer without a bar is only told. A feeling: at most twice the C limit, a third of each framework.
FEELING = {"c1": 2.0, "hb": 1 / 3, "php": 1 / 3}
BARS = {
    "plaintext": {"c1": 1.3, "nginx": 1.1},
    "style sheet": {},
    "style sheet, gzip": {},
    "directory, member": {"c1": 1.5},
    "directory, kept page": {"c1": 1.3},
    WRITTEN_ELSEWHERE: {},
    "feedback": FEELING,
    FEW_SHOPS: FEELING,
}

LOG_BAR = 1.1


def run():
    ours = Ours()
    ours.works[WRITTEN_ELSEWHERE] = ours.works["directory, kept page"]
    servers = [ours, *peers(CSS, WORDS)]
    for server in servers:
        if server.name == "c1":
            server.works[WRITTEN_ELSEWHERE] = server.works["directory, kept page"]
        if "feedback" in server.works:
            requests, *told = server.works["feedback"]
            server.works[FEW_SHOPS] = requests[:64], *told
    loads = {(server.name, work): Load(*told) for server in servers for work, told in server.works.items()}
    wanted = os.environ.get("WORKS")
    heading(f"CPU of the server, {ROUNDS} rounds of {SECONDS} s, 64 connections, one event loop",
            "work", "server", "CPU µs a request", "ours ÷ it", "bar", "", "requests/s", "p99 ms", "MB", "bytes")
    for work, bars in BARS.items():
        if wanted and work not in wanted.split(";"):
            continue
        tell(work, rounds_of(work, [server for server in servers if work in server.works], loads), bars)
    syncs(servers, loads)
    log(ours, loads["ours", "plaintext"])
    ours.remove()


def tell(work, rounds, bars):
    def median(name, key):
        return statistics.median(told[key] for told in rounds[name])

    for name in rounds:
        ratio = statistics.median(a["us"] / b["us"] for a, b in zip(rounds["ours"], rounds[name]))
        bar = bars.get(name)
        judged = [f"{ratio:.3f}", f"{bar:.3f}" if bar else "", verdict(f"{work}, ours ÷ {name}", ratio, bar)]
        row(work, name, f"{median(name, 'us'):.1f}", *([""] * 3 if name == "ours" else judged),
            f"{median(name, 'rate'):.0f}", f"{median(name, 'p99'):.2f}", f"{median(name, 'mb'):.1f}",
            f"{median(name, 'bytes'):.0f}")


def log(ours, load):
    """What a line of the access log costs, where it weighs most."""
    heading("The access log, plaintext at full speed", "CPU µs with it", "without", "÷", "bar", "")
    rounds = [[measure(ours, "plaintext", load, is_logged=is_logged)["us"] for is_logged in (True, False)]
              for _ in range(ROUNDS)]
    used, without = (statistics.median(column) for column in zip(*rounds))
    ratio = statistics.median(a / b for a, b in rounds)
    note("access log", us=used, without=without)
    row(f"{used:.1f}", f"{without:.1f}", f"{ratio:.2f}", LOG_BAR, verdict("the access log", ratio, LOG_BAR))


def measure(server, work, load, **options):
    if work == FEW_SHOPS and server.name == "ours":
        options["environment"] = {"CHALAND_RATE_LIMIT": "off"}
    writes = work in ("feedback", FEW_SHOPS)
    server.start(**options)
    try:
        check(server, work)
        with writing(server if work == WRITTEN_ELSEWHERE and server.name == "ours" else None):
            looked = load.look(server.port)
            rows, held = (server.rows(), server.held()) if writes else (0, 0)
            before = cpu(server.process.pid)
            told = load.drive(server.port, SECONDS, what=f"{server.name}, {work}")
            used = cpu(server.process.pid) - before
        if writes:
            written = server.rows() - rows
            # wrk leaves up to 64 requests under way when its time is over: written, not counted.
            assert 0 <= written - told["requests"] <= 128, f"{server.name}: {told['requests']} answers, {written} rows"
            assert server.held() == held, f"{server.held() - held} feelings are held: too many of one visitor"
        check(server, work)
        count = told["requests"]
        sizes = [one["bytes"] / one["requests"] for one in (looked, told)]
        # Up to 64 answers were under way at the end of each: read in part, not counted.
        under_way = 64 / min(looked["requests"], count)
        assert max(sizes) < min(sizes) * (1.03 + under_way), f"{server.name}, {work}: answers of another length, {sizes}"
        return dict(us=used * 1e6 / count, rate=count / told["seconds"], p99=told["p99"], bytes=told["bytes"] / count,
                    mb=memory(server.process.pid, "Pss") / 1024, cpu=used, requests=count)
    finally:
        server.stop()


def rounds_of(work, servers, loads, measure=measure):
    """{name: figures of each round}, without the peers that failed in one of them."""
    servers, rounds = list(servers), {}
    for _ in range(ROUNDS):
        for server in list(servers):
            told = attempt(server, work, lambda: measure(server, work, loads[server.name, work]))
            if told is None:
                servers.remove(server)
                rounds.pop(server.name, None)
                continue
            rounds.setdefault(server.name, []).append(told)
            note("ratios", work=work, server=server.name, **told)
    return rounds


def check(server, work):
    """The first requests of the work, each looked at closely."""
    requests, status, least = server.works[work]
    connection = Connection(server.port)
    for request in requests[:2]:
        told, head, body = connection.ask(request)
        what = f"{server.name}, {work}"
        assert told == status and len(body) >= least, f"{what}: {told}, {len(body)} bytes"
        if work == "style sheet":
            assert body == CSS, f"{what}: another body"
        if "gzip" in work:
            assert re.search(rb"(?i)\r\ncontent-encoding: gzip", head), f"{what}: not compressed"
        if "directory" in work:
            assert rows_on(body) >= 50, f"{what}: {rows_on(body)} shops"
    connection.close()


class writing:
    """Somebody else writes every 100 ms meanwhile, each time to another shop; nobody where there is no server."""

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
    """How many feelings `server` answers in two seconds, run under the command `under`."""
    server.start(under)
    try:
        return load.drive(server.port, 2)["requests"]
    finally:
        server.stop()


def syncs(servers, loads):
    """Answers a sync of the disk, counted by strace in a run of its own, which slows each sync and each wake of a thread; ours
    also by its own figures, undisturbed: the bar is for those."""
    heading("Durable writes that share a sync, 64 connections", "server", "answers", "syncs", "answers a sync", "bar", "")
    for server in (server for server in servers if "feedback" in server.works):
        with tempfile.NamedTemporaryFile("r", prefix="chaland-syncs-") as told:
            under = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", told.name, "-e", "trace=fsync,fdatasync"]
            answers = attempt(server, "syncs", lambda: answers_of(server, loads[server.name, "feedback"], under))
            if answers is None:
                continue
            # Begun and resumed are two lines of one call.
            count = sum(re.match(r"\d+ +f(data)?sync\(", line) is not None for line in told)
        note("syncs", server=server.name, answers=answers, syncs=count)
        row(f"{server.name}, under strace", answers, count, f"{answers / max(1, count):.1f}", "", "")
    ours = servers[0]
    site = ours.start()
    try:
        before = site.figure("chaland_database_syncs_total")
        answers = loads["ours", "feedback"].drive(ours.port, 2)["requests"]
        count = site.figure("chaland_database_syncs_total") - before
    finally:
        ours.stop()
    each = answers / max(1, count)
    note("syncs", server="ours, by its own figures", answers=answers, syncs=count)
    row("ours, by its own figures", answers, count, f"{each:.1f}", "≥ 15", verdict("syncs for 15 answers", 15 / each, 1))
