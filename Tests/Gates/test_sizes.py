"""Swift files have at most 200 lines and functions 40; in tests 300 and 50."""

import pytest

from sizes import functions, offenders
from swift_text import code, sources

# `path` or `path: function` → the reason for its length.
ALLOWED = {}


def test_nothing_is_too_long():
    found = [line for line in offenders(sources("Sources", "Tests")) if not allowed(line)]
    assert not found, "too long:\n" + "\n".join(found)


def test_every_exception_is_needed():
    found = offenders(sources("Sources", "Tests"))
    unneeded = [name for name in ALLOWED if not any(line.startswith(name) for line in found)]
    assert not unneeded, f"no longer too long, remove the exception: {unneeded}"


def allowed(line):
    return any(line.startswith((name + ": ", name + " ")) for name in ALLOWED)


def test_a_long_function_and_a_long_file_are_found():
    long = "    let one = 1  // }\n" * 39
    text = f"struct A {{\n    func short() {{\n{long[:-23]}\n    }}\n\n    func long<T>(\n        _ a: T\n    ) -> Int where T: Equatable {{\n{long}    }}\n}}\n"
    assert offenders([("Sources/A.swift", text)]) == ["Sources/A.swift: long has 43 lines"]
    assert offenders([("Tests/A.swift", text)]) == []
    assert offenders([("Sources/A.swift", "\n" * 201)]) == ["Sources/A.swift: 201 lines"]
    assert offenders([("Tests/A.swift", "\n" * 301)]) == ["Tests/A.swift: 301 lines"]


@pytest.mark.parametrize("text, found", [
    ("func a() {}", [("a", 1, 1)]),
    ("static func == (a: A, b: A) -> Bool {\n    true\n}", [("==", 1, 3)]),
    ("init?(_ a: [Int] = [1, 2]) throws {\n    self.init(a)\n    func inner() {\n    }\n}", [("init", 1, 5), ("inner", 3, 2)]),
    ("func a(\n    _ b: Int\n)\n    async throws -> [Result<\n        Void, any Error\n    >]\n{\n}", [("a", 1, 8)]),
    ("@Test(\"one\") func a()\n    async throws\n{\n}", [("a", 1, 4)]),
    ("protocol P {\n    func a() -> Int\n    init(_ b: Int)\n    var c: Int { get }\n}\nfunc d() {\n}", [("d", 6, 2)]),
    ("let a = A.init(b)\nlet c = d.map(E.init)\nif f { }", []),
    ("subscript(a: Int) -> Int {\n    a\n}\ndeinit {\n}", [("subscript", 1, 3), ("deinit", 4, 2)]),
])
def test_functions_are_measured(text, found):
    assert functions(code(text)) == found
