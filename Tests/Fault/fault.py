"""Shared by the fault programs: the test site of the browser tests, load from clients, and a report.

Each program in this folder stages one kind of fault and prints a line for each result; it exits with 1 when a check
failed. Everything runs on 127.0.0.1 and in temporary folders, and only processes that were started here are ended.
"""

import argparse
import contextlib
import http.client
import os
import pathlib
import signal
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Browser"))

from street import PROGRAM, ROOT, Street, Visitor, codes, rows, small_storage, started  # noqa: E402, F401
from waiting import eventually  # noqa: E402, F401

PRESIDENT = ("presidente@vitrines.example", "une rue qui vit")
BAKER = ("boulanger@vitrines.example", "du pain chaud")


class Report:
    """Prints results and collects failed checks."""

    def __init__(self):
        self.failed = []

    def say(self, line):
        print(line, flush=True)

    def check(self, holds, line):
        """Checks `holds`; `line` is printed only on failure."""
        if not holds:
            self.failed.append(line)
            print(f"FAILED: {line}", flush=True)
        return holds

    def end(self):
        print("all checks passed" if not self.failed else f"{len(self.failed)} checks failed", flush=True)
        sys.exit(1 if self.failed else 0)


def arguments(text, **numbers):
    """Parses the command line: `--quick`, and an option for each of `numbers` (name: (default, quick, help))."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the short form of `make test`, without time limits")
    for name, (_, _, words) in numbers.items():
        parser.add_argument(f"--{name}", type=float, help=words)
    chosen = parser.parse_args()
    for name, (usual, quick, _) in numbers.items():
        if getattr(chosen, name) is None:
            setattr(chosen, name, quick if chosen.quick else usual)
    return chosen


def is_consistent(report, storage, when):
    """Checks that the database is intact, that foreign keys are valid, and that stored totals equal a recount."""
    whole = rows(storage, "PRAGMA integrity_check")
    lost = rows(storage, "PRAGMA foreign_key_check")
    counted = rows(storage, """
        SELECT (SELECT ifnull(sum(encounters), 0) FROM association_day)
                 - (SELECT ifnull(sum(encounters), 0) FROM shop_day),
               (SELECT ifnull(sum(counted), 0) FROM shop_feeling)
                 - (SELECT ifnull(sum(encounters), 0) FROM shop_day_feeling)""")[0]
    report.check(whole == [("ok",)], f"{when}: integrity_check says {whole[:3]}")
    report.check(lost == [], f"{when}: foreign_key_check says {lost[:3]}")
    report.check(counted == (0, 0), f"{when}: counts differ from a recount by {counted}")


def resident_kilobytes(pid):
    """Resident memory of the process."""
    return int(next(line for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS")).split()[1])


def descriptors(pid):
    """Number of open descriptors of the process."""
    return len(os.listdir(f"/proc/{pid}/fd"))


# As many looks as `eventually` takes in two seconds.
STEADY_LOOKS = 200


def descriptors_at_rest(pid):
    """The same, once it has not changed for two seconds: background work opens its readers after the first answer."""
    counts = []

    def steady():
        counts.append(descriptors(pid))
        return len(counts) >= STEADY_LOOKS and len(set(counts[-STEADY_LOOKS:])) == 1

    eventually(steady, within=30)
    return counts[-1]


def sockets(pid):
    """Number of open sockets of the process, including listeners."""
    links = []
    for name in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(FileNotFoundError):
            links.append(os.readlink(f"/proc/{pid}/fd/{name}"))
    return sum(link.startswith("socket:") for link in links)


def cpu_seconds(pid):
    """User and system time of the process."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ended(process, within=20):
    """Sends SIGTERM and returns the exit code; kills the process and returns None when it does not end in time."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(within)
    except Exception:
        process.kill()
        process.wait()
        return None


def tell(person, shop, words):
    """A visitor taps a face and adds words by the change code. Returns the last page: the words are stored when it is a
    303."""
    page = person.post(f"/b/{shop}", {"feeling": "4"})
    return person.post(page.fields["location"], {"note": words}) if page.status == 303 else page


class GoodClients:
    """Well-behaved clients on keep-alive connections, until `end`: pages, and a feeling every tenth request."""

    def __init__(self, street, how_many, writing=True):
        self.street, self.writing = street, writing
        self.host = Visitor(street).host
        self.shop = codes(street.storage)[0]
        self.answers, self.errors, self.slowest = 0, [], 0.0
        self._over, self._lock = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._use) for _ in range(how_many)]
        for thread in self._threads:
            thread.start()

    def _use(self):
        connection, turn = http.client.HTTPConnection(self.host, timeout=30), 0
        while not self._over.is_set():
            turn += 1
            begun = time.monotonic()
            try:
                if self.writing and turn % 10 == 0:
                    connection.request("POST", f"/b/{self.shop}", "feeling=4",
                                       {"Content-Type": "application/x-www-form-urlencoded",
                                        "Sec-Fetch-Site": "same-origin"})
                    wanted = 303
                else:
                    connection.request("GET", ["/boutiques", "/up", f"/b/{self.shop}"][turn % 3])
                    wanted = 200
                answer = connection.getresponse()
                answer.read()
                problem = None if answer.status == wanted else f"{answer.status} instead of {wanted}"
            except (OSError, http.client.HTTPException) as error:
                problem = repr(error)
                connection.close()
            with self._lock:
                self.answers += 1
                self.slowest = max(self.slowest, time.monotonic() - begun)
                if problem:
                    self.errors.append(problem)
            self._over.wait(0.01)
        connection.close()

    def end(self):
        """Stops them; returns the number of answers and the errors."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        return self.answers, self.errors
