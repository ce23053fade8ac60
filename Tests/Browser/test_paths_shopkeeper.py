"""The shopkeeper: from the letter to the shop's own page, encounters, answers and shared projects."""

import re

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from accounts import ACCOUNTS, own_code
from person import Person, stored, stored_one
from street import Visitor


@pytest.fixture()
def letter(street):
    """The address in a letter to a shop without a shopkeeper, with the shop's code and name."""
    code, name = stored(street, "SELECT code, name FROM shop WHERE removed_at IS NULL AND id NOT IN"
                                " (SELECT shop_id FROM office WHERE shop_id IS NOT NULL) ORDER BY id DESC LIMIT 1")[0]
    president = Visitor(street).sign_in(*ACCOUNTS["president"])
    page = president.get(president.post(f"/boutiques/{code.lower()}/invitation", {"holders": "stay"}).fields["location"])
    assert page.status == 200
    return re.search(r"/invitation/[0-9A-Z]{5}-[0-9A-Z]{5}", page.text).group(), code, name


def claimed(browser, street, letter):
    address, code, name = letter
    return Person(browser, street).open(address).press("C’est moi")


def test_a_letter_is_claimed_by_hand_and_once(street, browser, letter):
    address, code, name = letter
    offices = "SELECT count(*) FROM office JOIN shop ON shop.id = shop_id WHERE code = ?"
    for _ in range(2):
        assert Visitor(street).get(address).status == 200, "a mail scanner looks at it"
    person = Person(browser, street).open(address)
    assert person.heading == f"Bonjour, {name}"
    assert stored_one(street, offices, code) == 0
    person.press("C’est moi")
    assert person.path == "/accueil"
    assert f"La page de la boutique « {name} » est à vous." in person.text
    assert person.texts(".sign-name") == [name]
    assert stored_one(street, offices, code) == 1
    assert person.presses == 1
    person.signed_out().open(address)
    assert person.heading == "Ce lien n’est plus valable"


def test_an_account_without_a_password_gets_one_and_comes_back(street, browser, letter):
    person = claimed(browser, street, letter)
    email = f"commerce.{letter[1].lower()}@exemple.fr"
    person.press("Choisir un mot de passe").fill(name="Léa Martin", email=email, password="des fleurs et du pain")
    person.press("Enregistrer")
    assert "Votre compte est à jour." in person.text
    person.sign_out()
    assert "Vous êtes déconnecté." in person.text
    assert person.open("/accueil").heading == "Se connecter"
    person.fill(email=email, password="une autre phrase").press_element(person.one("main form button"))
    assert "Adresse e-mail ou mot de passe incorrect." in person.text
    assert person.value("email") == email
    person.fill(password="des fleurs et du pain").press_element(person.one("main form button"))
    assert person.path == "/accueil"
    assert person.heading == "Bonjour, Léa Martin"


def test_the_hours_a_lunch_break_and_a_closure_are_shown(street, browser, letter):
    _, code, name = letter
    person = claimed(browser, street, letter).press("Modifier la page")
    person.fill(description="Des bouquets de saison.", site="fleurs.example", phone="0450000000")
    first = [e.get_attribute("name") for e in person.all("input[type=time]")][:4]
    for field, value in zip(first, ("09:00", "12:30", "14:00", "19:00")):
        person.type(field, value)
    person.press("Copier lundi sur toute la semaine")
    assert person.value("description").strip() == "Des bouquets de saison."
    person.press("Ajouter une fermeture")
    added = person.all("input[name^=closure-][name$=-from]")[-1].get_attribute("name").removesuffix("from")
    person.fill(**{added + "from": "2027-08-02", added + "until": "2027-08-15", added + "reason": "Congés d’été"})
    person.press_element(person.all("main form button.primary")[-1])
    assert f"La page de la boutique « {name} » est à jour." in person.text, person.texts(".error")
    assert person.texts("table.hours th") == ["Tous les jours"]
    for row in person.texts("table.hours td"):
        assert "9 h – 12 h 30" in row and "14 h – 19 h" in row, row
    assert "du 2 août 2027 au 15 août 2027 : Congés d’été" in person.text
    person.press("Modifier")
    field = next(e for e in person.all("input[type=time]"))
    person.type(field.get_attribute("name"), "13:00")
    person.fill(description="Deux mots de plus.")
    person.press_element(person.all("main form button.primary")[-1])
    assert person.one(".error").is_displayed()
    assert person.value("description").strip() == "Deux mots de plus."
    person.open(f"/boutiques/{own_code(street).lower()}/modifier")
    assert person.heading == "Cette page n’existe pas"


def tap(person, words):
    """A tap that the script of the counter answers, without another page."""
    before = person.all(".noted .flash")
    person.control(words).click()
    person.presses += 1
    WebDriverWait(person.browser, 20, 0.05).until(
        lambda _: [flash for flash in person.all(".noted .flash") if flash not in before], f"«{words}» is not confirmed")


def test_a_visit_is_noted_in_two_taps_from_anywhere_and_taken_back(street, browser):
    person, code = Person(browser, street).signed_in("shopkeeper").open("/accueil"), own_code(street)
    counted = ("SELECT count(*) FROM encounter JOIN shop ON shop.id = shop_id"
               " WHERE code = ? AND source = 'salesperson' AND withdrawn_at IS NULL")
    before = stored_one(street, counted, code)

    def waits(more):
        WebDriverWait(browser, 20, 0.05).until(lambda _: stored_one(street, counted, code) == before + more)

    tap(person.press("Noter une visite"), "Il n’a rien pris")
    assert person.path == f"/comptoir/{code.lower()}" and person.presses == 2
    waits(1)
    tap(person, "Annuler")
    assert "La visite est retirée." in person.text
    waits(0)
    person.open("/projets").presses = 0
    tap(person.press("Comptoir"), "Le prix")
    assert person.presses == 2
    waits(1)
    assert stored(street, "SELECT purchased, no_purchase_reason FROM encounter ORDER BY id DESC LIMIT 1") == [(0, "price")]
    tap(person, "Annuler")
    waits(0)


def test_a_note_moves_no_button(street, browser):
    person = Person(browser, street).signed_in("shopkeeper").open(f"/comptoir/{own_code(street).lower()}")
    height = person.control("Il n’a rien pris").rect["y"]
    for words in ("Il n’a rien pris", "Annuler"):
        tap(person, words)
        assert person.control("Il n’a rien pris").rect["y"] == height, f"after «{words}»"


# Elements that may have the focus and are under the bar while they have it, and how far the bar covers the footer.
COVERED = """
const bar = document.querySelector("header .nav").getBoundingClientRect();
const isBar = innerHeight - bar.bottom < 1;
const under = !isBar ? [] : [...document.querySelectorAll("main a, main button, main input, main select, footer a")]
  .filter((e) => e.checkVisibility() && (e.focus(), e.getBoundingClientRect().bottom > bar.top + 1));
scrollTo(0, document.documentElement.scrollHeight);
const last = document.querySelector("footer ul").getBoundingClientRect();
return [under.map((e) => e.textContent), isBar ? Math.max(0, last.bottom - bar.top) : 0];
"""


def test_the_bar_of_a_phone_covers_neither_the_focus_nor_the_end_of_the_page(street, browser):
    person = Person(browser, street).signed_in("shopkeeper")
    code = own_code(street).lower()
    for path in ("/accueil", f"/comptoir/{code}", f"/boutiques/{code}/rencontres", "/projets", "/projets/nouveau"):
        person.open(path)
        assert browser.execute_script(COVERED) == [[], 0], path


def unanswered_review(street, pseudonym):
    """A published review of the shopkeeper's shop, sent and published without a browser."""
    visitor, code = Visitor(street), own_code(street)
    encounter = visitor.post(f"/b/{code}", {"feeling": "4"}).fields["location"]
    form = next(f for f in visitor.get(encounter).tree.forms if f["action"].endswith(encounter.rsplit("/", 1)[1]))
    fields = {f["name"]: f["value"] for f in form["fields"] if f["kind"] not in ("radio", "checkbox", "button")}
    sent = visitor.post(encounter, {**fields, "note": f"Du bon pain, dit {pseudonym}.", "publish": "1",
                               "pseudonym": pseudonym, "email": "paul@exemple.fr"})
    assert sent.status == 303 and "/avis/" in sent.fields["location"], sent.text
    president = Visitor(street).sign_in(*ACCOUNTS["president"])
    review, version = stored(street, "SELECT public_id, version FROM review WHERE pseudonym = ?", pseudonym)[0]
    assert president.post(f"/moderation/{review}/publication", {"version": version}).status == 303


def test_a_review_is_answered_in_two_taps(street, browser):
    pseudonym = f"Paul {browser.execute_script('return innerWidth')}"
    unanswered_review(street, pseudonym)
    person = Person(browser, street).signed_in("shopkeeper").open("/accueil")
    assert any("votre réponse" in text for text in person.texts(".what"))
    person.press("Répondre")
    review = next(e for e in person.all(".comment") if pseudonym in e.text)
    review.find_element("css selector", "textarea").send_keys("Merci et à bientôt.")
    person.press_element(next(e for e in review.find_elements("css selector", "button") if e.text == "Publier la réponse"))
    assert person.presses == 2
    assert "Votre réponse est publiée." in person.text
    review = next(e for e in person.all(".comment") if pseudonym in e.text)
    assert "Réponse de la boutique" in review.text and "Merci et à bientôt." in review.text


def test_a_project_is_proposed_in_three_taps_and_two_fields(street, browser):
    width = browser.execute_script("return innerWidth")
    title = f"Fête des lanternes {width}"
    person = Person(browser, street).signed_in("shopkeeper").open("/accueil")
    person.press("Proposer un projet").fill(title=title, purpose="Des lanternes dans toute la rue.").press("Proposer")
    if person.heading == "Est-ce le même projet ?":
        person.press_element(person.one("main form button.primary"))
    assert person.heading == title
    assert person.presses <= 3
    # A colleague has the same idea: shown the first one, they join it instead.
    person.signed_in("president").open("/projets/nouveau")
    person.fill(title=f"La fête des lanternes {width}", purpose="Des lampions.").press("Proposer")
    assert person.heading == "Est-ce le même projet ?"
    assert title in person.texts(".row.project h2")
    assert "Des lampions." in person.text, "what was typed is still there"


def test_a_shared_project_is_joined_discussed_and_left(street, browser):
    person = Person(browser, street).signed_in("shopkeeper")
    shop = stored_one(street, "SELECT name FROM shop WHERE code = ?", own_code(street))
    project = stored_one(
        street, "SELECT public_id FROM project WHERE withdrawn_at IS NULL AND id NOT IN (SELECT project_id FROM"
                " participation JOIN shop ON shop.id = shop_id WHERE code = ? AND left_at IS NULL) ORDER BY id LIMIT 1", own_code(street))
    person.open(f"/projets/{project}").press("Je participe")
    assert f"{shop} participe au projet." in person.text
    person.fill(text="Je peux prêter des tables.").press("Envoyer le commentaire")
    assert "Je peux prêter des tables." in person.texts(".comment .words")
    person.press("Je ne participe plus")
    assert f"{shop} ne participe plus au projet." in person.text


def test_after_signing_out_the_back_button_shows_nothing_of_theirs(street, browser):
    person = Person(browser, street).signed_in("shopkeeper")
    for path in ("/accueil", f"/boutiques/{own_code(street).lower()}/rencontres"):
        person.signed_in("shopkeeper").open(path).sign_out()
        browser.back()
        WebDriverWait(browser, 10).until(lambda _: "/connexion" in person.path, f"{path} is shown to the next person")
        assert person.heading == "Se connecter"


def test_a_draft_outlives_the_session(street, browser):
    """The session ends while a form is open: what was typed is carried through the sign-in and sent by one more
    press."""
    width = browser.execute_script("return innerWidth")
    title, purpose = f"Cartes de fidélité {width}", "Une seule carte.\n\nPour « toute » la rue & ses voisins."
    person = Person(browser, street).signed_in("shopkeeper").open("/projets/nouveau")
    person.fill(title=title, purpose=purpose).signed_out().press("Proposer")
    assert person.heading == "Se connecter"
    assert "Ce que vous avez écrit est gardé." in person.text
    email, password = ACCOUNTS["shopkeeper"]
    person.fill(email=email, password="pas la bonne phrase").press_element(person.one("main form.form button"))
    assert "incorrect" in person.text
    person.fill(password=password).press_element(person.one("main form.form button"))
    assert person.heading == "Vous êtes connecté"
    assert "Une seule carte." in person.text
    assert stored_one(street, "SELECT count(*) FROM project WHERE title = ?", title) == 0
    person.press("Enregistrer maintenant")
    if person.heading == "Est-ce le même projet ?":
        person.press_element(person.one("main form button.primary"))
    assert person.heading == title
    stored = stored_one(street, "SELECT purpose FROM project WHERE title = ?", title)
    assert stored.replace("\r\n", "\n") == purpose
