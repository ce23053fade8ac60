"""Arrows between the folders of the product point down, as docs/architecture.md draws them."""

from arrows import LEFT, lines, product, violations

SMALL = {"Base": [], "Shops": ["Base"], "Shops/Posters": ["Shops"], "Encounters": ["Shops"]}


def test_no_folder_names_a_type_of_one_above_it():
    found = lines(violations(product()))
    new = sorted(set(found) - LEFT)
    assert not new, "points up:\n" + "\n".join(new)


def test_what_is_left_pointing_up_is_still_there():
    gone = sorted(LEFT - set(lines(violations(product()))))
    assert not gone, "no longer points up, take it off the list:\n" + "\n".join(gone)


def test_an_arrow_up_is_found():
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


def test_words_that_are_no_reference_are_not_arrows():
    files = [
        ("Base/Day.swift", 'struct Day { let kind = Kind.Visit; let text = "Visit"; let visits = VisitCount }'),
        ("Encounters/Visit.swift", "struct Visit { struct VisitCount {} }\nprivate struct Kind {}"),
    ]
    assert violations(files, SMALL) == []
