"""0 axe violations on the pages each person uses, on a phone and on a desktop, in both languages and both colour
schemes."""

import importlib.util
import pathlib

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from accounts import ACCOUNTS, own_code, sign_in
from person import Person
from street import Visitor

# Located, not imported: the package itself requires another browser driver.
AXE = (pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text()

PAGES = {
    "guest": ["/", "/boutiques", "/b/{code}", "/projets", "/connexion", "/connexion/oubli",
              "/connexion/secours", "/rencontre", "/traitement-des-avis", "/nowhere"],
    "shopkeeper": ["/accueil", "/comptoir/{own}", "/comptoir/{own}/voisins", "/boutiques/{own}/rencontres",
                   "/boutiques/{own}/modifier", "/boutiques/{own}/affichette",
                   "/boutiques/{own}/codes", "/codes/{own}", "/codes/{own}/affichette",
                   "/boutiques/{own}/deux-regards", "/demande",
                   "/projets/nouveau", "/compte", "/compte/appareils", "/compte/telephone", "/compte/deux-etapes"],
    "president": ["/accueil", "/boutiques", "/boutiques/importer", "/boutiques/nouvelle", "/moderation", "/invitations",
                  "/affichettes", "/codes", "/projets", "/compte/secours", "/reglages/connexion", "/notifications",
                  "/compte/notifications", "/reglages/emails", "/messages", "/messages/nouveau",
                  "/statistiques/comptoirs"],
}


def violations(browser):
    browser.execute_script(AXE)
    violations = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations))"
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", list(PAGES))
def test_no_violation(street, browser, role, scheme):
    browser.delete_all_cookies()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    if role != "guest":
        sign_in(browser, street, *ACCOUNTS[role])
    language = "/fr" if scheme == "light" else "/en"
    for page in PAGES[role]:
        path = page.format(code=own_code(street), own=own_code(street).lower())
        browser.get(street.address + language + path)
        assert violations(browser) == [], f"{language}{path}"
        assert too_wide(browser) <= 0, f"{language}{path} is {too_wide(browser)} px too wide"


def too_wide(browser):
    """How many pixels the page is wider than its window."""
    return browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")


def test_a_name_without_a_space_is_cut_and_pushes_nothing_sideways(street, browser):
    president = Visitor(street).sign_in(*ACCOUNTS["president"])
    shop = president.post("/boutiques/nouvelle", {
        "name": "Schaufensterdekorationsgeschäft" * 3, "trade": "Dekorationsartikelfachgeschäft" * 2,
        "site": "https://" + "tres-longue-adresse" * 3 + ".example",
    }).fields["location"]
    project = president.post("/projets", {"title": "W" * 100, "purpose": "W" * 500}).fields["location"]
    person = Person(browser, street).with_session_of(president)
    for path in (shop, shop + "/rencontres", shop + "/invitation", shop + "/affichette", "/boutiques?q=schaufenster",
                 "/invitations", project, "/projets", "/accueil", "/boutiques/a-suivre"):
        person.open(path)
        assert too_wide(browser) <= 0, f"{path} is {too_wide(browser)} px too wide"
    person.open(shop.replace("/boutiques/", "/comptoir/")).control("Il a acheté").click()
    WebDriverWait(browser, 20).until(lambda _: person.texts(".noted .flash"))
    assert too_wide(browser) <= 0, "the confirmation is too wide"
    person.signed_in("shopkeeper").open("/accueil")
    assert too_wide(browser) <= 0, "a project with a long title is too wide"


# On a visitor’s page, a link that stands alone is at least as high as a finger. A link inside a sentence has the height
# of its line.
LOW_LINKS = """
const alone = "footer a, main ul:not([class]) > li > a, .facts dd > a, .back a, main .button, .nav a, .tools a";
return [...document.querySelectorAll(alone)].filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.textContent);
"""


def test_links_that_stand_alone_are_as_high_as_a_finger(street, browser):
    project = Visitor(street).get("/projets").text.split('href="/projets/')[1].split('"')[0]
    shop = f"/boutiques/{own_code(street).lower()}"
    for path in ("/", "/boutiques", shop, "/projets", "/projets/" + project, f"/b/{own_code(street)}", "/b", "/nowhere"):
        browser.get(street.address + path)
        assert browser.execute_script(LOW_LINKS) == [], path


def test_the_check_finds_a_violation(street, browser):
    browser.get(street.address + "/")
    browser.execute_script("document.querySelector('main').innerHTML += '<img src=\"/favicon.ico\"><input>'")
    assert violations(browser) != []
