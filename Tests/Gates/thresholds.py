"""Judges a figure by its line in `thresholds.txt`."""

import pathlib

FILE = pathlib.Path(__file__).with_name("thresholds.txt")
# A figure this far below its bound says that the bound has become too loose to catch a step back.
LOOSE, AT_LEAST = 0.85, 1
remarks = []


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


def judge(figure, value, remarked=True):
    """Fails where `value` is above the bound of `figure`."""
    bound = bounds()[figure]
    is_loose = value < min(bound * LOOSE, bound - AT_LEAST)
    verdict = "too much" if value > bound else "much better: lower its bound" if is_loose else ""
    if remarked:
        remarks.append(f"{figure:44} {value:12,.2f} of {bound:12,.2f}  {verdict}".rstrip())
    assert value <= bound, f"{figure}: {value:,.2f} is above its bound {bound:,.2f} in Tests/Gates/thresholds.txt"
