"""From an empty machine to a street: the volunteer's first steps, then the president's shops, posters and letters."""

import base64
import os
import pathlib
import re
import subprocess

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from person import Person, reached, stored, stored_one
from street import ROOT, Visitor

FOUNDATION = {"association": "Les Vitrines d’Annecy", "town": "Annecy", "name": "Rose Clément",
              "email": "rose@vitrines.example", "password": "une rue qui vit"}
# 389 shops as a town publishes them, stored beside the repository.
REAL_FILE = pathlib.Path(os.environ.get("CHALAND_SHARED", ROOT.parent / "shared"), "data/commerces-paris-11-12.csv")


def first_address(street):
    return street.line(r"/premiers-pas/[0-9A-Za-z-]+").group()


@pytest.fixture()
def president(browser, empty_street):
    """The president of a street without shops, on the home page."""
    visitor = Visitor(empty_street)
    assert visitor.post(first_address(empty_street), FOUNDATION).status == 303
    return Person(browser, empty_street).with_session_of(visitor).open("/accueil")


def test_a_volunteer_opens_the_street_with_five_fields(browser, empty_street):
    person, address = Person(browser, empty_street), first_address(empty_street)
    person.open("/")
    assert person.heading == "Le site se prépare"
    assert person.open("/boutiques").heading == "Le site se prépare"
    person.open(address)
    assert len(person.all("main form input:not([type=hidden])")) == 5
    # The server refuses a wrong address too, not only the browser.
    browser.execute_script("document.querySelector('main form').noValidate = true")
    person.fill(**{**FOUNDATION, "email": "rose", "password": "court"}).press("Ouvrir le site")
    assert person.path == address
    for name in ("association", "town", "name"):
        assert person.value(name) == FOUNDATION[name]
    assert person.value("email") == "rose"
    assert person.texts(".error") == ["Écrivez une adresse complète, comme prenom.nom@exemple.fr.",
                                      "Choisissez au moins 12 caractères."]
    assert stored_one(empty_street, "SELECT count(*) FROM member") == 0
    person.fill(email=FOUNDATION["email"], password=FOUNDATION["password"]).press("Ouvrir le site")
    assert person.path == "/compte/secours"
    person.press("Plus tard")
    assert person.heading == "Bonjour, Rose Clément"
    assert person.texts(".step h2") == ["Ajouter les boutiques", "Imprimer les affichettes", "Inviter"]
    person.signed_out().open(address)
    assert person.heading == "Ce lien n’est plus valable"
    assert person.open("/").heading == FOUNDATION["association"]


def test_the_setup_loses_nothing_but_the_password(browser, empty_street):
    person, address = Person(browser, empty_street), first_address(empty_street)
    person.open(address).fill(**FOUNDATION)
    file = pathlib.Path(empty_street.storage, "association.sqlite")
    file.rename(file.with_suffix(".away"))
    person.press("Ouvrir le site")
    assert "Le mot de passe n’est pas gardé avec le reste" in person.text
    assert FOUNDATION["password"] not in browser.page_source
    file.with_suffix(".away").rename(file)
    person.press("Envoyer à nouveau")
    assert person.path == address and person.text.count("Écrivez à nouveau le mot de passe choisi") == 2
    assert {name: person.value(name) for name in FOUNDATION} == {**FOUNDATION, "password": ""}
    person.fill(password=FOUNDATION["password"]).press("Ouvrir le site")
    assert person.heading == "Feuille de secours"


def spreadsheet():
    """Forty shops as a spreadsheet copies them; the one of line 19 has no name."""
    lines = ["Nom\tMétier\tAdresse\tCode postal\tCommune\tTéléphone"]
    for number in range(1, 41):
        name = "" if number == 18 else f"Boutique de l’Étoile {number}"
        lines.append(f"{name}\tFleuriste\t{number} rue Royale\t74000\tAnnecy\t04 50 00 00 {number:02}")
    return "\r\n".join(lines)


def paste(person, name, text):
    """Pastes a text: a typed tab would leave the field."""
    field = person.browser.find_element(By.NAME, name)
    person.browser.execute_script("arguments[0].value = arguments[1]", field, text)


def test_forty_shops_their_posters_and_letters_in_a_few_clicks(browser, president):
    person, street = president, president.street
    person.press("Ajouter les boutiques")
    paste(person, "shops", spreadsheet())
    person.press("Voir l’aperçu")
    assert "39 boutiques à créer" in person.text
    assert "1 à corriger (ligne 19)" in person.text
    assert stored_one(street, "SELECT count(*) FROM shop") == 0, "a preview writes nothing"
    corrected = next(e for e in person.all("fieldset input") if not e.get_attribute("value"))
    corrected.send_keys("Boutique retrouvée")
    person.press("Actualiser l’aperçu")
    assert "à corriger" not in person.one("main ul").text
    person.press("Ajouter 40 boutiques")
    assert "40 boutiques ajoutées." in person.text
    assert stored_one(street, "SELECT count(*) FROM shop WHERE name = 'Boutique retrouvée'") == 1
    posters = saved(person.press("Préparer les affichettes"), "Préparer le PDF des 40 affichettes")
    assert pages(posters) == 40
    letters = saved(person.press("Ensuite : les invitations").press("Préparer les 40 lettres qui manquent"),
                    "Préparer le PDF des 40 lettres")
    assert pages(letters) == 40
    assert person.presses <= 14, f"{person.presses} clicks"


def saved(person, words):
    """The PDF that a page offers once it is prepared. The address is local here, so that its box is ticked first."""
    reached(person.one("[name=printAnyway]")).click()
    person.presses += 1
    person.press(words)
    WebDriverWait(person.browser, 120).until(lambda _: person.all("a[download]"))
    person.presses += 1
    link = person.one("a[download]").get_attribute("href").removeprefix(person.street.address)
    return person.fetched(link)


def pages(pdf):
    """The number of pages of a PDF."""
    found = subprocess.run(["pdfinfo", "-"], input=pdf, check=True, capture_output=True).stdout
    return int(re.search(rb"Pages: +(\d+)", found)[1])


@pytest.mark.skipif(not REAL_FILE.exists(), reason=f"{REAL_FILE} is not on this machine")
def test_a_whole_opening_takes_fourteen_clicks(browser, empty_street):
    person = Person(browser, empty_street).open(first_address(empty_street))
    person.fill(**FOUNDATION).press("Ouvrir le site").press("Plus tard").press("Ajouter les boutiques")
    person.one("[name=file]").send_keys(str(REAL_FILE))
    person.press("Voir l’aperçu").press("Ajouter 389 boutiques").press("Préparer les affichettes")
    assert pages(saved(person, "Préparer le PDF des 389 affichettes")) == 389
    person.press("Ensuite : les invitations").press("Préparer les 389 lettres qui manquent")
    assert pages(saved(person, "Préparer le PDF des 389 lettres")) == 389
    assert person.presses <= 14, f"{person.presses} clicks"


def test_posters_are_one_a_page_or_four(browser, president):
    person = president
    person.press("Ajouter les boutiques")
    paste(person, "shops", spreadsheet())
    person.press("Voir l’aperçu").press("Ajouter 39 boutiques")
    assert "ligne 19" in person.text, "skipped lines are reported"
    person.press("Préparer les affichettes")
    saved(person, "Préparer le PDF des 39 affichettes")
    assert sheets(browser) == 39
    person.open("/affichettes?format=a6&printAnyway=1")
    assert len(person.all(".poster.a6")) == 39
    assert sheets(browser) == 10


def sheets(browser):
    """The number of printed pages."""
    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_an_import_is_undone(browser, president):
    person, street = president, president.street
    person.press("Ajouter les boutiques")
    paste(person, "shops", spreadsheet())
    person.press("Voir l’aperçu").press("Ajouter 39 boutiques").press("Annuler cet import")
    assert "39 boutiques retirées." in person.text
    assert stored_one(street, "SELECT count(*) FROM shop WHERE removed_at IS NULL") == 0
    assert "Aucune boutique pour l’instant" in person.open("/boutiques").text


@pytest.mark.skipif(not REAL_FILE.exists(), reason=f"{REAL_FILE} is not on this machine")
def test_the_real_file_goes_in_as_it_is_and_is_not_doubled(browser, president):
    person, street = president, president.street
    for time in (1, 2):
        person.open("/boutiques/importer")
        person.one("[name=file]").send_keys(str(REAL_FILE))
        person.press("Voir l’aperçu")
        if time == 1:
            assert "à corriger (" not in person.one("main ul").text
            person.press("Ajouter 389 boutiques")
        else:
            assert "389 boutiques inchangées" in person.text
            assert "Ajouter 389 boutiques" not in person.texts("main button")
        assert stored_one(street, "SELECT count(*) FROM shop WHERE removed_at IS NULL") == 389
    # Capitals and accents as on a shop sign.
    assert stored_one(street, "SELECT count(*) FROM shop WHERE name = 'La Perle de Dalian'") == 1
    assert person.open("/boutiques?q=boulangerie").all(".row.shop")


def test_an_empty_list_is_refused(browser, president):
    president.press("Ajouter les boutiques").press("Voir l’aperçu")
    assert president.texts(".error") == ["Collez une liste ou choisissez un fichier."]
