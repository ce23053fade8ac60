"""Tests wait for a condition with `eventually`, never for a fixed time."""

import io
import re
import tokenize

from swift_text import ROOT, code, sources

# Files that need a pause, and why.
ALLOWED = {
    "Tests/TestSupport/Eventually.swift": "how tests in Swift wait for a condition",
    "Tests/Browser/waiting.py": "how tests in Python wait for a condition",
    "Tests/Browser/test_mail.py": "a mail server that answers late",
    "Tests/Browser/test_proxies.py": "a slow upload",
    "Tests/Fault/kills.py": "a kill at a random moment",
    "Tests/Fault/store.py": "a kill at a random moment; a reader that stays for a given time",
    "Tests/Fault/clients.py": "an attack of a given length, with memory sampled meanwhile",
    "Tests/Fault/injected.py": "CPU time is measured while accept fails",
    "Tests/Gates/strace.py": "waits until strace's output stops growing",
}
# Measurements, run by hand.
MEASURING = "Tests/Bench/"
SLEEP = re.compile(r"(?<!\w)(?:u|nano|clock_nano)?sleep\s*\(")


def sleeps(path, text):
    """The lines of a source that call sleep."""
    if path.endswith(".swift"):
        return [number for number, line in enumerate(code(text).splitlines(), 1) if SLEEP.search(line)]
    words = tokenize.generate_tokens(io.StringIO(text).readline)
    return [word.start[0] for word in words if word.type == tokenize.NAME and word.string == "sleep"]


def sources_of_tests():
    python = [(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in (ROOT / "Tests").rglob("*.py")]
    return [(path, text) for path, text in sources("Tests") + python if not path.startswith(MEASURING)]


def test_no_test_sleeps():
    found = [f"{path}:{line}" for path, text in sources_of_tests() if path not in ALLOWED for line in sleeps(path, text)]
    assert not found, "sleeps: " + ", ".join(sorted(found))


def test_every_exception_is_needed():
    sleeping = {path for path, text in sources_of_tests() if sleeps(path, text)}
    assert set(ALLOWED) <= sleeping, f"no longer sleeps, remove the exception: {sorted(set(ALLOWED) - sleeping)}"


def test_a_sleep_is_found():
    swift = 'usleep(1_000)  // then\ntry await Task.sleep(for: .seconds(1))\nThread.sleep(forTimeInterval: 1)\nsleep(1)\n'
    assert sleeps("A.swift", swift) == [1, 2, 3, 4]
    assert sleeps("A.swift", '// sleep(1)\nlet shell = "sleep(1)"\nlet asleep = asleep(1)\n') == []
    assert sleeps("a.py", "import time\ntime.sleep(1)\nfrom time import sleep\n") == [2, 3]
    assert sleeps("a.py", '"""No sleep(1)."""\nasleep = "sleep"  # sleep\n') == []
