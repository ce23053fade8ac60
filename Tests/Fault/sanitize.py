#!/usr/bin/env python3
"""Runs the test suites under ThreadSanitizer and AddressSanitizer, built in .build/tsan and .build/asan.

The first build of each takes a quarter of an hour on two cores. Browser tests and fault programs are not included.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# No leak detection: the runtime's metadata and the program's caches live as long as the process.
OPTIONS = {"TSAN_OPTIONS": f"halt_on_error=0 history_size=4 suppressions={ROOT}/Tests/Fault/tsan.suppressions",
           "ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=0"}
SANITIZERS = {"thread": "tsan", "address": "asan"}


def under(sanitizer, suites):
    """Builds and runs the suites; True when they pass without reports."""
    common = ["--sanitize", sanitizer, "--scratch-path", f".build/{SANITIZERS[sanitizer]}"]
    subprocess.run(["swift", "build", "--build-tests", *common], check=True, cwd=ROOT)
    result = subprocess.run(
        ["swift", "test", "--skip-build", "--disable-xctest", *common, "--filter", suites], cwd=ROOT,
        env={**os.environ, **OPTIONS}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    (ROOT / f".build/{SANITIZERS[sanitizer]}.log").write_text(result.stdout)
    reports = len(re.findall(r"(?:WARNING|ERROR): (?:Thread|Address)Sanitizer", result.stdout))
    end = re.findall(r"Test run with .*", result.stdout)
    print(f"{sanitizer} sanitizer: {end[-1] if end else 'the tests did not end'}; {reports} reports"
          f" (.build/{SANITIZERS[sanitizer]}.log)", flush=True)
    return result.returncode == 0 and reports == 0 and bool(end)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", choices=SANITIZERS, help="run only this sanitizer")
    options.add_argument("--filter", default=".", help="a regular expression of suites")
    chosen = options.parse_args()
    passed = [under(sanitizer, chosen.filter) for sanitizer in SANITIZERS if chosen.only in (None, sanitizer)]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
