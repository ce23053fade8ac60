"""The visitor: a scan, a tap, words if they like; with and without JavaScript, on a phone and at a desk."""

import gzip
import http.client
import re
import urllib.parse

from accounts import ACCOUNTS
from person import Person, plain, reached, seen, stored, stored_one
from street import Visitor
from waiting import eventually

WORDS = "Un accueil chaleureux et une brioche encore tiède."


def a_shop(street, number=0):
    """Code and name of a shop without a shopkeeper."""
    return stored(street, "SELECT code, name FROM shop WHERE removed_at IS NULL AND id NOT IN"
                          " (SELECT shop_id FROM office WHERE shop_id IS NOT NULL) ORDER BY id")[number]


def encounters(street, code):
    return stored_one(street, "SELECT count(*) FROM encounter JOIN shop ON shop.id = shop_id"
                              " WHERE code = ? AND withdrawn_at IS NULL", code)


def test_a_tap_is_recorded_at_once_and_the_rest_is_optional(street, plain_browser):
    person, (code, name) = Person(plain_browser, street), a_shop(street)
    before = encounters(street, code)
    assert person.open(f"/b/{code}").heading == name
    assert encounters(street, code) == before, "opening the page records nothing"
    person.press("Bien")
    assert encounters(street, code) == before + 1
    assert person.heading == "Merci de votre visite et à bientôt"
    change_code = person.one(".code").text
    person.choose("purchased", "no")
    person.choose("reason", "price")
    person.choose("purchased", "yes")
    assert not person.one("#reason").is_displayed(), "after a purchase no reason is asked"
    person.choose("purchased", "no")
    person.fill(note="Je reviendrai.")
    person.press("Enregistrer")
    assert "C’est noté, merci." in person.text
    assert encounters(street, code) == before + 1
    assert stored(street, "SELECT feeling, purchased, no_purchase_reason, note FROM encounter ORDER BY id DESC LIMIT 1") == [
        (4, 0, "price", "Je reviendrai.")]
    # A new session of the browser: the noted code opens the answer.
    person.signed_out().open("/rencontre").fill(code=change_code.lower().replace("-", " "))
    person.press("Ouvrir").press("Mal")
    assert "Vous avez répondu : Mal" in person.text
    assert stored_one(street, "SELECT feeling FROM encounter ORDER BY id DESC LIMIT 1") == 2
    person.press("Retirer ma réponse")
    assert person.heading == "Votre réponse est retirée"
    assert encounters(street, code) == before
    assert stored_one(street, "SELECT note FROM encounter ORDER BY id DESC LIMIT 1") is None


def test_a_wrong_code_says_what_to_do(street, plain_browser):
    person = Person(plain_browser, street).open("/b/ZZZZ")
    assert person.heading == "Aucune boutique n’a ce code"
    person.fill(code=a_shop(street)[0].lower()).press("Continuer")
    assert person.heading == a_shop(street)[1]


def test_the_page_of_a_code_is_light(street, browser):
    code = a_shop(street)[0]
    Person(browser, street).open(f"/b/{code}")
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    # The page, the style sheet, and a script that the page does not wait for.
    assert 1 + len(asked) <= 3, asked
    assert sum(compressed(url) for url in [f"{street.address}/b/{code}", *asked]) <= 14 * 1024


def compressed(url):
    """The bytes of a whole response with its header, as sent to a browser."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip", "Accept-Language": "fr"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200 and answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body)
    return len(body) + len(str(answer.headers))


def publish(person, code, words, pseudonym):
    """A review sent after a tap; the address only its author has."""
    person.signed_out().open(f"/b/{code}").press("Très bien").fill(note=words)
    person.unfold("Publier ces mots comme avis")
    reached(person.one("label[for=publish]")).click()
    person.fill(pseudonym=pseudonym, email="paul@exemple.fr").press("Enregistrer")
    assert person.path.startswith("/avis/"), person.text
    return person.path


def test_what_was_typed_stays_when_a_field_is_missing(street, plain_browser):
    person = Person(plain_browser, street).open(f"/b/{a_shop(street, 1)[0]}").press("Bien")
    person.fill(note=WORDS).unfold("Publier ces mots comme avis")
    reached(person.one("label[for=publish]")).click()
    person.fill(email="paul@exemple.fr").press("Enregistrer")
    assert person.value("note").strip() == WORDS
    assert person.value("email") == "paul@exemple.fr"
    assert "Choisissez un pseudonyme." in person.texts(".error")
    assert person.one("#publish").is_selected()
    person.fill(pseudonym="Une passante").press("Enregistrer")
    assert person.path.startswith("/avis/")
    assert person.value("text").strip() == WORDS
    person.fill(text=WORDS + " Merci.").press("Enregistrer").press("Retirer mon avis")
    assert "Vous avez retiré cet avis." in person.text


def test_a_review_is_refused_with_its_reason_presented_again_and_published(street, browser):
    person, (code, name) = Person(browser, street), a_shop(street, 2)
    width = browser.execute_script("return innerWidth")
    pseudonym, words = f"Paul {width}", f"La vendeuse Anne est distraite. {width}"
    author = publish(person, code, words, pseudonym)
    assert "dans les sept jours" in person.text
    shop_page = shop_path(person, code)
    assert words not in person.signed_out().open(shop_page).text

    def decide(press):
        person.signed_in("president").open("/moderation")
        row = next(e for e in person.all(".comment") if pseudonym in e.text)
        return press(row)

    def refuse(row):
        reached(row.find_element("css selector", "summary")).click()
        row.find_element("css selector", "input[name=reason]").send_keys("Le texte nomme une personne.")
        within(person, row, "Refuser l’avis")

    decide(refuse)
    assert "L’avis est refusé." in person.text
    assert words not in person.signed_out().open(shop_page).text
    person.open(author)
    assert "Le texte nomme une personne." in person.text
    assert person.value("text").strip() == words
    kinder = f"Une vendeuse est distraite, le pain est bon. {width}"
    person.fill(text=kinder).press("Envoyer à nouveau")
    decide(lambda row: within(person, row, "Publier"))
    assert "L’avis est publié." in person.text
    person.signed_out().open(shop_page)
    review = next(e for e in person.all(".comment") if pseudonym in e.text)
    assert kinder in review.text
    assert len(review.find_elements("css selector", "time")) == 2, "the visit's date and the publication's"
    assert "Visite du" in review.text and "avis publié le" in review.text
    assert "Votre avis est publié" in person.open(author).text
    # The shop answers; the president may do it for a shop without a shopkeeper.
    person.signed_in("president").open(f"/boutiques/{code.lower()}/rencontres")
    row = next(e for e in person.all(".comment") if kinder in e.text)
    row.find_element("css selector", "textarea").send_keys("Merci, nous y veillerons.")
    within(person, row, "Publier la réponse")
    assert "Votre réponse est publiée." in person.text
    review = next(e for e in person.signed_out().open(shop_page).all(".comment") if pseudonym in e.text)
    assert "Réponse de la boutique" in review.text and "Merci, nous y veillerons." in review.text


def within(person, part, words):
    person.press_element(next(e for e in part.find_elements("css selector", "button") if seen(e) == words))


def shop_path(person, code):
    """The address of a shop's page, taken from the directory."""
    person.signed_out().open("/boutiques?q=" + urllib.parse.quote(
        stored_one(person.street, "SELECT name FROM shop WHERE code = ?", code)))
    found = [e.get_attribute("href") for e in person.all(".row.shop a")]
    return next(link for link in found if link.endswith("-" + code.lower())).removeprefix(person.street.address)


def search(person, words):
    """The button shows only a magnifying glass on a phone."""
    person.fill(q=words).press_element(person.one(".find button"))


def test_the_front_page_leads_from_the_street_to_a_shop_and_to_a_search(street, plain_browser):
    person = Person(plain_browser, street).open("/")
    assert re.search(r"boutiques? ouvertes?|Aucune boutique ouverte", person.heading)
    houses = person.all(".found + .street .facade")
    assert 1 <= len(houses) <= 40
    lit = person.all(".found + .street .facade.open")
    assert lit == houses[:len(lit)], "open shops first"
    name = person.texts(".street strong")[0]
    person.press_element(person.all(".street a")[0])
    assert person.heading == name
    search(person.open("/"), name)
    assert name in person.texts(".row.shop h2")


def test_near_me_sorts_in_the_browser_and_sends_no_position(street, browser):
    name, latitude, longitude = stored(
        street, "SELECT name, latitude, longitude FROM shop WHERE latitude IS NOT NULL AND removed_at IS NULL"
                " ORDER BY name_key DESC LIMIT 1")[0]
    browser.execute_cdp_cmd("Browser.grantPermissions", {"origin": street.address, "permissions": ["geolocation"]})
    browser.execute_cdp_cmd("Emulation.setGeolocationOverride",
                            {"latitude": latitude, "longitude": longitude, "accuracy": 5})
    person = Person(browser, street).open("/boutiques")
    assert person.texts(".row.shop h2")[0] != name
    reached(person.one("[data-near]")).click()
    # In one call: the list is replaced while it is read.
    first = "return document.querySelector('.row.shop h2')?.innerText ?? ''"
    assert eventually(lambda: plain(browser.execute_script(first)) == name)
    assert "10 m" in person.texts(".row.shop p")[0]
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert not [url for url in asked if str(latitude)[:5] in urllib.parse.unquote(url)], asked


def test_the_directory_is_searched_and_filtered(street, plain_browser):
    person = Person(plain_browser, street).open("/boutiques")
    everything = len(person.all(".row.shop"))
    name = stored_one(street, "SELECT name FROM shop WHERE name LIKE '%é%' AND removed_at IS NULL LIMIT 1")
    plain = name.replace("é", "e").replace("É", "E").upper()
    search(person, plain)
    assert name in person.texts(".row.shop h2")
    trade = stored_one(street, "SELECT trade FROM shop WHERE removed_at IS NULL GROUP BY trade_key ORDER BY count(*) LIMIT 1")
    person.press("Effacer les filtres")
    person.unfold("Filtres")
    next(e for e in person.all("#metier option") if e.text == trade).click()
    person.press("Filtrer")
    assert set(person.texts(".row.shop .trade")) == {trade}
    assert len(person.all(".row.shop")) < everything
    person.open("/boutiques").press("Ouvertes maintenant")
    assert all(state.startswith("Ouvert") for state in person.texts(".row.shop .status"))
    person.open("/boutiques?q=zzzz")
    assert person.one(".empty h2").text == "Aucune boutique ne correspond"
    person.press("Effacer les filtres")
    assert len(person.all(".row.shop")) == everything


def test_ligatures_and_their_letters_are_one(street, browser):
    president = Visitor(street).sign_in(*ACCOUNTS["president"])
    width = browser.execute_script("return innerWidth")
    assert president.post("/boutiques/nouvelle", {"name": f"Au cœur des fleurs {width}", "trade": "Fleuriste"}).status == 303
    person = Person(browser, street)
    for typed in ("coeur", "CŒUR", "Cœur"):
        search(person.open("/boutiques"), f"{typed} {width}")
        assert person.texts(".row.shop h2") == [f"Au cœur des fleurs {width}"], typed


def test_a_shops_page_says_what_a_visitor_needs(street, browser):
    person = Person(browser, street).open("/boutiques")
    name = person.texts(".row.shop h2")[0]
    person.press(name)
    assert person.heading == name
    assert 1 <= len(person.all("table.hours tr")) <= 7
    assert re.match("Ouvert|Fermé", person.one(".status").text)
    person.press("Dire comment s’est passée ma visite")
    assert person.heading == name
    assert len(person.all(".faces button")) == 5


def test_the_language_changes_and_the_page_stays(street, browser):
    person, code = Person(browser, street), a_shop(street)[0]
    person.open(f"/b/{code}").press("English")
    assert person.path == f"/en/b/{code}"
    person.press("Good")
    assert person.path.startswith("/en/rencontre/")
    person.open("/boutiques?q=pain").press("English")
    assert person.path == "/en/boutiques?q=pain"
    person.press("Français")
    assert person.path == "/fr/boutiques?q=pain"
    assert person.one("html").get_attribute("lang") == "fr"


def test_a_visit_in_english(street, english_browser):
    person, (code, name) = Person(english_browser, street), a_shop(street)
    pages = []

    def read():
        assert person.one("html").get_attribute("lang") == "en", person.path
        pages.append(person.text)

    # The front page has words that members wrote.
    person.open("/").press("Shops"), read()
    person.open(f"/b/{code}"), read()
    person.press("Good"), read()
    person.fill(note="A warm welcome.").press("Save"), read()
    person.press("Withdraw my answer"), read()
    french = re.compile(r"\b(votre|boutiques?|merci|avis|code de|visite)\b", re.IGNORECASE)
    assert [m.group() for page in pages for m in [french.search(page.replace(name, ""))] if m] == []
