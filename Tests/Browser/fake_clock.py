"""A wall clock that a test sets, for a program started with it (libfaketime). The monotonic clock is not moved."""

import math
import pathlib
import tempfile
import time

LIBRARIES = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"]
# Started through a shell: libfaketime's shared memory must exist before the program starts. Otherwise libfaketime moves
# the environment away from the arguments, and the program reads its arguments there.
THROUGH_SHELL = ["/bin/sh", "-c", 'exec "$0" "$@"']


def library():
    """The path of libfaketime; None when it is not installed."""
    return next((path for path in LIBRARIES if pathlib.Path(path).exists()), None)


class FakeClock:
    """The wall clock of a program started with `environment`; it runs on from where it is set."""

    def __init__(self, preloaded):
        self.file = pathlib.Path(tempfile.mkstemp(prefix="chaland-clock-")[1])
        self.environment = {"LD_PRELOAD": preloaded, "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}
        self.shift(0)

    def set(self, moment):
        """Sets the clock to `moment`, or up to a second later, never earlier."""
        self.shift(math.ceil(moment.timestamp() - time.time()))

    def shift(self, seconds):
        """Sets the clock `seconds` after the true time."""
        self.file.write_text(f"{seconds:+d}s")

    def remove(self, process):
        """Removes the files of the clock, which `process` used, after its end."""
        self.file.unlink()
        for left in pathlib.Path("/dev/shm").glob(f"*faketime*_{process.pid}"):
            left.unlink()
