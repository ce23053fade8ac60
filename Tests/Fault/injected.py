#!/usr/bin/env python3
"""System calls that fail: strace makes the Nth call of a kind fail, for N = 1, 2, … until a run in which it was not reached.

At start: the program says in a line what is wrong and ends, or serves. While it serves: it neither ends nor hangs, every answer is
right or says plainly that it could not be done, every answered write is there afterwards, and the next start is clean. Without
descriptors it waits instead of turning in circles. A file that may not grow and a log nobody reads any more end nothing.
"""

import http.client
import itertools
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from fault import (PROGRAM, Report, Visitor, arguments, codes, cpu_seconds, descriptors, ended, eventually, is_consistent,
                   rows, small_storage, sockets, started)

# What may fail at start.
AT_START = [("openat", "EMFILE"), ("socket", "EMFILE"), ("bind", "EACCES"), ("listen", "EADDRINUSE"),
            ("epoll_create1", "EMFILE"), ("eventfd2", "ENFILE"), ("clone3", "EAGAIN"), ("pread64", "EIO"), ("pwrite64", "ENOSPC"),
            ("fdatasync", "EIO"), ("fsync", "EIO"), ("ftruncate", "ENOSPC"), ("mmap", "ENOMEM"), ("read", "EINTR")]
# What may fail while it serves, and whether a write may then be refused. The others must pass unnoticed. Not here: fcntl. A lock that
# cannot be let go of, which no local file system does, stays taken inside SQLite; pages of that loop then wait ten seconds each and
# fail, until the program is started again.
# Nor futex: strace fails waking as well as waiting, which no kernel does, and glibc ends the program.
WHILE_SERVING = [
    ("pwrite64", "ENOSPC", True), ("pwrite64", "EIO", True), ("fdatasync", "EIO", True), ("ftruncate", "EIO", True),
    ("pread64", "EIO", True), ("newfstatat", "EIO", True), ("unlink", "EIO", True),
    ("pwrite64", "EINTR", True), ("fdatasync", "EINTR", True),
    ("epoll_wait", "EINTR", False), ("accept4", "EINTR", False), ("accept4", "ECONNABORTED", False),
    ("accept4", "EMFILE", False), ("recvfrom", "EINTR", False), ("recvfrom", "EAGAIN", False), ("read", "EINTR", False),
    ("sendto", "EINTR", False), ("sendto", "EAGAIN", False), ("sendmsg", "EINTR", False), ("sendmsg", "EAGAIN", False),
    ("write", "EINTR", False), ("write", "EIO", False), ("shutdown", "EIO", False), ("setsockopt", "EIO", False),
]
QUICK = [("pwrite64", "ENOSPC", True), ("fdatasync", "EIO", True), ("epoll_wait", "EINTR", False),
         ("accept4", "EMFILE", False), ("sendto", "EAGAIN", False)]
numbers = itertools.count()


class Injection:
    """strace on a running street: the Nth call of each thread fails, from now to `end`."""

    def __init__(self, street, call, error, when):
        self.log = tempfile.NamedTemporaryFile(prefix="chaland-strace-", mode="r")
        self.process = subprocess.Popen(
            ["strace", "-f", "-o", self.log.name, "-e", f"trace={call}", "-e", "signal=none",
             "-e", f"inject={call}:error={error}:when={when}", "-p", str(street.process.pid)],
            stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "attached" in line:
                break

    def end(self):
        """Lets go; how many calls failed by our doing."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)
        return self.log.read().count("(INJECTED)")


def exercise(report, street, shop, name, writes_may_fail):
    """A few of everything; the marks of the writes that were answered."""
    answered = set()
    for kind in ("page", "write", "write", "missing", "style", "page", "write"):
        person, mark = Visitor(street), f"injected {os.getpid()}-{next(numbers)}."
        try:
            if kind == "page":
                page = person.get("/boutiques")
                right = page.status == 200 and "</html>" in page.text
            elif kind == "write":
                page = person.post(f"/b/{shop}", {"feeling": "4", "note": mark})
                right = page.status == 303
                if right:
                    answered.add(mark)
            elif kind == "missing":
                page = person.get("/nowhere-at-all")
                right = page.status == 404
            else:
                page = person.get("/up")
                right = page.status == 200
        except (OSError, http.client.HTTPException) as error:
            report.promise(False, f"{name}: {kind} got no answer: {error!r}")
            continue
        plain = writes_may_fail and page.status in (500, 503, 507) and "<h1" in page.text
        report.promise(right or plain, f"{name}: {kind} got {page.status}")
    return answered


def while_serving(report, call, error, writes_may_fail, at_most):
    """One street through all of N."""
    with small_storage() as storage:
        street, kept = started(storage), set()
        shop, reached, n = codes(storage)[0], 0, 0
        Visitor(street).get("/boutiques")
        for n in range(1, at_most + 1):
            name = f"{call} {error} at call {n}"
            injection = Injection(street, call, error, n)
            kept |= exercise(report, street, shop, name, writes_may_fail)
            injected = injection.end()
            if not report.promise(street.process.poll() is None, f"{name}: the program ended: {street.lines[-3:]}"):
                return
            person = Visitor(street)
            report.promise(person.post(f"/b/{shop}", {"feeling": "3"}).status == 303, f"{name}: it does not recover")
            if not injected:
                break
            reached += 1
        code = ended(street.process)
        report.promise(code == 0, f"{call} {error}: exit {code} afterwards")
        again = started(storage)
        notes = {note for (note,) in rows(storage, "SELECT note FROM encounter WHERE note LIKE 'injected %'")}
        report.promise(kept <= notes, f"{call} {error}: {len(kept - notes)} answered writes are lost")
        is_consistent(report, storage, f"{call} {error}")
        report.promise(ended(again.process) == 0, f"{call} {error}: the next start did not end well")
        report.says(f"serving, {call} {error}: {reached} places, {len(kept)} answered writes kept")


def at_start(report, call, error, at_most):
    """A start for each N."""
    with small_storage() as storage:
        served = refused = n = 0
        for n in range(1, at_most + 1):
            name = f"start, {call} {error} at call {n}"
            log = tempfile.NamedTemporaryFile(prefix="chaland-strace-", mode="r")
            try:
                street = started(storage, under=["strace", "-D", "-f", "-o", log.name, "-e", f"trace={call}", "-e",
                                                 "signal=none", "-e", f"inject={call}:error={error}:when={n}"])
                try:
                    report.promise(Visitor(street).get("/up").status == 200, f"{name}: it serves and does not answer")
                    code = ended(street.process)
                    # 1: a loop had answered already when a thread could not be made.
                    report.promise(code == 0 or (code, call) == (1, "clone3"), f"{name}: exit {code}")
                    served, refused = served + (code == 0), refused + (code != 0)
                except (OSError, http.client.HTTPException):
                    # Its address was said and then a thread could not be made.
                    report.promise(street.process.wait(20) == 1, f"{name}: exit {street.process.returncode}")
                    refused += 1
            except AssertionError as told:
                lines = [line for line in str(told).splitlines() if line.strip()]
                crashed = any(word in str(told) for word in ("Fatal error", "Crash", "signal", "💣"))
                report.promise(len(lines) <= 3 and not crashed, f"{name}: {str(told)[:500]}")
                refused += 1
            if "(INJECTED)" not in log.read():
                break
        street = started(storage)
        report.promise(Visitor(street).get("/boutiques").status == 200, f"start after {call} {error}: no page")
        is_consistent(report, storage, f"start after {call} {error}")
        report.promise(ended(street.process) == 0, f"start after {call} {error}: it did not end well")
        report.says(f"start, {call} {error}: {n} starts, {served} served all the same, {refused} said why not")


def without_descriptors(report, seconds):
    """accept4 fails as long as it lasts: the processor rests, and who waits is served afterwards."""
    with small_storage() as storage:
        street = started(storage)
        Visitor(street).get("/up")
        before = cpu_seconds(street.process.pid)
        injection = Injection(street, "accept4", "EMFILE", "1+")
        connection = http.client.HTTPConnection(Visitor(street).host, timeout=30)
        connection.request("GET", "/up")
        time.sleep(seconds)
        used = (cpu_seconds(street.process.pid) - before) / seconds
        injected = injection.end()
        report.promise(connection.getresponse().status == 200, "who waited for a descriptor was not served")
        report.promise(injected > 0, "accept4 never failed")
        report.promise(injected < seconds * 100, f"{injected} attempts to accept in {seconds} s")
        report.promise(ended(street.process) == 0, "without descriptors: the stop was not clean")
        report.says(f"no descriptor for {seconds} s: {injected} attempts, {used:.0%} of a core, the waiting one served")


def too_few_descriptors(report):
    """A process with 64 descriptors and 200 people: those it has are served, the others wait or read a 503, none is left."""
    with small_storage() as storage:
        street = started(storage, under=["prlimit", "--nofile=64:64"])
        at_rest = sockets(street.process.pid)
        Visitor(street).get("/boutiques")
        eventually(lambda: sockets(street.process.pid) == at_rest)
        before = descriptors(street.process.pid)
        people = []
        for _ in range(200):
            connection = http.client.HTTPConnection(Visitor(street).host, timeout=30)
            connection.connect()
            people.append(connection)
        for connection in people[:20]:
            connection.request("GET", "/up")
        statuses = [connection.getresponse().status for connection in people[:20]]
        for connection in people:
            connection.close()
        eventually(lambda: descriptors(street.process.pid) <= before, within=10)
        report.promise(set(statuses) <= {200, 503} and 200 in statuses, f"64 descriptors: {statuses}")
        after = descriptors(street.process.pid)
        report.promise(after <= before, f"64 descriptors: {after} open, {before} before")
        report.promise(Visitor(street).get("/boutiques").status == 200, "64 descriptors: it does not recover")
        report.promise(ended(street.process) == 0, "64 descriptors: the stop was not clean")
        report.says(f"64 descriptors, 200 connections: the first twenty got {sorted(set(statuses))}, all given back")


def a_file_that_may_not_grow(report):
    """RLIMIT_FSIZE cuts a write short and sends SIGXFSZ, as a quota does: writes are refused, nothing ends, all comes back."""
    with small_storage() as storage:
        street, shop, kept = started(storage), codes(storage)[0], set()
        pid = street.process.pid
        person, refused = Visitor(street), None
        person.post(f"/b/{shop}", {"feeling": "4"})
        size = os.path.getsize(f"{storage}/association.sqlite-wal")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))
        for number in range(200):
            try:
                page = person.post(f"/b/{shop}", {"feeling": "4", "note": f"limit {number}." + "y" * 1000})
            except (OSError, http.client.HTTPException) as error:
                report.promise(False, f"a file that may not grow: {error!r}, exit {street.process.poll()}")
                return
            if page.status == 303:
                kept.add(number)
            else:
                refused = page.status
                break
        report.promise(refused == 503, f"a file that may not grow: {refused}")
        report.promise(person.get("/boutiques").status == 200, "a file that may not grow: no page either")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        report.promise(person.post(f"/b/{shop}", {"feeling": "4"}).status == 303, "a file that may grow again: no write")
        report.promise(ended(street.process) == 0, "a file that may not grow: the stop was not clean")
        notes = {note for (note,) in rows(storage, "SELECT note FROM encounter WHERE note LIKE 'limit %'")}
        report.promise(len(notes) >= len(kept), "a file that may not grow: answered writes are lost")
        is_consistent(report, storage, "a file that may not grow")
        report.says(f"a file that may not grow: {len(kept)} writes, then {refused}; afterwards 303 again")


def a_log_nobody_reads(report):
    """The reader of standard output goes away, as `| head` does: the program serves on and ends well."""
    with small_storage() as storage:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--storage", storage, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, env={**os.environ, "CHALAND_RATE_LIMIT": "off", "LANG": "en"})
        address = None
        for line in process.stdout:
            if address := re.search(r"http://(127\.0\.0\.1:\d+)", line):
                break
        process.stdout.close()
        try:
            connection = http.client.HTTPConnection(address[1], timeout=30)
            for _ in range(3):
                connection.request("GET", "/boutiques")
                answer = connection.getresponse()
                answer.read()
                report.promise(answer.status == 200, f"a log nobody reads: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            report.promise(False, f"a log nobody reads: {error!r}")
        code = ended(process)
        report.promise(code == 0, f"a log nobody reads: exit {code}")
        report.says(f"a log nobody reads: served, exit {code}")


def main():
    if not shutil.which("strace"):
        print("strace is missing: apt install strace")
        sys.exit(1)
    chosen = arguments(__doc__, most=(30, 2, "the largest N"))
    report = Report()
    a_log_nobody_reads(report)
    a_file_that_may_not_grow(report)
    too_few_descriptors(report)
    without_descriptors(report, 1 if chosen.quick else 5)
    for call, error, writes_may_fail in QUICK if chosen.quick else WHILE_SERVING:
        while_serving(report, call, error, writes_may_fail, int(chosen.most))
    for call, error in [("clone3", "EAGAIN")] if chosen.quick else AT_START:
        at_start(report, call, error, int(chosen.most))
    report.end()


if __name__ == "__main__":
    main()
