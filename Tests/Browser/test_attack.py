"""Attacks and failures: forged hosts, many connections, a storage that disappears, texts with markup."""

import concurrent.futures
import html.parser
import http.client
import json
import os
import re
import sqlite3
import tempfile
from contextlib import closing

from accounts import ACCOUNTS
from street import Visitor, started
from test_bad_days import storage  # noqa: F401
from test_crawl import Crawl

PROBE = "\"'><img src=x onerror=alert(1)>\u2028</script><!--"


def asked(street, path, host):
    connection = http.client.HTTPConnection(Visitor(street).host, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def test_a_forged_host_reaches_no_other_reader(street):
    for path in ("/projets", "/boutiques", "/"):
        for _ in range(8):  # each event loop has its own pages
            assert "evil.example" not in asked(street, path, "evil.example")
            assert "evil.example" not in Visitor(street).get(path).text


def test_of_forty_who_claim_one_invitation_one_wins(street):
    president = Visitor(street).sign_in(*ACCOUNTS["president"])
    letter = president.get(president.post("/boutiques/7kq2/invitation", {"holders": "stay"}).fields["location"])
    path = re.search(r"/invitation/[0-9A-Z]{5}-[0-9A-Z]{5}", letter.text).group()
    with concurrent.futures.ThreadPoolExecutor(20) as many:
        answers = sorted(many.map(lambda n: Visitor(street).post(path, {"name": f"n{n}"}).status, range(40)))
    assert answers == [303] + [410] * 39


class Markup(html.parser.HTMLParser):
    """What a page would execute."""

    def __init__(self, page):
        super().__init__()
        self.found, self.data = [], None
        self.feed(page.text)

    def handle_starttag(self, tag, pairs):
        found = dict(pairs)
        self.found += [(tag, name) for name in found if name.startswith("on")]
        for name in ("href", "src", "action"):
            if (found.get(name) or "").strip().lower().startswith(("javascript:", "data:text")):
                self.found.append((tag, found[name][:40]))
        self.data = "" if found.get("type") == "application/ld+json" else None
        if tag == "script" and self.data is None and not found.get("src"):
            self.found.append((tag, "inline"))

    def handle_data(self, text):
        if self.data is not None:
            json.loads(text)
            self.data = None

    def handle_comment(self, text):
        self.found.append(("comment", text[:40]))


def test_no_text_of_a_person_runs_anywhere(storage):  # noqa: F811
    """The probe is in every text column, also where a form would have refused it."""
    columns = {
        "association": ["name", "town"], "member": ["name"],
        "shop": ["name", "address", "postcode", "town", "description", "phone", "remark"],
        "exceptional_closure": ["reason"], "exceptional_opening": ["reason"],
        "review": ["pseudonym", "text"], "shop_reply": ["text"],
        "project": ["title", "purpose", "happens", "place"], "news_post": ["title", "text"],
        "deal": ["text", "ended_reason"], "project_comment": ["text"],
    }
    with closing(sqlite3.connect(f"{storage}/association.sqlite")) as db:
        for table, names in columns.items():
            for name in names:
                db.execute(f"UPDATE {table} SET {name} = ?", (PROBE[:60],))
        db.execute("UPDATE shop SET trade = substr(?, 1, 60) || id, trade_key = 'trade' || id", (PROBE,))
        db.execute("UPDATE shop SET street = substr(?, 1, 60) || id, street_key = 'street' || id", (PROBE,))
        db.execute("UPDATE encounter SET note = ? WHERE note IS NOT NULL", (PROBE,))
        db.execute("UPDATE review SET rejection_reason = ? WHERE refused_at IS NOT NULL", (PROBE,))
        db.execute("UPDATE review SET email = ?", ("a" + PROBE + "@b.fr",))
        db.execute("UPDATE shop SET site = iif(id % 2, 'javascript:alert(1)//http://x', 'http://x.fr/' || ?)", (PROBE,))
        db.commit()
    street = started(storage)
    try:
        for role in ("guest", "shopkeeper", "president"):
            visitor = Visitor(street)
            if role != "guest":
                visitor.sign_in(*ACCOUNTS[role])
            crawl = Crawl(visitor, "/accueil" if role != "guest" else "/", posts=False).run()
            assert crawl.problems == [] and len(crawl.pages) > 10
            for page in crawl.pages:
                assert Markup(page).found == [], page.path
                assert not any("onerror" in value for value in page.fields.values()), page.path
    finally:
        street.stop()


def test_a_storage_that_goes_away_saves_nothing_and_says_so(storage):  # noqa: F811
    street = started(storage)
    try:
        visitor = Visitor(street)
        assert visitor.post("/b/7KQ2", {"feeling": "5"}).status == 303
        with tempfile.TemporaryDirectory() as elsewhere:
            os.rename(storage, elsewhere + "/away")
            try:
                answer = visitor.post("/b/7KQ2", {"feeling": "5"})
                assert answer.status == 503 and int(answer.fields["retry-after"]) > 0
                assert visitor.get("/boutiques").status == 200
            finally:
                os.rename(elsewhere + "/away", storage)
        assert visitor.post("/b/7KQ2", {"feeling": "5"}).status == 303
    finally:
        street.stop()
