"""Documents: links and file names exist, decisions have their heading, lines have at most 120 columns."""

import functools
import re
import subprocess

import pytest

from swift_text import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HEADING = re.compile(r"- Status: (accepted|superseded)\n- Date: \d{4}-\d\d-\d\d\n- Superseded by: (–|\[.+\]\(.+\))\n")


def missing_links(text, folder):
    """Relative links without a file, or without the heading after `#`."""
    found = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        file = (folder / path).resolve() if path else None
        if link.startswith("https://"):
            continue
        if file and not file.exists():
            found.append(link)
        elif anchor and anchor not in anchors(file.read_text(encoding="utf-8") if file else text):
            found.append(link)
    return found


def anchors(text):
    """The anchors of a document’s headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def missing_files(text):
    """Files named in backquotes that do not exist. `X….swift` and files followed by “(new)” are examples."""
    named = re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.(?:swift|py|html|json|sql|md|txt))`(?! \(new\))", text)
    return [path for path in named
            if not path.startswith("X") and not any(file.endswith("/" + path) for file in files())]


@functools.cache
def titles():
    """The titles of Swift tests and the names of Python tests."""
    found = set()
    for path in [*(ROOT / "Tests").rglob("*.swift"), *(ROOT / "Tests").rglob("test_*.py")]:
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r'@Test\(\s*"((?:[^"\\]|\\.)*)"', text))
        found.update(re.findall(r"^def (test_\w+)", text, re.M))
    return found


def untested_rows(text):
    """The rows of tables with a column “test” that name no test, and the tests they name that do not exist. A title is
    quoted “…”, from its beginning; “…” at its end stands for the rest."""
    found, is_tested = [], False
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            is_tested = False
        elif cells[-1] == "test":
            is_tested = True
        elif is_tested and not line.startswith("| ---"):
            named = re.findall(r"“([^”]+)”|`(test_\w+)`", cells[-1])
            found += [cells[0]] if not named and "`Tests/" not in cells[-1] else []
            found += [title or name for title, name in named if not exists(title or name)]
    return found


def exists(named):
    whole = named.removesuffix("…")
    return any(title == named or named.endswith("…") and title.startswith(whole) for title in titles())


@functools.cache
def files():
    """The files of the repository, each with a slash before its path."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files"], check=True, capture_output=True, text=True).stdout
    return ["/" + path for path in listed.splitlines()]


def long_lines(text):
    """Lines over 120 columns outside tables and code, unless they have a link."""
    return [number for number, line in enumerate(text.split("\n"), start=1)
            if len(line) > 120 and not line.startswith(("|", "    ")) and "](" not in line]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_files_exist_and_lines_are_wrapped(document):
    text = document.read_text(encoding="utf-8")
    assert missing_links(text, document.parent) == []
    assert missing_files(text) == []
    assert long_lines(text) == []


def test_each_defence_names_a_test_that_exists():
    text = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    assert untested_rows(text) == []


@pytest.mark.parametrize("decision", sorted((ROOT / "docs/decisions").glob("0*.md")), ids=lambda path: path.stem)
def test_a_decision_has_status_and_date_and_is_listed(decision):
    assert HEADING.search(decision.read_text(encoding="utf-8"))
    assert f"]({decision.name})" in (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")


def test_a_violation_of_each_kind_is_found():
    text = "# A b\n[x](docs/none.md) [y](#a-b) [z](#c) `Sources/None.swift` `Sources/New.swift` (new)\n" + "x" * 121
    assert missing_links(text, ROOT) == ["docs/none.md", "#c"]
    assert missing_files(text) == ["Sources/None.swift"]
    assert long_lines(text) == [3]
    rows = "| a | test |\n| --- | --- |\n| b | none |\n| c | “no such test”, “is 200 while…”, `test_nothing` |\n| d | `Tests/x` |"
    assert untested_rows(rows) == ["b", "no such test", "test_nothing"]
    assert not HEADING.search("- Status: accepted\n\n- Date: today\n")
