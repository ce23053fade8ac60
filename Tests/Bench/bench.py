#!/usr/bin/env python3
"""Measures Chaland and its peers: `make bench`, or some parts of it.

    python3 Tests/Bench/bench.py [ratios|idle|mix|start|memory|growth …]

Environment: ROUNDS=3 SECONDS=3 PEERS=nginx,c1,hb,php,go WORKS='plaintext;feedback' BENCH_PEERS=../shared/bench.
Sends requests only to this machine, for a limited time. Every figure is a line of `.build/bench-results.json`; those
that miss their target are listed at the end."""

import fcntl
import importlib
import resource
import shutil
import signal
import sys
import tempfile
import time

import report

PARTS = ["ratios", "idle", "mix", "start", "memory", "growth"]


def main():
    parts = sys.argv[1:] or PARTS
    if unknown := set(parts) - set(PARTS):
        raise SystemExit(f"unknown part {', '.join(unknown)}; known: {', '.join(PARTS)}")
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt-get install wrk")
    # Only one bench at a time on a machine: two would disturb each other.
    lock = open(f"{tempfile.gettempdir()}/chaland-bench.lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("another bench is running: waiting for its end", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)
    raise_descriptor_limit()
    # On SIGTERM, exit through `finally` blocks, which stop the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report.begin()
    began = time.monotonic()
    for part in parts:
        quiet = report.Quiet()
        importlib.import_module(part).run()
        print(f"\n({part}: {quiet.summary()})", flush=True)
    print(f"\n{time.monotonic() - began:.0f} s. All figures: {report.RESULTS}")
    for line in report.MISSED:
        print(f"missed: {line}")


def raise_descriptor_limit():
    """Raises the limit for this process and its children to what the idle connections need, or as far as allowed."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (65_536, hard):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(wanted, hard)))
            return
        except (OSError, ValueError):
            continue


if __name__ == "__main__":
    main()
