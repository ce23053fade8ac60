"""Time from the start of the program to its first responses, with 2,000 shops and 100,000 encounters."""

import os
import pathlib
import signal
import statistics
import subprocess
import tempfile
import time

from processes import cpu, free_port
from report import heading, note, row, verdict
from served import PROGRAM, fill
from wire import Connection, get

TIMES = 10
# The first page of the directory prepares the rows of all shops (docs/decisions/0026).
FIRST = {"/up": ("the event loop", 60), "/boutiques": ("a page from the storage", 80)}


def run():
    heading(f"Start to first response, median of {TIMES}", "first response", "ms", "fastest", "CPU ms", "target ms", "")
    with tempfile.TemporaryDirectory(prefix="chaland-start-") as folder:
        storage = fill(pathlib.Path(folder) / "street", encounters=100_000)
        for path, (what, target) in FIRST.items():
            figures = [started(storage, path) for _ in range(TIMES)]
            ms, used = (statistics.median(column) for column in zip(*figures))
            note("start", path=path, ms=ms, cpu_ms=used, all=[one[0] for one in figures])
            row(f"`{path}`: {what}", f"{ms:.1f}", f"{min(figures)[0]:.1f}", f"{used:.0f}", target,
                verdict(f"ms to the first response to {path}", ms, target))


def started(storage, path):
    """Milliseconds from the start of the program to the end of its response to `path`, and its CPU milliseconds."""
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen([PROGRAM, "serve", "--storage", storage, "--host", "127.0.0.1", "--port", str(port)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "LANG": "C"})
    try:
        while process.poll() is None:
            try:
                connection = Connection(port)
            except ConnectionRefusedError:
                time.sleep(0.0003)
                continue
            status, _, _ = connection.ask(get(path))
            took = (time.perf_counter() - began) * 1000
            assert status == 200, f"{path}: {status}"
            connection.close()
            return took, cpu(process.pid) * 1000
        raise SystemExit("the program ended")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
