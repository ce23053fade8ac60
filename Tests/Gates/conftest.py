"""What the gates share: an invented street of 2,000 shops, and the optimised program under each instrument."""

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
from thresholds import remarks  # noqa: E402
from waiting import eventually  # noqa: E402


@pytest.fixture(scope="session")
def street():
    """A storage with 2,000 shops and 10,000 encounters, to be copied."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chaland-gates-"))
    yield fill(folder / "street")
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def counted(street, tmp_path_factory):
    """The program under callgrind: instructions and allocations."""
    yield from served(Callgrind, street, tmp_path_factory)


@pytest.fixture(scope="session")
def watched(street, tmp_path_factory):
    """The program under strace: what it asks of the kernel for a request."""
    calls = "%network,read,readv,write,writev,sendfile,epoll_wait,epoll_pwait"
    yield from served(Strace, street, tmp_path_factory, calls)


@pytest.fixture(scope="session")
def synced(street, tmp_path_factory):
    """The program under strace, with each sync made to take 100 ms: the size of the groups then depends on the program alone,
    not on the disk or on a busy machine."""
    yield from served(
        Strace, street, tmp_path_factory, "fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=100000")


def served(instrument, street, folders, *arguments):
    folder = folders.mktemp("gate")
    shutil.copytree(street, folder / "storage")
    program = instrument(folder / "storage", folder / "told", *arguments)
    # The due work of a start would be counted with the first requests.
    assert eventually(lambda: start_is_over(folder / "storage"), within=120)
    yield program
    program.stop()


def start_is_over(storage):
    """Whether the program has done what was due when it started: every job is due later."""
    with closing(sqlite3.connect(f"file:{storage}/association.sqlite?mode=ro", uri=True)) as db:
        jobs, next_due, tries = db.execute("SELECT count(*), min(due_at), max(attempts) FROM due_work").fetchone()
    return jobs > 1 and next_due > time.time() and tries == 0


def pytest_terminal_summary(terminalreporter):
    """Every figure beside its bound, whatever became of it."""
    if remarks:
        terminalreporter.section("figures per request, and their bounds")
        for line in remarks:
            terminalreporter.write_line(line)
