"""Which folder of the product names a type of which other, and where that points up. `python3 Tests/Gates/arrows.py` prints it."""

import re
from swift_text import code, sources

# Folder → the folders it may name; what those may name, it may name too. A folder holds its subfolders unless they have a line
# of their own. Above a line stands only what it must not know.
MAY_NAME = {
    "Base": [],
    "Shell": ["Base"],
    "Shops": ["Shell"],
    "Shops/Posters": ["Shops"],
    "Shops/Invitations": ["Shops"],
    "Shops/Imports": ["Shops"],
    "Encounters": ["Shops", "Shops/Posters", "Shops/Invitations", "Shops/Imports"],
    "Encounters/Figures": ["Encounters"],
    "Encounters/Reviews": ["Encounters/Figures"],
    "Encounters/Statistics": ["Encounters/Reviews"],
    "Encounters/Visit": ["Encounters/Statistics"],
    "Encounters/Counter": ["Encounters/Visit"],
    "Encounters/Moderation": ["Encounters/Statistics"],
    "Projects": ["Shops", "Shops/Posters", "Shops/Invitations", "Shops/Imports"],
    "Chaland/Home": ["Encounters/Moderation", "Encounters/Counter", "Projects"],
    "Chaland/Prose": ["Encounters/Moderation", "Encounters/Counter", "Projects"],
    "Chaland": ["Chaland/Home", "Chaland/Prose"],
    "ChalandDemo": ["Chaland"],
    "ChalandCommand": ["ChalandDemo"],
}

# References that point up for a reason: no other comes.
LEFT = {
    # A review may belong to an encounter that can still be changed, and goes with it.
    "Encounters/Reviews → Encounters/Visit: OpenEncounter in Encounters/Reviews/ReviewWrites.swift",
}

DECLARED = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|final|indirect|nonisolated)\s+)*"
    r"(?:struct|enum|class|actor|protocol|typealias|let|var)\s+(\w+)", re.M)
WORD = re.compile(r"(?<![\w.`])[A-Za-z]\w*")


def folder_of(path, known=MAY_NAME):
    """The longest folder of the table a path from `Sources` lies in."""
    fitting = [folder for folder in known if path.startswith(folder + "/")]
    return max(fitting, key=len) if fitting else None


def reach(folder, may_name):
    """All a folder may name, by way of others too."""
    found, waiting = {folder}, [folder]
    while waiting:
        for one in may_name[waiting.pop()]:
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def declared(files, may_name=MAY_NAME):
    """Type or constant at the top level of a file, unless private to it → the folders that declare it."""
    owners = {}
    for path, text in files:
        for name in DECLARED.findall(text):
            owners.setdefault(name, set()).add(folder_of(path, may_name))
    return owners


def violations(files, may_name=MAY_NAME):
    """What points up in (path from `Sources`, text) pairs: (folder, folder it must not name, name, path), each once."""
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
    """How violations read: `Shell → Shops: Shop in Shell/People/Member.swift`."""
    return [f"{folder} → {other}: {name} in {path}" for folder, other, name, path in found]


def product():
    """(path from `Sources`, text) of the product's files."""
    return [(path.removeprefix("Sources/"), text) for path, text in sources("Sources")]


if __name__ == "__main__":
    print("\n".join(lines(violations(product()))) or "no arrow points up")
