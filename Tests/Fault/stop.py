#!/usr/bin/env python3
"""Asked to stop under load, by SIGTERM and by SIGINT: every write that was answered is there, none was written and left unanswered,
no answer is cut off, exit 0 within the time to drain, the log of the store emptied into its file. A second signal ends at once.
"""

import itertools
import os
import signal
import socket
import subprocess
import threading
import time

from fault import PROGRAM, Report, Visitor, arguments, codes, ended, eventually, is_consistent, rows, small_storage, started

DRAIN_SECONDS = 10  # ServerLimits.drain
rounds = itertools.count(1)


class Clients:
    """Each sends a marked write on its connection, reads the answer to its end, and sends the next one."""

    def __init__(self, street, how_many, kept_alive):
        host, port = Visitor(street).host.split(":")
        self.address, self.kept_alive, self.round = (host, int(port)), kept_alive, next(rounds)
        self.shop = codes(street.storage)[0]
        self.answered, self.cut, self.refused, self.silent = set(), [], [], 0
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
                if not self.kept_alive:
                    connection.close()
                    connection = None
        except ConnectionRefusedError:
            return
        finally:
            if connection:
                connection.close()

    def _ask(self, connection, mark):
        """Whether the connection goes on."""
        body = f"feeling=4&note={mark.replace(' ', '+')}".encode()
        got = b""
        try:
            connection.sendall(b"POST /b/%s HTTP/1.1\r\nHost: h\r\nSec-Fetch-Site: same-origin\r\nContent-Length: %d\r\n"
                               b"Content-Type: application/x-www-form-urlencoded\r\n\r\n%s"
                               % (self.shop.encode(), len(body), body))
            while not self._is_whole(got):
                piece = connection.recv(65536)
                if not piece:
                    break
                got += piece
        except OSError as error:
            if got:
                with self.lock:
                    self.cut.append(f"{mark} {error!r} {got!r}")
        with self.lock:
            if not got:
                self.silent += 1
            elif not self._is_whole(got):
                self.cut.append(f"{mark} {got!r}")
            elif got.startswith(b"HTTP/1.1 303 "):
                self.answered.add(mark)
            else:
                self.refused.append(got.split(b"\r\n", 1)[0])
        return self._is_whole(got) and b"Connection: close" not in got

    @staticmethod
    def _is_whole(got):
        head, end, body = got.partition(b"\r\n\r\n")
        if not end:
            return False
        lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        return len(body) >= int(lengths[0]) if lengths else True


def stops_under_load(report, storage, signal_number, kept_alive, how_many):
    street = started(storage)
    clients = Clients(street, how_many, kept_alive)
    report.promise(eventually(lambda: len(clients.answered) >= 4 * how_many), "the clients are not answered")
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
    name = f"{signal.Signals(signal_number).name}, {'kept' if kept_alive else 'new'} connections"
    wal = f"{storage}/association.sqlite-wal"
    report.promise(code == 0, f"{name}: exit {code}")
    report.promise(not os.path.exists(wal) or os.path.getsize(wal) == 0, f"{name}: the log of the store was left full")
    kept = {note for (note,) in rows(storage, "SELECT note FROM encounter WHERE note LIKE ?",
                                   f"stop {clients.round}-%")}
    report.promise(clients.answered == kept, f"{name}: {len(clients.answered - kept)} lost, "
                                             f"{len(kept - clients.answered)} written without an answer")
    report.promise(not clients.cut, f"{name}: answers cut off: {clients.cut[:3]}")
    report.promise(not clients.refused, f"{name}: refused: {clients.refused[:3]}")
    report.promise(len(clients.answered) > how_many, f"{name}: hardly anybody was answered")
    is_consistent(report, storage, name)
    report.says(f"{name}: {len(clients.answered)} answered and kept, {clients.silent} closed before a byte, "
                f"{len(clients.refused)} refused, exit {code} after {seconds:.2f} s")
    return seconds


def is_closed(street):
    """Whether no connection is accepted any more."""
    host, port = Visitor(street).host.split(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
        return False
    except OSError:
        return True


def with_a_request_that_never_ends(report, storage, second_signal):
    """A body that does not come holds the drain to its end, or to the second signal."""
    street = started(storage)
    host, port = Visitor(street).host.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"POST /b/AAAA HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nExpect: 100-continue\r\n"
                           b"Content-Type: application/x-www-form-urlencoded\r\n\r\n")
        invited = connection.recv(4096)  # The head has been read, and the body is waited for.
        report.promise(invited.startswith(b"HTTP/1.1 100 "), f"a body that is to come: {invited[:40]}")
        connection.sendall(b"fe")
        begun = time.monotonic()
        street.process.send_signal(signal.SIGTERM)
        if second_signal:
            report.promise(eventually(lambda: is_closed(street)), "SIGTERM: connections are accepted all the same")
            street.process.send_signal(signal.SIGTERM)
        try:
            code = street.process.wait(DRAIN_SECONDS + 20)
        except Exception:
            code = None
            street.process.kill()
    seconds = time.monotonic() - begun
    wanted = 1 if second_signal else 0
    name = "a second SIGTERM" if second_signal else "SIGTERM and a body that never comes"
    report.promise(code == wanted, f"{name}: exit {code} instead of {wanted}")
    is_consistent(report, storage, name)
    report.says(f"{name}: exit {code} after {seconds:.2f} s")
    return seconds


def on_a_unix_socket(report, storage):
    """The file of the socket is there while it serves, and gone after."""
    path = f"{storage}/chaland.socket"
    process = subprocess.Popen([PROGRAM, "serve", "--storage", storage, "--socket", path], stdout=subprocess.DEVNULL)
    eventually(lambda: os.path.exists(path))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(path)
        connection.sendall(b"GET /up HTTP/1.1\r\nHost: h\r\n\r\n")
        answer = connection.recv(4096)
        code = ended(process)
    report.promise(answer.startswith(b"HTTP/1.1 200 "), f"on a Unix socket: {answer[:40]}")
    report.promise(code == 0 and not os.path.exists(path), f"on a Unix socket: exit {code}, file left: {os.path.exists(path)}")
    report.says(f"on a Unix socket: exit {code}, its file is gone")


def main():
    chosen = arguments(__doc__, rounds=(5, 1, "how often each"), clients=(64, 16, "at a time"))
    report, slowest = Report(), 0
    with small_storage() as storage:
        for _ in range(int(chosen.rounds)):
            for signal_number in (signal.SIGTERM, signal.SIGINT):
                for kept_alive in (True, False):
                    seconds = stops_under_load(report, storage, signal_number, kept_alive, int(chosen.clients))
                    slowest = max(slowest, seconds)
        on_a_unix_socket(report, storage)
        slowest = max(slowest, with_a_request_that_never_ends(report, storage, second_signal=True))
        if not chosen.quick:
            slowest = max(slowest, with_a_request_that_never_ends(report, storage, second_signal=False))
            report.promise(slowest <= DRAIN_SECONDS + 2, f"a stop took {slowest:.1f} s")
    report.end()


if __name__ == "__main__":
    main()
