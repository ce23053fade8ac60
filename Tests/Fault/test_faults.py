"""The fault programs in their short form; `make fault` runs them in their long one."""

import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent


@pytest.mark.parametrize("program", ["kills", "injected", "disk", "clock", "clients", "stop", "store"])
def test_every_promise_holds(program):
    told = subprocess.run([sys.executable, HERE / f"{program}.py", "--quick"], capture_output=True, text=True, timeout=300)
    print(told.stdout)
    assert told.returncode == 0, told.stdout + told.stderr


def test_a_broken_promise_ends_with_1():
    told = subprocess.run(
        [sys.executable, "-c", "from fault import Report; r = Report(); r.promise(False, 'planted'); r.end()"],
        capture_output=True, text=True, timeout=30, cwd=HERE)
    assert told.returncode == 1 and "BROKEN: planted" in told.stdout
