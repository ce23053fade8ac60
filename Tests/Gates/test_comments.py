"""Comments end before column 120, as code does: swift-format checks the code only."""

import re

from swift_text import sources

LIMIT = 120
COMMENT = re.compile(r"\s*//")


def too_long(files):
    """`path:line` for each comment line over the limit in (path, text) pairs, but for one that is a single address."""
    return [f"{path}:{number}" for path, text in files for number, line in enumerate(text.splitlines(), 1)
            if len(line) > LIMIT and COMMENT.match(line) and " " in line.split("//", 1)[1].strip(" /-")]


def test_no_comment_is_longer_than_a_line():
    assert not too_long(sources("Sources", "Tests"))


def test_a_long_comment_is_found():
    long = "word " * 30
    files = [("A.swift", f"let a = 1\n    /// {long}\n// https://example.org/{'x' * 120}\n"), ("B.swift", f'"{long}"')]
    assert too_long(files) == ["A.swift:2"]
