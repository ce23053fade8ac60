"""Fixtures: the built program on its own storage and port, one per module or per test."""

import os
import subprocess
import tempfile
import urllib.parse

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from street import PROGRAM, started


@pytest.fixture(scope="module")
def street():
    """A street of 40 invented shops."""
    yield from invented_street()


@pytest.fixture()
def own_street():
    """The same for one test, which may end accounts and remove what others need."""
    yield from invented_street()


def invented_street():
    with tempfile.TemporaryDirectory(prefix="chaland-browser-") as storage:
        subprocess.run(
            [PROGRAM, "demo", "--storage", storage, "--shops", "40", "--encounters", "600", "--seed", "7"],
            check=True, capture_output=True, timeout=120,
        )
        street = started(storage)
        yield street
        street.stop()


@pytest.fixture(scope="module")
def place(street):
    """The host and port of the street."""
    found = urllib.parse.urlsplit(street.address)
    return found.hostname, found.port


@pytest.fixture()
def empty_street():
    """A first start: an empty storage."""
    with tempfile.TemporaryDirectory(prefix="chaland-browser-") as storage:
        street = started(storage)
        yield street
        street.stop()


def chromium(width, *, script=True, language="fr", logged=False, profile=None, height=800):
    """A headless browser. `logged`: it keeps a log of what it requests. `profile`: a folder for what it stores, which a
    later browser finds again."""
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    if profile:
        options.add_argument(f"--user-data-dir={profile}")
    # Disabled in the settings: if the driver disables it, JavaScript still runs on the next page.
    without_script = {} if script else {"profile.managed_default_content_settings.javascript": 2}
    options.add_experimental_option("prefs", {"intl.accept_languages": language, **without_script})
    if logged:
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    os.environ["SE_OFFLINE"] = "true"
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    driver.set_page_load_timeout(30)
    return driver


@pytest.fixture(scope="module", params=[360, 1280], ids=["phone", "desktop"])
def browser(request):
    """A browser as wide as a phone, then as wide as a desktop."""
    driver = chromium(request.param)
    yield driver
    driver.quit()


@pytest.fixture(scope="module", params=[360, 1280], ids=["phone", "desktop"])
def plain_browser(request):
    """The same without JavaScript."""
    driver = chromium(request.param, script=False)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def english_browser():
    """A phone whose owner reads English."""
    driver = chromium(360, language="en")
    yield driver
    driver.quit()
