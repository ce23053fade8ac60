"""The program as in production, on demo data: all checks and limits on, with an access log, behind a trusted proxy on
this machine, so that each visitor has the address the proxy forwards and rate limits apply."""

import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import threading
import urllib.parse

from wire import Connection, get, post

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("CHALAND_PROGRAM", ROOT / ".build/release/chaland"))
PRESIDENT = "presidente@vitrines.example", "une rue qui vit"
# Behind a proxy no client is local, so /metrics requires a token.
METRICS_TOKEN = "jeton-de-mesure-0123456789-abcdefghij"
BAKER = "boulanger@vitrines.example", "du pain chaud"


def fill(storage, shops=2_000, encounters=10_000):
    """Writes demo data to `storage`."""
    command = [PROGRAM, "demo", "--storage", storage, "--shops", str(shops), "--encounters", str(encounters)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return storage


class Site:
    """The program serving `storage`. `under`: a command to run it under (valgrind, strace). `loops` None: the default
    number."""

    def __init__(self, storage, under=(), environment=None, loops=1, proxies="127.0.0.1", is_logged=True):
        self.storage = pathlib.Path(storage)
        log = self.storage.with_name("access.log") if is_logged else "none"
        serve = [PROGRAM, "serve", "--storage", storage, "--host", "127.0.0.1", "--port", "0",
                 *(["--loops", str(loops)] if loops else []), *(["--trusted-proxies", proxies] if proxies else [])]
        self.process = subprocess.Popen(
            [*under, *serve], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
            env={**os.environ, "LANG": "fr_FR.UTF-8", "CHALAND_ACCESS_LOG": str(log),
                 "CHALAND_METRICS_TOKEN": METRICS_TOKEN, **(environment or {})})
        self.lines = []
        self.port = self.announced_port()
        threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True).start()

    def announced_port(self):
        for line in self.process.stdout:
            self.lines.append(line)
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                return int(found[1])
        raise SystemExit("the program did not start:\n" + "".join(self.lines))

    def connect(self):
        return Connection(self.port)

    def session(self, account=PRESIDENT):
        """Signs in and returns the cookie."""
        email, password = map(urllib.parse.quote_plus, account)
        connection = self.connect()
        status, head, _ = connection.ask(post("/connexion", f"email={email}&password={password}"))
        connection.close()
        assert status == 303, f"{account[0]} could not sign in: {status}"
        return re.search(rb"(?i)\r\nset-cookie: ([^;]+)", head)[1].decode()

    def figure(self, name):
        """One value of `/metrics`."""
        connection = self.connect()
        status, _, body = connection.ask(get("/metrics", authorization=f"Bearer {METRICS_TOKEN}"))
        connection.close()
        assert status == 200, f"/metrics: {status}"
        return int(re.search(rf"(?m)^{name} (\d+)$", body.decode())[1])

    def column(self, sql):
        """The first column of the query `sql`, read beside the running program."""
        with sqlite3.connect(self.storage / "association.sqlite", timeout=30) as database:
            return [row[0] for row in database.execute(sql)]

    def stop(self):
        # A program it runs under does not forward signals.
        for pid in self.pids():
            os.kill(pid, signal.SIGTERM)
        try:
            assert self.process.wait(60) == 0, "the program did not end cleanly:\n" + "".join(self.lines[-5:])
        finally:
            self.process.kill()

    def pids(self):
        """The program's own process, not the one it runs under."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children] or [self.process.pid]
