"""Finds references between the product's folders that point up. `python3 Tests/Gates/arrows.py` prints them."""

import re
import sys
from swift_text import code, sources

# Folder → folders it may refer to, transitively. A folder includes its subfolders unless they have a line of their own.
MAY_NAME = {
    "Base": [],
    "Shell": ["Base"],
    "Shops": ["Shell"],
    "Shops/Posters": ["Shops"],
    "Shops/Shopkeepers": ["Shops"],
    "Shops/Invitations": ["Shops/Shopkeepers"],
    "Shops/Imports": ["Shops"],
    "Encounters": ["Shops", "Shops/Posters", "Shops/Invitations", "Shops/Imports"],
    "Encounters/Figures": ["Encounters"],
    "Encounters/Reviews": ["Encounters/Figures"],
    "Encounters/Statistics": ["Encounters/Reviews"],
    "Encounters/Visit": ["Encounters/Statistics", "Encounters/Words"],
    "Encounters/Comparison": ["Encounters/Statistics"],
    "Encounters/Words": ["Encounters/Figures"],
    "Encounters/Devices": ["Encounters/Visit"],
    "Encounters/Kiosk": ["Encounters/Devices"],
    "Encounters/Counter": ["Encounters/Devices", "Encounters/Comparison"],
    "Encounters/Salesperson": ["Encounters/Counter"],
    "Encounters/EntryPoints": ["Encounters/Visit"],
    "Encounters/Moderation": ["Encounters/Statistics"],
    "Projects": ["Encounters/Statistics", "Encounters/Comparison", "Encounters/Words", "Shops", "Shops/Posters", "Shops/Invitations", "Shops/Imports"],
    "Chaland/Agenda": ["Projects"],
    "Chaland/News": ["Projects"],
    "Chaland/Home": ["Encounters/Moderation", "Encounters/Salesperson", "Projects"],
    "Chaland/Front": ["Encounters/Moderation", "Encounters/Salesperson", "Chaland/Agenda", "Chaland/News"],
    "Chaland/Prose": ["Encounters/Moderation", "Encounters/Salesperson", "Projects"],
    "Chaland": ["Encounters/Kiosk", "Encounters/EntryPoints", "Chaland/Agenda", "Chaland/Front", "Chaland/Home", "Chaland/Prose"],
    "ChalandDemo": ["Chaland"],
    "ChalandCommand": ["ChalandDemo"],
}

# References that point up for a reason. Do not add others.
EXCEPTIONS = {
    # A review may belong to an encounter that can still be changed, and is deleted with it.
    "Encounters/Reviews → Encounters/Visit: OpenEncounter in Encounters/Reviews/ReviewWrites.swift",
}

DECLARED = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|final|indirect|nonisolated)\s+)*"
    r"(?:struct|enum|class|actor|protocol|typealias|let|var)\s+(\w+)", re.M)
WORD = re.compile(r"(?<![\w.`])[A-Za-z]\w*")


def folder_of(path, known=MAY_NAME):
    """The most specific folder of the table that contains a path from `Sources`."""
    fitting = [folder for folder in known if path.startswith(folder + "/")]
    return max(fitting, key=len) if fitting else None


def reach(folder, may_name):
    """All folders that a folder may refer to, transitively."""
    found, waiting = {folder}, [folder]
    while waiting:
        for other in may_name[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def declared(files, may_name=MAY_NAME):
    """Top-level declaration that is not private to its file → the folders that declare it."""
    owners = {}
    for path, text in files:
        for name in DECLARED.findall(text):
            owners.setdefault(name, set()).add(folder_of(path, may_name))
    return owners


def violations(files, may_name=MAY_NAME):
    """References that point up in (path from `Sources`, text) pairs: sorted (folder, forbidden folder, name, path),
    without duplicates."""
    files = [(path, code(text)) for path, text in files if folder_of(path, may_name)]
    owners = declared(files, may_name)
    found = set()
    for path, text in files:
        folder = folder_of(path, may_name)
        allowed = reach(folder, may_name)
        for name in set(WORD.findall(text)) & owners.keys():
            if not owners[name] & allowed:
                found.add((folder, min(owners[name]), name, path))
    return sorted(found)


def lines(found):
    """Formats violations: `Shell → Shops: Shop in Shell/People/Member.swift`."""
    return [f"{folder} → {other}: {name} in {path}" for folder, other, name, path in found]


def product():
    """(path from `Sources`, text) for each of the product's files."""
    return [(path.removeprefix("Sources/"), text) for path, text in sources("Sources")]


if __name__ == "__main__":
    new = sorted(set(lines(violations(product()))) - EXCEPTIONS)
    print("\n".join(new) or "no reference points up")
    sys.exit(bool(new))
