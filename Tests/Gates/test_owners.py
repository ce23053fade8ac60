"""The owner of a table writes it, as docs/architecture.md says; others call the owner's functions."""

from owners import EXCEPTIONS, OWNERS, chapters, product, schema_tables, violations

SCHEMA = """
-- ==================== Shops ====================
CREATE TABLE shop (id INTEGER PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE shop_search USING fts5 (name);
-- ==================== Projects ====================
CREATE TABLE project (id INTEGER PRIMARY KEY) STRICT;
"""
SMALL = {"Shops": ["Sources/Shops/"], "Projects": ["Sources/Projects/"]}


def found(path, text, exceptions=None):
    return violations([(path, text)], chapters(SCHEMA), SMALL, exceptions or {})


def test_each_table_is_written_by_its_owner():
    wrong = violations(product(), schema_tables())
    assert not wrong, "\n".join(wrong)


def test_each_chapter_of_the_schema_has_an_owner():
    assert set(schema_tables().values()) == set(OWNERS)


def test_each_exception_is_still_needed():
    needed = {line.split(" writes ")[0] for line in violations(product(), schema_tables(), exceptions={})}
    assert set(EXCEPTIONS) <= needed, f"take off the list: {set(EXCEPTIONS) - needed}"


def test_each_way_to_write_a_foreign_table_is_found():
    for sql in ["INSERT INTO shop (id) VALUES (1)", "INSERT OR IGNORE INTO shop_search (name)", "REPLACE INTO shop",
                "UPDATE shop SET id = 2", "UPDATE OR IGNORE shop\n   SET id = 2", "DELETE FROM shop"]:
        assert found("Sources/Projects/Project.swift", f'try db.run("{sql}")'), sql
    assert found("Sources/Projects/Project.swift", 'try db.run("DELETE FROM \\(table)")') == [
        "Sources/Projects/Project.swift writes a table whose name it builds"]


def test_the_owner_other_statements_and_comments_are_not_found():
    assert found("Sources/Shops/Shop.swift", 'try db.run("DELETE FROM shop")') == []
    for text in ['try db.rows("SELECT id FROM shop")', "/// DELETE FROM shop", '"ON CONFLICT DO UPDATE SET id = 2"',
                 '"UPDATE sqlite_schema SET name = 1"', '"INSERT INTO project (id) VALUES (1)"']:
        assert found("Sources/Projects/Project.swift", text) == [], text


def test_an_exception_covers_its_table_alone():
    text = '"DELETE FROM shop"; "DELETE FROM project"'
    assert found("Tests/AppTests/One.swift", text, {"Tests/AppTests/One.swift": {"shop"}}) == [
        "Tests/AppTests/One.swift writes project"]
