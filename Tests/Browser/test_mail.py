"""Mail against a server of its own: what it refuses, how slowly it answers, whether it can be trusted, where it hangs up.

aiosmtpd stands for the server of the association’s provider; the program talks to it through curl.
"""

import asyncio
import email
import email.policy
import pathlib
import re
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.request
from contextlib import closing, contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from accounts import ACCOUNTS
from person import Person
from street import Visitor, rows, small_storage, started
from waiting import eventually

PASSWORD = 'a "quoted" \\ pass: word'
ADDRESS = "https://rue.example"


class Mailbox:
    """A mail server’s behaviour: takes everything until it is told otherwise."""

    def __init__(self):
        self.mails, self.tries = [], []
        self.forget()

    def forget(self):
        """Takes everything again."""
        self.mails.clear()
        self.tries.clear()
        self.refusals, self.content, self.hangs_up, self.waits = {}, None, False, threading.Event()
        self.waits.set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.tries.append(address)
        while not self.waits.is_set():
            await asyncio.sleep(0.05)
        if answer := self.refusals.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        if self.hangs_up:
            server.transport.abort()
            return "421 4.3.0 Gone"
        self.mails.append(email.message_from_bytes(envelope.original_content, policy=email.policy.default))
        return self.content or "250 2.0.0 Ok: queued as 4F2A"


class Post(Controller):
    """aiosmtpd on a free port; `tls` is a context of smtps, `starttls` one of STARTTLS."""

    def __init__(self, mailbox, tls=None, starttls=None):
        def sign_in(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login == b"rose" and data.password == PASSWORD.encode(), handled=False)

        self.starttls = starttls
        super().__init__(mailbox, hostname="127.0.0.1", port=0, ssl_context=tls, authenticator=sign_in)

    def factory(self):
        return SMTP(self.handler, authenticator=self.SMTP_kwargs["authenticator"], auth_require_tls=False,
                    tls_context=self.starttls, hostname="mx.example")

    def _trigger_server(self):
        # The port is known once the server listens; the controller would connect to port 0.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def post(mailbox, **options):
    server = Post(mailbox, **options)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@pytest.fixture(scope="module")
def authority():
    """A certificate for `localhost`, as a file that a client may trust, and a server’s context."""
    with tempfile.TemporaryDirectory(prefix="chaland-mail-") as folder:
        certificate, key = f"{folder}/certificate.pem", f"{folder}/key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        yield certificate, context


def association(arguments=(), environment=None):
    """A street of five shops that is no demonstration: those send no mail."""
    storage = tempfile.mkdtemp(prefix="chaland-mail-")
    with small_storage(storage):
        with closing(sqlite3.connect(f"{storage}/association.sqlite")) as db, db:
            db.execute("UPDATE association SET demo = 0")
        return started(storage, arguments=arguments, environment=environment)


@pytest.fixture(scope="module")
def street(authority):
    street = association(["--public-url", ADDRESS], {"SSL_CERT_FILE": authority[0]})
    yield street
    street.stop()


@pytest.fixture(scope="module")
def president(street):
    return Visitor(street).sign_in(*ACCOUNTS["president"])


@pytest.fixture(scope="module")
def mailbox():
    return Mailbox()


@pytest.fixture()
def plain(mailbox, president):
    """The street sends through a server on this machine."""
    mailbox.forget()
    with post(mailbox) as port:
        assert set_up(president, port).status == 303
        yield mailbox


def set_up(president, port, **others):
    fields = {"host": "localhost", "port": port, "security": "none", "user": "rose", "password": PASSWORD,
              "senderName": "Les Vitrines\r\nBcc: x@example.org", "sender": "vitrines@example.org", **others}
    return president.post("/reglages/emails", fields)


def tried(president, address="rose@example.org"):
    """What the page says after «Envoyer un e-mail d’essai»."""
    page = president.post("/reglages/emails/essai", {"address": address})
    assert page.status == 200, page.text
    text = page.text.replace("\u202f", " ").replace("\u00a0", " ")
    return re.search(r'role="status" tabindex="-1".*?</div>', text, re.S).group()


def test_a_trial_arrives_in_both_views_and_the_answer_is_shown(plain, president):
    assert "queued as 4F2A" in tried(president)
    mail, = plain.mails
    sender, = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Les Vitrines Bcc: x@example.org", "vitrines@example.org")
    assert mail["To"] == "rose@example.org" and mail["Bcc"] is None
    assert "Essai" in mail["Subject"]
    for kind in ("plain", "html"):
        assert "le site peut envoyer" in mail.get_body([kind]).get_content()


def test_what_a_server_refuses_is_said_in_clear(plain, president):
    for answer, words in [
        ("550 5.1.1 User unknown", "ne connaît pas l’adresse"), ("451 4.7.1 Greylisted", "réessayer plus tard"),
        ("554 5.7.1 Blocked", "refuse cet e-mail"),
    ]:
        plain.refusals = {"rose@example.org": answer}
        said = tried(president)
        assert words in said and answer in said
    plain.refusals, plain.content = {}, "554 5.7.1 Spam"
    assert "refuse cet e-mail" in tried(president)


def test_a_connection_that_ends_half_way_is_told(plain, president):
    plain.hangs_up = True
    assert "interrompue" in tried(president)


def test_a_wrong_password_is_told_and_is_never_shown(plain, president, street):
    with post(plain) as port:
        assert set_up(president, port, password="wrong secret").status == 303
        assert "identifiant ou le mot de passe" in tried(president)
    assert "wrong secret" not in president.get("/reglages/emails").text
    assert b"wrong secret" not in pathlib.Path(street.storage, "association.sqlite").read_bytes()
    assert pathlib.Path(street.storage, "association.mail").stat().st_mode & 0o777 == 0o600


def test_the_password_is_in_no_argument_of_a_process(plain, president):
    plain.waits.clear()
    trial = threading.Thread(target=tried, args=(president,))
    trial.start()
    assert eventually(lambda: plain.tries)
    arguments = []
    for file in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments.append(file.read_bytes())
        except OSError:
            pass
    plain.waits.set()
    trial.join()
    assert any(b"curl" in one for one in arguments)
    assert not any(b"quoted" in one and b"curl" in one or b"rose@example.org" in one for one in arguments)


def test_a_server_that_never_answers_is_given_up_within_half_a_minute(plain, president):
    plain.waits.clear()
    begin = time.monotonic()
    assert "pas répondu à temps" in tried(president)
    assert time.monotonic() - begin < 30
    plain.waits.set()


def test_tls_is_used_with_a_certificate_that_is_valid_and_refused_with_another(mailbox, president, authority):
    mailbox.forget()
    with post(mailbox, tls=authority[1]) as port:
        assert set_up(president, port, security="tls").status == 303
        assert "queued as" in tried(president)
        # The same server under a name that its certificate does not have.
        assert set_up(president, port, security="tls", host="127.0.0.1").status == 303
        assert "certificat" in tried(president)
    with post(mailbox, starttls=authority[1]) as port:
        assert set_up(president, port, security="starttls").status == 303
        assert "queued as" in tried(president)
    with post(mailbox) as port:
        assert set_up(president, port, security="starttls").status == 303
        assert "STARTTLS" in tried(president)
    assert len(mailbox.mails) == 2


def test_no_server_and_no_name_are_told(president):
    assert set_up(president, 1).status == 303
    assert "ne répond pas à ce port" in tried(president)
    assert set_up(president, 465, security="tls", host="nothing.invalid").status == 303
    assert "n’existe pas" in tried(president)


def write(president, subject):
    """«Écrire aux adhérents», to the board; returns the page of the message."""
    fields = {"audience": "bureau", "subject": subject, "text": "Réunion mardi à 20 h.\n\n.\n\nVenez !"}
    assert "Prêt à partir" in president.post("/messages/nouveau", fields).text
    sent = president.post("/messages/nouveau", {**fields, "confirmed": "1"})
    assert sent.status == 303, sent.text
    return sent.fields["location"]


def hurry(street):
    """Makes everything due now, as if hours had passed."""
    with closing(sqlite3.connect(f"{street.storage}/association.sqlite", timeout=10)) as db, db:
        db.execute("UPDATE outgoing_mail SET due_at = 1 WHERE due_at IS NOT NULL")
        db.execute("UPDATE due_work SET due_at = 1 WHERE kind = 'mail'")


def test_a_message_reaches_everyone_once_whatever_happens_to_one(plain, president, street):
    people = {one for (one,) in rows(street.storage, """SELECT DISTINCT email FROM member JOIN office ON member_id = member.id
                 WHERE shop_id IS NULL AND project_id IS NULL AND until_at IS NULL AND email IS NOT NULL""")}
    grey, unknown, *others = sorted(people)
    plain.refusals = {grey: "451 4.7.1 Greylisted", unknown: "550 5.1.1 User unknown"}
    page = write(president, "Réunion du bureau")
    assert eventually(lambda: len(plain.mails) == len(others) and {grey, unknown} <= set(plain.tries), within=60)
    plain.refusals = {}
    assert eventually(lambda: not rows(
        street.storage, "SELECT 1 FROM outgoing_mail WHERE kind = 'message' AND recipient = ? AND attempts = 0", grey))
    hurry(street)
    assert eventually(lambda: len(plain.mails) == len(others) + 1, within=60)
    assert sorted(mail["To"] for mail in plain.mails) == sorted([*others, grey])
    mail = plain.mails[0]
    assert mail.get_body(["plain"]).get_content().replace("\r", "").startswith("Réunion mardi à 20 h.\n\n.\n\nVenez !")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert eventually(lambda: "1 e-mail pas arrivé" in president.get(page).text.replace("\u202f", " "))
    assert unknown in president.get("/reglages/emails").text
    # The text of a mail that left is stored no longer.
    assert rows(street.storage, "SELECT DISTINCT body FROM outgoing_mail WHERE due_at IS NULL") == [("[]",)]
    return_by_one_click(street, mail, plain)


def return_by_one_click(street, mail, mailbox):
    """The mail program’s button: no cookie, no Origin, through a former address; then no message arrives."""
    link = mail["List-Unsubscribe"].strip("<>")
    assert link.startswith(ADDRESS + "/fr/desabonnement/")
    request = urllib.request.Request(street.address + link.removeprefix(ADDRESS), b"List-Unsubscribe=One-Click",
                                     {"Host": "ancienne-rue.example"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 200 and answer.geturl() == request.full_url
    assert link in mail.get_body(["plain"]).get_content() and link in mail.get_body(["html"]).get_content()


def test_mail_waits_for_a_server_that_is_away_and_leaves_when_it_is_back(president, street, mailbox):
    mailbox.forget()
    assert set_up(president, 1).status == 303
    write(president, "Marché de Noël")
    assert eventually(lambda: rows(street.storage, "SELECT 1 FROM mail_server WHERE failures > 0"), within=60)
    assert "Les e-mails ne partent pas" in president.get("/reglages/emails").text
    with post(mailbox) as port:
        assert set_up(president, port).status == 303
        hurry(street)
        assert eventually(lambda: any(mail["Subject"] == "Marché de Noël" for mail in mailbox.mails), within=60)
    assert eventually(lambda: not rows(street.storage, "SELECT 1 FROM mail_server WHERE failures > 0"))


def test_mail_is_given_up_after_three_days_and_shown(president, street, mailbox):
    assert set_up(president, 1).status == 303
    write(president, "Trop tard")
    with closing(sqlite3.connect(f"{street.storage}/association.sqlite", timeout=10)) as db, db:
        db.execute("UPDATE outgoing_mail SET expires_at = 1, due_at = 0 WHERE subject = 'Trop tard'")
        db.execute("UPDATE due_work SET due_at = 1 WHERE kind = 'mail'")
    waiting = "SELECT 1 FROM outgoing_mail WHERE due_at IS NOT NULL AND subject = 'Trop tard'"
    assert eventually(lambda: not rows(street.storage, waiting), within=60)
    assert "E-mails abandonnés" in president.get("/reglages/emails").text


def test_a_kill_during_a_sending_sends_it_at_most_once_more(mailbox):
    mailbox.forget()
    street = association(["--public-url", ADDRESS])
    with post(mailbox) as port:
        president = Visitor(street).sign_in(*ACCOUNTS["president"])
        assert set_up(president, port).status == 303
        mailbox.waits.clear()
        write(president, "Interrompu")
        assert eventually(lambda: mailbox.tries, within=60)
        street.process.kill()
        street.process.wait(20)
        mailbox.waits.set()
        again = started(street.storage, arguments=["--public-url", ADDRESS])
        hurry(again)
        waiting = "SELECT 1 FROM outgoing_mail WHERE due_at IS NOT NULL"
        assert eventually(lambda: not rows(again.storage, waiting), within=90)
        again.stop()
    arrived = [mail["Message-ID"] for mail in mailbox.mails]
    assert len(arrived) - len(set(arrived)) <= 1
    assert len(set(arrived)) == len(rows(again.storage, "SELECT 1 FROM outgoing_mail WHERE kind = 'message'"))


def test_a_digest_is_read_and_ended(plain, president, street, browser):
    """The shopkeeper comments on a project; the president reads of it next morning, follows the link, and has enough."""
    title = f"Une fanfare à {browser.execute_script('return innerWidth')}"
    shopkeeper = Visitor(street).sign_in(*ACCOUNTS["shopkeeper"])
    made = shopkeeper.post("/projets", {"title": title, "purpose": "De la musique en mai.", "confirmed": "1"})
    assert made.status == 303
    choices = {f"pace-{kind}": "weekly" for kind in ("review", "answer", "comment", "moderation", "invitation", "office")}
    lists = {"list-notices": "1", "list-messages": "1"}
    president.post("/compte/notifications", {**choices, **lists, "pace-project": "daily", "language": "fr"})
    with closing(sqlite3.connect(f"{street.storage}/association.sqlite", timeout=10)) as db, db:
        db.execute("UPDATE due_work SET due_at = 1 WHERE kind = 'digests'")
    assert eventually(lambda: any(title in str(one.get_body(["plain"]).get_content()) for one in plain.mails), within=60)
    mail = next(one for one in plain.mails if one["To"] == ACCOUNTS["president"][0] and title in one.get_body(["plain"]).get_content())
    html = mail.get_body(["html"]).get_content()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(https://[^"]+)"', html)]
    assert all(link.startswith(ADDRESS + "/fr/") for link in links)

    person = Person(browser, street).signed_in("president")
    person.open(links[0].removeprefix(ADDRESS))
    assert person.heading == title
    person.signed_out().open(links[0].removeprefix(ADDRESS))
    assert person.path.startswith("/fr/connexion")
    person.open(mail["List-Unsubscribe"].strip("<>").removeprefix(ADDRESS))
    person.press("Ne plus les recevoir")
    assert "C’est fait" in person.text
    person.press("Les recevoir de nouveau")
    assert person.control("Ne plus les recevoir")
    person.signed_in("president").open("/fr/notifications")
    assert title in person.text
    person.press("Tout marquer comme lu")
    assert "Nouveau" not in person.texts(".tag")
    assert not person.all("header .nav a[href$='/accueil'] .count")
