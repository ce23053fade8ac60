"""Prints tables, and writes each figure as a line of JSON to `.build/bench-results.json`."""

import datetime
import json
import os
import resource

from processes import machine
from served import ROOT

RESULTS = ROOT / ".build/bench-results.json"
MISSED = []


def begin():
    RESULTS.write_text("")


def note(table, **figures):
    line = {"table": table, "at": datetime.datetime.now().isoformat(timespec="seconds"), **figures}
    with RESULTS.open("a") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def heading(title, *columns):
    print(f"\n## {title}\n")
    print("| " + " | ".join(columns) + " |")
    print("|" + " --- |" * len(columns), flush=True)


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def verdict(what, value, target):
    """«met» or «missed»; missed targets are listed again at the end."""
    if target is None:
        return ""
    if value <= target:
        return "met"
    MISSED.append(f"{what}: {value:.4g}, target {target:.4g}")
    return "**missed**"


class Quiet:
    """How much of the machine other processes used during a measurement."""

    def __init__(self):
        self.began, self.stolen, self.mine = *machine(), self.used()

    def used(self):
        """CPU seconds of the bench and of the children it has waited for."""
        return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

    def summary(self):
        used, stolen = machine()
        total, mine = used - self.began, self.used() - self.mine
        others, stolen = max(0.0, 1 - mine / total), stolen - self.stolen
        note("quiet", others=others, stolen=stolen, load=os.getloadavg()[0])
        return (f"other processes used {others:.0%} of the CPU time, the host stole {stolen:.0f} s; "
                f"load {os.getloadavg()[0]:.1f}")
