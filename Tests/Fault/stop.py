#!/usr/bin/env python3
"""SIGTERM and SIGINT under load: every acknowledged write is stored, every stored write was acknowledged, no response
is truncated, exit 0 within the drain timeout, and the write-ahead log is checkpointed. A second signal ends the program
at once.
"""

import itertools
import os
import re
import signal
import socket
import subprocess
import threading
import time

from fault import PROGRAM, Report, Visitor, arguments, codes, ended, eventually, is_consistent, rows, small_storage, started

DRAIN_SECONDS = 10  # ServerLimits.drain
rounds = itertools.count(1)


class Clients:
    """Each sends a marked write, reads the whole response, and sends the next one."""

    def __init__(self, street, how_many, is_keep_alive):
        host, port = Visitor(street).host.split(":")
        self.address, self.is_keep_alive, self.round = (host, int(port)), is_keep_alive, next(rounds)
        self.shop = codes(street.storage)[0]
        self.answered, self.truncated, self.refused, self.silent = set(), [], [], 0
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._use, args=(place,)) for place in range(how_many)]
        for thread in self.threads:
            thread.start()

    def _use(self, place):
        connection, number = None, 0
        try:
            while True:
                number += 1
                connection = connection or socket.create_connection(self.address, timeout=30)
                mark = f"stop {self.round}-{place}-{number}."
                if not self._ask(connection, mark):
                    return
                if not self.is_keep_alive:
                    connection.close()
                    connection = None
        except ConnectionRefusedError:
            return
        finally:
            if connection:
                connection.close()

    def _ask(self, connection, mark):
        """Sends a tap and then its words, which contain the mark. Returns whether the connection stays open."""
        got = self._send(connection, f"/b/{self.shop}", "feeling=4")
        if not self._is_open(got):
            return self._note(mark, got)
        path = re.search(rb"(?i)\r\nlocation: (\S+)", got)
        if not path:
            return self._note(mark, got)
        words = self._send(connection, path[1].decode(), f"note={mark.replace(' ', '+')}")
        return self._note(mark, words, is_marked=True)

    def _send(self, connection, path, body):
        """Sends one form. Returns what was received of its response, even if the response is incomplete."""
        got = b""
        try:
            connection.sendall(b"POST %s HTTP/1.1\r\nHost: h\r\nSec-Fetch-Site: same-origin\r\nContent-Length: %d\r\n"
                               b"Content-Type: application/x-www-form-urlencoded\r\n\r\n%s"
                               % (path.encode(), len(body), body.encode()))
            while not self._is_whole(got):
                piece = connection.recv(65536)
                if not piece:
                    break
                got += piece
        except OSError:
            pass
        return got

    def _note(self, mark, got, is_marked=False):
        """Counts a response. Returns whether its connection stays open."""
        with self.lock:
            if not got:
                self.silent += 1
            elif not self._is_whole(got):
                self.truncated.append(f"{mark} {got!r}")
            elif not got.startswith(b"HTTP/1.1 303 "):
                self.refused.append(got.split(b"\r\n", 1)[0])
            elif is_marked:
                self.answered.add(mark)
        return self._is_open(got)

    def _is_open(self, got):
        return self._is_whole(got) and b"Connection: close" not in got

    @staticmethod
    def _is_whole(got):
        head, end, body = got.partition(b"\r\n\r\n")
        if not end:
            return False
        lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        return len(body) >= int(lengths[0]) if lengths else True


def stops_under_load(report, storage, signal_number, is_keep_alive, how_many):
    street = started(storage)
    clients = Clients(street, how_many, is_keep_alive)
    report.check(eventually(lambda: len(clients.answered) >= 4 * how_many), "the clients are not answered")
    begun = time.monotonic()
    street.process.send_signal(signal_number)
    try:
        code = street.process.wait(DRAIN_SECONDS + 20)
    except Exception:
        code = None
        street.process.kill()
    seconds = time.monotonic() - begun
    for thread in clients.threads:
        thread.join()
    name = f"{signal.Signals(signal_number).name}, {'keep-alive' if is_keep_alive else 'new'} connections"
    wal = f"{storage}/association.sqlite-wal"
    report.check(code == 0, f"{name}: exit {code}")
    report.check(not os.path.exists(wal) or os.path.getsize(wal) == 0, f"{name}: the write-ahead log was not checkpointed")
    stored = {note for (note,) in rows(storage, "SELECT note FROM encounter WHERE note LIKE ?",
                                   f"stop {clients.round}-%")}
    report.check(clients.answered == stored, f"{name}: {len(clients.answered - stored)} lost, "
                                             f"{len(stored - clients.answered)} written without an answer")
    report.check(not clients.truncated, f"{name}: truncated responses: {clients.truncated[:3]}")
    report.check(not clients.refused, f"{name}: refused: {clients.refused[:3]}")
    report.check(len(clients.answered) > how_many, f"{name}: too few clients were answered")
    is_consistent(report, storage, name)
    report.say(f"{name}: {len(clients.answered)} answered and stored, {clients.silent} closed before a byte, "
                f"{len(clients.refused)} refused, exit {code} after {seconds:.2f} s")
    return seconds


def is_closed(street):
    """Whether the listener is closed."""
    host, port = Visitor(street).host.split(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
        return False
    except OSError:
        return True


def with_a_request_that_never_ends(report, storage, second_signal):
    """A request whose body never arrives delays the exit up to the drain timeout, or up to the second signal."""
    street = started(storage)
    host, port = Visitor(street).host.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"POST /b/AAAA HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nExpect: 100-continue\r\n"
                           b"Content-Type: application/x-www-form-urlencoded\r\n\r\n")
        interim = connection.recv(4096)  # The head has been read, and the server waits for the body.
        report.check(interim.startswith(b"HTTP/1.1 100 "), f"no 100 Continue: {interim[:40]}")
        connection.sendall(b"fe")
        begun = time.monotonic()
        street.process.send_signal(signal.SIGTERM)
        if second_signal:
            report.check(eventually(lambda: is_closed(street)), "SIGTERM: connections are still accepted")
            street.process.send_signal(signal.SIGTERM)
        try:
            code = street.process.wait(DRAIN_SECONDS + 20)
        except Exception:
            code = None
            street.process.kill()
    seconds = time.monotonic() - begun
    wanted = 1 if second_signal else 0
    name = "a second SIGTERM" if second_signal else "SIGTERM and a body that never comes"
    report.check(code == wanted, f"{name}: exit {code} instead of {wanted}")
    is_consistent(report, storage, name)
    report.say(f"{name}: exit {code} after {seconds:.2f} s")
    return seconds


def on_a_unix_socket(report, storage):
    """The socket file exists while the program serves, and is removed at exit."""
    path = f"{storage}/chaland.socket"
    process = subprocess.Popen([PROGRAM, "serve", "--storage", storage, "--socket", path], stdout=subprocess.DEVNULL)
    eventually(lambda: os.path.exists(path))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(path)
        connection.sendall(b"GET /up HTTP/1.1\r\nHost: h\r\n\r\n")
        answer = connection.recv(4096)
        code = ended(process)
    report.check(answer.startswith(b"HTTP/1.1 200 "), f"on a Unix socket: {answer[:40]}")
    report.check(code == 0 and not os.path.exists(path), f"on a Unix socket: exit {code}, file left: {os.path.exists(path)}")
    report.say(f"on a Unix socket: exit {code}, its file is removed")


def main():
    chosen = arguments(__doc__, rounds=(5, 1, "how often each"), clients=(64, 16, "at a time"))
    report, slowest = Report(), 0
    with small_storage() as storage:
        for _ in range(int(chosen.rounds)):
            for signal_number in (signal.SIGTERM, signal.SIGINT):
                for is_keep_alive in (True, False):
                    seconds = stops_under_load(report, storage, signal_number, is_keep_alive, int(chosen.clients))
                    slowest = max(slowest, seconds)
        on_a_unix_socket(report, storage)
        slowest = max(slowest, with_a_request_that_never_ends(report, storage, second_signal=True))
        if not chosen.quick:
            slowest = max(slowest, with_a_request_that_never_ends(report, storage, second_signal=False))
            report.check(slowest <= DRAIN_SECONDS + 2, f"a stop took {slowest:.1f} s")
    report.end()


if __name__ == "__main__":
    main()
