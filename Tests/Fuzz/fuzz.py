#!/usr/bin/env python3
"""Runs libFuzzer with AddressSanitizer on the parsers of untrusted bytes: heads, chunked bodies, multipart and
urlencoded forms, cookies, dates, templates, imported tables. Each target states invariants (Targets/*.swift). An input
that violates one is printed as a line to add to Seeds/TARGET.txt, which every `make test` replays.

    python3 Tests/Fuzz/fuzz.py --seconds 600                      # all targets, two at a time
    python3 Tests/Fuzz/fuzz.py --seconds 60 --targets csv dates
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Fuzz"
BUILD = ROOT / ".build/fuzz"
TARGETS = ["head", "chunked", "multipart", "urlencoded", "cookies", "dates", "template", "csv"]

# Modules in order of dependency. SwiftPM cannot link libFuzzer into a single product.
MODULES = {
    "HTTP": "Sources/HTTP/**/*.swift",
    "HTTPServer": "Sources/HTTPServer/**/*.swift",
    "HTMLTemplate": "Sources/HTMLTemplate/**/*.swift",
    "Gzip": "Sources/Gzip/**/*.swift",
    "Web": "Sources/Web/**/*.swift",
}
# Of the product, only the readers of files and days.
MODULE_FILES = {
    "Base": ["Day.swift"],
    "Shops": [f"Imports/{name}.swift" for name in ("DelimitedText", "Delimiter", "FileText", "TextEncoding")],
}
FLAGS = ["-swift-version", "6", "-package-name", "chaland", "-O", "-g", "-enable-testing", "-parse-as-library", "-sanitize=fuzzer,address",
         "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature", "MemberImportVisibility"]


def run(*command):
    print("   ", *[c for c in command[:1]], command[-1], flush=True)
    # In BUILD, because the compiler writes debug information to the working directory.
    subprocess.run([str(part) for part in command], check=True, cwd=BUILD)


def build():
    """Builds the program `fuzz` when a source is newer."""
    program = BUILD / "fuzz"
    sources = [*ROOT.glob("Sources/**/*.swift"), *HERE.glob("**/*.swift"), pathlib.Path(__file__)]
    if program.exists() and program.stat().st_mtime > max(source.stat().st_mtime for source in sources):
        return program
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "CLinux").mkdir(exist_ok=True)
    header = ROOT / "Sources/CLinux/include/CLinux.h"
    (BUILD / "CLinux/module.modulemap").write_text(f'module CLinux {{ header "{header}" export * }}\n')
    run("clang", "-c", "-O2", "-I", ROOT / "Sources/CLinux/include", ROOT / "Sources/CLinux/CLinux.c", "-o",
        BUILD / "CLinux.o")
    common = [*FLAGS, "-I", BUILD, "-I", BUILD / "CLinux", "-I", ROOT / "Sources/CZlib"]
    objects = [BUILD / "CLinux.o"]
    modules = {name: sorted(ROOT.glob(pattern)) for name, pattern in MODULES.items()}
    modules |= {name: [ROOT / "Sources" / name / file for file in files] for name, files in MODULE_FILES.items()}
    for name, files in modules.items():
        objects.append(BUILD / f"{name}.o")
        run("swiftc", *common, "-wmo", "-module-name", name, "-emit-module", "-emit-module-path",
            BUILD / f"{name}.swiftmodule", "-c", *files, "-o", objects[-1])
    own = [HERE / "Entry.swift", HERE / "FuzzTarget.swift", *sorted(HERE.glob("Targets/*.swift"))]
    run("swiftc", *common, "-wmo", "-module-name", "Fuzz", *own, *objects, "-o", program)
    return program


ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "0": "\0", "\\": "\\", "s": " "}


def unescaped(line):
    """Decodes a line of seeds; the escapes are those of Tests/Corpus, without repetition."""
    line = line.encode("utf-8").decode("latin-1")
    return re.sub(r"\\(x[0-9A-Fa-f]{2}|.)",
                  lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "x" and len(m[1]) == 3 else ESCAPES.get(m[1], m[0]),
                  line).encode("latin-1")


def escaped(data):
    """Encodes `data` as a line of seeds."""
    back = {value: key for key, value in ESCAPES.items() if key != "s"}
    return "".join(chr(b) if 0x20 <= b < 0x7F and chr(b) != "\\" else "\\" + back[chr(b)] if chr(b) in back
                   else f"\\x{b:02X}" for b in data)


def seeds(target):
    lines = (HERE / f"Seeds/{target}.txt").read_text().splitlines()
    found = [unescaped(line) for line in lines if line and not line.startswith("#")]
    if target in ("head", "chunked"):
        for file in sorted((ROOT / "Tests/Corpus").glob("*.http")):
            for case in re.split(r"^### .*$", file.read_text(), flags=re.M):
                pieces = [line[2:] for line in case.splitlines() if line.startswith("> ")]
                if pieces and not any("\\(" in piece for piece in pieces):
                    found.append(b"\3" + b"".join(unescaped(piece) for piece in pieces))
    return found


def fuzz(program, target, seconds):
    """Runs one target. True without findings."""
    corpus, findings = BUILD / "corpus" / target, BUILD / "findings" / target
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    before = set(findings.iterdir())
    result = subprocess.run(
        [program, corpus, f"-max_total_time={seconds}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=1024",
         f"-artifact_prefix={findings}/", "-print_final_stats=1", "-use_value_profile=1"],
        env={**os.environ, "FUZZ_TARGET": target, "ASAN_OPTIONS": "detect_leaks=0"}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace")
    (BUILD / f"{target}.log").write_text(result.stdout)
    runs = re.search(r"number_of_executed_units: (\d+)", result.stdout)
    edges = re.findall(r"cov: (\d+)", result.stdout)
    passed = result.returncode == 0
    print(f"fuzz {target}: {runs[1] if runs else '?'} inputs in {seconds} s, {edges[-1] if edges else '?'} edges, "
          f"{'no findings' if passed else 'FOUND'}", flush=True)
    if not passed:
        error = re.search(r"Fatal error: (.*)|SUMMARY: (.*)", result.stdout)
        print(f"  {error[0] if error else result.stdout[-2000:]}")
        for file in set(findings.iterdir()) - before:
            print(f"  add to Tests/Fuzz/Seeds/{target}.txt: {escaped(file.read_bytes())}")
    return passed


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=int, default=600, help="for each target")
    options.add_argument("--targets", nargs="*", choices=TARGETS, default=TARGETS)
    options.add_argument("--jobs", type=int, default=2, help="targets at a time")
    chosen = options.parse_args()
    program = build()
    with ThreadPoolExecutor(chosen.jobs) as pool:
        passed = list(pool.map(lambda target: fuzz(program, target, chosen.seconds), chosen.targets))
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
