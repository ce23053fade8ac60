"""Tests wait for what they want to see, by `eventually` with its deadline, and never for a time that should be enough."""

import io
import re
import tokenize

from swift_text import ROOT, code, sources

# Where a pause is the point, and why.
ALLOWED = {
    "Tests/TestSupport/Eventually.swift": "how tests in Swift wait for a condition",
    "Tests/Browser/waiting.py": "how tests in Python wait for a condition",
    "Tests/Browser/test_proxies.py": "an upload that is slow",
    "Tests/Fault/kills.py": "a kill at a random moment",
    "Tests/Fault/store.py": "a kill at a random moment; a reader that stays for as long as is told",
    "Tests/Fault/clients.py": "an attack for as long as is told, its memory looked at meanwhile",
    "Tests/Fault/injected.py": "processor time is counted while nothing can be accepted",
    "Tests/Gates/strace.py": "strace has written all when nothing more comes",
}
# Programs that measure: they are run by hand.
MEASURING = "Tests/Bench/"
SLEEP = re.compile(r"(?<!\w)(?:u|nano|clock_nano)?sleep\s*\(")


def sleeps(path, text):
    """The lines on which a source pauses."""
    if path.endswith(".swift"):
        return [number for number, line in enumerate(code(text).splitlines(), 1) if SLEEP.search(line)]
    words = tokenize.generate_tokens(io.StringIO(text).readline)
    return [word.start[0] for word in words if word.type == tokenize.NAME and word.string == "sleep"]


def sources_of_tests():
    python = [(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in (ROOT / "Tests").rglob("*.py")]
    return [(path, text) for path, text in sources("Tests") + python if not path.startswith(MEASURING)]


def test_no_test_sleeps():
    found = [f"{path}:{line}" for path, text in sources_of_tests() if path not in ALLOWED for line in sleeps(path, text)]
    assert not found, "pauses: " + ", ".join(sorted(found))


def test_every_exception_is_needed():
    pausing = {path for path, text in sources_of_tests() if sleeps(path, text)}
    assert set(ALLOWED) <= pausing, f"no longer pauses: {sorted(set(ALLOWED) - pausing)}"


def test_a_pause_is_found():
    swift = 'usleep(1_000)  // then\ntry await Task.sleep(for: .seconds(1))\nThread.sleep(forTimeInterval: 1)\nsleep(1)\n'
    assert sleeps("A.swift", swift) == [1, 2, 3, 4]
    assert sleeps("A.swift", '// sleep(1)\nlet shell = "sleep(1)"\nlet asleep = asleep(1)\n') == []
    assert sleeps("a.py", "import time\ntime.sleep(1)\nfrom time import sleep\n") == [2, 3]
    assert sleeps("a.py", '"""No sleep(1)."""\nasleep = "sleep"  # sleep\n') == []
