"""System calls a request, counted by strace on the optimised program."""

import os
import signal

import pytest

from feelings import feeling
from thresholds import judge
from wire import get

SENDING = {"sendto", "sendmsg", "sendmmsg", "write", "writev", "sendfile"}
RECEIVING = {"recvfrom", "recvmsg", "read", "readv"}
WAITING = {"epoll_wait", "epoll_pwait"}
COUNT = 50


@pytest.mark.parametrize(
    "work", ["plaintext", "style sheet", "style sheet, gzip", "directory, kept page", "directory, member"])
def test_an_answer_is_one_send(watched, work):
    request = {
        "plaintext": lambda: get("/up"),
        "style sheet": lambda: get("/public/chaland.css"),
        "style sheet, gzip": lambda: get("/public/chaland.css", accept_encoding="gzip"),
        "directory, kept page": lambda: get("/boutiques?page=2"),
        "directory, member": lambda: get("/boutiques?page=2", cookie=watched.session()),
    }[work]()
    connection = watched.connect()
    assert connection.ask(request)[0] == 200
    counts = watched.calls(lambda: [connection.ask(request) for _ in range(COUNT)])
    connection.close()
    judge(f"sends, {work}", each(counts, SENDING, "socket"))
    judge(f"receives, {work}", each(counts, RECEIVING, "socket"))
    judge(f"waits, {work}", each(counts, WAITING, ""))


def test_a_feeling_is_one_send(watched):
    codes = watched.column("SELECT code FROM shop ORDER BY id")
    connection = watched.connect()
    counts = watched.calls(lambda: [connection.ask(feeling(codes, n)) for n in range(COUNT)])
    connection.close()
    judge("sends, feedback", each(counts, SENDING, "socket"))


def test_two_sends_would_be_noticed(watched):
    """The gate can fail: two requests for one."""
    connection = watched.connect()
    counts = watched.calls(lambda: [connection.ask(get("/up")) for _ in range(2 * COUNT)])
    connection.close()
    with pytest.raises(AssertionError, match="above its bound"):
        judge("sends, plaintext", each(counts, SENDING, "socket"), remarked=False)


def test_64_feelings_at_once_share_their_syncs(synced):
    """Each is durable when it is answered; together they cost a few syncs."""
    codes = synced.column("SELECT code FROM shop ORDER BY id")
    connections = [synced.connect() for _ in range(64)]
    bursts = 10

    def at_once():
        for burst in range(bursts):
            # Stopped meanwhile, so that all of them wait for it whatever else this machine does.
            for pid in synced.pids():
                os.kill(pid, signal.SIGSTOP)
            for n, connection in enumerate(connections):
                connection.socket.sendall(feeling(codes, burst * 64 + n))
            for pid in synced.pids():
                os.kill(pid, signal.SIGCONT)
            assert all(connection.answer()[0] == 303 for connection in connections)

    counts = synced.calls(at_once)
    judge("syncs, 64 feedbacks at once", syncs(counts) / bursts)
    for connection in connections:
        connection.close()


def test_syncs_of_their_own_would_be_noticed(synced):
    """The gate can fail: one after the other, each feeling has its own sync, and none is answered without one."""
    codes = synced.column("SELECT code FROM shop ORDER BY id")
    connection = synced.connect()
    counts = synced.calls(lambda: [connection.ask(feeling(codes, 10_000 + n)) for n in range(20)])
    connection.close()
    assert syncs(counts) >= 20
    with pytest.raises(AssertionError, match="above its bound"):
        judge("syncs, 64 feedbacks at once", syncs(counts), remarked=False)


def syncs(counts):
    return counts["fdatasync", "file"] + counts["fsync", "file"]


def each(counts, names, kind):
    return sum(counts[name, kind] for name in names) / COUNT
