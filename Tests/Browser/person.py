"""A person with a browser: reads, types, presses, and counts what it cost."""

import base64
import os
import pathlib
import sqlite3
from contextlib import closing

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.ui import WebDriverWait

from accounts import ACCOUNTS
from street import Visitor

# Where every step is photographed, when somebody wants to look at them.
SCREENSHOTS = os.environ.get("CHALAND_SCREENSHOTS")


class Person:
    def __init__(self, browser, street, story=None):
        self.browser, self.street, self.story = browser, street, story
        self.presses, self._steps = 0, 0
        browser.delete_all_cookies()

    # Going

    def open(self, path):
        self.browser.get(self.street.address + path)
        self._look()
        return self

    def press(self, words):
        """Presses the button or the link that says exactly `words`, and waits for the page it leads to."""
        element = self.control(words)
        before = self.browser.find_element(By.TAG_NAME, "html")
        element.click()
        self.presses += 1
        WebDriverWait(self.browser, 20).until(expected_conditions.staleness_of(before), f"«{words}» leads nowhere")
        self._look()
        return self

    def unfold(self, words):
        """Opens the folded part called `words`."""
        next(e for e in self.all("summary") if self._said(e) == words).click()
        self.presses += 1
        return self

    def control(self, words):
        found = [e for e in self.all("main a, main button, header a, header button") if self._said(e) == words]
        assert found, f"no «{words}» on {self.path}: {[self._said(e) for e in self.all('main a, main button')][:40]}"
        return found[0]

    # Typing

    def fill(self, **fields):
        for name, value in fields.items():
            self.type(name, value)
        return self

    def type(self, name, value):
        field = self.browser.find_element(By.NAME, name)
        if field.get_attribute("type") in ("date", "time"):
            # Typed part by part in the browser's own order; this says the value whatever that order is.
            self.browser.execute_script("arguments[0].value = arguments[1]", field, value)
        else:
            field.clear()
            field.send_keys(value)

    def choose(self, name, value):
        field = self.browser.find_element(By.CSS_SELECTOR, f"[name='{name}'][value='{value}']")
        field.find_element(By.XPATH, "./ancestor::label").click()
        self.presses += 1

    def value(self, name):
        return self.browser.find_element(By.NAME, name).get_property("value")

    # Reading

    @property
    def path(self):
        return self.browser.current_url.removeprefix(self.street.address)

    @property
    def text(self):
        return self.one("body").text

    @property
    def heading(self):
        return self.one("h1").text

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return [e.text for e in self.all(selector)]

    def _said(self, element):
        """What a control says, without what only a screen reader hears and without the narrow spaces of French."""
        try:
            return element.text.split("\n")[0].strip()
        except StaleElementReferenceException:
            return ""

    # Being somebody

    def signed_in(self, role):
        """Signed in as one of the street's accounts, by the session of a sign-in made beside the browser."""
        return self.with_session_of(Visitor(self.street).sign_in(*ACCOUNTS[role]))

    def with_session_of(self, visitor):
        self.browser.get(self.street.address + "/robots.txt")
        self.browser.delete_all_cookies()
        for name, value in visitor.cookies.items():
            self.browser.add_cookie({"name": name, "value": value, "path": "/"})
        return self

    def nobody(self):
        self.browser.delete_all_cookies()
        return self

    # Looking

    def _look(self):
        if not SCREENSHOTS:
            return
        self._steps += 1
        pathlib.Path(SCREENSHOTS).mkdir(exist_ok=True)
        width = self.browser.execute_script("return innerWidth")
        test = os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[-1].split("[")[0]
        shot = self.browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})
        name = f"{SCREENSHOTS}/{width}-{test}-{self._steps:02}.png"
        pathlib.Path(name).write_bytes(base64.b64decode(shot["data"]))


def stored(street, query, *values):
    """What the association's file says: its rows."""
    with closing(sqlite3.connect(f"file:{street.storage}/association.sqlite?mode=ro", uri=True, timeout=10)) as db:
        return db.execute(query, values).fetchall()


def stored_one(street, query, *values):
    return stored(street, query, *values)[0][0]
