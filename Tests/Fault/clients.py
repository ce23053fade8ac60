#!/usr/bin/env python3
"""Misbehaving clients beside well-behaved ones: slow heads and bodies, slow readers, a thousand idle connections,
garbage, connections reset half-way.

The well-behaved clients have no errors meanwhile; descriptors and memory return to their level within seconds.
"""

import http.client
import os
import random
import resource
import socket
import struct
import threading
import time

from fault import (GoodClients, Report, Visitor, arguments, codes, descriptors, descriptors_at_rest, ended, eventually,
                   resident_kilobytes, small_storage, sockets, started)

SETTLE_SECONDS = 20
MEMORY_SLACK_KILOBYTES = 16 << 10


class BadClients:
    """One kind of client: `how_many` connections from a network address of their own, driven by one thread."""

    def __init__(self, host, name, how_many, loopback):
        address, port = host.split(":")
        self.name, self.how_many = name, how_many
        self.target, self.source = (address, int(port)), (f"127.0.0.{loopback}", 0)
        self.opened, self.ended_by_server = 0, 0
        self._over = threading.Event()
        self._open = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        while not self._over.is_set():
            while len(self._open) < self.how_many and not self._over.is_set():
                try:
                    connection = self._connect()
                    self.begin(connection)
                    self._open.append(connection)
                    self.opened += 1
                except OSError:
                    self.ended_by_server += 1
                    break
            for connection in list(self._open):
                try:
                    if self.go_on(connection):
                        continue
                except BlockingIOError:
                    continue
                except OSError:
                    self.ended_by_server += 1
                connection.close()
                self._open.remove(connection)
            self._over.wait(0.25)
        for connection in self._open:
            connection.close()

    def _connect(self):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(5)
        connection.bind(self.source)
        connection.connect(self.target)
        connection.setblocking(False)
        return connection

    def begin(self, connection):
        """Sends the first bytes."""

    def go_on(self, connection):
        """Called four times a second; False closes the connection."""
        return connection.recv(1) != b""

    def end(self):
        self._over.set()
        self._thread.join()
        return f"{self.name} {self.opened} opened, {self.ended_by_server} ended by the server"


class SlowHeads(BadClients):
    def begin(self, connection):
        connection.send(b"GET /boutiques HTTP/1.1\r\nHost: h\r\nX: ")

    def go_on(self, connection):
        connection.send(b"x")
        return True


class SlowBodies(BadClients):
    def begin(self, connection):
        connection.send(b"POST /b/AAAA HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n"
                        b"Content-Type: application/x-www-form-urlencoded\r\n\r\n")

    def go_on(self, connection):
        connection.send(b"a")
        return True


class SlowReaders(BadClients):
    """Request many pages and read a byte at a time."""

    def begin(self, connection):
        connection.send(b"GET /boutiques HTTP/1.1\r\nHost: h\r\n\r\n" * 60)

    def go_on(self, connection):
        return connection.recv(1) != b""


class Idle(BadClients):
    pass


class Garbage(BadClients):
    def begin(self, connection):
        connection.send(random.choice([
            os.urandom(2000), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(300), b"\0" * 900,
            b"GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"\r\n" * 500,
            b"GET /" + b"a" * 20000, b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"]))

    def go_on(self, connection):
        return connection.recv(4096) != b""


class Resets(BadClients):
    def begin(self, connection):
        connection.send(b"GET /boutiques HTTP/1.1\r\nHost: h\r\n\r\n" * random.randint(0, 20) + b"POST /b/AAAA HTTP/1.1\r\nHo")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def go_on(self, connection):
        return False


def warm_up(street, requests=400):
    """Requests the pages of the well-behaved clients until memory use is stable."""
    connection, shop = http.client.HTTPConnection(Visitor(street).host), codes(street.storage)[0]
    for number in range(requests):
        connection.request("GET", ["/boutiques", "/up", f"/b/{shop}"][number % 3])
        connection.getresponse().read()
    connection.close()


def main():
    chosen = arguments(__doc__, seconds=(180, 6, "how long"))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    report = Report()
    with small_storage() as storage:
        street = started(storage)
        pid = street.process.pid
        at_rest = sockets(pid)
        host = Visitor(street).host
        warm_up(street)
        good = GoodClients(street, 8)
        report.check(eventually(lambda: good.answers >= 200), "good clients alone get no answers")
        good.end()
        report.check(eventually(lambda: sockets(pid) == at_rest), "connections stay open after their clients left")
        before = descriptors_at_rest(pid), resident_kilobytes(pid)
        good = GoodClients(street, 8)
        kinds = [(SlowHeads, 200), (SlowBodies, 100), (SlowReaders, 60), (Idle, 1000), (Garbage, 30), (Resets, 30)]
        bad = [kind(host, kind.__name__, how_many, place + 2) for place, (kind, how_many) in enumerate(kinds)]
        most = before
        until = time.monotonic() + chosen.seconds
        while time.monotonic() < until:
            time.sleep(0.5)
            most = max(most[0], descriptors(pid)), max(most[1], resident_kilobytes(pid))
        for line in [clients.end() for clients in bad]:
            report.say(line)
        answers, errors = good.end()
        report.check(errors == [], f"good clients had {len(errors)} errors: {errors[:3]}")
        report.check(answers > chosen.seconds * 5, f"good clients had only {answers} answers")
        eventually(lambda: descriptors(pid) <= before[0], SETTLE_SECONDS)
        after = descriptors(pid), resident_kilobytes(pid)
        report.check(after[0] <= before[0], f"{after[0]} descriptors, {before[0]} before")
        report.check(after[1] <= before[1] + MEMORY_SLACK_KILOBYTES, f"{after[1]} KB of memory, {before[1]} before")
        report.check(most[0] > 1000, f"only {most[0]} descriptors were open at most: nothing was tested")
        report.check(ended(street.process) == 0, "the stop was not clean")
    report.say(f"{chosen.seconds:.0f} s: good clients {answers} answers, {len(errors)} errors, slowest {good.slowest:.2f} s; "
                f"descriptors {before[0]}, {most[0]} at most, {after[0]} after; memory {before[1]} KB, {most[1]}, {after[1]}")
    report.end()


if __name__ == "__main__":
    main()
