"""Instructions and allocations per request, counted by callgrind on the optimised, stripped program."""

import sqlite3
import time
from contextlib import closing

import pytest

from feelings import feeling
from thresholds import check
from wire import get

# Enough requests that the work done once a second is negligible.
LIGHT, HEAVY, WARM = 1_000, 80, 20


@pytest.fixture(scope="module")
def cookie(counted):
    return counted.session()


@pytest.fixture(scope="module")
def connection(counted):
    connection = counted.connect()
    yield connection
    connection.close()


def works(counted, cookie):
    codes = counted.column("SELECT code FROM shop ORDER BY id")
    return {
        "plaintext": ([get("/up")] * LIGHT, 200),
        "style sheet, gzip": ([get("/public/chaland.css", accept_encoding="gzip")] * LIGHT, 200),
        "directory, cached page": ([get("/boutiques?page=2")] * LIGHT, 200),
        "directory, member": ([get("/boutiques?page=2", cookie=cookie)] * HEAVY, 200),
        "feedback": ([feeling(codes, n) for n in range(2 * HEAVY)], 303),
    }


@pytest.fixture(scope="module")
def moment(counted):
    """Changes when a minute begins and when something is written: the next page is then rendered again."""
    with closing(sqlite3.connect(counted.storage / "association.sqlite", timeout=30)) as database:
        yield lambda: (time.time() // 60, database.execute("PRAGMA data_version").fetchone())


def of_one_page(moment, cost):
    """The result of `cost()`, repeated when a page was rendered meanwhile: it would be counted as the cost of all."""
    for _ in range(5):
        before, result = moment(), cost()
        if moment() == before:
            return result
    raise AssertionError("something is written during each measurement, or it takes more than a minute")


@pytest.mark.parametrize(
    "work", ["plaintext", "style sheet, gzip", "directory, cached page", "directory, member", "feedback"])
def test_a_request_stays_within_its_bounds(counted, cookie, connection, moment, work):
    requests, status = works(counted, cookie)[work]
    def cost():
        return counted.cost(connection, requests, status, WARM)
    instructions, allocations = cost() if work == "feedback" else of_one_page(moment, cost)
    failures = []
    for figure, value in ((f"instructions, {work}", instructions), (f"allocations, {work}", allocations)):
        try:
            check(figure, value)
        except AssertionError as failure:
            failures.append(str(failure))
    assert not failures, "\n".join(failures)


def test_a_more_expensive_request_is_detected(counted, cookie, connection):
    """The gate can fail: a page costs more than /up."""
    instructions, allocations = counted.cost(connection, [get("/boutiques", cookie=cookie)] * 20, 200)
    for figure, value in (("instructions, plaintext", instructions), ("allocations, plaintext", allocations)):
        with pytest.raises(AssertionError, match="above its bound"):
            check(figure, value, is_reported=False)
