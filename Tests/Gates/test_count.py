"""`make test` ends with the slowest tests and the totals."""

import pathlib
import subprocess
import sys

COUNT = pathlib.Path(__file__).resolve().parents[1] / "count.py"


def counted(*files):
    result = subprocess.run([sys.executable, COUNT, *files], capture_output=True, text=True)
    return result.returncode, result.stdout.splitlines()


def test_the_slowest_tests_are_first_and_the_total_last(tmp_path):
    quick = "".join(f'<testcase classname="Quick" name="t{n}" time="0.{n:03}"/>' for n in range(30))
    (tmp_path / "a.xml").write_text(f"<testsuites><testsuite>{quick}</testsuite></testsuites>")
    (tmp_path / "b.xml").write_text(
        '<testsuites><testsuite><testcase classname="Pages" name="slow" time="12.5"/>'
        '<testcase classname="Pages" name="off" time="0"><skipped/></testcase></testsuite></testsuites>')
    code, lines = counted(tmp_path / "a.xml", tmp_path / "b.xml")
    assert code == 0
    assert lines[:3] == ["the 20 slowest tests, in seconds:", "   12.50  Pages slow", "    0.03  Quick t29"]
    assert len(lines) == 22 and lines[-1] == "31 passed, 0 failed, 1 skipped"


def test_a_failure_and_a_missing_file_fail(tmp_path):
    (tmp_path / "a.xml").write_text(
        '<testsuite><testcase classname="Pages" name="no" time="1"><failure/></testcase></testsuite>')
    code, lines = counted(tmp_path / "a.xml", tmp_path / "gone.xml")
    assert code == 1
    assert lines[-3:] == [f"{tmp_path}/gone.xml was not written", "failed: Pages no", "0 passed, 2 failed"]
