#!/usr/bin/env python3
"""Failing system calls: strace makes the Nth call of a kind fail, for N = 1, 2, … until a run that does not reach it.

At start, the program prints one line with the problem and exits, or serves. While serving, it neither exits nor hangs,
every response is right or reports the failure, every acknowledged write is stored, and the next start is clean. Without
free descriptors it does not busy-loop. A file size limit or a closed log pipe does not stop it. Its log has no lines of
libraries.
"""

import http.client
import itertools
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from fault import (PROGRAM, Report, Visitor, arguments, codes, cpu_seconds, descriptors, descriptors_at_rest, ended,
                   eventually, is_consistent, rows, small_storage, sockets, started, tell)

# Calls that fail at start.
AT_START = [("openat", "EMFILE"), ("socket", "EMFILE"), ("bind", "EACCES"), ("listen", "EADDRINUSE"),
            ("epoll_create1", "EMFILE"), ("eventfd2", "ENFILE"), ("clone3", "EAGAIN"), ("pread64", "EIO"), ("pwrite64", "ENOSPC"),
            ("fdatasync", "EIO"), ("fsync", "EIO"), ("ftruncate", "ENOSPC"), ("mmap", "ENOMEM"), ("read", "EINTR")]
# Calls that fail while serving, and whether writes may then be refused; with the others no client may notice. Not
# tested: fcntl, because SQLite never releases a lock whose release failed (no local file system does that); pages of
# that loop would then wait ten seconds and fail until a restart. Nor futex: strace would also fail FUTEX_WAKE, which no
# kernel does, and glibc aborts.
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
    """strace attached to a running program: the Nth call of each thread fails, until `end`."""

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
        """Detaches; returns the number of injected failures."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)
        return self.log.read().count("(INJECTED)")


def exercise(report, street, shop, name, writes_may_fail):
    """A few requests of each kind; returns the marks of the acknowledged writes."""
    answered = set()
    for kind in ("page", "write", "write", "missing", "style", "page", "write"):
        person, mark = Visitor(street), f"injected {os.getpid()}-{next(numbers)}."
        try:
            if kind == "page":
                page = person.get("/boutiques")
                right = page.status == 200 and "</html>" in page.text
            elif kind == "write":
                page = tell(person, shop, mark)
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
            report.check(False, f"{name}: {kind} got no answer: {error!r}")
            continue
        plain = writes_may_fail and page.status in (500, 503, 507) and "<h1" in page.text
        report.check(right or plain, f"{name}: {kind} got {page.status}")
    return answered


def while_serving(report, call, error, writes_may_fail, at_most):
    """Runs one program through all N."""
    with small_storage() as storage:
        street, acknowledged = started(storage), set()
        shop, reached, n = codes(storage)[0], 0, 0
        Visitor(street).get("/boutiques")
        for n in range(1, at_most + 1):
            name = f"{call} {error} at call {n}"
            injection = Injection(street, call, error, n)
            acknowledged |= exercise(report, street, shop, name, writes_may_fail)
            injected = injection.end()
            if not report.check(street.process.poll() is None, f"{name}: the program ended: {street.lines[-3:]}"):
                return
            person = Visitor(street)
            report.check(person.post(f"/b/{shop}", {"feeling": "3"}).status == 303, f"{name}: it does not recover")
            if not injected:
                break
            reached += 1
        code = ended(street.process)
        report.check(code == 0, f"{call} {error}: exit {code} afterwards")
        again = started(storage)
        notes = {note for (note,) in rows(storage, "SELECT note FROM encounter WHERE note LIKE 'injected %'")}
        report.check(acknowledged <= notes, f"{call} {error}: {len(acknowledged - notes)} answered writes are lost")
        is_consistent(report, storage, f"{call} {error}")
        report.check(ended(again.process) == 0, f"{call} {error}: the next start did not end cleanly")
        report.say(f"serving, {call} {error}: {reached} places, {len(acknowledged)} writes acknowledged")


def at_start(report, call, error, at_most):
    """Starts the program for each N."""
    with small_storage() as storage:
        served = refused = n = 0
        for n in range(1, at_most + 1):
            name = f"start, {call} {error} at call {n}"
            log = tempfile.NamedTemporaryFile(prefix="chaland-strace-", mode="r")
            try:
                street = started(storage, under=["strace", "-D", "-f", "-o", log.name, "-e", f"trace={call}", "-e",
                                                 "signal=none", "-e", f"inject={call}:error={error}:when={n}"])
                try:
                    report.check(Visitor(street).get("/up").status == 200, f"{name}: it listens and does not answer")
                    code = ended(street.process)
                    # 1: a loop had answered before the creation of a thread failed.
                    report.check(code == 0 or (code, call) == (1, "clone3"), f"{name}: exit {code}")
                    served, refused = served + (code == 0), refused + (code != 0)
                except (OSError, http.client.HTTPException):
                    # The creation of a thread failed after the address had been printed.
                    report.check(street.process.wait(20) == 1, f"{name}: exit {street.process.returncode}")
                    refused += 1
            except AssertionError as error_of_start:
                lines = [line for line in str(error_of_start).splitlines() if line.strip()]
                crashed = any(word in str(error_of_start) for word in ("Fatal error", "Crash", "signal", "💣"))
                report.check(len(lines) <= 3 and not crashed, f"{name}: {str(error_of_start)[:500]}")
                refused += 1
            if "(INJECTED)" not in log.read():
                break
        street = started(storage)
        report.check(Visitor(street).get("/boutiques").status == 200, f"start after {call} {error}: no page")
        is_consistent(report, storage, f"start after {call} {error}")
        report.check(ended(street.process) == 0, f"start after {call} {error}: it did not end cleanly")
        report.say(f"start, {call} {error}: {n} starts, {served} served, {refused} exited with a reason")


def without_descriptors(report, seconds):
    """accept4 fails for a while: the CPU is idle, and a waiting client is served afterwards."""
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
        report.check(connection.getresponse().status == 200, "the client that waited for a descriptor was not served")
        report.check(injected > 0, "accept4 never failed")
        report.check(injected < seconds * 100, f"{injected} attempts to accept in {seconds} s")
        report.check(ended(street.process) == 0, "without descriptors: the stop was not clean")
        report.say(f"no descriptor for {seconds} s: {injected} attempts, {used:.0%} of a core, the waiting client was served")


def too_few_descriptors(report):
    """A process with 64 descriptors and 200 clients: the connected ones are served, the others wait or get 503, and no
    descriptor leaks."""
    with small_storage() as storage:
        street = started(storage, under=["prlimit", "--nofile=64:64"])
        at_rest = sockets(street.process.pid)
        Visitor(street).get("/boutiques")
        eventually(lambda: sockets(street.process.pid) == at_rest)
        before = descriptors_at_rest(street.process.pid)
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
        report.check(set(statuses) <= {200, 503} and 200 in statuses, f"64 descriptors: {statuses}")
        after = descriptors(street.process.pid)
        report.check(after <= before, f"64 descriptors: {after} open, {before} before")
        report.check(Visitor(street).get("/boutiques").status == 200, "64 descriptors: it does not recover")
        report.check(ended(street.process) == 0, "64 descriptors: the stop was not clean")
        report.say(f"64 descriptors, 200 connections: the first twenty got {sorted(set(statuses))}, no descriptor leaked")


def a_file_size_limit(report):
    """RLIMIT_FSIZE truncates a write and sends SIGXFSZ, like a quota: writes are refused, the program continues, and
    writes recover."""
    with small_storage() as storage:
        street, shop, acknowledged = started(storage), codes(storage)[0], set()
        pid = street.process.pid
        person, refused = Visitor(street), None
        person.post(f"/b/{shop}", {"feeling": "4"})
        size = os.path.getsize(f"{storage}/association.sqlite-wal")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))
        for number in range(200):
            try:
                page = tell(person, shop, f"limit {number}." + "y" * 1000)
            except (OSError, http.client.HTTPException) as error:
                report.check(False, f"a file size limit: {error!r}, exit {street.process.poll()}")
                return
            if page.status == 303:
                acknowledged.add(number)
            else:
                refused = page.status
                break
        report.check(refused == 503, f"a file size limit: {refused}")
        report.check(person.get("/boutiques").status == 200, "a file size limit: no page")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        report.check(person.post(f"/b/{shop}", {"feeling": "4"}).status == 303, "a file size limit: no write after it")
        report.check(ended(street.process) == 0, "a file size limit: the stop was not clean")
        notes = {note for (note,) in rows(storage, "SELECT note FROM encounter WHERE note LIKE 'limit %'")}
        report.check(len(notes) >= len(acknowledged), "a file size limit: answered writes are lost")
        is_consistent(report, storage, "a file size limit")
        report.say(f"a file size limit: {len(acknowledged)} writes, then {refused}; afterwards 303 again")


def a_closed_log_pipe(report):
    """The reader of standard output closes the pipe, like `| head`: the program continues and ends cleanly."""
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
                report.check(answer.status == 200, f"a closed log pipe: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            report.check(False, f"a closed log pipe: {error!r}")
        code = ended(process)
        report.check(code == 0, f"a closed log pipe: exit {code}")
        report.say(f"a closed log pipe: served, exit {code}")


def refused_priorities(report):
    """setpriority fails, as with systemd's SystemCallFilter=~@resources: only the program's own lines are logged.
    libdispatch logs such a failure for each of its threads (to the system log, here to standard error), so none may be
    started."""
    name = "refused priorities"
    with small_storage() as storage, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"{storage}/notify")
        systemd.settimeout(30)
        calls = tempfile.NamedTemporaryFile(prefix="chaland-strace-", mode="r")
        street = started(
            storage, under=["strace", "-D", "-f", "-o", calls.name, "-e", "trace=setpriority", "-e", "signal=none", "-e",
                            "inject=setpriority:error=EPERM"],
            environment={"LIBDISPATCH_LOG": "stderr", "NOTIFY_SOCKET": f"{storage}/notify", "WATCHDOG_USEC": "400000"})
        sent = [systemd.recv(100) for _ in range(2)]
        report.check(sent == [b"READY=1", b"WATCHDOG=1"], f"{name}: systemd was sent {sent}")
        for path in ("/up", "/boutiques", "/boutiques"):
            report.check(Visitor(street).get(path).status == 200, f"{name}: no page {path}")
        page = Visitor(street).post(f"/b/{codes(storage)[0]}", {"feeling": "4"})
        report.check(page.status == 303, f"{name}: a write got {page.status}")
        report.check(ended(street.process) == 0, f"{name}: the stop was not clean")
        foreign = [line for line in street.lines if not re.match(r"\d{4}-\d\d-\d\dT[\d:]+Z |time=", line)]
        report.check(foreign == [], f"{name}: other lines in the log: {foreign[:5]}")
        raised = re.findall(r"setpriority\(PRIO_PROCESS, 0, -?\d\)", calls.read())
        report.check(raised == [], f"{name}: libdispatch started threads: {raised}")
        report.say(f"{name}: {len(street.lines)} lines in the log, all of the program")


def main():
    if not shutil.which("strace"):
        print("strace is missing: apt install strace")
        sys.exit(1)
    chosen = arguments(__doc__, most=(30, 2, "the largest N"))
    report = Report()
    a_closed_log_pipe(report)
    a_file_size_limit(report)
    refused_priorities(report)
    too_few_descriptors(report)
    without_descriptors(report, 1 if chosen.quick else 5)
    for call, error, writes_may_fail in QUICK if chosen.quick else WHILE_SERVING:
        while_serving(report, call, error, writes_may_fail, int(chosen.most))
    for call, error in [("clone3", "EAGAIN")] if chosen.quick else AT_START:
        at_start(report, call, error, int(chosen.most))
    report.end()


if __name__ == "__main__":
    main()
