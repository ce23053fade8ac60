"""The gates that read Swift ignore comments and strings."""

from swift_text import code


def test_comments_and_strings_are_blanked_and_interpolations_are_not():
    text = '''let a = "Shop // \\"no\\" \\(Member.name("Poster"))" // Review
/* Visit /* nested */ Visit */ let b = #"raw \\n "quoted" \\#(Day.now)"#
let c = """
    Encounter "quoted" \\(Home())
    """; let d = text.firstMatch(of: /"Import/)?.1; let e = 4 / 2'''
    left = code(text)
    for word in ("Shop", "Poster", "Review", "Visit", "nested", "raw", "quoted", "Encounter", "Import"):
        assert word not in left, word
    for word in ("Member.name(", "Day.now", "Home()", "let b", "let d", "4 / 2"):
        assert word in left, word
    assert left.count("\n") == text.count("\n") and len(left) == len(text)
