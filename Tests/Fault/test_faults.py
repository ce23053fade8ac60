"""Runs the fault programs in their short form; `make fault` runs the long one."""

import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent


@pytest.mark.parametrize("program", ["kills", "injected", "disk", "clock", "clients", "stop", "store", "restore"])
def test_all_checks_pass(program):
    result = subprocess.run([sys.executable, HERE / f"{program}.py", "--quick"], capture_output=True, text=True, timeout=300)
    print(result.stdout)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_failed_check_exits_with_1():
    result = subprocess.run(
        [sys.executable, "-c", "from fault import Report; r = Report(); r.check(False, 'planted'); r.end()"],
        capture_output=True, text=True, timeout=30, cwd=HERE)
    assert result.returncode == 1 and "FAILED: planted" in result.stdout
