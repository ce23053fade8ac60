"""The weight of a visitor's first view of a page: bytes sent to a phone with an empty cache, without scrolling."""

import json
import urllib.parse

import pytest

from accounts import own_code
from conftest import chromium

KB = 1024


class Visit:
    """One page, opened with an empty cache: `transferred` bytes with their heads, `scripts` uncompressed."""

    def __init__(self, address):
        browser = chromium(360, logged=True)
        try:
            browser.execute_cdp_cmd("Network.enable", {})
            browser.get(address)
            self.requests, self.transferred, self.scripts = {}, 0, 0
            kinds = {}
            for entry in browser.get_log("performance"):
                event = json.loads(entry["message"])["message"]
                values = event["params"]
                match event["method"]:
                    case "Network.requestWillBeSent":
                        self.requests[values["requestId"]] = values["request"]["url"]
                    case "Network.responseReceived":
                        kinds[values["requestId"]] = values["type"]
                    case "Network.dataReceived" if kinds.get(values["requestId"]) == "Script":
                        self.scripts += values["dataLength"]
                    case "Network.loadingFinished":
                        self.transferred += values["encodedDataLength"]
        finally:
            browser.quit()
        self.hosts = {urllib.parse.urlsplit(url).netloc for url in self.requests.values() if url.startswith("http")}


@pytest.mark.parametrize("path, least, most", [
    ("/fr/", 4 * KB, 60 * KB), ("/fr/boutiques", 4 * KB, 60 * KB), ("/fr/boutiques/{shop}", 4 * KB, 120 * KB),
    ("/fr/b/{shop}", KB, 20 * KB),
])
def test_a_first_view_is_light_and_asks_no_other_host(street, path, least, most):
    visit = Visit(street.address + path.format(shop=own_code(street).lower()))
    assert least <= visit.transferred <= most, f"{visit.transferred} bytes of {sorted(visit.requests.values())}"
    assert 0 < visit.scripts <= 10 * KB, f"{visit.scripts} bytes of scripts"
    assert visit.hosts == {urllib.parse.urlsplit(street.address).netloc}
