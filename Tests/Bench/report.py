"""Tables on the terminal, and each figure as a line of JSON in `.build/bench-results.json`."""

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


def verdict(what, value, bar):
    """«holds» or «missed»; what is missed is told again at the end."""
    if bar is None:
        return ""
    if value <= bar:
        return "holds"
    MISSED.append(f"{what}: {value:.4g} where the bar is {bar:.4g}")
    return "**missed**"


class Quiet:
    """How much of the machine was used by others while something was measured."""

    def __init__(self):
        self.began, self.stolen, self.mine = *machine(), self.used()

    def used(self):
        """Seconds of CPU of the bench and of all it has started and waited for."""
        return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

    def told(self):
        used, stolen = machine()
        total, mine = used - self.began, self.used() - self.mine
        others, stolen = max(0.0, 1 - mine / total), stolen - self.stolen
        note("quiet", others=others, stolen=stolen, load=os.getloadavg()[0])
        return (f"others used {others:.0%} of the CPU used meanwhile, the host took {stolen:.0f} s; "
                f"load {os.getloadavg()[0]:.1f}")
