"""Sums the tests of several JUnit files on one line: `N passed, N failed, N skipped`. A file that is missing is a failure:
whoever should have written it did not get that far."""

import pathlib
import sys
import xml.etree.ElementTree as xml

passed = failed = skipped = 0
for name in sys.argv[1:]:
    if not pathlib.Path(name).exists():
        print(f"{name} was not written")
        failed += 1
        continue
    for case in xml.parse(name).getroot().iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
            print(f"failed: {case.get('classname')} {case.get('name')}")
        elif "skipped" in kinds:
            skipped += 1
        else:
            passed += 1
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
