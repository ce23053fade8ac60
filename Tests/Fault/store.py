#!/usr/bin/env python3
"""Database faults: a second process that writes, one that holds the write lock, one that reads for a long time; a kill
during a migration; a database over 2 GB; a migration that fails; restoring files that are hostile, newer, truncated or
of another program.

No write of either process is lost, a held lock makes writes wait or get 503, and the schema is the old or the new one.
"""

import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from contextlib import closing

from fault import (PROGRAM, Report, Visitor, arguments, codes, ended, eventually, is_consistent, rows, small_storage, started, tell)

APPLICATION_ID = 0x43686C64
# The size the log is truncated to: `DatabaseConfiguration.logBytes`.
LOG_BYTES = 16 << 20


def file_of(storage):
    return f"{storage}/association.sqlite"


class Writers:
    """Clients that write as fast as they are answered, and record the marks of acknowledged writes."""

    def __init__(self, street, name, how_many=4):
        self.street, self.name, self.answered, self.refused, self.unexpected = street, name, set(), 0, []
        self.shops = codes(street.storage)
        self._over, self._lock, self._next = threading.Event(), threading.Lock(), 0
        self._threads = [threading.Thread(target=self._write) for _ in range(how_many)]
        for thread in self._threads:
            thread.start()

    def _write(self):
        person = Visitor(self.street)
        while not self._over.is_set():
            with self._lock:
                self._next += 1
                mark = f"{self.name} {self._next}."
            page = tell(person, random.choice(self.shops), mark)
            with self._lock:
                if page.status == 303:
                    self.answered.add(mark)
                elif page.status == 503 and "retry-after" in page.fields:
                    self.refused += 1
                else:
                    self.unexpected.append(page.status)

    def end(self, report):
        """Stops them and checks that each acknowledged write is stored once."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        stored = [note for (note,) in rows(self.street.storage, "SELECT note FROM encounter WHERE note LIKE ?", self.name + " %.")]
        report.check(len(stored) == len(set(stored)), f"{self.name}: written twice")
        report.check(self.answered <= set(stored), f"{self.name}: {len(self.answered - set(stored))} answered writes are lost")
        report.check(not self.unexpected, f"{self.name}: answered with {set(self.unexpected)}")
        report.check(self.answered, f"{self.name}: nothing was written")


def a_second_process(report, seconds):
    name = "second process"
    with small_storage() as storage:
        street = started(storage)
        try:
            writers, theirs, until = Writers(street, name), 0, time.monotonic() + seconds
            with closing(sqlite3.connect(file_of(storage), timeout=10, isolation_level=None)) as db:
                shop, person = codes(storage)[0], Visitor(street)
                while time.monotonic() < until:
                    theirs += 1
                    db.execute("UPDATE shop SET description = ? WHERE code = ?", (f"described {theirs}", shop))
                    page = person.get(f"/boutiques/{shop.lower()}")
                    page = person.get(page.fields["location"]) if page.status in (301, 308) else page
                    report.check(f"described {theirs}" in page.text, f"{name}: commit {theirs} is not visible to the next request")
            writers.end(report)
            is_consistent(report, storage, name)
            report.say(f"{name}: {len(writers.answered)} writes answered beside {theirs} of another process, each visible at once")
        finally:
            report.check(ended(street.process) == 0, f"{name}: the stop was not clean")


def held_for_seconds(report, seconds):
    name = f"held for {seconds:g} s"
    with small_storage() as storage:
        street = started(storage)
        try:
            writers = Writers(street, name)
            with closing(sqlite3.connect(file_of(storage), timeout=10, isolation_level=None)) as db:
                db.execute("BEGIN IMMEDIATE")
                until, pages = time.monotonic() + seconds, 0
                while time.monotonic() < until:
                    pages += Visitor(street).get("/boutiques").status == 200
                answered = len(writers.answered)
                db.execute("ROLLBACK")
            eventually(lambda: len(writers.answered) >= answered + 20)
            writers.end(report)
            report.check(pages > 5, f"{name}: reading did not go on")
            if seconds < 4:
                report.check(writers.refused == 0, f"{name}: {writers.refused} writes were refused instead of waiting")
            is_consistent(report, storage, name)
            report.say(f"{name}: {len(writers.answered)} writes answered, {writers.refused} answered 503, {pages} pages meanwhile")
        finally:
            report.check(ended(street.process) == 0, f"{name}: the stop was not clean")


def a_long_reader(report, seconds):
    """While a reader keeps its snapshot, the log grows beyond the size it is truncated to; after the reader has ended,
    it shrinks to that size while writes continue.
    """
    name = "long reader"
    with small_storage() as storage:
        street, log = started(storage), pathlib.Path(file_of(storage) + "-wal")
        try:
            with closing(sqlite3.connect(file_of(storage), timeout=10, isolation_level=None)) as db:
                db.execute("BEGIN")
                before = db.execute("SELECT count(*) FROM encounter").fetchone()
                writers = Writers(street, name)
                time.sleep(seconds)
                eventually(lambda: log.stat().st_size > LOG_BYTES + (2 << 20), within=60)
                report.check(db.execute("SELECT count(*) FROM encounter").fetchone() == before, f"{name}: its snapshot changed")
                grown = log.stat().st_size
                report.check(grown > LOG_BYTES, f"{name}: the log did not grow, it has {grown} bytes")
                db.execute("ROLLBACK")
            eventually(lambda: log.stat().st_size <= LOG_BYTES, within=60)
            after = log.stat().st_size
            writers.end(report)
            report.check(after <= LOG_BYTES, f"{name}: the log has {after} bytes after the reader ended")
            is_consistent(report, storage, name)
            report.say(f"{name}: the log grew to {grown >> 20} MB and has {after >> 20} MB after, {len(writers.answered)} writes")
        finally:
            report.check(ended(street.process) == 0, f"{name}: the stop was not clean")


def storage_before_the_schema(folder, older):
    """A file of this program with rows and no schema yet: a start runs all migrations on a file with data."""
    with closing(sqlite3.connect(file_of(folder))) as db:
        db.executescript(f"PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE older (id INTEGER PRIMARY KEY, text TEXT NOT NULL);")
        db.executemany("INSERT INTO older (text) VALUES (?)", ((f"old {n}. " + "x" * 300,) for n in range(older)))
        db.commit()


def killed_while_starting(report, kills, older):
    """Kills a start while it creates or migrates the file: the schema is complete or absent, and the next start
    continues.

    The file is inspected in a copy, so that the next start has to recover it itself.
    """
    name, found = f"killed while starting on {older} rows", []
    for number in range(kills):
        with tempfile.TemporaryDirectory(prefix="chaland-killed-") as folder:
            storage, copy = f"{folder}/storage", f"{folder}/copy"
            os.mkdir(storage)
            if older:
                storage_before_the_schema(storage, older)
            process = subprocess.Popen([PROGRAM, "serve", "--storage", storage, "--host", "127.0.0.1", "--port", "0"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.01, 0.4))
            process.send_signal(signal.SIGKILL)
            process.wait()
            if os.path.exists(file_of(storage)):
                shutil.copytree(storage, copy)
                version = rows(copy, "PRAGMA user_version")[0][0]
                tables = rows(copy, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name <> 'older'")[0][0]
                report.check((tables > 0) == (version > 0), f"{name}: {tables} tables at schema {version}")
                found.append(version)
            street = started(storage)
            try:
                report.check(rows(storage, "PRAGMA user_version")[0][0] > 0, f"{name}: the next start made no schema")
                if older:
                    report.check(rows(storage, "SELECT count(*) FROM older")[0][0] == older, f"{name}: rows are missing")
                report.check(street.line("/premiers-pas/"), f"{name}: nothing can be written")
                is_consistent(report, storage, name)
                left = [f for f in os.listdir(storage) if "migrating" in f]
                report.check(not left, f"{name}: {left} are left over")
            finally:
                report.check(ended(street.process) == 0, f"{name}: the stop was not clean")
    report.say(f"{name}: {kills} kills found schema {sorted(set(found))}, every start after them reached the newest")


def a_large_file(report, megabytes):
    name = f"{megabytes} MB"
    with small_storage() as storage:
        with closing(sqlite3.connect(file_of(storage), isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA synchronous = OFF")
            for number in range(megabytes // 64 + 1):
                db.execute("INSERT INTO list_import (public_id, started_at, content) VALUES (?, 1, zeroblob(67108864))", (f"big{number}",))
        begun = time.monotonic()
        street = started(storage)
        first = time.monotonic() - begun
        try:
            size = os.path.getsize(file_of(storage))
            writers = Writers(street, name)
            eventually(lambda: len(writers.answered) >= 20)
            copy = f"{storage}/copy.sqlite"
            result = subprocess.run([PROGRAM, "backup", "--storage", storage, copy], capture_output=True, text=True, timeout=600)
            report.check(result.returncode == 0, f"{name}: backup says {result.stderr.strip()[-200:]}")
            writers.end(report)
            is_consistent(report, storage, name)
            if result.returncode == 0:
                with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as db:
                    report.check(db.execute("PRAGMA quick_check").fetchone() == ("ok",), f"{name}: the copy is damaged")
                    report.check(db.execute("SELECT count(*) FROM encounter").fetchone()[0] > 0, f"{name}: the copy is empty")
            report.say(f"{name}: {size / 1e9:.2f} GB, first answer after {first:.2f} s, {len(writers.answered)} writes, copied meanwhile")
        finally:
            report.check(ended(street.process, 60) == 0, f"{name}: the stop was not clean")


def in_utf16(good):
    """The schema of `good`, empty, in UTF-16: restoring it would break every open connection."""
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(good)) as source:
        with closing(sqlite3.connect(f"{folder}/wide", isolation_level=None)) as db:
            db.execute("PRAGMA encoding = 'UTF-16le'")
            for (sql,) in source.execute("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY rowid").fetchall():
                try:
                    db.execute(sql)
                except sqlite3.OperationalError:  # the shadow tables of a full-text index
                    pass
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {source.execute('PRAGMA user_version').fetchone()[0]}")
        return pathlib.Path(f"{folder}/wide").read_bytes()


def with_journal(path):
    pathlib.Path(f"{path}-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + bytes(1000))
    return path


def pipe(path):
    os.mkfifo(path)
    return path


def a_failing_migration(report):
    """A migration that fails at its first statement or its last: the file is unchanged byte for byte, and the error
    says what to do."""
    name, result = "failing migration", None
    for script in ("CREATE TABLE association (mine)", "CREATE TABLE project_comment (mine)"):
        with tempfile.TemporaryDirectory(prefix="chaland-old-") as storage:
            storage_before_the_schema(storage, 2_000)
            with closing(sqlite3.connect(file_of(storage), isolation_level=None)) as db:
                db.executescript(script)
            before = pathlib.Path(file_of(storage)).read_bytes()
            result = subprocess.run([PROGRAM, "serve", "--storage", storage, "--port", "0"], capture_output=True, text=True, timeout=60)
            report.check(result.returncode == 1 and "chaland restore" in result.stderr, f"{name}: {result.returncode}, {result.stderr[-300:]}")
            report.check(pathlib.Path(file_of(storage)).read_bytes() == before, f"{name}: the file has changed after «{script}»")
            report.check(sorted(os.listdir(storage)) == ["association.lock", "association.sqlite"], f"{name}: {os.listdir(storage)} are there")
    report.say(f"{name}: the file is unchanged; «{result.stderr.strip()}»")


def readiness_while_held(report):
    name = "readiness while held"
    with small_storage() as storage:
        street = started(storage)
        try:
            with closing(sqlite3.connect(file_of(storage), timeout=10, isolation_level=None)) as db:
                db.execute("BEGIN IMMEDIATE")
                waiting = threading.Thread(target=lambda: Visitor(street).post(f"/b/{codes(storage)[0]}", {"feeling": "4"}))
                waiting.start()
                is_reported = eventually(lambda: Visitor(street).get("/readyz").status == 503, within=10)
                db.execute("ROLLBACK")
                waiting.join()
            report.check(is_reported, f"{name}: /readyz did not report it")
            report.check(Visitor(street).get("/readyz").status == 200, f"{name}: not ready again after it")
            report.say(f"{name}: 503 while it is held, 200 after it")
        finally:
            report.check(ended(street.process) == 0, f"{name}: the stop was not clean")


def hostile_files(report):
    name, refused = "restore", 0
    with small_storage() as storage, tempfile.TemporaryDirectory(prefix="chaland-hostile-") as folder:
        good = f"{folder}/good.sqlite"
        subprocess.run([PROGRAM, "backup", "--storage", storage, good], check=True, capture_output=True, timeout=60)
        bytes_of_good = pathlib.Path(good).read_bytes()

        def tampered(title, script):
            path = pathlib.Path(folder) / f"{title}.sqlite"
            path.write_bytes(bytes_of_good)
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                db.executescript(script)
            return path

        def written(title, contents):
            path = pathlib.Path(folder) / f"{title}.sqlite"
            path.write_bytes(contents)
            return path

        bomb = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        files = [
            tampered("trigger", "CREATE TRIGGER t AFTER INSERT ON session BEGIN DELETE FROM member; END"),
            tampered("view", f"CREATE VIEW v AS {bomb}"),
            tampered("view in the place of a table", f"DROP TABLE list_import_change; CREATE VIEW list_import_change AS {bomb}"),
            tampered("table", "CREATE TABLE t (a)"), tampered("index", "DROP INDEX encounter_held"),
            tampered("generated", "CREATE TABLE g (a, b AS (zeroblob(1000000000)))"),
            tampered("newer", "PRAGMA user_version = 9999"), tampered("another program", "PRAGMA application_id = 1"),
            tampered("no schema version", "PRAGMA user_version = 0"),
            tampered("orphan", "PRAGMA foreign_keys = OFF; UPDATE encounter SET shop_id = 999999"),
            tampered("malformed schema", "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE x(' WHERE name = 'review'"),
            tampered("rootpage", "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'review'"),
            tampered("a row against the rules", "PRAGMA ignore_check_constraints = ON;"
                     " UPDATE encounter SET feeling = 9 WHERE id = (SELECT max(id) FROM encounter)"),
            tampered("other pages", "PRAGMA page_size = 8192; VACUUM"),
            tampered("disguised", "CREATE TABLE stat9 (a); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'sqlite_stat9',"
                     " tbl_name = 'sqlite_stat9', sql = 'CREATE TABLE sqlite_stat9 (a)' WHERE name = 'stat9'"),
            written("in UTF-16", in_utf16(good)), with_journal(written("half written", bytes_of_good)),
            pipe(pathlib.Path(folder) / "pipe"), pathlib.Path("/dev/null"), pathlib.Path(folder),
            written("cut", bytes_of_good[:len(bytes_of_good) // 2]), written("cut in a page", bytes_of_good[:len(bytes_of_good) - 1000]),
            written("page size", bytes_of_good[:16] + b"\x02\x00" + bytes_of_good[18:]),
            written("page size of nothing", bytes_of_good[:16] + b"\x00\x00" + bytes_of_good[18:]),
            written("text", b"Dear diary, " * 1000), written("empty", b""), written("header", bytes_of_good[:100]),
            written("noise", random.Random(1).randbytes(100_000)),
        ]
        before = rows(storage, "SELECT count(*), sum(met_at) FROM encounter")
        for file in files:
            result = subprocess.run([PROGRAM, "restore", "--storage", storage, file], capture_output=True, text=True, timeout=60)
            lines = [line for line in result.stderr.splitlines() if line.strip()]
            refused += report.check(result.returncode == 1 and len(lines) == 1,
                                      f"{name}: «{file.stem}» ended with {result.returncode}: {result.stderr.strip()[-300:]}")
        report.check(rows(storage, "SELECT count(*), sum(met_at) FROM encounter") == before, f"{name}: something was changed")
        is_consistent(report, storage, name)
        result = subprocess.run([PROGRAM, "restore", "--storage", storage, good], capture_output=True, text=True, timeout=60)
        report.check(result.returncode == 0, f"{name}: a good file ended with {result.returncode}: {result.stderr.strip()[-300:]}")
        report.say(f"{name}: {refused} of {len(files)} bad files refused in one line, nothing changed; the good one was restored")


def main():
    chosen = arguments(__doc__, seconds=(20, 1.5, "seconds of each of the first three"),
                       kills=(20, 3, "number of kills"), megabytes=(2200, 64, "size of the large file"))
    report = Report()
    a_second_process(report, chosen.seconds)
    held_for_seconds(report, min(3, chosen.seconds))
    if not chosen.quick:
        held_for_seconds(report, 12)
    a_long_reader(report, chosen.seconds)
    readiness_while_held(report)
    a_failing_migration(report)
    for older in (0, 4_000 if chosen.quick else 40_000):
        killed_while_starting(report, int(chosen.kills), older)
    a_large_file(report, int(chosen.megabytes))
    hostile_files(report)
    report.end()


if __name__ == "__main__":
    main()
