"""The tablet in a shop: taps with and without a network, a restart of the browser, what the next visitor can see,
accessibility of each state."""

import re

import pytest
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By

from accounts import own_code
from cable import Cable
from conftest import chromium
from person import Person, stored
from street import Visitor
from test_accessibility import too_wide, violations
from waiting import eventually

# The clock of a page: a second passes, or the quarter of an hour between two signs of life, when the test says so.
CLOCK = """
  const ticks = [], signs = [];
  window.seconds = (count) => { for (; count; count -= 1) ticks.forEach((tick) => tick()); };
  window.quarter = () => Promise.all(signs.map((sign) => sign()));
  const interval = window.setInterval;
  window.setInterval = (act, pause) => pause === 1000 ? ticks.push(act) : pause === 900_000 ? signs.push(act)
    : interval(act, pause);
"""
# Storage as slow as the test says: what is stored is confirmed once `release` is called.
SLOW = """
  const held = new Promise((resolve) => { window.release = resolve; });
  const { set } = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
  Object.defineProperty(IDBTransaction.prototype, "oncomplete", { set(act) {
    set.call(this, async (event) => { if (this.mode === "readwrite") await held; act(event); });
  } });
"""
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

    def before_each_page(self, script):
        self.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        return self

    def pass_a_quarter(self):
        self.browser.execute_async_script("quarter().then(arguments[0], arguments[0])")

    def seen(self, selector):
        """The displayed elements; none while the page changes."""
        try:
            return [e for e in self.browser.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()]
        except StaleElementReferenceException:
            return []

    def one(self, selector):
        found = eventually(lambda: self.seen(selector))
        assert found, f"{selector} is not shown"
        return found[0]

    def tap(self, face):
        self.one(f"#ask button[value='{face}']").click()
        self.one("#thanks h1")

    def done(self):
        self.one("#thanks [name=done]").click()
        self.one("#ask .faces")

    def says(self, selector, words):
        def reads():
            try:
                return words in self.browser.find_element(By.CSS_SELECTOR, selector).text
            except (NoSuchElementException, StaleElementReferenceException):
                # Between two pages.
                return False
        return eventually(reads)

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


@pytest.fixture(scope="module")
def gone(street):
    """The paths of a kiosk whose address was replaced, and that has ended."""
    replaced, page, baker = made(street, "Cave")
    baker.post(page + "/adresse", {})
    ended = address(baker, page)
    baker.post(page + "/retrait", {})
    return replaced, ended


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


def test_on_a_slow_storage_taking_back_takes_back(street, tablet):
    before = answers(street)
    tablet.before_each_page(CLOCK).before_each_page(SLOW).open()
    tablet.one("#ask button[value='1']").click()
    tablet.browser.execute_script("seconds(3)")
    assert tablet.seen("#ask .faces"), "thanked before the answer is stored"
    tablet.browser.execute_script("release()")
    tablet.one("#thanks [name='withdrawn']").click()
    assert tablet.says("#said", "Votre réponse est annulée.")
    assert eventually(lambda: tablet.browser.execute_async_script("queue.count().then(arguments[0])") == 0)
    assert eventually(lambda: answers(street) == before)


def test_a_program_that_restarts_leaves_the_faces(street, path, cable):
    before = answers(street)
    browser = chromium(768, height=1024)
    try:
        tablet = Tablet(browser, cable.address, path).before_each_page(CLOCK).open()
        assert tablet.has_worker()
        cable.stop_program()
        browser.execute_script("window.isSame = true")
        tablet.pass_a_quarter()
        assert browser.execute_script("return window.isSame"), "the page was loaded again"
        tablet.tap(2)
        tablet.done()
        browser.refresh()
        tablet.tap(4)
        tablet.done()
        cable.put_back()
        assert eventually(lambda: sorted(answers(street)[len(before):]) == [2, 4], within=60)
    finally:
        browser.quit()


def test_a_kiosk_that_is_brought_back_takes_answers_again(street, tablet):
    path, page, baker = made(street, "Réserve")
    before = answers(street)
    tablet.path = path
    tablet.before_each_page(CLOCK).open()
    baker.post(page + "/retrait", {})
    tablet.tap(3)
    tablet.one("#thanks [name=done]").click()
    tablet.one("#ended")
    assert violations(tablet.browser) == [] and tablet.seen("#ask") == []
    baker.post(page + "/retablissement", {})
    tablet.pass_a_quarter()
    tablet.one("#ask .faces")
    assert tablet.seen("#ended") == []
    assert eventually(lambda: answers(street) == before + [3])
    baker.post(page + "/retrait", {})
    tablet.pass_a_quarter()
    assert tablet.says(".lead", "La boutique a arrêté cette borne")
    assert violations(tablet.browser) == [] and too_wide(tablet.browser) <= 0
    baker.post(page + "/retablissement", {})
    baker.post(page + "/adresse", {})
    tablet.open()
    assert tablet.says(".lead", "L’adresse de cette borne a changé")
    assert violations(tablet.browser) == [] and too_wide(tablet.browser) <= 0


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
    assert tablet.browser.execute_script("return history.length") <= entries + 1, "one entry for all visitors"
    assert tablet.browser.execute_script("return document.querySelectorAll('main input:not([type=hidden])').length") == 0


def test_back_after_a_face_shows_the_faces_and_stays_on_the_page(tablet):
    tablet.open()
    for face in (2, 3):
        tablet.tap(face)
        tablet.browser.back()
        tablet.one("#ask .faces")
        assert tablet.seen("#thanks h1") == [] and tablet.browser.current_url == tablet.base + tablet.path


def test_it_returns_by_itself_and_a_touch_gives_half_a_minute_more(tablet):
    tablet.before_each_page(CLOCK).open().tap(5)
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
    tablet.one("#thanks [name=done]").click()
    assert eventually(lambda: "/en/" not in tablet.browser.current_url)


def test_taking_back_is_said_in_the_visitors_language(tablet):
    tablet.open().one("a[hreflang=en]").click()
    assert eventually(lambda: "/en/borne/" in tablet.browser.current_url)
    tablet.tap(4)
    tablet.one("#thanks [name='withdrawn']").click()
    assert eventually(lambda: tablet.seen("#said"))
    assert "/en/borne/" in tablet.browser.current_url
    assert eventually(lambda: "/en/" not in tablet.browser.current_url, within=20)


def test_settings_say_that_they_need_the_network(street, path, cable):
    browser = chromium(768, height=1024)
    try:
        tablet = Tablet(browser, cable.address, path).open()
        assert tablet.has_worker()
        cable.pull()
        tablet.one("#settings").click()
        assert tablet.says("#offline", "Les réglages ont besoin du réseau.")
        assert violations(browser) == [] and tablet.seen("#ask .faces")
        cable.put_back()
        tablet.one("#settings").click()
        tablet.one("input[name=pin]")
    finally:
        browser.quit()


def test_only_a_page_without_https_says_that_it_needs_the_network(tablet):
    tablet.open()
    assert tablet.seen("#ask .faces") and tablet.seen("#plain") == []
    tablet.before_each_page("Object.defineProperty(window, 'isSecureContext', { value: false });").open()
    assert tablet.one("#plain").text == "Cette borne a besoin du réseau : son adresse ne commence pas par https."
    assert violations(tablet.browser) == []


def test_a_page_installed_a_week_ago_opens_and_sends_what_waited(street, path, cable, tmp_path):
    before = answers(street)

    def started(days):
        browser = chromium(768, height=1024, profile=tmp_path)
        later = f"const day = {days} * 86_400_000, now = Date.now.bind(Date); Date.now = () => now() + day;"
        return browser, Tablet(browser, cable.address, path).before_each_page(later)

    browser, tablet = started(0)
    try:
        assert tablet.open().has_worker()
        cable.pull()
        tablet.tap(2)
        tablet.done()
        for days in (1, 8):
            browser.quit()
            browser, tablet = started(days)
            assert tablet.open().says("#waiting", "attend")
            tablet.tap(4)
            tablet.done()
        assert tablet.says("#waiting", "3 réponses attendent le réseau.")
        cable.put_back()
        assert eventually(lambda: sorted(answers(street)[len(before):]) == [2, 4, 4], within=60)
    finally:
        browser.quit()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_state_is_accessible_and_fits_a_tablet(tablet, gone, scheme):
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
    browser.get(tablet.base + gone[0])
    assert tablet.says(".lead", "L’adresse de cette borne a changé")
    check("replaced")
    browser.get(tablet.base + gone[1])
    assert tablet.says(".lead", "La boutique a arrêté cette borne")
    check("ended")
    browser.get(tablet.base + tablet.path + "?annulee=1")
    check("taken back")


def test_the_pages_of_the_shop(street, browser):
    kiosks = f"/boutiques/{own_code(street).lower()}/bornes"
    person = Person(browser, street).signed_in("shopkeeper").open(kiosks)
    page = person.one(f"main a[href*='{kiosks}/']").get_attribute("href").removeprefix(street.address)
    assert "Dernier signe de vie" in person.one("main .line .why").text, "the kiosk of the demo is in use"
    for path in (page, kiosks):
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
        # The page that says what was chosen is the next one.
        tablet.one("[name=reason][value=price][aria-pressed=true]")
        assert answers(street) == before + [2]
        tablet.one("[name=done]").click()
        tablet.one(".faces")
        browser.back()
        tablet.one(".faces")
        assert tablet.seen("[aria-pressed]") == []
        tablet.one("button[name=feeling][value='4']").click()
        tablet.one("[name=withdrawn]").click()
        assert tablet.says("#said", "Votre réponse est annulée.")
        tablet.one(".faces")
        assert answers(street) == before + [2]
    finally:
        browser.quit()
