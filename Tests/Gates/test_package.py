"""An incremental build is the same as a clean one."""

import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_every_target_lists_its_transitive_dependencies():
    """SwiftPM rebuilds a target only when a direct dependency changes. When a type of a transitive dependency had grown,
    code compiled with its old size overwrote memory."""
    result = subprocess.run(["swift", "package", "dump-package"], cwd=ROOT, check=True, capture_output=True, timeout=300)
    named = {}
    for target in json.loads(result.stdout)["targets"]:
        named[target["name"]] = {dependency["byName"][0] for dependency in target["dependencies"] if "byName" in dependency}
    assert {"Chaland", "Web", "HTTP"} <= named["ChalandCommand"]
    for target, own in named.items():
        for dependency in own:
            missing = named[dependency] - own
            assert not missing, f"{target} lists {dependency} but not its dependencies: {sorted(missing)}"
