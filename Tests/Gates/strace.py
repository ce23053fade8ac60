"""Counts what the running program asks of the kernel, with strace."""

import collections
import pathlib
import re
import time

from served import Site


class Strace(Site):
    def __init__(self, storage, out, calls, *options):
        self.out = pathlib.Path(out)
        under = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(out), "-e", f"trace={calls}", *options]
        super().__init__(storage, under)

    def calls(self, work):
        """How often each system call was begun while `work()` ran: {name: count}."""
        before = self.settled()
        work()
        after = self.settled()
        told = self.out.read_bytes()[before:after].decode(errors="replace")
        return collections.Counter(re.findall(r"^\d+ +(\w+)\(", told, re.M))

    def settled(self):
        """The length of what strace has written, when nothing more comes."""
        length = -1
        while length != (length := self.out.stat().st_size):
            time.sleep(0.2)
        return length
