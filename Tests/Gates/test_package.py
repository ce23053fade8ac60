"""An incremental build is the same as a clean one, and the program has no part of Foundation beyond the essentials."""

import json
import pathlib
import re
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


# The targets that import FoundationEssentials; none imports Foundation, which brings 44 MB.
ESSENTIALS = {"Base", "Shell", "Shops", "Encounters", "Projects", "Chaland", "ChalandDemo", "ChalandCommand"}


def foundation(folder):
    """(target, module) of each import of Foundation or a part of it."""
    return {(file.relative_to(folder).parts[0], found[1]) for file in folder.rglob("*.swift")
            for found in re.finditer(r"(?m)^(?:\w+ )?import (Foundation\w*)", file.read_text(encoding="utf-8"))}


def test_the_program_has_only_the_essentials_of_foundation():
    found = foundation(ROOT / "Sources")
    assert {module for _, module in found} == {"FoundationEssentials"}
    assert {target for target, _ in found} <= ESSENTIALS


def test_an_import_of_foundation_is_found(tmp_path):
    (tmp_path / "Base").mkdir()
    (tmp_path / "Base/Day.swift").write_text("import Base\ninternal import Foundation\n")
    assert foundation(tmp_path) == {("Base", "Foundation")}
