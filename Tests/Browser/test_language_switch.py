"""Changing the language in the middle of a form: the typed text is carried over once and stored nowhere."""

import pathlib

import pytest

from accounts import ACCOUNTS
from person import Person, reached, stored, stored_one
from street import Visitor, small_storage, started

WORDS = "Un accueil « chaleureux »,\net une brioche encore tiède."


def left_behind(person):
    return person.browser.execute_script("return Object.values(sessionStorage).concat(Object.values(localStorage))")


def after_a_tap(street, browser, number=3):
    """A visitor on the page where words may be added."""
    code = stored(street, "SELECT code FROM shop WHERE removed_at IS NULL ORDER BY id")[number][0]
    return Person(browser, street).open(f"/b/{code}").press("Bien")


def write_a_review(person):
    person.fill(note=WORDS)
    person.choose("purchased", "no")
    person.unfold("Publier ces mots comme avis")
    reached(person.one("label[for=publish]")).click()
    return person.fill(email="paul@exemple.fr")


def assert_the_review_is_there(person):
    assert person.value("note").replace("\r\n", "\n") == WORDS
    assert person.one("[name=purchased][value=no]").is_selected()
    assert person.one("#publish").is_selected() and person.field("email").is_displayed()
    assert person.value("email") == "paul@exemple.fr"


def test_words_typed_on_a_fresh_page_go_along_once(street, browser):
    person = after_a_tap(street, browser)
    page = person.path
    write_a_review(person).press("English")
    assert person.path == "/en" + page and person.one("html").get_attribute("lang") == "en"
    assert_the_review_is_there(person)
    assert left_behind(person) == []
    person.press("Français")
    assert_the_review_is_there(person)
    # Without a change of language nothing is restored.
    person.open("/en" + page)
    assert person.value("note") == "" and not person.one("#publish").is_selected()
    person.press("Français")
    assert person.value("note") == "" and left_behind(person) == []


def test_a_form_that_came_back_goes_along(street, browser):
    person = write_a_review(after_a_tap(street, browser)).press("Enregistrer")
    assert "Choisissez un pseudonyme." in person.texts(".error")
    person.press("English")
    assert_the_review_is_there(person)
    assert left_behind(person) == []
    person.fill(pseudonym="A passer-by").press("Save")
    assert person.path.startswith("/en/avis/")
    assert person.value("text").replace("\r\n", "\n") == WORDS


def test_a_proposal_finds_its_form_from_every_page_it_passes(street, browser):
    width = browser.execute_script("return innerWidth")
    typed = {"title": f"Guirlandes {width}", "purpose": "Des guirlandes\npartout.", "happens": "en décembre"}
    person = Person(browser, street).signed_in("shopkeeper").open("/projets/nouveau")
    person.fill(**typed, budget="beaucoup").press("Proposer").press("English")
    assert person.path == "/en/projets/nouveau"
    assert {name: person.value(name) for name in typed} == typed and person.value("budget") == "beaucoup"
    person.fill(budget="120").press("Propose")
    if person.heading == "Is this the same project?":
        person.press_element(person.one("main form button.primary"))
    assert person.heading == typed["title"]
    # A colleague has the same idea, changes the language while comparing, and then changes their own words.
    person.signed_in("president").open("/projets/nouveau").fill(**typed).press("Proposer")
    assert person.heading == "Est-ce le même projet ?"
    person.press("English")
    assert {name: person.value(name) for name in typed} == typed
    person.press("Propose").press("Change my proposal")
    assert {name: person.value(name) for name in typed} == typed
    person.fill(title=f"Lampions au bord du lac {width}", purpose="Des lampions.").press("Propose")
    assert person.heading in (f"Lampions au bord du lac {width}", "Is this the same project?")


def test_a_password_never_goes_along(street, browser):
    person = Person(browser, street).signed_in("shopkeeper").open("/compte")
    person.fill(name="Paul M.", password="une phrase bien à moi").press("English")
    assert person.value("name") == "Paul M."
    assert person.value("password") == "" and left_behind(person) == []


def test_what_a_person_typed_is_not_shown_to_the_next(street, browser):
    """The click to change the language failed. The next visitor at the tablet gets the same page, or another one."""
    person = after_a_tap(street, browser)
    page = person.path
    for next_pages in (["/boutiques"], [f"/b/{stored_one(street, 'SELECT code FROM shop ORDER BY id DESC')}", "/rencontre"]):
        person.open(page).fill(note=WORDS)
        browser.execute_script("document.querySelector('header a[hreflang=en]').onclick = (click) => click.preventDefault()")
        reached(person.control("English")).click()
        assert len(left_behind(person)) == 1
        for path in next_pages:
            person.open(path)
        assert left_behind(person) == []
        person.open("/en" + page)
        assert person.value("note") == ""


def test_nothing_is_stored_where_nothing_was_typed(street, browser):
    person = after_a_tap(street, browser)
    browser.execute_script("document.querySelector('header a[hreflang=en]').onclick = (click) => click.preventDefault()")
    reached(person.control("English")).click()
    assert left_behind(person) == []


def test_a_change_by_another_person_is_still_seen(street, browser):
    """Restored words are compared with the version they were typed on, not with the one just loaded."""
    width = browser.execute_script("return innerWidth")
    shopkeeper = Visitor(street).sign_in(*ACCOUNTS["shopkeeper"])
    shopkeeper.post("/projets", {"title": f"Bancs {width}", "purpose": "Des bancs.", "confirmed": "1"})
    project, = stored(street, "SELECT public_id, version FROM project WHERE title = ?", f"Bancs {width}")
    person = Person(browser, street).signed_in("shopkeeper").open(f"/projets/{project[0]}/modifier")
    person.fill(purpose="Des bancs et de l’ombre.")
    shopkeeper.post(f"/projets/{project[0]}/modifier",
                {"title": f"Bancs {width}", "purpose": "Trois bancs.", "version": str(project[1])})
    person.press("English")
    assert person.value("purpose") == "Des bancs et de l’ombre."
    person.press("Save")
    assert "Trois bancs." in person.text and person.value("purpose") == "Des bancs et de l’ombre."
    assert stored_one(street, "SELECT purpose FROM project WHERE public_id = ?", project[0]) == "Trois bancs."


def test_words_on_an_error_page_find_their_form(browser):
    with small_storage() as storage:
        street = started(storage)
        file = pathlib.Path(storage, "association.sqlite")
        try:
            project = stored_one(street, "SELECT public_id FROM project")
            person = Person(browser, street).signed_in("shopkeeper").open(f"/projets/{project}")
            person.fill(text=WORDS)
            file.rename(file.with_suffix(".away"))
            person.press("Envoyer le commentaire")
            assert person.heading != "" and person.control("Envoyer à nouveau")
            file.with_suffix(".away").rename(file)
            person.press("English")
            assert person.path == f"/en/projets/{project}"
            assert person.value("text").replace("\r\n", "\n") == WORDS
        finally:
            street.stop()


def closures(person):
    """The days and reasons of the closures in the form."""
    rows = [field.get_attribute("name").removesuffix("from") for field in person.all("input[name^=closure][name$=-from]")]
    return {row: tuple(person.value(row + part) for part in ("from", "until", "reason")) for row in rows}


def add_a_closure(person, *typed):
    """Fills one more row and returns its name. The first row may be on the page already."""
    row, last = list(closures(person).items())[-1]
    if last != ("", "", ""):
        row = list(closures(person.press("Ajouter une fermeture")))[-1]
    person.fill(**dict(zip((row + "from", row + "until", row + "reason"), typed)))
    return row


def test_closures_in_rows_that_were_added_go_along(street, browser):
    day = "2031-03-0{}" if browser.execute_script("return innerWidth") < 600 else "2031-05-0{}"
    person = Person(browser, street).signed_in("shopkeeper").open("/boutiques/7kq2/modifier")
    first = add_a_closure(person, day.format(1), day.format(2), "Travaux « bruyants »")
    second = add_a_closure(person, day.format(4), day.format(4), "Inventaire")
    third = add_a_closure(person, day.format(6), "", "Mariage")
    reached(person.one(f"[name='{second}remove']")).click()
    typed = closures(person)
    assert typed[first][2] == "Travaux « bruyants »" and typed[third] == (day.format(6), "", "Mariage")
    person.press("English")
    assert person.path == "/en/boutiques/7kq2/modifier" and closures(person) == typed
    assert person.one(f"[name='{second}remove']").is_selected()
    assert not person.one(f"[name='{first}remove']").is_selected()
    made = person.one(f"[name='{third}from']").find_element("xpath", "./ancestor::fieldset")
    assert "Remove this closure" in made.text and person.one(f"label[for='{third}from']").text == "From"
    person.press("Français").press("English")
    assert closures(person) == typed and left_behind(person) == []
    person.press_element(person.one("main form .actions .primary"))
    saved = stored(street, "SELECT from_on, until_on, reason FROM exceptional_closure WHERE from_on >= ? AND from_on < ?",
                   day.format(0), day.format(9))
    assert sorted(saved) == [(day.format(1), day.format(2), "Travaux « bruyants »"), (day.format(6),) * 2 + ("Mariage",)]


def test_a_closure_on_an_error_page_finds_its_row(browser):
    with small_storage() as storage:
        street = started(storage)
        file = pathlib.Path(storage, "association.sqlite")
        try:
            person = Person(browser, street).signed_in("shopkeeper").open("/boutiques/7kq2/modifier")
            add_a_closure(person, "2031-03-01", "2031-03-02", "Travaux")
            row = add_a_closure(person, "2031-03-04", "", "Inventaire")
            typed = closures(person)
            file.rename(file.with_suffix(".away"))
            person.press_element(person.one("main form .actions .primary"))
            assert person.control("Envoyer à nouveau")
            file.with_suffix(".away").rename(file)
            person.press("English")
            assert closures(person) == typed and typed[row][2] == "Inventaire"
        finally:
            street.stop()


def test_what_waits_for_the_sign_in_goes_along(street, browser):
    width = browser.execute_script("return innerWidth")
    person = Person(browser, street).signed_in("shopkeeper").open("/projets/nouveau")
    person.fill(title=f"Kiosque {width}", purpose=WORDS).signed_out().press("Proposer")
    email, password = ACCOUNTS["shopkeeper"]
    person.fill(email=email, password=password).press("English")
    assert person.heading == "Sign in" and "What you wrote is safe." in person.text
    assert person.value("email") == email and person.value("password") == ""
    person.press("Français").press("English")
    person.fill(password=password).press_element(person.one("main form.form button"))
    assert person.heading == "You are signed in" and "une brioche encore tiède." in person.text
    person.press("Français")
    assert person.path == "/fr/projets/nouveau" and person.value("purpose").replace("\r\n", "\n") == WORDS
    person.press("English").press("Propose")
    if person.heading == "Is this the same project?":
        person.press_element(person.one("main form button.primary"))
    assert person.heading == f"Kiosque {width}"
    assert left_behind(person) == []


@pytest.mark.parametrize("path", ["/rencontre", "/b"])
def test_a_code_half_typed_goes_along(street, browser, path):
    person = Person(browser, street).open(path)
    person.fill(code="7KQ").press("English")
    assert person.value("code") == "7KQ"


def test_words_go_along_to_each_of_six_languages(street, browser):
    person = after_a_tap(street, browser)
    page = person.path
    for tag, name in [("de", "Deutsch"), ("nl", "Nederlands"), ("es", "Español"), ("it", "Italiano"), ("en", "English"),
                      ("fr", "Français")]:
        person.fill(note=f"{WORDS} {name}").press(name)
        assert person.path == f"/{tag}{page}"
        assert person.value("note").replace("\r\n", "\n") == f"{WORDS} {name}"
    assert left_behind(person) == []
