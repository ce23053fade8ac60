"""One street for the tests of a module: the built program on a storage of its own and a port of its own."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from street import Street

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CHALAND_PROGRAM", str(ROOT / ".build/debug/chaland"))


def started(storage, *, arguments=(), environment=None):
    """The program serving `storage`, with its address and the lines it has said."""
    process = subprocess.Popen(
        [PROGRAM, "serve", "--storage", storage, "--host", "127.0.0.1", "--port", "0", "--loops", "2", *arguments],
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
    assert ready.wait(30), "the program did not say its address"
    address = next((m for line in lines if (m := re.search(r"http://127\.0\.0\.1:\d+", line))), None)
    assert address, "the program ended: " + "\n".join(lines)
    return Street(process, address.group(), storage, lines)


@pytest.fixture(scope="module")
def street():
    """A street of 40 invented shops."""
    storage = tempfile.mkdtemp(prefix="chaland-browser-")
    subprocess.run(
        [PROGRAM, "demo", "--storage", storage, "--shops", "40", "--encounters", "600", "--seed", "7"],
        check=True, capture_output=True, timeout=120,
    )
    street = started(storage)
    yield street
    street.stop()
    shutil.rmtree(storage)


@pytest.fixture()
def empty_street():
    """A first start: an empty storage."""
    storage = tempfile.mkdtemp(prefix="chaland-browser-")
    street = started(storage)
    yield street
    street.stop()
    shutil.rmtree(storage)


def chromium(width, *, script=True, language="fr"):
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    # Switched off as a person does it, in the settings: switched off by the driver, the first page after it still runs it.
    without_script = {} if script else {"profile.managed_default_content_settings.javascript": 2}
    options.add_experimental_option("prefs", {"intl.accept_languages": language, **without_script})
    os.environ["SE_OFFLINE"] = "true"
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    driver.set_page_load_timeout(30)
    return driver


@pytest.fixture(scope="module", params=[360, 1280], ids=["phone", "desktop"])
def browser(request):
    """A browser of a phone's width, then of a desk's."""
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
