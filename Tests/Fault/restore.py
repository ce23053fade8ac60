#!/usr/bin/env python3
"""`chaland restore` killed at random moments beside a running server: the association is the old one or the restored
one, the next start leaves no file of the killed restore, and a copy left behind is complete.
"""

import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing

from fault import PROGRAM, Report, arguments, ended, is_consistent, rows, small_storage, started

OWN_FILES = {"association.sqlite", "association.sqlite-wal", "association.sqlite-shm", "association.lock", "association.key"}


def fill(storage, encounters):
    """Inserts enough rows that a restore takes a moment."""
    with closing(sqlite3.connect(f"{storage}/association.sqlite", timeout=10)) as db:
        db.execute("""
            WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?)
            INSERT INTO encounter (shop_id, source, met_at, feeling)
            SELECT (SELECT min(id) FROM shop), 'visitor', 1700000000 + x * 60, 1 + x % 5 FROM n""", (encounters,))
        db.commit()


def name_of(storage):
    return rows(storage, "SELECT name FROM association")[0][0]


def duration(storage, backup):
    begun = time.monotonic()
    subprocess.run([PROGRAM, "restore", "--storage", storage, backup], check=True, capture_output=True, timeout=300)
    return time.monotonic() - begun


def killed(report, storage, backup, after):
    with closing(sqlite3.connect(f"{storage}/association.sqlite", timeout=10)) as db:
        db.execute("UPDATE association SET name = 'Après'")
        db.commit()
    process = subprocess.Popen([PROGRAM, "restore", "--storage", storage, backup], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    is_consistent(report, storage, f"killed after {after:.2f} s")
    return name_of(storage)


def check_files(report, storage, when):
    """Only the association's own files and whole copies of what was replaced."""
    for name in set(os.listdir(storage)) - OWN_FILES:
        is_copy = ".before-restore-" in name and name.endswith(".sqlite")
        if report.check(is_copy, f"{when}: {name} is left"):
            with closing(sqlite3.connect(f"file:{storage}/{name}?mode=ro", uri=True)) as db:
                whole = db.execute("PRAGMA quick_check").fetchone()
                report.check(whole == ("ok",), f"{when}: {name} is damaged: {whole}")
            os.remove(pathlib.Path(storage) / name)


def main():
    chosen = arguments(__doc__, kills=(40, 4, "how often"), encounters=(60_000, 10_000, "how many the association has"))
    report = Report()
    found = {"Après": 0, "restored": 0}
    with small_storage() as storage, tempfile.TemporaryDirectory(prefix="chaland-restore-") as folder:
        fill(storage, int(chosen.encounters))
        backup = f"{folder}/backup.sqlite"
        subprocess.run([PROGRAM, "backup", "--storage", storage, backup], check=True, capture_output=True, timeout=120)
        longest = duration(storage, backup)
        check_files(report, storage, "after a whole restore")
        for number in range(int(chosen.kills)):
            street = started(storage)
            name = killed(report, storage, backup, random.uniform(0.02, longest))
            found["Après" if name == "Après" else "restored"] += 1
            report.check(ended(street.process) == 0, "the stop was not clean")
            street = started(storage)
            check_files(report, storage, f"kill {number + 1}")
            report.check(ended(street.process) == 0, "the stop was not clean")
    report.say(f"{int(chosen.kills)} kills of restores of {longest:.1f} s: {found}")
    report.end()


if __name__ == "__main__":
    main()
