"""Latency of plaintext while the server does other work: p99 alone and beside pages, writes, password hashing, a CSV
file of 100,000 encounters and a backup of them. The event loop answers plaintext, so anything that blocks the loop
shows here."""

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
from chaland import CSS, Chaland
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
    chaland = Chaland()
    chaland.start()
    try:
        chaland.works["directory, member"] = signed_in(chaland)
        print_rows(chaland, {"nothing": nothing, "member pages, 16 connections": driven(chaland, "directory, member"),
                    "feelings, 16 connections": driven(chaland, "feedback"), "password hashing": hashing(chaland)})
    finally:
        chaland.stop()
    # One shop with all encounters, for the largest CSV file.
    chaland.fill(shops=1, encounters=ENCOUNTERS)
    # Without limits: a member may export only twenty tables in a short time.
    chaland.start(environment={"CHALAND_RATE_LIMIT": "off"})
    try:
        print_rows(chaland, {"nothing": nothing, "a CSV file of 100,000 encounters": downloading(chaland),
                    "a backup of 100,000 encounters": copying(chaland)})
    finally:
        chaland.stop()
        chaland.remove()
    for server in peers(CSS, WORDS):
        if server.name in ("c1", "nginx"):
            attempt(server, "computing beside it", lambda: beside_computing(server))


def print_rows(chaland, works):
    """Prints a row for each of `works`; the others are compared with the first."""
    load = Load(*chaland.works["plaintext"])
    load.check(chaland.port, connections=8)
    alone = None
    for name, other in works.items():
        results, done = measured(chaland, load, other)
        p99 = statistics.median(one["p99"] for one in results)
        alone = alone or p99
        rate = statistics.median(one["requests"] / one["seconds"] for one in results)
        note("mix", beside=name, p99=p99, rate=rate, other=done)
        row(name, f"{statistics.median(one['p50'] for one in results):.2f}", f"{p99:.2f}", f"{p99 / alone:.1f}",
            f"{rate:.0f}", f"{done:.1f}")


def beside_computing(server):
    """Effect of the machine alone: a server that does not hash, beside two processes that only compute, with the nice
    value of Chaland's two hashing threads."""
    server.start()
    try:
        load = Load(*server.works["plaintext"])
        load.check(server.port, connections=8)
        results = {name: measured(server, load, other)[0] for name, other in (("nothing", nothing), ("computing", computing))}
    finally:
        server.stop()
    alone, beside = (statistics.median(one["p99"] for one in rounds) for rounds in results.values())
    note("mix", server=server.name, beside="computing", p99=beside, alone=alone)
    row(f"{server.name} beside two processes that compute", "", f"{beside:.2f}", f"{beside / alone:.1f}", "", "")


def computing(over, done):
    burners = [subprocess.Popen(["nice", "-n", "10", "sh", "-c", "while :; do :; done"]) for _ in range(2)]
    over.wait()
    for burner in burners:
        burner.kill()
        burner.wait()


def signed_in(chaland):
    cookie = chaland.site.session()
    requests, status, least = chaland.works["directory, member"]
    return [request.replace(chaland.cookie.encode(), cookie.encode()) for request in requests], status, least


def measured(chaland, load, other):
    """wrk's results of each round, and how often the other work was done per second."""
    over, done = threading.Event(), []
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        working = pool.submit(other, over, done)
        over.wait(0.5)
        results = [load.drive(chaland.port, SECONDS, connections=8) for _ in range(ROUNDS)]
        over.set()
        working.result()
    assert done or other in (nothing, computing), "the other work was never done"
    return results, sum(done) / (SECONDS * ROUNDS)


def nothing(over, done):
    over.wait()


def driven(chaland, work):
    load = Load(*chaland.works[work])

    def other(over, done):
        while not over.is_set():
            done.append(load.drive(chaland.port, 1, connections=16)["requests"])
    return other


def hashing(chaland):
    """Four clients that sign in repeatedly, each time with another account and network address, so that no limit
    applies."""
    def other(over, done):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for working in [pool.submit(sign_in, n, over, done) for n in range(4)]:
                working.result()

    def sign_in(n, over, done):
        connection, tried = Connection(chaland.port), 0
        while not over.is_set():
            tried += 1
            request = post("/connexion", f"email=personne{n}x{tried}%40vitrines.example&password=un+mot+de+passe",
                           x_forwarded_for=f"10.9.{n}.{tried % 250}")
            assert connection.ask(request)[0] == 422
            done.append(1)
        connection.close()
    return other


def downloading(chaland):
    """Downloads the CSV file of the shop with all encounters repeatedly, as two members who may."""
    def other(over, done):
        cookies = itertools.cycle([chaland.site.session(PRESIDENT), chaland.site.session(BAKER)])
        connection = Connection(chaland.port)
        [lines] = chaland.site.column(COUNTED)
        assert lines > ENCOUNTERS * 0.9
        tables = []
        while not over.is_set():
            status, _, table = connection.ask(
                get("/boutiques/7kq2/rencontres.csv", cookie=next(cookies), accept_encoding="gzip"))
            assert status == 200, f"no table: {status}"
            tables.append(table)
            done.append(1)
        connection.close()
        # Checked after the measurement, because it keeps a core busy.
        assert all(gzip.decompress(table).count(b"\r\n") == lines + 1 for table in tables)
    return other


def copying(chaland):
    """Runs `chaland backup` repeatedly."""
    def other(over, done):
        with tempfile.TemporaryDirectory(prefix="chaland-copy-") as folder:
            while not over.is_set():
                copy = pathlib.Path(folder) / f"{len(done)}.sqlite"
                subprocess.run([PROGRAM, "backup", copy, "--storage", chaland.site.storage], check=True,
                               capture_output=True, env={**os.environ, "LANG": "C"})
                done.append(1)
                with contextlib.suppress(FileNotFoundError):
                    copy.unlink()
    return other
