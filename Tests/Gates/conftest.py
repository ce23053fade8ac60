"""Fixtures of the gates: demo data with 2,000 shops, and the optimised program under each instrument."""

import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Bench"), str(HERE.parent / "Browser")]

from callgrind import Callgrind  # noqa: E402
from served import fill  # noqa: E402
from strace import Strace  # noqa: E402
from thresholds import report  # noqa: E402
from waiting import eventually  # noqa: E402


@pytest.fixture(scope="session")
def street():
    """A storage with 2,000 shops and 10,000 encounters, to copy."""
    with tempfile.TemporaryDirectory(prefix="chaland-gates-") as folder:
        yield fill(pathlib.Path(folder) / "street")


@pytest.fixture(scope="session")
def counted(street, tmp_path_factory):
    """The program under callgrind: instructions and allocations."""
    yield from served(Callgrind, street, tmp_path_factory)


@pytest.fixture(scope="session")
def watched(street, tmp_path_factory):
    """The program under strace: system calls per request."""
    calls = "%network,read,readv,write,writev,sendfile,epoll_wait,epoll_pwait"
    yield from served(Strace, street, tmp_path_factory, calls)


@pytest.fixture(scope="session")
def synced(street, tmp_path_factory):
    """The program under strace, with each sync delayed by 100 ms, so that the size of commit groups depends on neither
    the disk nor the load of the machine."""
    yield from served(
        Strace, street, tmp_path_factory, "fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=100000")


def served(instrument, street, folders, *arguments):
    folder = folders.mktemp("gate")
    shutil.copytree(street, folder / "storage")
    program = instrument(folder / "storage", folder / "output", *arguments)
    # Otherwise the due work of the start would be counted with the first requests.
    assert eventually(lambda: start_is_over(folder / "storage"), within=120)
    yield program
    program.stop()


def start_is_over(storage):
    """Whether the work due at start is complete: no job is due now, and none has failed."""
    with closing(sqlite3.connect(f"file:{storage}/association.sqlite?mode=ro", uri=True)) as db:
        jobs, next_due, tries = db.execute("SELECT count(*), min(due_at), max(attempts) FROM due_work").fetchone()
    return jobs > 1 and next_due > time.time() and tries == 0


def pytest_terminal_summary(terminalreporter):
    """Prints every figure and its bound, whether the test passed or not."""
    if report:
        terminalreporter.section("cost per request, and its bounds")
        for line in report:
            terminalreporter.write_line(line)
