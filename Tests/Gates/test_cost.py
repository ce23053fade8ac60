"""Instructions and allocations per request, counted by callgrind on the optimised, stripped program."""

import time

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


def within_a_minute(cost):
    """The result of `cost()`, repeated when a new minute began meanwhile. Pages show what is open now, so the first of
    each minute is rendered again, and would be counted as the cost of all."""
    for _ in range(5):
        minute = time.time() // 60
        counted = cost()
        if time.time() // 60 == minute:
            return counted
    raise AssertionError("one measurement takes more than a minute")


@pytest.mark.parametrize(
    "work", ["plaintext", "style sheet, gzip", "directory, cached page", "directory, member", "feedback"])
def test_a_request_stays_within_its_bounds(counted, cookie, connection, work):
    requests, status = works(counted, cookie)[work]
    instructions, allocations = within_a_minute(lambda: counted.cost(connection, requests, status, WARM))
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
