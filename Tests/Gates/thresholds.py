"""Checks a figure against its line in `thresholds.txt`."""

import pathlib

FILE = pathlib.Path(__file__).with_name("thresholds.txt")
# Below this fraction of its bound, a figure is so good that the bound no longer catches a regression.
LOOSE, AT_LEAST = 0.85, 1
report = []


def bounds():
    """{figure: bound}; a line is `bound  figure  # date, reason`."""
    found = {}
    for line in FILE.read_text().splitlines():
        line = line.partition("#")[0].strip()
        if line:
            bound, figure = line.split(maxsplit=1)
            assert figure not in found, f"{figure} has two bounds"
            found[figure] = float(bound)
    return found


def check(figure, value, is_reported=True):
    """Fails when `value` is above the bound of `figure`."""
    bound = bounds()[figure]
    is_loose = value < min(bound * LOOSE, bound - AT_LEAST)
    verdict = "too much" if value > bound else "much better: lower its bound" if is_loose else ""
    if is_reported:
        report.append(f"{figure:44} {value:12,.2f} of {bound:12,.2f}  {verdict}".rstrip())
    assert value <= bound, f"{figure}: {value:,.2f} is above its bound {bound:,.2f} in Tests/Gates/thresholds.txt"
