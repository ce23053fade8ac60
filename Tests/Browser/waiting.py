"""The one place where tests written in Python wait."""

import time


def eventually(condition, within=20):
    """Polls `condition()` every 10 ms until it is true, for at most `within` seconds. Returns its last value."""
    until = time.monotonic() + within
    while not (said := condition()) and time.monotonic() < until:
        time.sleep(0.01)
    return said
