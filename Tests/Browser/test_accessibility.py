"""0 axe violations on the pages each person uses, on a phone and on a desk, in both languages and both colour schemes."""

import importlib.util
import pathlib

import pytest

from accounts import ACCOUNTS, own_code, sign_in

# Found, not imported: the package itself wants another browser driver.
AXE = (pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text()

PAGES = {
    "guest": ["/", "/boutiques", "/b/{code}", "/projets", "/connexion", "/rencontre", "/traitement-des-avis", "/nowhere"],
    "shopkeeper": ["/accueil", "/boutiques/{own}/rencontres", "/boutiques/{own}/modifier", "/boutiques/{own}/affichette",
                   "/projets/nouveau", "/compte"],
    "president": ["/accueil", "/boutiques", "/boutiques/importer", "/boutiques/nouvelle", "/moderation", "/invitations",
                  "/affichettes", "/projets"],
}


def violations(browser):
    browser.execute_script(AXE)
    told = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations))"
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in told]


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
        overflow = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{language}{path} is {overflow} px too wide"


def test_the_check_sees_what_is_wrong(street, browser):
    browser.get(street.address + "/")
    browser.execute_script("document.querySelector('main').innerHTML += '<img src=\"/favicon.ico\"><input>'")
    assert violations(browser) != []
