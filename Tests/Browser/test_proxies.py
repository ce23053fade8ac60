"""Behind nginx and Caddy, set up as docs/operating.md says, over TCP and over a Unix socket, with TLS in front."""

import concurrent.futures
import functools
import gzip
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.parse

import pytest

from accounts import ACCOUNTS
from raw import Wire, request
from street import PROGRAM, ROOT
from waiting import eventually

CSS = "/public/chaland.css"
FORM = "application/x-www-form-urlencoded"
TLS = ssl.create_default_context()
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE


def block(language):
    """The example for a proxy in docs/operating.md, so that what is tested is what people copy."""
    found = re.search(rf"<!-- {language} -->\n\n((?:    .*\n|\n)+)", (ROOT / "docs/operating.md").read_text())
    return "\n".join(line[4:] for line in found[1].splitlines())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Behind:
    """A street behind a proxy: where the proxy listens, and the program behind it."""

    def __init__(self, proxy, upstream, storage):
        self.folder = tempfile.mkdtemp(prefix="chaland-proxy-")
        os.chmod(self.folder, 0o755)
        self.kind, self.port = proxy, free_port()
        self.origin = f"https://localhost:{self.port}"
        back = f"{self.folder}/chaland.sock" if upstream == "unix" else free_port()
        listens = ["--socket", back] if upstream == "unix" else ["--host", "127.0.0.1", "--port", str(back)]
        trusted = "unix" if upstream == "unix" else "127.0.0.1"
        self.log = open(self.folder + "/log", "w+")
        self.program = subprocess.Popen(
            [PROGRAM, "serve", "--storage", storage, "--loops", "2", *listens], stdout=self.log, stderr=self.log,
            env={**os.environ, "CHALAND_TRUSTED_PROXIES": trusted, "CHALAND_PUBLIC_URL": self.origin})
        self.proxy = (self.nginx if proxy == "nginx" else self.caddy)(back)
        assert eventually(self.is_up, within=30), self.said()

    def nginx(self, back):
        there = f"unix:{back}" if isinstance(back, str) else f"127.0.0.1:{back}"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "2", "-subj", "/CN=localhost", "-keyout", self.folder + "/key", "-out", self.folder + "/certificate"],
            check=True, capture_output=True)
        text = block("nginx").replace("127.0.0.1:8080", there).replace("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl")
        text = re.sub(r"rue-du-marche\.example", "localhost", text)
        text = re.sub(r"(ssl_certificate) .*;", rf"\1 {self.folder}/certificate;", text)
        text = re.sub(r"(ssl_certificate_key) .*;", rf"\1 {self.folder}/key;", text)
        places = "".join(f"{kind}_temp_path {self.folder}/{kind};\n"
                         for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        path = self.folder + "/nginx.conf"
        pathlib.Path(path).write_text(
            f"daemon off;\nworker_processes 1;\npid {self.folder}/pid;\nerror_log stderr;\n"
            f"events {{ }}\nhttp {{\naccess_log off;\n{places}{text}\n}}\n")
        return subprocess.Popen(["nginx", "-c", path, "-e", "stderr"], stdout=self.log, stderr=self.log)

    def caddy(self, back):
        there = f"unix/{back}" if isinstance(back, str) else f"127.0.0.1:{back}"
        text = block("Caddy").replace("127.0.0.1:8080", there)
        text = text.replace("rue-du-marche.example {", f"https://localhost:{self.port} {{\n    tls internal")
        path = self.folder + "/Caddyfile"
        options = "{\n    admin off\n    auto_https disable_redirects\n    skip_install_trust\n"
        pathlib.Path(path).write_text(text.replace("{\n", options, 1))
        return subprocess.Popen(
            ["caddy", "run", "--config", path, "--adapter", "caddyfile"], stdout=self.log, stderr=self.log,
            env={**os.environ, "HOME": self.folder, "XDG_DATA_HOME": self.folder, "XDG_CONFIG_HOME": self.folder})

    def is_up(self):
        try:
            return self.ask(request("/up", host="localhost")).status == 200
        except (OSError, AttributeError):
            return False

    def wire(self, source="127.0.0.1"):
        return Wire(("127.0.0.1", self.port), tls=TLS, source=(source, 0))

    def ask(self, data, method="GET", source="127.0.0.1"):
        with self.wire(source) as wire:
            return wire.send(data).answer(method)

    def get(self, path, method="GET", source="127.0.0.1", **fields):
        return self.ask(request(path, method, host=f"localhost:{self.port}", **fields), method, source)

    def post(self, path, fields):
        return self.ask(request(path, "POST", host=f"localhost:{self.port}", body=urllib.parse.urlencode(fields),
                                content_type=FORM, sec_fetch_site="same-origin"), "POST")

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        for process in (self.proxy, self.program):
            process.terminate()
        try:
            assert self.program.wait(20) == 0, self.said()
            self.proxy.wait(20)
        finally:
            self.proxy.kill()
            self.program.kill()
            self.log_after_stop = self.said()
            self.log.close()
            shutil.rmtree(self.folder)


@pytest.fixture(scope="module")
def storage():
    with tempfile.TemporaryDirectory(prefix="chaland-proxy-storage-") as folder:
        subprocess.run([PROGRAM, "demo", "--storage", folder, "--shops", "40", "--encounters", "200", "--seed", "7"],
                       check=True, capture_output=True, timeout=120)
        yield folder


@pytest.fixture(scope="module", params=["nginx-tcp", "nginx-unix", "caddy-tcp", "caddy-unix"])
def behind(request, storage):
    street = Behind(*request.param.split("-"), storage)
    yield street
    street.stop()


@functools.cache
def president(behind):
    """The session of the president, as a Cookie field."""
    email, password = ACCOUNTS["president"]
    answer = behind.post("/connexion", {"email": email, "password": password})
    assert answer.status == 303, answer
    return answer["set-cookie"].split(";")[0]


def test_pages_and_files_pass_unchanged(behind):
    for path in ("/boutiques", "/en", CSS, "/nowhere"):
        whole = behind.get(path, accept_encoding="identity")
        packed = behind.get(path, accept_encoding="gzip")
        assert packed["content-encoding"] == "gzip" and gzip.decompress(packed.body) == whole.body
        for coding, get in (("identity", whole), ("gzip", packed)):
            head = behind.get(path, "HEAD", accept_encoding=coding)
            assert (head.status, head["content-length"]) == (get.status, str(len(get.body)))
            assert get["etag"] == "" or behind.get(path, accept_encoding=coding, if_none_match=get["etag"]).status == 304
    whole = behind.get(CSS, accept_encoding="identity")
    part = behind.get(CSS, range="bytes=5-9", accept_encoding="identity", if_range=whole["etag"])
    assert (part.status, part.body) == (206, whole.body[5:10])
    several = behind.get(CSS, range="bytes=0-1,5-9")
    assert several.status == 206 and several["content-type"].startswith("multipart/byteranges")
    assert behind.get(CSS, range="bytes=9999999-").status == 416


def test_the_visitor_came_by_https(behind):
    cookie = president(behind)
    assert cookie.startswith("__Host-")
    assert behind.get("/accueil", cookie=cookie).status == 200
    page = behind.get("/boutiques", x_forwarded_proto="http", x_forwarded_host="evil.example", forwarded="proto=http")
    assert page["strict-transport-security"] != "" and b"evil.example" not in page.body
    assert behind.origin.encode() in page.body


def test_limits_are_the_visitors_and_not_the_proxys(behind):
    """A client that guesses codes is limited; another is not, and a forged address earns no new tries."""
    def guesses(source, count, **fields):
        return [behind.get("/rencontre/2222-2222", source=source, **fields).status for _ in range(count)]
    assert guesses("127.0.0.2", 40)[-1] == 429
    forged = {"x_forwarded_for": "192.0.2.77", "x_real_ip": "192.0.2.77", "forwarded": "for=192.0.2.77"}
    assert guesses("127.0.0.2", 1, **forged) == [429]
    assert guesses("127.0.0.3", 1) == [410]


def upload(size):
    """A file that is not a list of shops: read whole, answered with the reason."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    return head + b"\0" * size + b"\r\n--b--\r\n"


def sending(behind, body, **fields):
    return request("/boutiques/importer", "POST", host=f"localhost:{behind.port}", cookie=president(behind),
                   sec_fetch_site="same-origin", content_type="multipart/form-data; boundary=b", **fields)


def test_a_large_upload_and_one_over_the_limit(behind):
    with behind.wire() as wire:
        body = upload(3_000_000)
        answer = wire.send(sending(behind, body, content_length=len(body))).send(body).answer()
        assert answer.status == 422 and b"</html>" in answer.body
    with behind.wire() as wire:
        body = upload(6_000_000)
        answer = wire.send(sending(behind, body, content_length=len(body))).send(body).answer()
        # Caddy closes the connection of a client that continues to send after the answer; the answer may then be lost.
        assert answer.status == 413 if answer or behind.kind == "nginx" else True
    assert behind.get("/up").status == 200


def test_a_slow_upload(behind):
    body = upload(20_000)
    with behind.wire() as wire:
        wire.send(sending(behind, body, content_length=len(body)))
        for start in range(0, len(body), 2_000):
            wire.send(body[start:start + 2_000])
            time.sleep(0.02)
        assert wire.answer().status == 422


def test_a_chunked_upload_that_waits_for_100_continue(behind):
    body = upload(20_000)
    with behind.wire() as wire:
        wire.send(sending(behind, body, transfer_encoding="chunked", expect="100-continue"))
        assert wire.answer().status == 100
        wire.send(b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:9_000], body[9_000:])) + b"0\r\n\r\n")
        # Caddy sends its own 100 Continue, and then forwards that of the program.
        while (answer := wire.answer()).status == 100:
            pass
        assert answer.status == 422


def test_pipelined_requests_are_answered_in_order(behind):
    paths = ["/up", "/nowhere", CSS, "/boutiques"] * 5
    with behind.wire() as wire:
        wire.send("".join(request(path, host=f"localhost:{behind.port}") for path in paths))
        assert [wire.answer().status for _ in paths] == [200, 404, 200, 200] * 5


def test_many_at_once_share_the_proxys_connections(behind):
    def visit(number):
        with behind.wire() as wire:
            for turn in range(10):
                path = ("/up", "/nowhere", CSS)[(number + turn) % 3]
                answer = wire.send(request(path, host=f"localhost:{behind.port}")).answer()
                if answer.status != (404 if path == "/nowhere" else 200):
                    return answer
        return None
    with concurrent.futures.ThreadPoolExecutor(16) as many:
        assert [wrong for wrong in many.map(visit, range(64)) if wrong] == []


SMUGGLED = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
LENGTH = f"Content-Length: {len(SMUGGLED)}\r\n"


@pytest.mark.parametrize("fields, body", [
    (LENGTH + "Transfer-Encoding: chunked\r\n", "0\r\n\r\n" + SMUGGLED),
    ("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + SMUGGLED),
    (LENGTH + "Transfer-Encoding : chunked\r\n", "0\r\n\r\n" + SMUGGLED),
    (LENGTH + "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + SMUGGLED),
    (LENGTH + "Transfer-Encoding:\x0bchunked\r\n", "0\r\n\r\n" + SMUGGLED),
    (LENGTH + "X: y\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + SMUGGLED),
    (LENGTH + "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n" + SMUGGLED),
    (LENGTH + "Content-Length: 0\r\n", SMUGGLED),
    (f"Content-Length: +{len(SMUGGLED)}\r\n", SMUGGLED), (f"Content-Length: 0, {len(SMUGGLED)}\r\n", SMUGGLED),
    ("Content_Length: 5\r\nTransfer_Encoding: chunked\r\n", SMUGGLED),
    ("Transfer-Encoding: chunked\r\n", "2;\nxx\r\n4c\r\n0\r\n\r\n" + SMUGGLED + "\r\n0\r\n\r\n"),
    ("Transfer-Encoding: chunked\r\n", "0\r\nX: y\r\n" + SMUGGLED), ("Transfer-Encoding: chunked\r\n", "0\n\r\n" + SMUGGLED),
    (LENGTH + "Expect: 100-continue\r\n", SMUGGLED), (LENGTH + "Connection: Content-Length\r\n", SMUGGLED),
])
def test_no_request_is_smuggled_past_it(behind, fields, body):
    """After the attack, other clients get the answers to their own requests."""
    for _ in range(3):
        with behind.wire() as wire:
            wire.send(f"POST /deconnexion HTTP/1.1\r\nHost: localhost:{behind.port}\r\nContent-Type: {FORM}\r\n"
                      f"Sec-Fetch-Site: same-origin\r\n{fields}\r\n{body}")
            wire.is_quiet(0.02)
        with behind.wire() as wire:
            wire.send(request("/up", host=f"localhost:{behind.port}") * 4)
            assert [wire.answer().body for _ in range(4)] == [b"ok\n"] * 4


@pytest.mark.parametrize("proxy", ["nginx", "caddy"])
@pytest.mark.parametrize("upstream", ["tcp", "unix"])
def test_the_proxy_logs_no_address_and_no_path(storage, proxy, upstream):
    behind = Behind(proxy, upstream, storage)
    try:
        assert behind.get("/invitation/7KQ2-7KQ2", source="127.0.0.9").status in (404, 410)
        behind.program.terminate()
        behind.program.wait(20)
        assert behind.get("/invitation/7KQ2-7KQ2", source="127.0.0.9").status == 502
    finally:
        behind.stop()
        said = behind.log_after_stop
    assert "127.0.0.9" not in said and "7KQ2-7KQ2" not in said, said
