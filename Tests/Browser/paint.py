"""Prints when the largest element of a page is painted on a slow phone: `make paint`.

The network and the processor are slowed as Lighthouse does for a phone (https://github.com/GoogleChrome/lighthouse,
docs/throttling.md): 562.5 ms a request, 1.47 Mbit/s down, 675 kbit/s up, a fourth of the processor. The cache is empty.
"""

import shutil
import statistics
import subprocess
import tempfile

from conftest import chromium
from street import PROGRAM, started

TIMES = 5
PATHS = ["/fr/", "/fr/boutiques"]
NETWORK = {"offline": False, "latency": 562.5, "downloadThroughput": 1_474_560 / 8, "uploadThroughput": 675_000 / 8}
# The last entry is the largest element painted so far (https://www.w3.org/TR/largest-contentful-paint/).
PAINTED = """
const done = arguments[0];
new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true});
"""


def painted(address):
    """Milliseconds to the largest paint of a page in a new browser."""
    browser = chromium(360)
    try:
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.emulateNetworkConditions", NETWORK)
        browser.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4})
        browser.get(address)
        return browser.execute_async_script(PAINTED)
    finally:
        browser.quit()


def main():
    storage = tempfile.mkdtemp(prefix="chaland-paint-")
    subprocess.run([PROGRAM, "demo", "--storage", storage, "--shops", "400", "--encounters", "4000", "--seed", "7"],
                   check=True, capture_output=True, timeout=120)
    street = started(storage)
    try:
        for path in PATHS:
            times = [painted(street.address + path) for _ in range(TIMES)]
            print(f"{path}: largest paint after {statistics.median(times) / 1000:.2f} s on a slow 4G "
                  f"({TIMES} visits, {min(times) / 1000:.2f} to {max(times) / 1000:.2f} s)")
    finally:
        street.stop()
        shutil.rmtree(storage)


if __name__ == "__main__":
    main()
