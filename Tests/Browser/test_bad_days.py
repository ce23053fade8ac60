"""Bad days: the program killed while people write, a full disk, a storage it cannot use. What was answered is there."""

import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from contextlib import closing

import pytest

from conftest import PROGRAM, ROOT, started
from street import Visitor

KILLS = int(os.environ.get("CHALAND_KILLS", 12))


@pytest.fixture()
def storage():
    folder = tempfile.mkdtemp(prefix="chaland-bad-day-")
    subprocess.run(
        [PROGRAM, "demo", "--storage", folder, "--shops", "5", "--projects", "1", "--encounters", "10"],
        check=True, capture_output=True, timeout=120,
    )
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def database(storage):
    return sqlite3.connect(f"file:{storage}/association.sqlite?mode=ro", uri=True, timeout=10)


def codes(storage):
    with closing(database(storage)) as db:
        return [row[0] for row in db.execute("SELECT code FROM shop")]


def test_everything_answered_is_there_after_kill_9(storage):
    shops = codes(storage)
    answered, lock, number = [], threading.Lock(), iter(range(10**9))

    def write(street, over):
        visitor = Visitor(street)
        while not over.is_set():
            with lock:
                note = f"note {next(number)}"
            try:
                page = visitor.post(f"/b/{random.choice(shops)}", {"feeling": "4", "note": note})
            except OSError:
                return
            if page.status == 303:
                with lock:
                    answered.append(note)

    for _ in range(KILLS):
        street, over = started(storage), threading.Event()
        clients = [threading.Thread(target=write, args=(street, over)) for _ in range(8)]
        for client in clients:
            client.start()
        time.sleep(random.uniform(0.05, 0.4))
        street.process.send_signal(signal.SIGKILL)
        street.process.wait()
        over.set()
        for client in clients:
            client.join()
    assert len(answered) > KILLS
    street = started(storage)
    try:
        assert Visitor(street).get("/boutiques").status == 200
        with closing(database(storage)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            kept = [row[0] for row in db.execute("SELECT note FROM encounter WHERE note LIKE 'note %'")]
            counted = db.execute("SELECT (SELECT sum(encounters) FROM street_week) - (SELECT count(*) FROM encounter"
                                 " WHERE held_at IS NULL AND withdrawn_at IS NULL)").fetchone()[0]
        assert len(kept) == len(set(kept)), "something was written twice"
        assert set(answered) <= set(kept), "something answered is lost"
        assert counted == 0, "the counts differ from what they count"
    finally:
        street.stop()


def test_no_answer_is_lost_when_it_is_asked_to_stop(storage):
    shops, street, answered, failed = codes(storage), started(storage), [], []

    def write(number):
        try:
            page = Visitor(street).post(f"/b/{shops[0]}", {"feeling": "5", "note": f"last {number}"})
            (answered if page.status == 303 else failed).append(number)
        except ConnectionRefusedError:
            pass

    clients = [threading.Thread(target=write, args=(n,)) for n in range(64)]
    for client in clients:
        client.start()
    time.sleep(0.02)
    street.stop()
    for client in clients:
        client.join()
    assert failed == []
    with closing(database(storage)) as db:
        kept = db.execute("SELECT count(*) FROM encounter WHERE note LIKE 'last %'").fetchone()[0]
    assert kept == len(answered)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system takes root")
def test_a_full_disk_refuses_writes_and_goes_on_reading():
    folder = tempfile.mkdtemp(prefix="chaland-full-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]).returncode != 0:
        pytest.skip("this machine cannot mount a small file system")
    try:
        subprocess.run([PROGRAM, "demo", "--storage", folder, "--shops", "5", "--projects", "1", "--encounters", "10"],
                       check=True, capture_output=True, timeout=120)
        shop, street = codes(folder)[0], started(folder)
        filler = pathlib.Path(folder) / "filler"
        try:
            with open(filler, "wb", buffering=0) as file:
                try:
                    while True:
                        file.write(b"x" * 4096)
                except OSError:
                    pass
            visitor, refused = Visitor(street), None
            for _ in range(400):
                page = visitor.post(f"/b/{shop}", {"feeling": "4", "note": "y" * 1500})
                if page.status != 303:
                    refused = page
                    break
            assert refused is not None and refused.status == 503, "a full disk took every write"
            assert "retry-after" in refused.fields
            assert "pas été enregistré" in refused.text
            assert visitor.get("/boutiques").status == 200
            assert visitor.get("/readyz").status == 503
            assert visitor.get("/up").status == 200
            filler.unlink()
            assert visitor.get("/readyz").status == 200
            assert visitor.post(f"/b/{shop}", {"feeling": "4"}).status == 303, "it does not recover by itself"
        finally:
            street.stop()
        with closing(database(folder)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        subprocess.run(["umount", folder])
        os.rmdir(folder)


def refused(*arguments, environment=None):
    told = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=30,
                          env={**os.environ, "LANG": "fr_FR.UTF-8", **(environment or {})})
    lines = [line for line in told.stderr.splitlines() if line.strip()]
    return told.returncode, lines


def test_a_database_newer_than_the_program_is_refused(storage):
    with sqlite3.connect(f"{storage}/association.sqlite") as db:
        db.execute("PRAGMA user_version = 9999")
    code, lines = refused("serve", "--storage", storage, "--port", "0")
    assert code not in (0, 2) and len(lines) == 1, lines


def test_a_file_of_another_program_is_refused():
    with tempfile.TemporaryDirectory() as folder:
        with sqlite3.connect(f"{folder}/association.sqlite") as db:
            db.execute("CREATE TABLE theirs (x)")
        code, lines = refused("serve", "--storage", folder, "--port", "0")
        assert code not in (0, 2) and len(lines) == 1, lines


def test_a_taken_port_is_said(storage):
    street = started(storage)
    try:
        port = street.address.rsplit(":", 1)[1]
        with tempfile.TemporaryDirectory() as other:
            code, lines = refused("serve", "--storage", other, "--host", "127.0.0.1", "--port", port)
        assert code not in (0, 2) and len(lines) == 1 and port in lines[0], lines
    finally:
        street.stop()


def test_a_storage_that_is_a_file_is_said():
    with tempfile.NamedTemporaryFile() as file:
        code, lines = refused("serve", "--storage", file.name, "--port", "0")
    assert code not in (0, 2) and len(lines) == 1, lines


def test_a_broken_template_is_said_with_file_and_line(storage):
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(ROOT / "Public", f"{home}/Public")
        shutil.copytree(ROOT / "Templates", f"{home}/Templates")
        template = pathlib.Path(home) / "Templates/association/front.html"
        template.write_text(template.read_text().replace("{{count}}", "{{cuont}}"))
        code, lines = refused("serve", "--storage", storage, "--port", "0", environment={"CHALAND_HOME": home})
    assert code not in (0, 2) and len(lines) == 1, lines
    assert re.search(r"association/front\.html:\d+.*cuont", lines[0]), lines


@pytest.mark.parametrize("arguments", [("serve", "--port", "many"), ("serve", "--nonsense"), ("dance",), ("restore",)])
def test_bad_use_exits_2_with_one_line(arguments):
    code, lines = refused(*arguments)
    assert code == 2 and len(lines) == 1, lines
