"""Which statements write to a table outside the folder that owns it. `python3 Tests/Gates/owners.py` prints them."""

import re
import sys

from swift_text import ROOT, sources

# Chapter of the schema → the folders whose code writes its tables, and the test folders that may. Everything else calls
# the owner's functions. Tests in Python work on the built program's file from outside and are not checked.
OWNERS = {
    "People": ["Sources/Shell/People/", "Tests/AppTests/Association/", "Tests/AppTests/Members/", "Tests/AppTests/Sessions/"],
    "Presidency": ["Sources/Chaland/Members/", "Tests/AppTests/Members/"],
    "Audit": ["Sources/Shell/Audit/", "Tests/AppTests/Gates/", "Tests/AppTests/Privacy/"],
    "Requests": ["Sources/Chaland/Requests/"],
    "Settings": ["Sources/Chaland/Settings/", "Tests/AppTests/Association/"],
    "Pictures": ["Sources/Shell/Pictures/", "Tests/AppTests/Association/", "Tests/AppTests/Shops/"],
    "Backups": ["Sources/Shell/Storage/"],
    "Mail": ["Sources/Shell/Mail/", "Tests/AppTests/Mail/"],
    "Messages": ["Sources/Chaland/Messages/", "Tests/AppTests/Mail/"],
    "Notices": ["Sources/Shell/Notices/", "Tests/AppTests/Mail/"],
    "Due work": ["Sources/Shell/Work/", "Tests/AppTests/Work/"],
    "Shops": ["Sources/Shops/Directory/", "Sources/Shops/Editing/", "Sources/Shops/Hours/",
              "Tests/AppTests/Posters/", "Tests/AppTests/Printing/",
              "Tests/AppTests/Shops/"],
    "Entry points": ["Sources/Shops/EntryPoints/", "Tests/AppTests/Posters/", "Tests/AppTests/Codes/"],
    "Reports of errors": ["Sources/Shops/Reports/", "Tests/AppTests/Shops/"],
    "Invitations": ["Sources/Shops/Invitations/", "Tests/AppTests/Invitations/"],
    "Teams": ["Sources/Shops/Shopkeepers/", "Tests/AppTests/Gates/RetentionFixtures.swift"],
    "Joining": ["Sources/Chaland/Members/Joining/"],
    "Imports": ["Sources/Shops/Imports/", "Tests/AppTests/Imports/"],
    "Encounters": ["Sources/Encounters/", "Tests/AppTests/Encounters/", "Tests/AppTests/Moderation/",
                   "Tests/AppTests/Statistics/"],
    "Devices": ["Sources/Encounters/Devices/", "Tests/AppTests/Gates/RetentionFixtures.swift"],
    "Kiosks": ["Sources/Encounters/Kiosk/", "Tests/AppTests/Gates/RetentionFixtures.swift"],
    "Counter": ["Sources/Encounters/Salesperson/", "Sources/Encounters/Counter/", "Tests/AppTests/Salesperson/"],
    "Figures": ["Sources/Encounters/Figures/", "Tests/AppTests/Statistics/"],
    "Comparison": ["Sources/Encounters/Comparison/"],
    "Words": ["Sources/Encounters/Words/"],
    "Demand": ["Sources/Projects/Demand/"],
    "Reviews": ["Sources/Encounters/Moderation/", "Sources/Encounters/Reviews/", "Tests/AppTests/Moderation/",
                "Tests/AppTests/Reviews/"],
    "News": ["Sources/Shops/Deals/", "Sources/Chaland/News/", "Tests/AppTests/Gates/RetentionFixtures.swift"],
    "Needs": ["Sources/Projects/Needs/", "Tests/AppTests/Gates/RetentionFixtures.swift"],
    "Doing": ["Sources/Projects/Doing/", "Tests/AppTests/Gates/RetentionFixtures.swift"],
    "Projects": ["Sources/Projects/", "Tests/AppTests/Projects/"],
    "Consultations": ["Sources/Projects/Consultations/", "Tests/AppTests/Projects/"],
    "Sharing": ["Sources/Projects/Sharing/", "Tests/AppTests/Projects/Sharing/"],
    "Pledges": ["Sources/Projects/Pledges/", "Tests/AppTests/Projects/Pledges/"],
    "Scenarios": ["Sources/Projects/Scenarios/", "Tests/AppTests/Projects/"],
    "Story": ["Sources/Projects/Story/", "Tests/AppTests/Projects/Story/"],
}

# File → tables it writes without owning them; "*" for any table, and for names that are built from parts.
EXCEPTIONS = {
    # Each takes the table name from a list in the same function; the tables are of its own chapter.
    "Sources/Encounters/Figures/NightlyFigures.swift": {"*"},
    "Sources/Projects/ProjectRestoration.swift": {"*"},
    "Sources/Shell/People/PasswordReplacement.swift": {"*"},
    "Sources/Shell/People/SessionQueries.swift": {"*"},
    "Sources/Shell/People/Departure.swift": {"*"},
    # Deletes erased rows again after a restore, for the owner that calls it with its table.
    "Sources/Shell/Storage/Erasure.swift": {"*"},
    # Plant what no function of the product writes: damage, foreign triggers, any whole number in any column.
    "Tests/AppTests/Demo/RestorationTests.swift": {"*"},
    "Tests/AppTests/Command/RestoreCarryOverTests.swift": {"*"},
    "Tests/AppTests/Command/RestoreRaceTests.swift": {"*"},
    "Tests/AppTests/Gates/NextSchemaTests.swift": {"*"},
    "Tests/AppTests/Gates/NumberSweepTests.swift": {"*"},
    "Tests/AppTests/Gates/NumberTests.swift": {"encounter"},
    # Mark a storage by the name of its association, to tell two of them apart.
    "Tests/AppTests/Command/BackupCommandTests.swift": {"association"},
    "Tests/AppTests/Operations/DamageTests.swift": {"association"},
    # Explains statements without running them.
    "Tests/AppTests/Gates/QueryPlanTests.swift": {"*"},
}

CHAPTER = re.compile(r"^-- =+ (.+?) =+$", re.M)
TABLE = re.compile(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", re.M)
COMMENT = re.compile(r"^\s*//.*$", re.M)
WRITE = re.compile(r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|DELETE\s+FROM|UPDATE(?:\s+OR\s+\w+)?)\s+(\w+|\\\()")


def chapters(schema):
    """Table → chapter of the schema that creates it."""
    names = [(match.start(), match[1]) for match in CHAPTER.finditer(schema)]
    return {match[1]: max((start, name) for start, name in names if start < match.start())[1]
            for match in TABLE.finditer(schema)}


def violations(files, tables, owners=None, exceptions=None):
    """`path:line writes table` for each statement in (path, text) pairs outside the owner's folders. A table name that
    is built from parts is written `\\(…)`."""
    owners, exceptions = owners or OWNERS, EXCEPTIONS if exceptions is None else exceptions
    found = []
    for path, text in files:
        allowed = exceptions.get(path, set())
        for match in WRITE.finditer(COMMENT.sub("", text)):
            table = match[1]
            known = table in tables and path.startswith(tuple(owners.get(tables[table], [])))
            if "*" in allowed or table in allowed or known or table not in tables and table != "\\(":
                continue
            found.append(f"{path} writes {table if table in tables else 'a table whose name it builds'}")
    return sorted(set(found))


def schema_tables():
    """The tables of the repository's schema with their chapters."""
    text = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "Sources/Schema").glob("*.sql")))
    return chapters(text)


def product():
    """(path, text) of the product's sources and of the tests that run on its schema."""
    return sources("Sources", "Tests/AppTests")


if __name__ == "__main__":
    found = violations(product(), schema_tables())
    print("\n".join(found) or "every table is written by its owner")
    sys.exit(bool(found))
