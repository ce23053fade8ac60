"""Failures at start: a storage that cannot be used, a port in use, a broken template. Kills and full disks are in
Tests/Fault."""

import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile

import pytest

from street import PROGRAM, ROOT, small_storage, started


@pytest.fixture()
def storage():
    with small_storage() as folder:
        yield folder


def refused(*arguments, environment=None):
    finished = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=30,
                          env={**os.environ, "LANG": "fr_FR.UTF-8", **(environment or {})})
    lines = [line for line in finished.stderr.splitlines() if line.strip()]
    return finished.returncode, lines


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


def test_a_taken_port_is_reported(storage):
    street = started(storage)
    try:
        port = street.address.rsplit(":", 1)[1]
        with tempfile.TemporaryDirectory() as other:
            code, lines = refused("serve", "--storage", other, "--host", "127.0.0.1", "--port", port)
        assert code not in (0, 2) and len(lines) == 1 and port in lines[0], lines
    finally:
        street.stop()


def test_a_storage_that_is_a_file_is_reported():
    with tempfile.NamedTemporaryFile() as file:
        code, lines = refused("serve", "--storage", file.name, "--port", "0")
    assert code not in (0, 2) and len(lines) == 1, lines


def test_a_broken_template_is_reported_with_file_and_line(storage):
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(ROOT / "Public", f"{home}/Public")
        shutil.copytree(ROOT / "Templates", f"{home}/Templates")
        template = pathlib.Path(home) / "Templates/front/show.html"
        template.write_text(template.read_text().replace("{{heading}}", "{{haeding}}"))
        code, lines = refused(
            "serve", "--development", "--storage", storage, "--port", "0", environment={"CHALAND_HOME": home})
    assert code not in (0, 2) and len(lines) == 1, lines
    assert re.search(r"front/show\.html:\d+.*haeding", lines[0]), lines


@pytest.mark.parametrize("arguments", [("serve", "--port", "many"), ("serve", "--nonsense"), ("dance",), ("restore",)])
def test_bad_use_exits_2_with_one_line(arguments):
    code, lines = refused(*arguments)
    assert code == 2 and len(lines) == 1, lines
