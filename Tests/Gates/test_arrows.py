"""References between the product's folders point down, as drawn in docs/architecture.md."""

from arrows import EXCEPTIONS, lines, product, violations

SMALL = {"Base": [], "Shops": ["Base"], "Shops/Posters": ["Shops"], "Encounters": ["Shops"]}


def test_no_folder_refers_to_a_folder_above_it():
    found = lines(violations(product()))
    new = sorted(set(found) - EXCEPTIONS)
    assert not new, "points up:\n" + "\n".join(new)


def test_every_exception_is_needed():
    gone = sorted(EXCEPTIONS - set(lines(violations(product()))))
    assert not gone, "no longer points up, remove the exception:\n" + "\n".join(gone)


def test_a_reference_that_points_up_is_found():
    files = [
        ("Base/Day.swift", "public struct Day {}\nlet firstDay = Day()"),
        ("Shops/Shop.swift", "struct Shop { let on: Day }  // seen in a Visit\nlet text = \"\\(Poster.name)\""),
        ("Shops/Posters/Poster.swift", "final class Poster { let shop: Shop }"),
        ("Encounters/Visit/Visit.swift", "@frozen public struct Visit { let shop: Shop; let poster: Poster }"),
        ("Web/Form.swift", "struct Form { let visit: Visit }"),
    ]
    assert lines(violations(files, SMALL)) == [
        "Encounters → Shops/Posters: Poster in Encounters/Visit/Visit.swift",
        "Shops → Shops/Posters: Poster in Shops/Shop.swift",
    ]


def test_other_words_are_not_references():
    files = [
        ("Base/Day.swift", 'struct Day { let kind = Kind.Visit; let text = "Visit"; let visits = VisitCount }'),
        ("Encounters/Visit.swift", "struct Visit { struct VisitCount {} }\nprivate struct Kind {}"),
    ]
    assert violations(files, SMALL) == []
