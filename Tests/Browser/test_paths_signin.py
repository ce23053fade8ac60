"""Never a dead end: a lost phone, a forgotten password, a code for the phone, the recovery sheet."""

import re
import sqlite3
from contextlib import closing

import pytest
from selenium.webdriver.common.by import By

from accounts import ACCOUNTS
from person import Person, stored
from street import Visitor
from waiting import eventually

LINK = r"/connexion/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}"
BAKER = "boulanger@vitrines.example"


@pytest.fixture()
def baker(street):
    """The shopkeeper's phone, signed in."""
    return Visitor(street).sign_in(*ACCOUNTS["shopkeeper"])


def shown_link(person):
    """The path of the sign-in link on the page."""
    return re.search(LINK, person.one(".qr figcaption").text).group()


def submit(person):
    """Presses «Se connecter» in the form: the header of a guest has a link of that name."""
    return person.press_element(person.one("main form.form button"))


def test_a_lost_phone_is_replaced_in_three_clicks(street, browser, baker):
    president = Person(browser, street).signed_in("president").open("/accueil").press("Adhérents")
    row = next(row for row in president.all("main .rows li") if BAKER in row.text)
    president.press_element(row.find_element(By.CSS_SELECTOR, "h2 a")).press("Téléphone perdu ou volé")
    assert president.presses == 3
    assert "sont déconnectés" in president.text
    assert baker.get("/accueil").status == 303
    # The new phone: the link opens a page, its button signs in.
    link, path = Visitor(street), shown_link(president)
    assert link.get(path).status == 200 and link.get(path).status == 200
    phone = Person(browser, street).signed_out().open(path)
    assert phone.heading.startswith("Bonjour, ")
    submit(phone)
    assert phone.heading == "Nouveau mot de passe"
    phone.press("Garder mon mot de passe actuel")
    assert phone.path == "/accueil"
    assert link.get(path).status == 410


def test_a_forgotten_password_without_mail_names_whom_to_call_and_ends_with_a_new_one(street, browser):
    person = Person(browser, street).signed_out().open("/connexion").press("Mot de passe oublié ?")
    names = person.text
    president = Visitor(street).sign_in(*ACCOUNTS["president"])
    name = re.search(r'value="([^"]+)"', president.get("/compte").text.split('name="name"', 1)[1]).group(1)
    assert name in names
    # The president presses one button; the member scans and chooses a new password without the old one.
    row = re.search(r"/adherents/[0-9a-f]{16}", president.get("/adherents?q=" + BAKER).text).group()
    assert president.post(row + "/lien", {}).status == 303
    path = re.search(LINK, president.get(row + "/lien").text).group()
    submit(person.open(path))
    assert person.heading == "Nouveau mot de passe"
    words = person.one("#words").text
    assert len(words.split()) == 4
    person.fill(password=words).press("Enregistrer ce mot de passe")
    assert person.path == "/accueil"
    person.signed_out().open("/connexion")
    person.fill(email=BAKER, password=words).press_element(person.one("main form.form button"))
    assert person.path == "/accueil"
    # The street's account is as before for the next test.
    person.open("/compte").fill(current=words, password=ACCOUNTS["shopkeeper"][1]).press("Enregistrer")
    assert "à jour" in person.text


def test_a_phone_is_connected_by_a_code_on_the_computer(street, browser):
    computer = Person(browser, street).signed_in("shopkeeper").open("/compte").press("Connecter mon téléphone")
    computer.press("Afficher le code")
    phone, path = Visitor(street), shown_link(computer)
    assert phone.get(path).status == 200
    assert phone.post(path, {}).fields["location"] == "/accueil"
    assert phone.get("/accueil").status == 200
    computer.press("C’est fait")
    assert computer.heading == "Mes appareils"
    computer.press("Déconnecter tous les autres appareils")
    assert phone.get("/accueil").status == 303
    assert computer.open("/accueil").path == "/accueil"


def test_the_recovery_sheet_opens_the_presidents_account_once(street, browser):
    president = Person(browser, street).signed_in("president").open("/compte").press("Feuille de secours")
    president.fill(current=ACCOUNTS["president"][1])
    president.press("Préparer ma feuille" if "Préparer ma feuille" in president.text else "Préparer une nouvelle feuille")
    code = president.one("section.letter .code").text
    person = president.signed_out().open("/connexion/oubli").press("J’ai la feuille de secours de la présidence")
    person.fill(code=code.lower()).press("Continuer")
    submit(person)
    assert person.heading == "Nouveau mot de passe"
    person.press("Garder mon mot de passe actuel")
    assert person.path == "/accueil"
    person.signed_out().open("/connexion/secours").fill(code=code).press("Continuer")
    assert "Aucune feuille valable" in person.text


@pytest.fixture()
def mailing(street):
    """The street, with mail set up: what would be sent is read in its file."""
    with closing(sqlite3.connect(f"{street.storage}/association.sqlite", timeout=20)) as db:
        db.execute("INSERT OR REPLACE INTO mail_server (id, host, port, security, sender_name, sender)"
                   " VALUES (1, '127.0.0.1', 9, 'none', 'Les Vitrines', 'bureau@vitrines.example')")
        db.execute("DELETE FROM outgoing_mail")
        db.execute("UPDATE association SET public_address = ?", (street.address,))
        db.commit()
    yield street
    with closing(sqlite3.connect(f"{street.storage}/association.sqlite", timeout=20)) as db:
        db.execute("DELETE FROM mail_server")
        db.execute("UPDATE association SET public_address = ''")
        db.commit()


def mailed(street):
    """The code and the path of the link of the latest mail."""
    rows = eventually(lambda: stored(street, "SELECT body FROM outgoing_mail WHERE kind = 'signIn' ORDER BY rowid DESC"))
    body = rows[0][0].replace("\\/", "/")
    return re.search(r"(?<![0-9])[0-9]{6}(?![0-9])", body).group(), re.search(LINK, body).group()


def test_a_forgotten_password_with_mail(mailing, browser):
    """The code of the mail on the page that asked, then a new password, without a call to anyone."""
    person = Person(browser, mailing).signed_out().open("/connexion").press("Mot de passe oublié ?")
    person.press("Recevoir un lien par e-mail").fill(email=BAKER).press("Envoyer")
    assert person.heading == "Regardez vos e-mails"
    code, link = mailed(mailing)
    assert Visitor(mailing).get(link).status == 200
    submit(person.fill(code=code))
    assert person.heading == "Nouveau mot de passe"
    person.fill(password=ACCOUNTS["shopkeeper"][1]).press("Enregistrer ce mot de passe")
    assert person.path == "/accueil"
    assert Visitor(mailing).get(link).status == 410
