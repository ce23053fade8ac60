"""Counts system calls of the running program with strace."""

import collections
import pathlib
import re
import time

from served import Site


class Strace(Site):
    def __init__(self, storage, out, calls, *options):
        self.out = pathlib.Path(out)
        under = ["strace", "-f", "-y", "-qq", "--seccomp-bpf", "-o", str(out), "-e", f"trace={calls}", *options]
        super().__init__(storage, under)

    def calls(self, work):
        """System calls begun while `work()` ran: {(name, "socket" or "file" or ""): count}."""
        before = self.settled()
        work()
        after = self.settled()
        output = self.out.read_bytes()[before:after].decode(errors="replace")
        # With -y a descriptor as the first argument shows its kind: 7<socket:[…]>, 4</tmp/…>, 5<anon_inode:…>.
        kinds = {"s": "socket", "T": "socket", "U": "socket", "/": "file"}
        begun = re.findall(r"^\d+ +(\w+)\((?:\d+<(.))?", output, re.M)
        return collections.Counter((name, kinds.get(first, "")) for name, first in begun)

    def settled(self):
        """The length of strace's output once it has stopped growing."""
        length = -1
        while length != (length := self.out.stat().st_size):
            time.sleep(0.2)
        return length
