"""Sums the tests of several JUnit files. Prints the 20 slowest with their seconds and suite, then `N passed, N failed,
N skipped` as its last line. A missing file is a failure: its program ended too early."""

import collections
import pathlib
import sys
import xml.etree.ElementTree as xml

SHOWN = 20


class Case:
    """One test of a file."""

    def __init__(self, element):
        kinds = {child.tag for child in element}
        self.name = f"{element.get('classname')} {element.get('name')}"
        self.seconds = float(element.get("time") or 0)
        self.outcome = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"


def read(names):
    """The cases of every file, and the names of those that were not written."""
    missing = [name for name in names if not pathlib.Path(name).exists()]
    return [Case(one) for name in names if name not in missing
            for one in xml.parse(name).getroot().iter("testcase")], missing


def report(cases, missing):
    """The lines to print."""
    slowest = sorted(cases, key=lambda case: -case.seconds)[:SHOWN]
    count = collections.Counter(case.outcome for case in cases)
    count["failed"] += len(missing)
    summary = f"{count['passed']} passed, {count['failed']} failed"
    return ([f"the {len(slowest)} slowest tests, in seconds:"] + [f"{one.seconds:8.2f}  {one.name}" for one in slowest]
            + [f"{name} was not written" for name in missing]
            + [f"failed: {case.name}" for case in cases if case.outcome == "failed"]
            + [summary + (f", {count['skipped']} skipped" if count["skipped"] else "")])


if __name__ == "__main__":
    cases, missing = read(sys.argv[1:])
    print("\n".join(report(cases, missing)))
    outcomes = {case.outcome for case in cases}
    sys.exit(1 if missing or "failed" in outcomes or "passed" not in outcomes else 0)
