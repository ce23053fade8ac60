"""The counter on a phone: notes without a network, each recorded once, after a restart too."""

import contextlib
import json
import sqlite3
import time

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.support.ui import WebDriverWait

from accounts import ACCOUNTS, own_code
from cable import Cable
from conftest import chromium
from person import Person, plain, stored_one
from street import ROOT, Visitor
from test_accessibility import too_wide, violations

NOTED = "SELECT count(*) FROM encounter WHERE source = 'salesperson' AND withdrawn_at IS NULL AND recorded_by IS NOT NULL"


@pytest.fixture()
def cable(own_street):
    cable = Cable(own_street)
    yield cable
    cable.close()


@pytest.fixture()
def phones(tmp_path):
    """Browsers of one phone, one after the other: `phones()` is the next, with the same profile."""
    opened = []

    def start():
        for browser in opened:
            browser.quit()
        opened[:] = [chromium(360, profile=tmp_path / "profile")]
        return opened[0]

    yield start
    for browser in opened:
        browser.quit()


def opened(browser, cable, code):
    """The counter of the shopkeeper, stored on the phone."""
    person = Person(browser, cable).with_session_of(Visitor(cable).sign_in(*ACCOUNTS["shopkeeper"]))
    # A session that outlives the browser, as on a phone of one's own.
    for cookie in browser.get_cookies():
        browser.add_cookie({**cookie, "expiry": int(time.time()) + 86_400})
    person.open(f"/comptoir/{code}")
    stored = "const done = arguments[0]; caches.match(document.getElementById('counter-words').dataset.offline).then((r) => done(!!r))"
    waits(browser, lambda: browser.execute_async_script(stored), "the page is not stored")
    waits(browser, lambda: browser.execute_script("return !!navigator.serviceWorker.controller"), "no worker")
    return person


def waits(browser, condition, message, within=20):
    WebDriverWait(browser, within, 0.05).until(lambda _: condition(), message)


def tap(person, words):
    """One tap, no sooner after the last one than a finger can."""
    person.browser.execute_script("document.querySelector('.noted').replaceChildren()")
    button = person.control(words)
    person.browser.execute_async_script("setTimeout(arguments[0], 520)")
    button.click()
    waits(person.browser, lambda: person.texts(".noted .flash"), f"«{words}» is not confirmed")


def waiting(person):
    return plain(person.one(".waiting-notes").text)


def count(cable):
    return stored_one(cable, NOTED)


def sent(person):
    """Tries again now, rather than after the pause; waits until nothing is left."""
    def is_empty():
        person.browser.execute_script("dispatchEvent(new Event('online'))")
        return person.browser.execute_async_script("const done = arguments[0]; queue.count().then(done)") == 0

    # For an answer that was lost the queue waits 20 seconds.
    waits(person.browser, is_empty, "notes are left on the phone", within=60)


def test_twenty_notes_three_cuts_and_a_restart_are_each_recorded_once(own_street, cable, phones):
    code, before = own_code(own_street).lower(), count(cable)
    person = opened(phones(), cable, code)
    for words in ("Il a acheté", "Il n’a rien pris", "Le prix"):
        tap(person, words)
    sent(person)
    assert count(cable) == before + 3
    for cut in (cable.pull, cable.lose_answers):
        cut()
        for words in ("Il a acheté", "Il n’a rien pris", "L’attente", "Il a acheté"):
            tap(person, words)
        waits(person.browser, lambda: waiting(person), "it does not say what waits")
        cable.put_back()
        sent(person)
    assert count(cable) == before + 11
    cable.pull()
    for _ in range(5):
        tap(person, "Il a acheté")
    assert "5 visites ne sont pas encore envoyées" in waiting(person)
    person = Person(phones(), cable, is_known=True)
    person.open(f"/comptoir/{code}")
    assert "Sans réseau" in person.text
    for _ in range(4):
        tap(person, "Il n’a rien pris")
    waits(person.browser, lambda: "9 visites ne sont pas encore envoyées" in waiting(person), "it does not count them")
    assert violations(person.browser) == [] and too_wide(person.browser) <= 0
    assert count(cable) == before + 11
    cable.put_back()
    sent(person)
    assert count(cable) == before + 20
    sent(person.open(f"/comptoir/{code}"))
    assert count(cable) == before + 20


def test_a_note_is_taken_back_before_and_after_it_left(own_street, cable, phones):
    code, before = own_code(own_street).lower(), count(cable)
    person = opened(phones(), cable, code)
    for cut in (lambda: None, cable.pull, cable.lose_answers):
        cut()
        tap(person, "Il a acheté")
        if cut not in (cable.pull, cable.lose_answers):
            sent(person)
        person.control("Annuler").click()
        waits(person.browser, lambda: "La visite est retirée." in person.text, "it is not taken back")
        cable.put_back()
        sent(person)
        assert count(cable) == before
    assert violations(person.browser) == []


def test_notes_wait_for_a_member_whose_session_ended(own_street, cable, phones):
    code, before = own_code(own_street).lower(), count(cable)
    person = opened(phones(), cable, code)
    person.signed_out()
    tap(person, "Il a acheté")
    waits(person.browser, lambda: "Se connecter" in waiting(person), "it does not say that the session ended")
    assert count(cable) == before
    person.with_session_of(Visitor(cable).sign_in(*ACCOUNTS["shopkeeper"])).open(f"/comptoir/{code}")
    sent(person)
    assert count(cable) == before + 1


def test_it_tries_again_by_itself(own_street, cable, phones):
    code, before = own_code(own_street).lower(), count(cable)
    browser = phones()
    # Twenty times sooner than for a person.
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
        "source": "const real = setTimeout; window.setTimeout = (act, pause, ...more) => real(act, pause / 20, ...more)"})
    person = opened(browser, cable, code)
    cable.pull()
    tap(person, "Il a acheté")
    waits(browser, lambda: waiting(person), "it does not say what waits")
    cable.put_back()
    waits(browser, lambda: count(cable) == before + 1, "nothing is sent without an event")
    waits(browser, lambda: not waiting(person), "it still says that something waits")


def test_notes_on_a_shared_phone_leave_under_the_name_of_who_made_them(own_street, cable, phones):
    code, before = own_code(own_street).lower(), count(cable)
    person = opened(phones(), cable, code)
    person.signed_out()
    tap(person, "Il a acheté")
    waits(person.browser, lambda: "Se connecter" in waiting(person), "it does not say that the session ended")
    person.with_session_of(Visitor(cable).sign_in(*ACCOUNTS["staff"])).open(f"/comptoir/{code}")
    told = "1 visite notée par une autre personne attend sur ce téléphone"
    waits(person.browser, lambda: told in waiting(person), "it does not say that a note of another member waits")
    tap(person, "Il n’a rien pris")
    sent(person)
    assert count(cable) == before + 1 and told in waiting(person)
    assert violations(person.browser) == [] and too_wide(person.browser) <= 0
    person.with_session_of(Visitor(cable).sign_in(*ACCOUNTS["shopkeeper"])).open(f"/comptoir/{code}")
    sent(person)
    assert count(cable) == before + 2
    last = "SELECT email FROM encounter JOIN member ON member.id = recorded_by ORDER BY encounter.id DESC LIMIT 1"
    assert stored_one(cable, last) == ACCOUNTS["shopkeeper"][0]


def test_signing_out_keeps_notes_that_wait(own_street, cable, phones):
    code, before = own_code(own_street).lower(), count(cable)
    person = opened(phones(), cable, code)
    cable.pull()
    for _ in range(2):
        tap(person, "Il a acheté")
    person.browser.get("about:blank")
    cable.put_back()
    person.open("/accueil").sign_out()
    assert count(cable) == before
    person.with_session_of(Visitor(cable).sign_in(*ACCOUNTS["shopkeeper"])).open(f"/comptoir/{code}")
    sent(person)
    assert count(cable) == before + 2


def test_without_a_network_no_other_shop_opens(own_street, cable, phones):
    person = opened(phones(), cable, own_code(own_street).lower())
    cable.pull()
    with contextlib.suppress(WebDriverException):
        person.browser.get(cable.address + "/comptoir/zzzz")
    assert not person.browser.find_elements("css selector", "form.noting")
    person.open("/comptoir")
    assert person.browser.find_elements("css selector", "form.noting")


@pytest.fixture()
def second_shop(own_street):
    """The code of a shop that the shopkeeper runs besides their own."""
    with contextlib.closing(sqlite3.connect(f"{own_street.storage}/association.sqlite", timeout=10)) as db, db:
        shop, code = db.execute("SELECT id, code FROM shop WHERE id NOT IN (SELECT shop_id FROM office WHERE shop_id"
                                " IS NOT NULL) ORDER BY id LIMIT 1").fetchone()
        db.execute("INSERT INTO office (member_id, office, shop_id, since_at) SELECT id, 'shopkeeper', ?, 0 FROM member"
                   " WHERE email = ?", (shop, ACCOUNTS["shopkeeper"][0]))
    return code


def test_who_notes_at_two_shops_chooses_one_without_a_network(own_street, cable, phones, second_shop):
    code, before = own_code(own_street).lower(), count(cable)
    person = opened(phones(), cable, code)
    stored = ("const done = arguments[0]; caches.open('comptoir').then((cache) => cache.keys())"
              ".then((all) => done(all.filter((one) => one.url.endsWith('/hors-ligne')).length))")
    waits(person.browser, lambda: person.browser.execute_async_script(stored) == 3, "the list is not stored")
    cable.pull()
    person.open("/comptoir")
    assert person.heading == "Comptoir" and "Sans réseau" in person.text
    assert violations(person.browser) == [] and too_wide(person.browser) <= 0
    links = person.all("main .lines a")
    assert {link.get_attribute("href").rsplit("/", 1)[1] for link in links} == {code, second_shop.lower()}
    person.press_element(next(link for link in links if link.get_attribute("href").endswith(second_shop.lower())))
    tap(person, "Il a acheté")
    person.press_element(next(link for link in person.all(".filters a") if link.get_attribute("href").endswith(code)))
    tap(person, "Il n’a rien pris")
    assert violations(person.browser) == [] and too_wide(person.browser) <= 0
    cable.put_back()
    sent(person.open(f"/comptoir/{code}"))
    sent(person.open(f"/comptoir/{second_shop.lower()}"))
    last = "SELECT code FROM encounter JOIN shop ON shop.id = shop_id ORDER BY encounter.id DESC LIMIT 1"
    assert count(cable) == before + 2 and stored_one(cable, last) == second_shop


def test_files_of_an_earlier_version_leave_the_phone(own_street, cable, phones):
    code = own_code(own_street).lower()
    person = opened(phones(), cable, code)
    person.browser.execute_async_script(
        "const done = arguments[0]; caches.open('comptoir')"
        ".then((cache) => cache.put('/public/old.js', new Response(''))).then(done)")
    person.open(f"/comptoir/{code}")
    files = ("const done = arguments[0]; caches.open('comptoir').then((cache) => cache.keys())"
             ".then((all) => done(all.map((one) => new URL(one.url).pathname)))")

    def is_clean():
        stored = person.browser.execute_async_script(files)
        return "/public/old.js" not in stored and f"/comptoir/{code}/hors-ligne" in stored

    waits(person.browser, is_clean, "an old file is still stored")


def test_it_installs_and_stays_small(own_street, cable, phones):
    person = opened(phones(), cable, own_code(own_street).lower())
    manifest = json.loads(Visitor(cable).get("/fr/comptoir/manifest.webmanifest").body)
    assert (manifest["start_url"], manifest["display"]) == ("/fr/comptoir", "standalone")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert person.browser.execute_script("return document.querySelector('link[rel=manifest]').href").endswith(
        "/comptoir/manifest.webmanifest")
    scripts = sum((ROOT / "Public" / name).stat().st_size for name in ("queue.js", "counter.js", "counter-sw.js"))
    assert scripts <= 20 * 1024
