"""Finds Swift files and functions over their length limits. `python3 Tests/Gates/sizes.py` prints them."""

import re
import sys

from swift_text import code, sources

# Most lines of a file and of a function, with declaration and closing brace.
LIMITS = {"Sources/": (200, 40), "Tests/": (300, 50)}

FUNCTION = re.compile(r"(?<![\w.])(?:func\s+([^\s(<]+|[`\w]+)|(init)\b[?!]?|(deinit)\b|(subscript)\b)(?=[^\n]*[({<]|\s*\n)")


def functions(text):
    """(name, first line, number of lines) for each function in Swift code without comments and strings."""
    found = []
    for match in FUNCTION.finditer(text):
        name = next(group for group in match.groups() if group)
        start = text.count("\n", 0, match.start()) + 1
        end = body_end(text, match.end())
        if end is not None:
            found.append((name, start, text.count("\n", 0, end) + 2 - start))
    return found


def body_end(text, at):
    """The end of the body of the declaration whose name ends at `at`; None without a body (a call, a protocol
    requirement)."""
    depth, has_parameters = 0, False
    while at < len(text):
        letter = text[at]
        if letter in "([":
            depth += 1
            has_parameters = True
        elif letter in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif letter == "{" and depth == 0:
            break
        elif letter == "}" and depth == 0:
            return None
        elif letter == "\n" and depth == 0 and has_parameters and not continues(text, at):
            return None
        at += 1
    else:
        return None
    braces = 0
    for at in range(at, len(text)):
        braces += {"{": 1, "}": -1}.get(text[at], 0)
        if braces == 0:
            return at
    return None


def continues(text, at):
    """Whether the declaration continues after the line break at `at`."""
    return (text[max(0, at - 80):at].rstrip().endswith(("<", ",", "->", "&"))
            or re.match(r"\s*(?:\{|->|>|(?:async|throws|rethrows|where)\b)", text[at:]) is not None)


def offenders(files):
    """`path: 230 lines` and `path: name has 62 lines` for (path, text) pairs over the limits."""
    found = []
    for path, text in files:
        file_limit, function_limit = next(limit for start, limit in LIMITS.items() if path.startswith(start))
        lines = text.count("\n")
        if lines > file_limit:
            found.append(f"{path}: {lines} lines")
        found += [f"{path}: {name} has {length} lines" for name, _, length in functions(code(text))
                  if length > function_limit]
    return sorted(found)


if __name__ == "__main__":
    found = offenders(sources("Sources", "Tests"))
    print("\n".join(found) or "no file or function is too long")
    sys.exit(bool(found))
