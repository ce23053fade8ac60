"""Thousands of idle connections: what each costs the server, and what they cost other connections."""

import contextlib
import resource
import statistics
import time

from feelings import WORDS
from load import Load
from chaland import CSS, Chaland
from peers import attempt, peers
from processes import cpu, memory
from report import heading, note, row, verdict
from wire import Connection

COUNTS = (5_000, 20_000)
# The server limits connections per address, so this many come from each of 127.0.1.1, 127.0.1.2, …
FROM_ONE_ADDRESS = 1_000
# Descriptors for everything else, in this process and in the server, which reserves a few for its storage.
SPARE = 500
KILOBYTES = 0.5
SECONDS, ROUNDS = 1, 3


def run():
    heading("Idle connections, each answered once, and plaintext on 8 others meanwhile", "server", "connections",
            "KB each", "target", "", "CPU µs alone", "with them", "p99 ms alone", "with them", "still answered")
    chaland = Chaland()
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    for server in [chaland, *(peer for peer in peers(CSS, WORDS) if peer.name in ("c1", "nginx"))]:
        load = Load(*server.works["plaintext"])
        for wanted in COUNTS if server is chaland else COUNTS[:1]:
            count = min(wanted, allowed - SPARE)
            if count < wanted:
                print(f"{count} instead of {wanted}: {allowed} descriptors are allowed here (ulimit -n)")
            if figures := attempt(server, "idle connections", lambda: hold(server, load, count)):
                print_row(server.name, count, figures)
    chaland.remove()


def print_row(name, count, figures):
    target = KILOBYTES if name == "chaland" else None
    note("idle", server=name, connections=count, **figures)
    row(name, count, f"{figures['kb']:.2f}", target or "", verdict(f"KB of {count} idle connections", figures["kb"], target),
        f"{figures['us_alone']:.1f}", f"{figures['us']:.1f}", f"{figures['p99_alone']:.2f}", f"{figures['p99']:.2f}",
        f"{figures['answered']:.0%}")


def hold(server, load, count):
    # Without a trusted proxy: connections of a proxy have another limit.
    server.start(**({"proxies": ""} if server.name == "chaland" else {}))
    try:
        load.check(server.port, connections=8)
        alone = plaintext(server, load)
        before = memory(server.process.pid)
        request = server.works["plaintext"][0][0]
        connections = [opened(server.port, request, n) for n in range(count)]
        time.sleep(1)
        after = memory(server.process.pid)
        held = plaintext(server, load)
        answered = [answers(connection, request) for connection in connections[::max(1, count // 100)]]
        for connection in connections:
            connection.close()
        return dict(kb=(after - before) / count, us_alone=alone[0], us=held[0], p99_alone=alone[1], p99=held[1],
                    answered=sum(answered) / len(answered))
    finally:
        server.stop()


def opened(port, request, n):
    connection = Connection(port, source=(f"127.0.1.{n // FROM_ONE_ADDRESS + 1}", 0))
    assert connection.ask(request)[0] == 200
    return connection


def answers(connection, request):
    with contextlib.suppress(OSError):
        return connection.ask(request)[0] == 200
    return False


def plaintext(server, load):
    """CPU µs per request and p99 in ms, medians of the rounds."""
    figures = []
    for _ in range(ROUNDS):
        before = cpu(server.process.pid)
        driven = load.drive(server.port, SECONDS, connections=8)
        figures.append(((cpu(server.process.pid) - before) * 1e6 / driven["requests"], driven["p99"]))
    return [statistics.median(column) for column in zip(*figures)]
