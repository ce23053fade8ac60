"""The tablet in a shop: taps with and without a network, a restart of the browser, what the next visitor can see,
accessibility of each state."""

import re

import pytest
from selenium.webdriver.common.by import By

from accounts import own_code
from cable import Cable
from conftest import chromium
from person import Person, stored
from street import Visitor
from test_accessibility import too_wide, violations
from waiting import eventually

TABLETS = [(768, 1024), (1280, 800)]


def made(street, place="Comptoir"):
    """The path of a new kiosk of the bakery, and that of its page for the shop."""
    baker = Visitor(street).sign_in("boulanger@vitrines.example", "du pain chaud")
    page = baker.post(f"/boutiques/{own_code(street).lower()}/bornes", {"place": place, "pin": "4071"}).fields["location"]
    return address(baker, page), page, baker


def address(baker, page):
    return re.search(r"/borne/[0-9A-Z-]+", baker.get(page).text).group()


def answers(street):
    return [feeling for (feeling,) in stored(
        street, "SELECT feeling FROM encounter WHERE source = 'kiosk' AND withdrawn_at IS NULL ORDER BY id")]


class Tablet:
    """A browser at the page of a kiosk."""

    def __init__(self, browser, base, path):
        self.browser, self.base, self.path = browser, base, path

    def open(self):
        self.browser.get(self.base + self.path)
        return self

    def seen(self, selector):
        return [e for e in self.browser.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()]

    def one(self, selector):
        assert eventually(lambda: self.seen(selector)), f"{selector} is not shown"
        return self.seen(selector)[0]

    def tap(self, face):
        self.one(f"#ask button[value='{face}']").click()
        self.one("#thanks h1")

    def done(self):
        self.one("#thanks [data-done]").click()
        self.one("#ask .faces")

    def says(self, selector, words):
        return eventually(lambda: words in self.browser.find_element(By.CSS_SELECTOR, selector).text)

    def has_worker(self):
        """Waits for the worker of this page and for the stored pages."""
        return eventually(lambda: self.browser.execute_async_script(
            "const done = arguments[0];"
            "Promise.all([navigator.serviceWorker.getRegistration(), caches.open('borne').then((c) => c.keys())])"
            ".then(([worker, stored]) => done(Boolean(worker?.active) && stored.length > 6))"))


@pytest.fixture(scope="module")
def path(street):
    """The path of a kiosk."""
    return made(street)[0]


@pytest.fixture()
def cable(street):
    made = Cable(street)
    yield made
    made.close()


@pytest.fixture(params=TABLETS, ids=["upright", "across"])
def tablet(street, path, request):
    browser = chromium(request.param[0], height=request.param[1])
    yield Tablet(browser, street.address, path)
    browser.quit()


def test_twenty_taps_three_cuts_and_a_restart_are_each_answer_once(street, path, cable, tmp_path):
    before = answers(street)
    faces = [1 + number * 3 % 5 for number in range(20)]
    browser = chromium(768, height=1024, profile=tmp_path)
    try:
        tablet = Tablet(browser, cable.address, path).open()
        assert tablet.has_worker()
        for number, face in enumerate(faces):
            if number in (3, 9, 14):
                assert eventually(lambda: len(answers(street)) == len(before) + number, within=60)
                cable.pull()
            if number in (6, 12):
                cable.put_back()
            if number == 17:
                # Off and on again, without a network: the page comes from the tablet, and so do the answers.
                browser.quit()
                browser = chromium(768, height=1024, profile=tmp_path)
                tablet = Tablet(browser, cable.address, path).open()
                assert tablet.says("#waiting", "attendent le réseau.")
            tablet.tap(face)
            tablet.done()
        assert tablet.says("#waiting", "6 réponses attendent le réseau.")
        cable.put_back()
        assert eventually(lambda: len(answers(street)) == len(before) + 20, within=60)
        assert eventually(lambda: browser.find_element(By.ID, "waiting").text == "")
        assert sorted(answers(street)[len(before):]) == sorted(faces)
        browser.refresh()
        tablet.one("#ask .faces")
        assert len(answers(street)) == len(before) + 20
    finally:
        browser.quit()


def test_a_reason_and_taking_back_without_a_network(street, path, cable):
    before = answers(street)
    browser = chromium(768, height=1024)
    try:
        tablet = Tablet(browser, cable.address, path).open()
        cable.pull()
        tablet.tap(2)
        tablet.one("#thanks [value='price']").click()
        assert eventually(lambda: tablet.seen("#thanks [value='price'][aria-pressed='true']"))
        tablet.done()
        tablet.tap(1)
        tablet.one("#thanks [name='withdrawn']").click()
        assert tablet.says("#said", "Votre réponse est annulée.")
        cable.put_back()
        assert eventually(lambda: len(answers(street)) == len(before) + 1, within=60)
        assert stored(street, "SELECT feeling, no_purchase_reason FROM encounter WHERE source = 'kiosk' AND"
                              " withdrawn_at IS NULL ORDER BY id DESC LIMIT 1") == [(2, "price")]
    finally:
        browser.quit()


def test_a_new_address_sends_what_waits_at_the_old_one(street, cable, tmp_path):
    path, page, baker = made(street, "Sortie")
    before = answers(street)
    browser = chromium(768, height=1024, profile=tmp_path)
    try:
        tablet = Tablet(browser, cable.address, path).open()
        cable.pull()
        for face in (4, 5):
            tablet.tap(face)
            tablet.done()
        baker.post(page + "/adresse", {})
        cable.put_back()
        assert eventually(lambda: tablet.seen("#ended"), within=60), "the tablet does not say that it is replaced"
        tablet.open()
        assert tablet.says("#waiting", "2 réponses attendent sur cette tablette")
        assert answers(street) == before
        tablet.path = address(baker, page)
        tablet.open()
        assert eventually(lambda: len(answers(street)) == len(before) + 2, within=60)
    finally:
        browser.quit()


def test_the_next_visitor_sees_nothing_of_the_one_before(tablet):
    tablet.open()
    entries = tablet.browser.execute_script("return history.length")
    tablet.tap(1)
    tablet.one("#thanks [value='price']").click()
    tablet.browser.execute_script("scrollTo(0, 400)")
    tablet.done()
    assert tablet.seen("[aria-pressed]") == [] and tablet.browser.execute_script("return scrollY") == 0
    assert tablet.browser.execute_script("return history.length") == entries
    assert tablet.browser.execute_script("return document.querySelectorAll('main input:not([type=hidden])').length") == 0


def test_it_returns_by_itself_and_a_touch_gives_half_a_minute_more(tablet):
    # The clock of the page: a second passes when the test says so.
    tablet.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
      const ticks = []; window.seconds = (count) => { for (; count; count -= 1) ticks.forEach((tick) => tick()); };
      const interval = window.setInterval;
      window.setInterval = (tick, pause) => pause === 1000 ? ticks.push(tick) : interval(tick, pause);"""})
    tablet.open().tap(5)
    assert tablet.says(".countdown", "Retour au début dans 30 s")
    tablet.browser.execute_script("seconds(29)")
    assert tablet.says(".countdown", "Retour au début dans 1 s")
    tablet.one("[data-extend]").click()
    assert tablet.says(".countdown", "Retour au début dans 30 s")
    tablet.browser.execute_script("seconds(30)")
    tablet.one("#ask .faces")


def test_a_visitors_language_ends_with_their_visit(tablet):
    tablet.open().one("a[hreflang=en]").click()
    assert tablet.says("h1", "welcome") or tablet.says("h1", "you")
    assert "/en/borne/" in tablet.browser.current_url
    tablet.tap(4)
    tablet.one("#thanks [data-done]").click()
    assert eventually(lambda: "/en/" not in tablet.browser.current_url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_state_is_accessible_and_fits_a_tablet(street, tablet, scheme):
    browser = tablet.browser
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def check(state):
        assert violations(browser) == [], state
        assert too_wide(browser) <= 0, state

    tablet.open()
    check("faces")
    tall = browser.execute_script("return document.querySelector('.faces').getBoundingClientRect().bottom - innerHeight")
    assert tall <= 0, "the faces are below the edge of the tablet"
    tablet.tap(3)
    check("thanks")
    tablet.one("#thanks [value='price']").click()
    check("a reason chosen")
    tablet.done()
    check("faces again")
    browser.get(tablet.base + tablet.path + "/reglages")
    check("settings")
    browser.get(tablet.base + "/borne/ZZZZ-ZZZZ")
    check("unknown")


def test_the_pages_of_the_shop(street, browser):
    _, page, baker = made(street, "Premier étage")
    person = Person(browser, street).with_session_of(baker)
    for path in (page, page.rsplit("/", 1)[0]):
        person.open(path)
        assert violations(browser) == [], path
        assert too_wide(browser) <= 0, path


def test_without_a_script_a_tap_is_an_answer_and_the_page_returns(street, path):
    before = answers(street)
    browser = chromium(768, height=1024, script=False)
    try:
        tablet = Tablet(browser, street.address, path).open()
        tablet.one("button[name=feeling][value='2']").click()
        assert tablet.says("h1", "Merci de votre visite et à bientôt")
        tablet.one("[name=reason][value=price]").click()
        assert tablet.says("h1", "Merci de votre visite et à bientôt")
        assert answers(street) == before + [2]
        tablet.one(".button.primary").click()
        tablet.one(".faces")
    finally:
        browser.quit()
