"""Takes the pictures of README.md and the guides: `make pictures`, or `python Tests/Browser/pictures.py FOLDER`."""

import base64
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from accounts import ACCOUNTS, own_code, sign_in
from conftest import chromium
from selenium.webdriver.common.by import By
from street import PROGRAM, started

WIDTH, HEIGHT = 360, 800
TABLET = (768, 1024)


def take(folder):
    storage = tempfile.mkdtemp(prefix="chaland-pictures-")
    subprocess.run(
        [PROGRAM, "demo", "--storage", storage, "--shops", "40", "--encounters", "4000", "--seed", "7"],
        check=True, capture_output=True, timeout=120)
    street, browser = started(storage), chromium(WIDTH)
    try:
        code = own_code(street)
        picture(browser, street, "/", folder / "front.png")
        picture(browser, street, f"/b/{code}", folder / "visit.png")
        picture(browser, street, "/boutiques", folder / "directory.png")
        sign_in(browser, street, *ACCOUNTS["shopkeeper"])
        picture(browser, street, f"/comptoir/{code.lower()}", folder / "shopkeeper.png")
        picture(browser, street, f"/boutiques/{code}", folder / "shop.png")
        picture(browser, street, f"/boutiques/{code}/rencontres", folder / "visits.png")
        picture(browser, street, kiosk(browser, street, code), folder / "kiosk.png", TABLET)
        browser.delete_all_cookies()
        sign_in(browser, street, *ACCOUNTS["president"])
        picture(browser, street, "/accueil", folder / "president.png")
        for page in ("invitations", "moderation", "adherents"):
            picture(browser, street, f"/{page}", folder / f"{page}.png")
    finally:
        browser.quit()
        street.stop()
        shutil.rmtree(storage)


def kiosk(browser, street, code):
    """The path of the tablet of a shop, as its page shows it."""
    kiosks = f"/boutiques/{code.lower()}/bornes"
    browser.get(street.address + kiosks)
    browser.find_element(By.CSS_SELECTOR, f"main a[href*='{kiosks}/']").click()
    return re.search(r"/borne/[0-9A-Z-]+", browser.find_element(By.ID, "link").text).group()


def picture(browser, street, path, file, size=(WIDTH, HEIGHT)):
    """Saves the top of a page as a phone shows it, or a screen of another size, in French."""
    browser.get(street.address + "/fr" + path)
    width, height = size
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True})
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    file.write_bytes(base64.b64decode(shot["data"]))
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")
    folder.mkdir(parents=True, exist_ok=True)
    take(folder)
