"""What `make build` builds after an update is what a clean clone builds."""

import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_every_target_names_all_of_ours_that_it_is_built_on():
    """SwiftPM looks at the targets one names when it decides what to compile again. Where a type of another further below had
    grown, the program went on with its old size, and wrote over what stood behind it."""
    told = subprocess.run(["swift", "package", "dump-package"], cwd=ROOT, check=True, capture_output=True, timeout=300)
    named = {}
    for target in json.loads(told.stdout)["targets"]:
        named[target["name"]] = {one["byName"][0] for one in target["dependencies"] if "byName" in one}
    assert {"Chaland", "Web", "HTTP"} <= named["ChalandCommand"]
    for target, own in named.items():
        for one in own:
            missing = named[one] - own
            assert not missing, f"{target} names {one} and not what that is built on: {sorted(missing)}"
