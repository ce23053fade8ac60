"""A person with a browser, who reads, types and presses; counts taps and pages."""

import base64
import os
import pathlib
import sqlite3
import urllib.request
from contextlib import closing

from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from accounts import ACCOUNTS
from street import Visitor

# A folder for a screenshot of every step, when set.
SCREENSHOTS = os.environ.get("CHALAND_SCREENSHOTS")


def reached(element):
    """The element, scrolled to the middle: a bar at the bottom may cover what the browser takes for visible."""
    element.parent.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    return element


class Person:
    def __init__(self, browser, street, *, is_known=False):
        """`is_known`: the browser has their session already."""
        self.browser, self.street = browser, street
        self.presses, self._steps = 0, 0
        if not is_known:
            browser.delete_all_cookies()

    # Going

    def open(self, path):
        self.browser.get(self.street.address + path)
        self._look()
        return self

    def press(self, words):
        """Presses the button or the link that says exactly `words`, and waits for the page it leads to."""
        return self.press_element(self.control(words))

    def press_element(self, element):
        before = self.browser.find_element(By.TAG_NAME, "html")
        reached(element).click()
        self.presses += 1
        WebDriverWait(self.browser, 20).until(lambda _: is_gone(before), "it leads nowhere")
        self._look()
        return self

    def unfold(self, words):
        """Opens the folded part called `words`."""
        reached(next(e for e in self.all("summary") if plain(e.text) == words)).click()
        self.presses += 1
        return self

    def control(self, words):
        """The link or button whose visible text is `words`."""
        near = ("//*[self::a or self::button][not(@aria-hidden)]"
                f"[contains(translate(., '\u202f\u00a0', '  '), {quoted(words)})]"
                "[ancestor::main or ancestor::header]")
        found = next((e for e in self.browser.find_elements(By.XPATH, near) if seen(e) == words), None)
        assert found, f"no «{words}» on {self.path}: {self.texts('main a, main button')[:40]}"
        return found

    # Typing

    def fill(self, **fields):
        for name, value in fields.items():
            self.type(name, value)
        return self

    def type(self, name, value):
        field = self.field(name)
        if field.get_attribute("type") in ("date", "time"):
            # A date is typed in parts, in an order that depends on the browser; this sets the value.
            self.browser.execute_script("arguments[0].value = arguments[1]", field, value)
        else:
            field.clear()
            field.send_keys(value)

    def field(self, name):
        return self.one(f"input[name='{name}'], textarea[name='{name}'], select[name='{name}']")

    def choose(self, name, value):
        field = self.browser.find_element(By.CSS_SELECTOR, f"[name='{name}'][value='{value}']")
        reached(field.find_element(By.XPATH, "./ancestor::label")).click()
        self.presses += 1

    def value(self, name):
        return self.field(name).get_property("value")

    # Reading

    @property
    def path(self):
        return self.browser.current_url.removeprefix(self.street.address)

    @property
    def text(self):
        return plain(self.one("body").text)

    @property
    def heading(self):
        return plain(self.one("h1").text)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return [plain(e.text) for e in self.all(selector)]

    def fetched(self, path):
        """The bytes that a link leads to, for what a browser saves rather than shows."""
        request = urllib.request.Request(self.street.address + path)
        cookies = self.browser.get_cookies()
        request.add_header("Cookie", "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies))
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    # Signing in and out

    def signed_in(self, role):
        """Signed in as one of the street's accounts, with the session of a sign-in sent without the browser."""
        return self.with_session_of(Visitor(self.street).sign_in(*ACCOUNTS[role]))

    def with_session_of(self, visitor):
        self.browser.get(self.street.address + "/robots.txt")
        self.browser.delete_all_cookies()
        for name, value in visitor.cookies.items():
            self.browser.add_cookie({"name": name, "value": value, "path": "/"})
        return self

    def sign_out(self):
        """Presses «Se déconnecter» in the menu of the header."""
        self.one("details.menu summary").click()
        return self.press("Se déconnecter")

    def signed_out(self):
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


def plain(text):
    """A text with its narrow and unbreakable spaces made plain."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def seen(element):
    """The visible text of a control, without texts for screen readers."""
    text = plain(element.text)
    for hidden in element.find_elements(By.CLASS_NAME, "hidden"):
        text = text.replace(plain(hidden.text), "")
    return text.strip()


def is_gone(element):
    """Whether the page of `element` has been replaced."""
    try:
        element.is_enabled()
        return False
    except StaleElementReferenceException:
        return True
    except WebDriverException as error:
        # The driver’s error during the change.
        if "does not belong to the document" in str(error):
            return True
        raise


def quoted(words):
    """A text in XPath, which has no escape: none of the texts has both kinds of quotes."""
    return f'"{words}"' if '"' not in words else f"'{words}'"


def stored(street, query, *values):
    """The rows of a query on the association's file."""
    with closing(sqlite3.connect(f"file:{street.storage}/association.sqlite?mode=ro", uri=True, timeout=10)) as db:
        return db.execute(query, values).fetchall()


def stored_one(street, query, *values):
    return stored(street, query, *values)[0][0]
