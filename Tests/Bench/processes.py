"""Measures a process and its descendants through /proc."""

import os
import pathlib
import socket

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def family(pid):
    """`pid` and its descendants, including workers that left the session."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(name)] = int(after_name(pathlib.Path(f"/proc/{name}/stat").read_text())[1])
        except OSError:
            continue
    found = {pid} & parents.keys()
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def cpu(pid):
    """CPU seconds used by `pid` and its descendants, including ended children."""
    ticks = 0
    for one in family(pid):
        try:
            fields = after_name(pathlib.Path(f"/proc/{one}/stat").read_text())
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


def after_name(stat):
    return stat[stat.rindex(")") + 2:].split()


def memory(pid, field="Rss"):
    """Resident memory of `pid` and its descendants in KiB."""
    kilobytes = 0
    for one in family(pid):
        try:
            lines = pathlib.Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith(field + ":"))
    return kilobytes


def machine():
    """CPU seconds used by the whole machine, and stolen by its host."""
    fields = [int(field) for field in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    user, nice, system, _, _, irq, softirq, steal = fields[:8]
    return (user + nice + system + irq + softirq) / TICKS, steal / TICKS
