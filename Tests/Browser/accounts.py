"""The people of the demonstration street."""

import sqlite3
from contextlib import closing

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ACCOUNTS = {
    "president": ("presidente@vitrines.example", "une rue qui vit"),
    "shopkeeper": ("boulanger@vitrines.example", "du pain chaud"),
    "treasurer": ("tresoriere@vitrines.example", "des comptes justes"),
    "secretary": ("secretaire@vitrines.example", "tout est noté"),
    "staff": ("vendeuse@vitrines.example", "et avec ceci"),
}


def own_code(street):
    """The code of the shopkeeper’s shop."""
    with closing(sqlite3.connect(f"file:{street.storage}/association.sqlite?mode=ro", uri=True, timeout=10)) as db:
        return db.execute(
            "SELECT shop.code FROM shop JOIN office ON shop_id = shop.id JOIN member ON member_id = member.id"
            " WHERE member.email = ?", (ACCOUNTS["shopkeeper"][0],)).fetchone()[0]


def sign_in(browser, street, email, password):
    """Signs in by the form."""
    browser.get(street.address + "/fr/connexion")
    browser.find_element(By.NAME, "email").send_keys(email)
    browser.find_element(By.NAME, "password").send_keys(password)
    browser.find_element(By.CSS_SELECTOR, "form.form button[type=submit]").click()
    WebDriverWait(browser, 20).until(lambda b: b.current_url.endswith("/accueil"), "the home page does not appear after signing in")
