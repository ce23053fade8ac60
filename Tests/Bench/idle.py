"""Thousands of connections that say nothing: what each costs the server, and what they cost the others."""

import contextlib
import resource
import statistics
import time

from feelings import WORDS
from load import Load
from ours import CSS, Ours
from peers import attempt, peers
from processes import cpu, memory
from report import heading, note, row, verdict
from wire import Connection

COUNTS = (5_000, 20_000)
# The server counts connections by address: so many come from each of 127.0.1.1, 127.0.1.2, …
FROM_ONE_ADDRESS = 1_000
# Descriptors for everything else, here and in the server, which keeps a few for its storage.
SPARE = 500
KILOBYTES = 0.5
SECONDS, ROUNDS = 1, 3


def run():
    heading("Idle connections, each answered once, and plaintext for 8 others meanwhile", "server", "connections",
            "KB each", "bar", "", "CPU µs alone", "with them", "p99 ms alone", "with them", "still answered")
    ours = Ours()
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    for server in [ours, *(peer for peer in peers(CSS, WORDS) if peer.name in ("c1", "nginx"))]:
        load = Load(*server.works["plaintext"])
        for wanted in COUNTS if server is ours else COUNTS[:1]:
            count = min(wanted, allowed - SPARE)
            if count < wanted:
                print(f"{count} in the place of {wanted}: {allowed} descriptors are allowed here (ulimit -n)")
            if told := attempt(server, "idle connections", lambda: hold(server, load, count)):
                tell(server.name, count, told)
    ours.remove()


def tell(name, count, told):
    bar = KILOBYTES if name == "ours" else None
    note("idle", server=name, connections=count, **told)
    row(name, count, f"{told['kb']:.2f}", bar or "", verdict(f"KB of {count} idle connections", told["kb"], bar),
        f"{told['us_alone']:.1f}", f"{told['us']:.1f}", f"{told['p99_alone']:.2f}", f"{told['p99']:.2f}",
        f"{told['answered']:.0%}")


def hold(server, load, count):
    # Not behind a proxy: what a proxy says on its connections is counted otherwise.
    server.start(**({"proxies": ""} if server.name == "ours" else {}))
    try:
        load.look(server.port, connections=8)
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
    """CPU µs a request and p99 in ms, medians of rounds."""
    told = []
    for _ in range(ROUNDS):
        before = cpu(server.process.pid)
        driven = load.drive(server.port, SECONDS, connections=8)
        told.append(((cpu(server.process.pid) - before) * 1e6 / driven["requests"], driven["p99"]))
    return [statistics.median(column) for column in zip(*told)]
