"""The visitors' pages in their six languages, on a phone of 360 px: nothing is cut, heavy or unreadable by a machine."""

import pytest

from accounts import own_code
from conftest import chromium
from person import Person
from test_accessibility import LOW_LINKS, too_wide, violations
from test_kiosk import TABLETS, Tablet, made
from test_weight import KB, Visit

TAGS = ["fr", "en", "de", "es", "it", "nl"]
# How often the language links begin a new line, and what the faces cut off.
SWITCH_LINES = """
const tops = [...document.querySelectorAll("header a[hreflang]")].map(e => Math.round(e.getBoundingClientRect().top));
return new Set(tops).size;
"""
CUT = """
return [...document.querySelectorAll(".faces button, .button, .choice, header a")]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && !e.matches(".sign")).map(e => e.textContent.trim());
"""


@pytest.fixture(scope="module")
def phone():
    driver = chromium(360)
    yield driver
    driver.quit()


def assert_whole(browser, where):
    assert too_wide(browser) <= 0, f"{where} is {too_wide(browser)} px too wide"
    assert browser.execute_script(SWITCH_LINES) <= 2, f"the languages of {where} take more than two lines"
    assert browser.execute_script(CUT) == [], f"{where} cuts a text"
    assert browser.execute_script(LOW_LINKS) == [], f"{where} has a link too low for a finger"
    assert violations(browser) == [], where


@pytest.mark.parametrize("tag", TAGS)
def test_a_visit_from_the_first_tap_to_the_review(street, phone, tag):
    person = Person(phone, street).open(f"/{tag}/b/{own_code(street)}")
    assert_whole(phone, person.path)
    person.press_element(person.all(".faces button")[3])
    assert person.path.startswith(f"/{tag}/rencontre/")
    phone.execute_script("document.querySelectorAll('details').forEach(e => { e.open = true })")
    assert_whole(phone, person.path)
    person.one("label[for=publish]").click()
    person.fill(note="x", email="x@exemple.fr").press_element(person.one("main form .actions .primary"))
    assert len(person.texts(".error")) == 1
    assert_whole(phone, f"the refused form in {tag}")
    person.fill(pseudonym="x").press_element(person.one("main form .actions .primary"))
    assert person.path.startswith(f"/{tag}/avis/")
    assert_whole(phone, person.path)
    for path in ("/rencontre", "/b", "/b/zzzz", "/avis/zzzz"):
        person.open(f"/{tag}{path}")
        assert_whole(phone, f"/{tag}{path}")
    for link in person.all("footer a"):
        assert link.get_attribute("href").startswith(f"{street.address}/{tag}/")


@pytest.mark.parametrize("tag", TAGS)
def test_the_page_of_a_code_is_light(street, tag):
    visit = Visit(f"{street.address}/{tag}/b/{own_code(street)}")
    assert KB <= visit.transferred <= 20 * KB


@pytest.fixture(scope="module")
def kiosk(street):
    return made(street)[0]


@pytest.mark.parametrize("size", TABLETS)
@pytest.mark.parametrize("tag", TAGS)
def test_the_kiosk_fits_its_tablet(street, phone, kiosk, tag, size):
    phone.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                          {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False})
    tablet = Tablet(phone, f"{street.address}/{tag}", kiosk).open()
    for state in ("the faces", "thanks"):
        assert too_wide(phone) <= 0 and phone.execute_script(CUT) == [], f"{state} in {tag}"
        assert violations(phone) == [], f"{state} in {tag}"
        if state == "the faces":
            tablet.tap(2)
