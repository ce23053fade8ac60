"""A running street, and clients that use it without a browser."""

import http.client
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import urllib.parse
from contextlib import closing, contextmanager
from html.parser import HTMLParser

from waiting import eventually

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CHALAND_PROGRAM", str(ROOT / ".build/debug/chaland"))


@contextmanager
def small_storage(folder=None, shops=5):
    """A storage with an invented street of a few shops, in `folder` or in a temporary folder."""
    made = folder or tempfile.mkdtemp(prefix="chaland-bad-day-")
    try:
        subprocess.run(
            [PROGRAM, "demo", "--storage", made, "--shops", str(shops), "--projects", "1", "--encounters", "10"],
            check=True, capture_output=True, timeout=120)
        yield made
    finally:
        if folder is None:
            shutil.rmtree(made, ignore_errors=True)


def rows(storage, question, *values):
    """The rows of a query on the database of `storage`. The connection may write, because the first one to open a file
    whose writer was killed recovers it, which a read-only connection cannot do
    (https://sqlite.org/wal.html#read_only_databases)."""
    path = urllib.parse.quote(f"{storage}/association.sqlite")
    with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=10)) as db:
        db.execute("PRAGMA query_only = ON")
        return db.execute(question, values).fetchall()


def codes(storage):
    """The codes of the shops, as printed on the posters."""
    return [code for (code,) in rows(storage, "SELECT code FROM shop ORDER BY id")]


class Street:
    def __init__(self, process, address, storage, lines):
        self.process = process
        self.address = address
        self.storage = storage
        self.lines = lines

    def line(self, pattern):
        """Waits for the first match of `pattern` in the output of the program; None when it never comes."""
        return eventually(lambda: next((m for line in list(self.lines) if (m := re.search(pattern, line))), None), within=10)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(20) == 0, "the program did not end cleanly:\n" + "\n".join(self.lines[-5:])
        finally:
            self.process.kill()


def started(storage, *, arguments=(), environment=None, under=()):
    """The program serving `storage`, with its address and its output lines; run by the command `under` if there is
    one."""
    process = subprocess.Popen(
        [*under, PROGRAM, "serve", "--storage", storage, "--host", "127.0.0.1", "--port", "0", "--loops", "2", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "CHALAND_RATE_LIMIT": "off", "LANG": "fr_FR.UTF-8", **(environment or {})},
    )
    lines = []
    ready = threading.Event()

    def listen():
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if re.search(r"http://127\.0\.0\.1:\d+", line):
                ready.set()
        ready.set()

    threading.Thread(target=listen, daemon=True).start()
    assert ready.wait(30), "the program did not print its address"
    address = next((m for line in lines if (m := re.search(r"http://127\.0\.0\.1:\d+", line))), None)
    assert address, "the program ended: " + "\n".join(lines)
    return Street(process, address.group(), storage, lines)


class Page:
    def __init__(self, path, status, fields, body):
        self.path, self.status, self.fields, self.body = path, status, fields, body
        self.text = body.decode("utf-8", "replace")
        kind = fields.get("content-type", "")
        self.is_html = kind.startswith("text/html")
        self.tree = Tree(self.text) if self.is_html else None


class Visitor:
    """An HTTP client with cookies that follows no redirect."""

    def __init__(self, street, language="fr"):
        self.host = urllib.parse.urlsplit(street.address).netloc
        self.language = language
        self.cookies = {}

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, fields):
        body = urllib.parse.urlencode(fields).encode()
        return self.send("POST", path, body, "application/x-www-form-urlencoded")

    def send(self, method, path, body=None, kind=None):
        headers = {"Accept-Language": self.language, "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if kind:
            headers["Content-Type"] = kind
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = Page(path, answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        connection.close()
        return page

    def sign_in(self, email, password):
        page = self.post("/connexion", {"email": email, "password": password})
        assert page.status == 303, page.text
        return self


class Tree(HTMLParser):
    """The links, forms and words of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.forms, self.ids, self.language, self.words = [], [], [], None, []
        self._form = self._choice = None
        self.feed(text)

    def handle_starttag(self, tag, pairs):
        found = dict(pairs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "html":
            self.language = found.get("lang")
        elif tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "form":
            self._form = {"method": found.get("method", "get").lower(), "action": found.get("action", ""),
                          "type": found.get("enctype", ""), "fields": []}
            self.forms.append(self._form)
        elif self._form is not None and tag in ("input", "textarea", "button", "select") and found.get("name"):
            kind = tag if tag != "input" else found.get("type", "text")
            field = {"kind": kind, "name": found["name"], "value": found.get("value", ""), "on": "checked" in found}
            self._form["fields"].append(field)
            if tag == "select":
                self._choice = field
        elif tag == "option" and self._choice is not None and ("selected" in found or not self._choice["value"]):
            self._choice["value"] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._choice = None

    def handle_data(self, data):
        self.words.append(data)
