"""Counts instructions and allocations of the running program with valgrind's callgrind. The counts do not depend on the
load of the machine."""

import pathlib
import re
import subprocess

from served import Site

# Allocation functions of libc. The optimised program has no symbols; libc's are enough.
ALLOCATING = re.compile(r"(malloc|calloc|realloc|posix_memalign|aligned_alloc|memalign)('\d+)?$")


class Callgrind(Site):
    def __init__(self, storage, out):
        self.out, self.dumps = pathlib.Path(out), 0
        under = ["valgrind", "--tool=callgrind", "-q", f"--callgrind-out-file={out}"]
        # Swift's random hash seed would change the cost of dictionaries slightly from start to start.
        super().__init__(storage, under, {"SWIFT_DETERMINISTIC_HASHING": "1"})

    def pids(self):
        return [self.process.pid]

    def cost(self, connection, requests, status, warm=10):
        """Instructions and allocations per request, for `requests` after the first `warm`. Each must be answered with
        `status`."""
        for request in requests[:warm]:
            assert connection.ask(request)[0] == status
        self.dump()
        for request in requests[warm:]:
            assert connection.ask(request)[0] == status
        dump = self.dump().read_text()
        count = len(requests) - warm
        instructions = int(re.search(r"^summary: (\d+)", dump, re.M)[1])
        return instructions / count, allocations(dump) / count

    def dump(self):
        """Writes the counts since the last dump and resets them."""
        self.dumps += 1
        ask = ["vgdb", f"--pid={self.process.pid}", "dump", "window"]
        subprocess.run(ask, check=True, capture_output=True, timeout=60)
        return self.out.with_name(f"{self.out.name}.{self.dumps}")


def allocations(dump):
    """Calls of allocation functions in the text of a dump (valgrind's manual, «Callgrind Format Specification»)."""
    names, called, count = {}, "", 0
    for line in dump.splitlines():
        if found := re.match(r"cfn=\((\d+)\)(?: (.*))?", line):
            called = names.setdefault(found[1], found[2] or "")
        elif found := re.match(r"fn=\((\d+)\) (.*)", line):
            names.setdefault(found[1], found[2])
        elif found := re.match(r"calls=(\d+)", line):
            if ALLOCATING.match(called):
                count += int(found[1])
    return count
