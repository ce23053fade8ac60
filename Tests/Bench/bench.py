#!/usr/bin/env python3
"""Times this program and its peers in one run and prints ratios: `make bench` (ROUNDS=3 SECONDS=5 PEERS=c,nginx,...).

Peers come from `../shared/bench` (or SHARED=…): the C limit is compiled here; the others take part where their own
set-up has been run into `.build/bench`. nginx takes part where it is installed. Every answer is checked, status and
body, before it is timed; of the writes every row is counted after. CPU is what the kernel says of the server's
processes: the fair figure on a shared machine. Only 127.0.0.1 is asked, for ROUNDS × SECONDS a workload and peer."""

import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
SHARED = pathlib.Path(os.environ.get("SHARED", ROOT.parent / "shared" / "bench"))
WORK = ROOT / ".build" / "bench"
PROGRAM = ROOT / ".build/release/chaland"
ROUNDS, SECONDS = int(os.environ.get("ROUNDS", 3)), int(os.environ.get("SECONDS", 5))
TICKS = os.sysconf("SC_CLK_TCK")
SHOPS = 2_000


class Peer:
    """A server to start: how, on which port, and what it answers to each workload."""

    def __init__(self, name, argv, port, binary, workloads, environment=None, database=None):
        self.name, self.argv, self.port, self.binary = name, argv, port, binary
        self.workloads, self.environment, self.database = workloads, environment or {}, database

    def start(self):
        began = time.perf_counter()
        self.process = subprocess.Popen(
            self.argv, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, **self.environment})
        while time.perf_counter() - began < 20 and self.process.poll() is None:
            try:
                self.ask("GET", next(iter(self.workloads.values()))["path"])
                self.start_ms = (time.perf_counter() - began) * 1000
                return self
            except OSError:
                time.sleep(0.001)
        self.stop()
        raise SystemExit(f"{self.name} did not start")

    def stop(self):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.processes():
                try:
                    os.kill(pid, sign)
                except ProcessLookupError:
                    pass
            for _ in range(100):
                if self.process.poll() is not None and not self.processes():
                    return
                time.sleep(0.05)

    def processes(self):
        """The started process and its descendants, workers that left the session included."""
        parents = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    stat = pathlib.Path(f"/proc/{name}/stat").read_text()
                except OSError:
                    continue
                parents[int(name)] = int(stat[stat.rindex(")") + 2:].split()[1])
        found = {self.process.pid} if self.process.poll() is None else set()
        while more := {p for p, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def cpu(self):
        ticks = 0
        for pid in self.processes():
            try:
                stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
            except OSError:
                continue
            fields = stat[stat.rindex(")") + 2:].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS

    def memory(self):
        kilobytes = 0
        for pid in self.processes():
            try:
                for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        kilobytes += int(line.split()[1])
            except OSError:
                continue
        return kilobytes / 1024

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        told = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return told

    def check(self, name):
        """Raises unless the workload is answered as it should be."""
        work = self.workloads[name]
        body = work.get("body")
        headers = dict(work.get("headers", {}))
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        path = work["path"] + ("?page=2" if "rows" in work else "")
        status, fields, sent = self.ask("POST" if body else "GET", path, body, headers)
        assert status == (303 if body else 200), f"{self.name} {name}: {status}"
        if "exactly" in work:
            assert sent == work["exactly"], f"{self.name} {name}: another body"
        if "gzip" in name:
            assert fields.get("content-encoding") == "gzip" and gzip.decompress(sent) == work["plain"], f"{self.name} {name}"
        if "rows" in work:
            rows = len(re.findall(work["rows"], sent))
            assert rows == 50, f"{self.name} {name}: {rows} rows"
        return len(sent)

    def rows(self):
        table, path = self.database
        with sqlite3.connect(path, timeout=30) as db:
            return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def drive(self, name, seconds):
        work = self.workloads[name]
        command = ["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency"]
        for header in work.get("headers", {}).items():
            command += ["-H", ": ".join(header)]
        arguments = []
        if "rows" in work:
            command += ["-s", str(HERE / "pages.lua")]
            arguments = [work["path"]] + ([work["headers"]["Cookie"]] if "Cookie" in work.get("headers", {}) else [])
        elif "body" in work:
            command += ["-s", str(HERE / "feedback.lua")]
            arguments = [work["path"], work["style"]]
        url = f"http://127.0.0.1:{self.port}" + ("" if arguments else work["path"])
        told = subprocess.run(command + [url, "--"] + arguments, capture_output=True, text=True, timeout=seconds + 60).stdout
        bad = re.search(r"Non-2xx or 3xx responses: (\d+)", told) or re.search(r"Socket errors: (.*)", told)
        assert not bad, f"{self.name} {name}: {bad and bad.group()}"
        latency = re.search(r"\n +99% +([\d.]+)(us|ms|s)", told)
        return int(re.search(r"(\d+) requests in", told)[1]), float(latency[1]) * {"us": 0.001, "ms": 1, "s": 1000}[latency[2]]

    def measure(self, name):
        size = self.check(name)
        self.drive(name, 1)
        before_rows = self.rows() if "body" in self.workloads[name] else 0
        before = self.cpu()
        requests, p99 = self.drive(name, SECONDS)
        cpu = self.cpu() - before
        if "body" in self.workloads[name]:
            written = self.rows() - before_rows
            # wrk leaves up to 64 requests under way when its time is over, here and when warming up: written, not counted.
            assert requests <= written <= requests + 128, f"{self.name} {name}: {requests} answers, {written} rows"
        return dict(us=cpu * 1e6 / requests, rps=requests / SECONDS, p99=p99, memory=self.memory(), size=size)


def ours(folder, css):
    """This program on 2,000 invented shops, all of it switched on but the limit by rate."""
    storage = folder / "storage"
    told = subprocess.run(
        [PROGRAM, "demo", "--storage", storage, "--shops", str(SHOPS), "--encounters", "10000"],
        check=True, capture_output=True, text=True).stdout
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    base = ["serve", "--storage", str(storage), "--host", "127.0.0.1", "--port", str(port), "--loops", "1"]
    environment = {"CHALAND_RATE_LIMIT": "off"}
    db = storage / "association.sqlite"
    with sqlite3.connect(db) as connection:
        code = connection.execute("SELECT code FROM shop ORDER BY id LIMIT 1").fetchone()[0]
    row = rb'class="row shop"'
    peer = Peer("chaland", [str(PROGRAM), *base], port, PROGRAM, {
        "plaintext": {"path": "/up", "exactly": b"ok\n"},
        "css": {"path": "/public/chaland.css", "exactly": css},
        "css gzip": {"path": "/public/chaland.css", "headers": {"Accept-Encoding": "gzip"}, "plain": css},
        "directory, guest": {"path": "/boutiques", "rows": row, "headers": {"Accept-Language": "fr"}},
        "directory, member": {"path": "/boutiques", "rows": row, "headers": {"Accept-Language": "fr"}},
        "feedback": {"path": f"/b/{code}", "body": "feeling=4&purchased=yes&note=a%26b", "style": "ours"},
    }, environment, ("encounter", db))
    peer.start()
    try:
        sign_in(peer, told)
    finally:
        peer.stop()
    return peer


def sign_in(peer, told):
    """Gives the workload of a member the session of the demonstration's president."""
    email, password = re.search(r"(\S+@\S+)\s+«\s*(.*?)\s*»", told).groups()
    form = "email=" + email.replace("@", "%40") + "&password=" + re.sub(r" ", "+", password)
    status, fields, _ = peer.ask("POST", "/connexion", form, {"Content-Type": "application/x-www-form-urlencoded"})
    assert status == 303, "nobody could sign in: " + told
    peer.workloads["directory, member"]["headers"]["Cookie"] = fields["set-cookie"].split(";")[0]


def peers_of_shared(css):
    """The C limit, nginx and what has been set up in `.build/bench`, all serving our style sheet."""
    found = []
    if not SHARED.is_dir():
        print(f"no peers: {SHARED} is not there")
        return found
    WORK.mkdir(parents=True, exist_ok=True)
    for entry in SHARED.iterdir():
        if not (WORK / entry.name).exists():
            subprocess.run(["cp", "-r", "--no-preserve=mode", entry, WORK / entry.name], check=True)
    for file in WORK.rglob("*"):
        if file.is_file() and file.suffix in (".conf", ".py", ".sh", ".php") and "@R@" in file.read_text(errors="ignore"):
            file.write_text(file.read_text().replace("@R@", str(WORK)))
    for name in ("results", "nginx/logs", "nginx/tmp"):
        (WORK / name).mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, WORK / "common/mkdata.py"], check=True, capture_output=True)
    (WORK / "common/www/base.css").write_bytes(css)
    (WORK / "common/www/base.css.gz").write_bytes(gzip.compress(css, 9, mtime=0))
    stat = (WORK / "common/www/base.css").stat()
    os.utime(WORK / "common/www/base.css.gz", (stat.st_atime, stat.st_mtime))
    database = WORK / "results/run.db"
    row = rb'class="shop"'
    page = {"path": "/shops", "rows": row}
    full = {
        "plaintext": {"path": "/", "exactly": b"Hello, World!"},
        "css": {"path": "/static/base.css", "exactly": css},
        "css gzip": {"path": "/static/base.css", "headers": {"Accept-Encoding": "gzip"}, "plain": css},
        "directory, guest": {**page, "path": "/cached"}, "directory, member": page,
        "feedback": {"path": "/encounters", "body": "shop_id=3&rating=4&purchased=1&comment=a%26b", "style": "peer"},
    }

    def some(*names):
        return {name: full[name] for name in names}

    limit = WORK / "c/limit"
    if subprocess.run(["gcc", "-O3", "-march=native", "-w", "-o", limit, WORK / "c/limit.c", "-lsqlite3", "-lpthread"]).returncode == 0:
        argv = [str(limit), "9001", str(WORK / "common"), str(database), "1", "2"]
        found.append(Peer("C limit", argv, 9001, limit, full, database=("encounters", database)))
    nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if nginx:
        argv = [nginx, "-p", str(WORK / "nginx"), "-c", str(WORK / "nginx/nginx1.conf")]
        found.append(Peer("nginx", argv, 9011, nginx, some("plaintext", "css", "css gzip")))
    page_and_write = some("plaintext", "directory, member", "feedback")
    hummingbird = WORK / "hb/.build/release/hb"
    if hummingbird.exists():
        argv = [str(hummingbird), "9021", str(WORK / "common"), str(database)]
        found.append(Peer("Hummingbird", argv, 9021, hummingbird, page_and_write, database=("encounters", database)))
    go = WORK / "go/peer"
    if go.exists():
        argv = [str(go), "9041", str(WORK / "common"), str(database)]
        found.append(Peer("Go", argv, 9041, go, page_and_write, database=("encounters", database)))
    if shutil.which("php-fpm8.2", path=os.environ["PATH"] + ":/usr/sbin"):
        argv = ["bash", str(WORK / "php/run.sh"), str(database)]
        found.append(Peer("php-fpm", argv, 9061, "/usr/sbin/php-fpm8.2", page_and_write, database=("encounters", database)))
    return found


def fresh(peer):
    """Peers write into a new copy of their data each time."""
    if peer.database and peer.name != "chaland":
        path = peer.database[1]
        for suffix in ("", "-wal", "-shm"):
            pathlib.Path(str(path) + suffix).unlink(missing_ok=True)
        shutil.copy(WORK / "common/shops.db", path)


def main():
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt-get install wrk")
    css = (ROOT / "Public/chaland.css").read_bytes()
    with tempfile.TemporaryDirectory(prefix="chaland-bench-") as folder:
        peers = [ours(pathlib.Path(folder), css)] + peers_of_shared(css)
        wanted = os.environ.get("PEERS")
        if wanted:
            peers = [p for p in peers if p.name == "chaland" or p.name in wanted.split(",")]
        results = {}
        for workload in peers[0].workloads:
            for _ in range(ROUNDS):
                for peer in (p for p in peers if workload in p.workloads):
                    fresh(peer)
                    peer.start()
                    try:
                        told = peer.measure(workload)
                        told["start"] = peer.start_ms
                        results.setdefault((workload, peer.name), []).append(told)
                    finally:
                        peer.stop()
        report(peers, results)


def report(peers, results):
    def median(rounds, key):
        return statistics.median(told[key] for told in rounds)

    print(f"\n{'work':18} {'server':12} {'CPU µs':>8} {'ours ÷ it':>10} {'answers/s':>10} {'p99 ms':>7} {'MB':>6} {'bytes':>7}")
    for (workload, name), rounds in results.items():
        us = median(rounds, "us")
        pairs = [a["us"] / b["us"] for a, b in zip(results[(workload, "chaland")], rounds)]
        print(f"{workload:18} {name:12} {us:8.1f} {statistics.median(pairs):10.2f} {median(rounds, 'rps'):10.0f}"
              f" {median(rounds, 'p99'):7.2f} {median(rounds, 'memory'):6.1f} {rounds[0]['size']:7}")
    print(f"\n{'server':12} {'first answer ms':>16} {'program MB':>11}")
    for peer in peers:
        starts = [t["start"] for (_, name), rounds in results.items() if name == peer.name for t in rounds]
        print(f"{peer.name:12} {statistics.median(starts):16.1f} {os.path.getsize(peer.binary) / 1e6:11.1f}")
    (ROOT / ".build/bench-results.json").write_text(json.dumps({f"{w} / {n}": r for (w, n), r in results.items()}, indent=1))


if __name__ == "__main__":
    main()
