"""The one place where tests written in Python wait."""

import time


def eventually(condition, within=20):
    """What `condition()` says once it is true, asked every 10 ms; what it says last, false, when `within` seconds have passed."""
    until = time.monotonic() + within
    while not (said := condition()) and time.monotonic() < until:
        time.sleep(0.01)
    return said
