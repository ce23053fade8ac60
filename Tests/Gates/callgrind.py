"""Counts instructions and allocations of the running program with valgrind's callgrind: the same request costs the same
number on a quiet machine and on a busy one."""

import pathlib
import re
import subprocess

from served import Site

# What gives memory in libc. The optimised program carries no symbols; libc's own are enough.
ALLOCATING = re.compile(r"(malloc|calloc|realloc|posix_memalign|aligned_alloc|memalign)('\d+)?$")


class Callgrind(Site):
    def __init__(self, storage, out):
        self.out, self.dumps = pathlib.Path(out), 0
        under = ["valgrind", "--tool=callgrind", "-q", f"--callgrind-out-file={out}"]
        # Without this Swift hashes differently at each start, and a dictionary costs a little more or less.
        super().__init__(storage, under, {"SWIFT_DETERMINISTIC_HASHING": "1"})

    def pids(self):
        return [self.process.pid]

    def cost(self, connection, requests, status, warm=10):
        """Instructions and allocations a request, of `requests` after the first `warm`, each answered with `status`."""
        for request in requests[:warm]:
            assert connection.ask(request)[0] == status
        self.dump()
        for request in requests[warm:]:
            assert connection.ask(request)[0] == status
        told = self.dump().read_text()
        count = len(requests) - warm
        instructions = int(re.search(r"^summary: (\d+)", told, re.M)[1])
        return instructions / count, allocations(told) / count

    def dump(self):
        """Writes what was counted since the last dump, and counts from zero again."""
        self.dumps += 1
        ask = ["vgdb", f"--pid={self.process.pid}", "dump", "window"]
        subprocess.run(ask, check=True, capture_output=True, timeout=60)
        return self.out.with_name(f"{self.out.name}.{self.dumps}")


def allocations(told):
    """Calls to what gives memory, in the text of a dump (valgrind's manual, «Callgrind Format Specification»)."""
    names, called, count = {}, "", 0
    for line in told.splitlines():
        if found := re.match(r"cfn=\((\d+)\)(?: (.*))?", line):
            called = names.setdefault(found[1], found[2] or "")
        elif found := re.match(r"fn=\((\d+)\) (.*)", line):
            names.setdefault(found[1], found[2])
        elif found := re.match(r"calls=(\d+)", line):
            if ALLOCATING.match(called):
                count += int(found[1])
    return count
