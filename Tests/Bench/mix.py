"""How long plaintext takes while the server does something else: p99 alone and beside pages, writes, password hashes, a table
of 100,000 encounters and a backup of them. The event loop answers plaintext, so what holds the loop up shows here."""

import concurrent.futures
import contextlib
import gzip
import itertools
import os
import pathlib
import statistics
import subprocess
import tempfile
import threading

from feelings import WORDS
from load import Load
from ours import CSS, Ours
from peers import attempt, peers
from report import heading, note, row
from served import BAKER, PRESIDENT, PROGRAM
from wire import Connection, get, post

SECONDS, ROUNDS = 2, 3
ENCOUNTERS = 100_000
COUNTED = "SELECT count(*) FROM encounter WHERE held_at IS NULL AND withdrawn_at IS NULL"


def run():
    heading("p99 of plaintext, 8 connections, beside other work", "beside", "p50 ms", "p99 ms", "÷ alone",
            "plaintext/s", "other work/s")
    ours = Ours()
    ours.start()
    try:
        ours.works["directory, member"] = signed_in(ours)
        tell(ours, {"nothing": nothing, "member pages, 16 connections": driven(ours, "directory, member"),
                    "feelings, 16 connections": driven(ours, "feedback"), "password hashing": hashing(ours)})
    finally:
        ours.stop()
    # One shop with all encounters: that is what a table is made of.
    ours.fill(shops=1, encounters=ENCOUNTERS)
    # A member may have twenty tables in a hurry; here it is as many as there can be.
    ours.start(environment={"CHALAND_RATE_LIMIT": "off"})
    try:
        tell(ours, {"nothing": nothing, "a table of 100,000 encounters": downloading(ours),
                    "a backup of 100,000 encounters": copying(ours)})
    finally:
        ours.stop()
        ours.remove()
    for server in peers(CSS, WORDS):
        if server.name in ("c1", "nginx"):
            attempt(server, "computing beside it", lambda: beside_computing(server))


def tell(ours, works):
    """A line for each of `works`; the first is what the others are compared with."""
    load = Load(*ours.works["plaintext"])
    load.look(ours.port, connections=8)
    alone = None
    for name, other in works.items():
        told, done = measured(ours, load, other)
        p99 = statistics.median(one["p99"] for one in told)
        alone = alone or p99
        rate = statistics.median(one["requests"] / one["seconds"] for one in told)
        note("mix", beside=name, p99=p99, rate=rate, other=done)
        row(name, f"{statistics.median(one['p50'] for one in told):.2f}", f"{p99:.2f}", f"{p99 / alone:.1f}",
            f"{rate:.0f}", f"{done:.1f}")


def beside_computing(server):
    """What the machine itself does to a server that hashes nothing: beside two processes that only compute, as nice as our
    two threads that hash."""
    server.start()
    try:
        load = Load(*server.works["plaintext"])
        load.look(server.port, connections=8)
        told = {name: measured(server, load, other)[0] for name, other in (("nothing", nothing), ("computing", computing))}
    finally:
        server.stop()
    alone, beside = (statistics.median(one["p99"] for one in rounds) for rounds in told.values())
    note("mix", server=server.name, beside="computing", p99=beside, alone=alone)
    row(f"{server.name} itself, beside two that compute", "", f"{beside:.2f}", f"{beside / alone:.1f}", "", "")


def computing(over, done):
    burners = [subprocess.Popen(["nice", "-n", "10", "sh", "-c", "while :; do :; done"]) for _ in range(2)]
    over.wait()
    for burner in burners:
        burner.kill()
        burner.wait()


def signed_in(ours):
    cookie = ours.site.session()
    requests, status, least = ours.works["directory, member"]
    return [request.replace(ours.cookie.encode(), cookie.encode()) for request in requests], status, least


def measured(ours, load, other):
    """What wrk tells of each round, and how much of the other work was done a second."""
    over, done = threading.Event(), []
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        working = pool.submit(other, over, done)
        over.wait(0.5)
        told = [load.drive(ours.port, SECONDS, connections=8) for _ in range(ROUNDS)]
        over.set()
        working.result()
    assert done or other in (nothing, computing), "the other work was not done once"
    return told, sum(done) / (SECONDS * ROUNDS)


def nothing(over, done):
    over.wait()


def driven(ours, work):
    load = Load(*ours.works[work])

    def other(over, done):
        while not over.is_set():
            done.append(load.drive(ours.port, 1, connections=16)["requests"])
    return other


def hashing(ours):
    """Four who sign in again and again, each time as somebody else from elsewhere, so that no limit refuses them."""
    def other(over, done):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for working in [pool.submit(sign_in, n, over, done) for n in range(4)]:
                working.result()

    def sign_in(n, over, done):
        connection, tried = Connection(ours.port), 0
        while not over.is_set():
            tried += 1
            request = post("/connexion", f"email=personne{n}x{tried}%40vitrines.example&password=un+mot+de+passe",
                           x_forwarded_for=f"10.9.{n}.{tried % 250}")
            assert connection.ask(request)[0] == 422
            done.append(1)
        connection.close()
    return other


def downloading(ours):
    """The table of the shop with all encounters, again and again, by two who may have it."""
    def other(over, done):
        cookies = itertools.cycle([ours.site.session(PRESIDENT), ours.site.session(BAKER)])
        connection = Connection(ours.port)
        [lines] = ours.site.column(COUNTED)
        assert lines > ENCOUNTERS * 0.9
        tables = []
        while not over.is_set():
            status, _, table = connection.ask(
                get("/boutiques/7kq2/rencontres.csv", cookie=next(cookies), accept_encoding="gzip"))
            assert status == 200, f"no table: {status}"
            tables.append(table)
            done.append(1)
        connection.close()
        # Looked at when all is measured: this keeps a core busy as well.
        assert all(gzip.decompress(table).count(b"\r\n") == lines + 1 for table in tables)
    return other


def copying(ours):
    """`chaland backup` of the whole street, again and again."""
    def other(over, done):
        with tempfile.TemporaryDirectory(prefix="chaland-copy-") as folder:
            while not over.is_set():
                copy = pathlib.Path(folder) / f"{len(done)}.sqlite"
                subprocess.run([PROGRAM, "backup", copy, "--storage", ours.site.storage], check=True,
                               capture_output=True, env={**os.environ, "LANG": "C"})
                done.append(1)
                with contextlib.suppress(FileNotFoundError):
                    copy.unlink()
    return other
