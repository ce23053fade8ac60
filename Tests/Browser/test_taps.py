"""One visit is one answer in a real browser: a double tap, a reload, Back and another face, two equal phones."""

import itertools

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.support.ui import WebDriverWait

from conftest import chromium
from person import Person, stored
from street import codes, small_storage, started

# Network delays in ms: the second tap comes after the answer to the first one, or before it.
DELAYS = [0, 200, 600]

unused = itertools.count()


@pytest.fixture(scope="module")
def limited_street():
    """A street with its limits: without them no tap is recognised by its network."""
    with small_storage(shops=12) as storage:
        street = started(storage, environment={"CHALAND_RATE_LIMIT": "on"})
        yield street
        street.stop()


@pytest.fixture()
def a_code(limited_street):
    """The code of a shop that no other test taps at."""
    return codes(limited_street.storage)[next(unused)]


def answers(street, code):
    """The feelings of visitors at a shop, in order of arrival."""
    return [feeling for (feeling,) in stored(
        street, "SELECT feeling FROM encounter JOIN shop ON shop.id = shop_id WHERE code = ? AND source = 'visitor'"
                " AND withdrawn_at IS NULL ORDER BY encounter.id", code)]


def is_thanked(person):
    WebDriverWait(person.browser, 20).until(lambda _: person.all(".code"), "no change code is shown")
    return person.heading == "Merci de votre visite et à bientôt"


def delay(browser, milliseconds):
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", {
        "offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1})


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("milliseconds", DELAYS)
def test_a_double_tap_is_one_answer(limited_street, a_code, milliseconds, script):
    browser = chromium(360, script=script)
    try:
        person = Person(browser, limited_street).open(f"/b/{a_code}")
        before = answers(limited_street, a_code)
        delay(browser, milliseconds)
        ActionChains(browser).double_click(person.control("Bien")).perform()
        assert is_thanked(person)
        assert answers(limited_street, a_code) == before + [4]
    finally:
        browser.quit()


def test_a_reload_is_no_answer(limited_street, a_code):
    browser = chromium(360)
    try:
        person = Person(browser, limited_street).open(f"/b/{a_code}")
        before = answers(limited_street, a_code)
        person.press("Bien")
        shown = person.one(".code").text
        browser.refresh()
        assert is_thanked(person) and person.one(".code").text == shown
        browser.back()
        browser.refresh()
        person.press("Bien")
        assert person.one(".code").text == shown
        assert answers(limited_street, a_code) == before + [4]
    finally:
        browser.quit()


def test_back_and_another_face_changes_the_answer(limited_street, a_code):
    browser = chromium(360)
    try:
        person = Person(browser, limited_street).open(f"/b/{a_code}")
        before = answers(limited_street, a_code)
        person.press("Bien")
        for face, feeling in [("Mal", 2), ("Très bien", 5), ("Bien", 4)]:
            browser.back()
            person.press(face)
            assert is_thanked(person)
            assert answers(limited_street, a_code) == before + [feeling]
    finally:
        browser.quit()


def test_two_equal_phones_are_two_answers(limited_street, a_code):
    one, other = chromium(360), chromium(360)
    try:
        before = answers(limited_street, a_code)
        shown = []
        for browser in (one, other):
            person = Person(browser, limited_street).open(f"/b/{a_code}").press("Bien")
            shown.append(person.one(".code").text)
        assert len(set(shown)) == 2, "a page received the change code of another's answer"
        assert answers(limited_street, a_code) == before + [4, 4]
    finally:
        one.quit()
        other.quit()
