"""The association's people: an owner adds and removes staff from a phone, a treasurer is added, a request is accepted."""

import re

import pytest

from accounts import ACCOUNTS, own_code
from person import Person, stored_one
from street import Visitor


@pytest.fixture()
def owner(street, browser):
    return Person(browser, street).with_session_of(Visitor(street).sign_in(*ACCOUNTS["shopkeeper"])).open("/accueil")


def width(browser):
    """The width of the window: tells phone runs from desktop runs, which use the same street."""
    return browser.execute_script("return innerWidth")


def link(person, folder):
    """The link that a page shows to hand over."""
    return re.search(folder + "/[0-9A-Z-]{8,}", person.text).group()


def test_an_owner_adds_a_person_to_the_team_and_ends_their_access(street, browser, owner):
    name = f"Léa Petit {width(browser)}"
    owner.press("L’équipe de la boutique").press("Inviter une personne")
    owner.fill(name=name).choose("edit", "1")
    owner.press("Préparer son code")
    assert owner.heading == f"Le code de {name}"
    assert owner.presses == 4
    address, shop = link(owner, "/invitation"), f"/boutiques/{own_code(street).lower()}"

    staff = Visitor(street)
    assert staff.get(address).status == 200, "a mail scanner may open the link"
    assert staff.post(address, {"name": name}).status == 303
    assert staff.get(shop + "/modifier").status == 200
    assert staff.get("/projets/nouveau").status == 404

    people = owner.open(shop + "/personnes")
    assert "Peut aussi modifier la page." in people.text
    row = next(row for row in people.all(".row") if name in row.text)
    people.press_element(row.find_element("css selector", "a.button"))
    assert people.heading == name
    people.press("Mettre fin à l’accès")
    assert f"{name} n’a plus accès" in people.text
    assert staff.get("/accueil").status == 303
    people.press("Annuler")
    assert f"{name} a de nouveau accès" in people.text


def test_a_treasurer_is_added_and_reads_from_their_own_phone(street, browser):
    president = Person(browser, street).with_session_of(Visitor(street).sign_in(*ACCOUNTS["president"]))
    president.open("/accueil").press("Adhérents").press("Ajouter une personne")
    president.fill(name="Inès Roux", email=f"ines.{width(browser)}@exemple.fr")
    president.field("office").send_keys("trésorerie")
    president.press_element(president.one("main form button[type=submit]"))
    address = link(president, "/connexion")
    treasurer = Visitor(street)
    assert treasurer.post(address, {}).status == 303
    assert treasurer.get("/moderation").status == 200
    assert treasurer.get("/adherents/nouveau").status == 404


def test_a_request_to_join_is_sent_and_accepted(street, browser):
    president = Visitor(street).sign_in(*ACCOUNTS["president"])
    assert president.post("/reglages/adhesion", {"open": "1"}).status == 303
    shop = f"Le Fil d’Or {width(browser)}"
    person = Person(browser, street).open("/adherer")
    person.fill(name=f"Max {width(browser)}", phone="04 50 00 00 00", shopName=shop, trade="Mercerie")
    person.press("Envoyer ma demande")
    assert person.heading == "Votre demande est envoyée"
    person.with_session_of(president).open("/demandes-adhesion").press(f"Max {width(browser)}").press("Accepter")
    assert person.heading == f"Max {width(browser)}"
    assert stored_one(street, "SELECT count(*) FROM shop WHERE name = ?", shop) == 1
