"""A shared project from the idea to its next edition: a baker, a florist, an expert and five more shops, on a phone and
at a desk. Between the steps days pass on the clock of the server."""

import datetime
import os
import subprocess

import pytest
from selenium.webdriver.support.ui import Select

from conftest import chromium
from fake_clock import THROUGH_SHELL, FakeClock, library
from person import Person, plain, stored, stored_one
from street import PROGRAM, Visitor, started

DAY = 86_400
TITLE = "Une patinoire sur la place"
ICE, SNOW = "Vingt jours de glace", "Un week-end de luge"
# What each says at the call: the least number of shops, the most euros.
TERMS = [(None, None), (None, "200"), ("5", None), ("4", "250"), ("6", None), (None, "150"), (None, None)]


@pytest.fixture(scope="module")
def phone():
    driver = chromium(360)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def desk():
    driver = chromium(1280)
    yield driver
    driver.quit()


class Winter:
    """The street under a clock that can be set forward, and who walks through it."""

    def __init__(self, street, phone, desk):
        self.clock = FakeClock(library())
        self.storage, self.days, self.street = street.storage, 0, None
        self.start()
        self.phone, self.desk = Person(phone, self.street), Person(desk, self.street)
        rows = stored(self.street, "SELECT public_id FROM member JOIN office ON member_id = member.id"
                                   " WHERE office = 'shopkeeper' AND until_at IS NULL ORDER BY office.id LIMIT 7")
        self.keepers = [member for (member,) in rows]
        self.sign_in()
        self.path = None

    def start(self):
        self.clock.shift(self.days * DAY)
        self.street = started(self.storage, environment=self.clock.environment, under=THROUGH_SHELL)

    def stop(self):
        process = self.street.process
        self.street.stop()
        return process

    def pass_days(self, days):
        """Restarts the program later, which does what became due meanwhile."""
        self.stop()
        self.days += days
        self.start()
        self.phone.street = self.desk.street = self.street
        self.sign_in()

    def day(self, later):
        return (datetime.date.today() + datetime.timedelta(days=self.days + later)).isoformat()

    def sign_in(self):
        self.sessions = {member: self.session(member) for member in self.keepers}

    def session(self, member):
        """Signed in with a link that the volunteer prints."""
        command = [*THROUGH_SHELL, PROGRAM, "user", "link", "--storage", self.storage, "--member", member]
        link = subprocess.run(command, env={**os.environ, **self.clock.environment}, capture_output=True, text=True,
                              check=True).stdout
        visitor = Visitor(self.street)
        assert visitor.post("/connexion/" + link.rsplit("/", 1)[1].strip(), {}).status == 303
        return visitor

    def at(self, member, path="", *, on=None):
        """A member at a page of the project: on the phone, or on the desk."""
        return (on or self.phone).with_session_of(self.sessions[member]).open((self.path or "") + path)

    def scenario(self, title):
        return "/scenarios/" + stored_one(self.street, "SELECT public_id FROM scenario WHERE title = ?", title)

    def is_asked(self, who, words):
        """Whether the page of the project asks this of them."""
        return any(words in text for text in self.at(who).texts("ul.asked li"))


@pytest.fixture()
def winter(own_street, phone, desk):
    own_street.stop()
    winter = Winter(own_street, phone, desk)
    yield winter
    winter.clock.remove(winter.stop())


def test_a_project_is_walked_from_the_idea_to_its_next_edition(winter):
    baker, florist = winter.keepers[0], winter.keepers[1]
    proposes(winter, baker)
    writes_scenarios(winter, baker, florist)
    advises(winter, baker)
    choose_together(winter, florist)
    commit(winter, baker)
    do_it(winter, baker, florist)
    tell_it(winter, baker)


def proposes(winter, baker):
    person = winter.at(baker, "/projets/nouveau")
    person.fill(title=TITLE, purpose="Trois semaines de glace en décembre, pour que les familles viennent.").press("Proposer")
    if person.heading == "Est-ce le même projet ?":
        person.press("C’est un autre projet")
    assert person.heading == TITLE
    winter.path = person.path
    person.press("Qui porte le projet")
    Select(person.field("personne")).select_by_visible_text("Odile Tilleroy")
    person.press("Ajouter")
    assert "Odile Tilleroy" in person.one("main").text


def writes_scenarios(winter, baker, florist):
    for who, on, title, amount in [(baker, winter.phone, ICE, "1000"), (florist, winter.desk, SNOW, "2400")]:
        person = winter.at(who, "/scenarios/nouveau", on=on)
        Select(person.field("budget-1-kind")).select_by_index(1)
        person.fill(title=title, what="Devant la fontaine.", **{"budget-1-low": amount, "budget-1-label": "Location"})
        person.press("Proposer ce scénario")
        assert person.heading == title
        person.press("Répartition du coût").press("Choisir la répartition")
        person.choose("asked", "all")
        person.choose("basis", "equal")
        person.press("Enregistrer")
    assert winter.at(florist, "/scenarios").texts(".compare h2") == [ICE, SNOW]


def advises(winter, baker):
    person = winter.at(baker, "/experts").fill(name="Paul Verglas", quality="Frigoriste").press("Préparer le lien")
    link = next(word for word in person.text.split() if "/expertise/" in word)
    expert = winter.desk.signed_out().open(link.removeprefix(winter.street.address).rstrip("."))
    assert expert.texts(".subject h2") == [ICE, SNOW, "Le projet en général"]
    opinion = expert.one("textarea")
    opinion.send_keys("Faisable, avec un groupe électrogène.")
    expert.press("Signer cet avis")
    assert "Faisable, avec un groupe électrogène." in winter.at(baker).text


def choose_together(winter, florist):
    person = winter.at(florist, "/consultations/nouvelle", on=winter.desk)
    person.fill(until=winter.day(7)).choose("hidden", "1")
    person.press("Ouvrir la consultation")
    page = person.path.removeprefix(winter.path)
    for number, shop in enumerate(winter.keepers):
        member = winter.at(shop, page)
        member.choose("scenario", winter.scenario(SNOW if number == 3 else ICE).rsplit("/", 1)[1])
        member.press("Répondre")
        assert "C’est enregistré" in member.text and "Résultats" not in member.text
    winter.pass_days(8)
    assert f"« {ICE} » est choisi" in winter.at(florist, page).text
    assert "est choisi par les boutiques consultées" in winter.at(florist, "/scenarios").text


def commit(winter, baker):
    person = winter.at(baker, "/engagements/nouveau", on=winter.desk)
    person.fill(until=winter.day(10)).press("Ouvrir l’appel")
    for number, (shop, (least, most)) in enumerate(zip(winter.keepers, TERMS)):
        member = winter.at(shop, "/engagements")
        member.fill(shops=least or "", most=most or "").press("Je m’engage")
        held = len(member.all(".rows .tag.good"))
        assert held == (1 if number < 6 else 7), (number, member.text)
    winter.pass_days(11)
    owed = [plain(e.text) for e in winter.at(baker, "/engagements").all("tbody td:nth-child(2)")]
    assert sorted(owed) == ["142,85 €"] * 2 + ["142,86 €"] * 5


def do_it(winter, baker, florist):
    person = winter.at(florist, "/taches", on=winter.desk)
    person.fill(task="Réserver la patinoire", due=winter.day(3)).press("Ajouter")
    person = winter.at(baker, "/taches").press("Je m’en charge").press("C’est fait")
    assert "Réserver la patinoire" in person.text
    person = winter.at(baker, "#etape-doing")
    if not person.all("#etape-report[open]"):
        person.unfold("Bilan")
    person.press("Le projet est terminé")


def tell_it(winter, baker):
    for number, shop in enumerate(winter.keepers):
        assert winter.is_asked(shop, "Le referiez-vous à ce prix ?")
        member = winter.at(shop, "/bilan")
        member.choose("again", "no" if number == 5 else "yes")
        member.press("Répondre")
    person = winter.at(baker, "/bilan/modifier", on=winter.desk)
    person.fill(learnt="Réserver dès septembre.", **{"paid-1-amount": "1 040"}).press("Enregistrer")
    assert person.texts("dl.facts dd")[:2] == ["6", "1"]
    assert "1 040,00 €" in person.text
    person.press("Préparer la prochaine édition")
    assert person.path != winter.path and "Fait suite à" in person.text
    winter.path = person.path
    member = winter.phone.with_session_of(winter.sessions[winter.keepers[4]]).open("/notifications")
    assert f"« {TITLE} » se prépare : en serez-vous de nouveau ?" in member.text
    member.press("Voir").press("Je participe")
    assert "vous participez" in member.text
