"""System calls per request, counted by strace on the optimised program."""

import os
import signal

import pytest

from feelings import feeling
from thresholds import check
from wire import get

SENDING = {"sendto", "sendmsg", "sendmmsg", "write", "writev", "sendfile"}
RECEIVING = {"recvfrom", "recvmsg", "read", "readv"}
WAITING = {"epoll_wait", "epoll_pwait"}
COUNT = 50


@pytest.mark.parametrize(
    "work", ["plaintext", "style sheet", "style sheet, gzip", "directory, cached page", "directory, member"])
def test_a_response_is_one_send(watched, work):
    request = {
        "plaintext": lambda: get("/up"),
        "style sheet": lambda: get("/public/chaland.css"),
        "style sheet, gzip": lambda: get("/public/chaland.css", accept_encoding="gzip"),
        "directory, cached page": lambda: get("/boutiques?page=2"),
        "directory, member": lambda: get("/boutiques?page=2", cookie=watched.session()),
    }[work]()
    connection = watched.connect()
    assert connection.ask(request)[0] == 200
    counts = watched.calls(lambda: [connection.ask(request) for _ in range(COUNT)])
    connection.close()
    check(f"sends, {work}", each(counts, SENDING, "socket"))
    check(f"receives, {work}", each(counts, RECEIVING, "socket"))
    check(f"waits, {work}", each(counts, WAITING, ""))


def test_a_feeling_is_one_send(watched):
    codes = watched.column("SELECT code FROM shop ORDER BY id")
    connection = watched.connect()
    counts = watched.calls(lambda: [connection.ask(feeling(codes, n)) for n in range(COUNT)])
    connection.close()
    check("sends, feedback", each(counts, SENDING, "socket"))


def test_two_sends_are_detected(watched):
    """The gate can fail: two requests counted as one."""
    connection = watched.connect()
    counts = watched.calls(lambda: [connection.ask(get("/up")) for _ in range(2 * COUNT)])
    connection.close()
    with pytest.raises(AssertionError, match="above its bound"):
        check("sends, plaintext", each(counts, SENDING, "socket"), is_reported=False)


def test_64_feelings_at_once_share_their_syncs(synced):
    """Each is durable when it is answered; together they need a few syncs."""
    codes = synced.column("SELECT code FROM shop ORDER BY id")
    connections = [synced.connect() for _ in range(64)]
    bursts = 10

    def at_once():
        for burst in range(bursts):
            # The program is paused while they are sent, so that all of them are waiting when it continues.
            for pid in synced.pids():
                os.kill(pid, signal.SIGSTOP)
            for n, connection in enumerate(connections):
                connection.socket.sendall(feeling(codes, burst * 64 + n))
            for pid in synced.pids():
                os.kill(pid, signal.SIGCONT)
            assert all(connection.answer()[0] == 303 for connection in connections)

    counts = synced.calls(at_once)
    check("syncs, 64 feedbacks at once", syncs(counts) / bursts)
    for connection in connections:
        connection.close()


def test_separate_syncs_are_detected(synced):
    """The gate can fail: sent one after the other, each feeling has its own sync, and none is answered without one."""
    codes = synced.column("SELECT code FROM shop ORDER BY id")
    connection = synced.connect()
    counts = synced.calls(lambda: [connection.ask(feeling(codes, 10_000 + n)) for n in range(20)])
    connection.close()
    assert syncs(counts) >= 20
    with pytest.raises(AssertionError, match="above its bound"):
        check("syncs, 64 feedbacks at once", syncs(counts), is_reported=False)


def syncs(counts):
    return counts["fdatasync", "file"] + counts["fsync", "file"]


def each(counts, names, kind):
    return sum(counts[name, kind] for name in names) / COUNT
