#!/usr/bin/env python3
"""Disk faults: full, remounted read-only while serving, storage removed, writes refused; a backup, an import and a
poster with no space left.

Reads continue, a failed write says that nothing was saved, no acknowledged write is lost, and writes recover when there
is space. Mounting a small file system requires root; without it those parts are skipped.
"""

import http.client
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
from contextlib import contextmanager

from fault import PRESIDENT, PROGRAM, Report, Visitor, arguments, codes, ended, is_consistent, rows, small_storage, started, tell
from injected import Injection


@contextmanager
def small_disk(megabytes):
    """A tmpfs of `megabytes`, or None when it cannot be mounted."""
    folder = tempfile.mkdtemp(prefix="chaland-disk-")
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", folder]).returncode == 0
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder])
        os.rmdir(folder)


def fill(folder):
    """Fills all free space."""
    filler = pathlib.Path(folder) / "filler"
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return filler


def until_refused(report, person, shop, name):
    """Writes until one is refused; returns the marks of the acknowledged writes."""
    acknowledged = set()
    for number in range(2000):
        page = tell(person, shop, f"{name} {number}. " + "y" * 1500)
        if page.status != 303:
            report.check(page.status == 503, f"{name}: refused with {page.status}")
            report.check("retry-after" in page.fields, f"{name}: refused without Retry-After")
            report.check("pas été enregistré" in page.text, f"{name}: the page does not say that nothing was saved")
            return acknowledged
        acknowledged.add(f"{name} {number}.")
    report.check(False, f"{name}: every write was accepted")
    return acknowledged


def acknowledged_writes_exist(report, storage, acknowledged, name):
    notes = {note.split(" y")[0] for (note,) in rows(storage, "SELECT note FROM encounter WHERE note LIKE ?", name + " %")}
    report.check(acknowledged <= notes, f"{name}: {len(acknowledged - notes)} answered writes are lost")
    is_consistent(report, storage, name)


def a_full_disk(report):
    name = "a full disk"
    with small_disk(4) as disk:
        if disk is None:
            return report.say(f"{name}: skipped, this account cannot mount a small file system")
        with small_storage(disk):
            shop, street = codes(disk)[0], started(disk)
            person, president = Visitor(street), Visitor(street).sign_in(*PRESIDENT)
            filler = fill(disk)
            acknowledged = until_refused(report, person, shop, name)
            for who, path in ((person, "/boutiques"), (president, "/accueil"), (president, "/affichettes"),
                              (president, f"/boutiques/{shop.lower()}/affichette"), (person, f"/b/{shop}")):
                report.check(who.get(path).status == 200, f"{name}: {path} is not shown")
            signed_in = Visitor(street).post("/connexion", {"email": PRESIDENT[0], "password": PRESIDENT[1]})
            report.check(signed_in.status == 503, f"{name}: signing in, which is a write, got {signed_in.status}")
            imported = an_import(president)
            report.check(imported.status in (303, 503), f"{name}: an import got {imported.status}")
            report.check(Visitor(street).get("/up").status == 200, f"{name}: /up fails")
            ready = Visitor(street).get("/readyz")
            report.check(ready.status == 503 and "not ready" in ready.text, f"{name}: /readyz says {ready.status}")
            a_backup(report, disk, pathlib.Path(disk) / "copy.sqlite", name)
            for number in range(3):
                code = ended(street.process) if number == 0 else ended(started_full(report, disk, name))
                report.check(code == 0, f"{name}: stop {number} with exit {code}")
            street = started(disk)
            filler.unlink()
            page = Visitor(street).post(f"/b/{shop}", {"feeling": "4"})
            report.check(page.status == 303, f"{name}: it does not recover by itself: {page.status}")
            ready = Visitor(street).get("/readyz")
            report.check(ready.status == 200, f"{name}: /readyz says {ready.status} when there is space again")
            report.check(ended(street.process) == 0, f"{name}: the stop was not clean")
            acknowledged_writes_exist(report, disk, acknowledged, name)
            report.say(f"{name}: {len(acknowledged)} writes, then 503; pages are served, a failed backup leaves no file, "
                       "the program starts and recovers")


def started_full(report, disk, name):
    """Starts on the full disk: pages are served."""
    street = started(disk)
    report.check(Visitor(street).get("/boutiques").status == 200, f"{name}: a start on it shows no page")
    return street.process


def an_import(president):
    lines = "Nom;Adresse;Activité\n" + "".join(f"Boutique {n};{n} rue du Lac;Librairie\n" for n in range(500))
    body = ("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            f"{lines}\r\n--B--\r\n").encode()
    return president.send("POST", "/boutiques/importer", body, "multipart/form-data; boundary=B")


def a_backup(report, storage, copy, name):
    result = subprocess.run([PROGRAM, "backup", "--storage", storage, str(copy)], capture_output=True, text=True, timeout=60)
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    report.check(result.returncode == 1 and len(lines) == 1, f"{name}: a backup without space: {result.returncode} {lines}")
    left = [file.name for file in copy.parent.iterdir() if file.name.startswith("copy")]
    report.check(not left, f"{name}: a backup left {left}")


def read_only_while_serving(report):
    """The kernel's errors after it has remounted a failing disk read-only."""
    name = "read-only while it serves"
    with small_storage() as storage:
        shop, street = codes(storage)[0], started(storage)
        person = Visitor(street)
        report.check(tell(person, shop, f"{name} 0. y").status == 303, f"{name}: first")
        injection = Injection(street, "pwrite64,ftruncate", "EROFS", "1+")
        pages = [person.get("/boutiques").status for _ in range(3)]
        writes = [tell(person, shop, f"{name} 1. y").status for _ in range(3)]
        injection.end()
        report.check(pages == [200] * 3, f"{name}: pages got {pages}")
        report.check(writes == [503] * 3, f"{name}: writes got {writes}")
        report.check(person.post(f"/b/{shop}", {"feeling": "4"}).status == 303, f"{name}: it does not recover")
        report.check(ended(street.process) == 0, f"{name}: the stop was not clean")
        acknowledged_writes_exist(report, storage, {f"{name} 0."}, name)
        report.say(f"{name}: pages {pages}, writes {writes}, afterwards 303")


def read_only_at_start(report):
    name = "a start on a read-only disk"
    with small_disk(16) as disk:
        if disk is None:
            return report.say(f"{name}: skipped, this account cannot mount a small file system")
        with small_storage(disk):
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
            result = subprocess.run([PROGRAM, "serve", "--storage", disk, "--port", "0"], capture_output=True, text=True, timeout=60)
            lines = [line for line in result.stderr.splitlines() if line.strip()]
            report.check(result.returncode == 1 and len(lines) == 1, f"{name}: exit {result.returncode}, {lines}")
            subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
            street = started(disk)
            report.check(Visitor(street).get("/boutiques").status == 200, f"{name}: no page afterwards")
            report.check(ended(street.process) == 0, f"{name}: the stop was not clean")
            report.say(f"{name}: exit {result.returncode}, «{lines[0] if lines else ''}»")


def refusing(report):
    """A disk with free space that refuses writes, simulated by a limit on file size: only a write detects it."""
    name = "a disk that refuses"
    with small_storage() as storage:
        shop, street = codes(storage)[0], started(storage)
        person, pid = Visitor(street), street.process.pid
        report.check(person.post(f"/b/{shop}", {"feeling": "4"}).status == 303, f"{name}: first")
        usual = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, usual[1]))
        page = person.post(f"/b/{shop}", {"feeling": "4"})
        report.check(page.status == 503 and "retry-after" in page.fields, f"{name}: a write got {page.status}")
        report.check(person.get("/boutiques").status == 200, f"{name}: reading did not go on")
        for _ in range(3):
            report.check(person.get("/readyz").status == 503, f"{name}: it says it is ready")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)
        report.check(person.get("/readyz").status == 200, f"{name}: /readyz does not recover")
        report.check(person.post(f"/b/{shop}", {"feeling": "4"}).status == 303, f"{name}: writes do not recover")
        is_consistent(report, storage, name)
        code = ended(street.process)
        report.check(code == 0, f"{name}: exit {code}")
        report.say(f"{name}: writes and /readyz got 503, both recovered when writes were possible again, exit {code}")


def removed_under_it(report):
    """Writes after the folder is gone would be lost, so none may be acknowledged."""
    name = "a storage removed under it"
    with small_storage() as storage:
        shop, street = codes(storage)[0], started(storage)
        person = Visitor(street)
        report.check(person.post(f"/b/{shop}", {"feeling": "4"}).status == 303, f"{name}: first")
        moved = storage + "-moved"
        os.rename(storage, moved)
        page = person.post(f"/b/{shop}", {"feeling": "4"})
        report.check(page.status == 503, f"{name}: a write got {page.status}")
        report.check(person.get("/readyz").status == 503, f"{name}: it says it is ready")
        shutil.rmtree(moved)
        for _ in range(3):
            page = person.post(f"/b/{shop}", {"feeling": "4"})
            report.check(page.status == 503, f"{name}: a write got {page.status}")
        try:
            person.get("/boutiques")
        except (OSError, http.client.HTTPException) as error:
            report.check(False, f"{name}: {error!r}")
        report.check(street.process.poll() is None, f"{name}: the program ended")
        code = ended(street.process)
        report.check(code == 0, f"{name}: exit {code}")
        report.say(f"{name}: writes 503, /readyz 503, exit {code}")


def main():
    arguments(__doc__)
    report = Report()
    a_full_disk(report)
    read_only_while_serving(report)
    read_only_at_start(report)
    removed_under_it(report)
    refusing(report)
    report.end()


if __name__ == "__main__":
    main()
