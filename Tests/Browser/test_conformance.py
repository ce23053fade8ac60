"""RFC 9110 and RFC 9112 from outside: what the corpus cannot say, since it has no routes, no files and no sockets."""

import concurrent.futures
import email.utils
import gzip
import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.parse

import pytest

from accounts import ACCOUNTS
from conftest import PROGRAM, started
from raw import Wire, ask, corpus, request

UP = request("/up")
CSS = "/public/chaland.css"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def place(street):
    """Where the street listens."""
    found = urllib.parse.urlsplit(street.address)
    return found.hostname, found.port


@pytest.fixture(scope="module")
def css(place):
    """The style sheet as it is, and gzip."""
    return ask(place, request(CSS)), ask(place, request(CSS, accept_encoding="gzip"))


# The corpus, over a socket


def heard(place, case):
    """What is wrong with the answer to a case; None when nothing is."""
    outcome, expected = case["expected"][0], case["expected"][1:]
    method = case["wire"].lstrip(b"\r\n").split(b" ")[0].decode("latin-1")
    if outcome == "incomplete":
        with Wire(place) as wire:
            answer = wire.send(case["wire"]).finish().answer(method)
            # Less than a character is no request.
            return None if answer is None or answer.status == 400 else f"cut off: {answer}"
    rest = next((line[5:] for line in expected if line.startswith("rest")), "")
    with Wire(place) as wire:
        answer = wire.send(case["wire"] + (b"" if rest else UP.encode())).answer(method)
        if answer and answer.status == 100:
            answer = wire.answer(method)
        if answer is None:
            return f"no answer: {wire.end}"
        if outcome == "ok":
            if answer.status in (400, 411, 413, 414, 415, 417, 431, 501, 505):
                return f"refused: {answer}"
            keeps = answer["connection"] != "close"
            if "keeps-alive no" in expected and keeps:
                return "stays open"
            if not rest and keeps and (behind := wire.answer()).status != 200:
                return f"the request behind it: {behind}"
            return None
        if str(answer.status) != outcome or answer["connection"] != "close":
            return f"{answer}, connection: {answer['connection']}"
        wire.finish()
        return None if wire.ending() == "closed" else f"after the answer: {wire.ending()}"


def test_every_case_of_the_corpus_over_a_socket(place):
    cases = list(corpus())
    assert len(cases) > 300
    with concurrent.futures.ThreadPoolExecutor(16) as many:
        wrong = [
            f"{case['place']} {case['title']}: {problem}"
            for case, problem in zip(cases, many.map(lambda case: heard(place, case), cases)) if problem
        ]
    assert wrong == []


# Methods


def test_head_is_get_without_a_body(place):
    paths = ["/", "/up", "/readyz", "/boutiques", "/en/boutiques?q=pain", "/connexion", "/compte", "/nowhere", "/b/7KQ2",
             "/premiers-pas/x", "/public/nowhere.css", CSS, "/public/favicon.svg", "/robots.txt", "/sitemap.xml"]
    for path in paths:
        for coding in ("identity", "gzip"):
            get = ask(place, request(path, accept_encoding=coding))
            head = ask(place, request(path, "HEAD", accept_encoding=coding))
            assert get["content-length"] == str(len(get.body)), path
            assert get.status == head.status and sorted(get.fields) == sorted(head.fields), path
            names = [name for name, _ in get.fields]
            assert len(set(names)) == len(names), (path, names)
            assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", get["date"])


@pytest.mark.parametrize("path, allowed", [
    ("/", "GET, HEAD, OPTIONS"), ("/up", "GET, HEAD, OPTIONS"), (CSS, "GET, HEAD, OPTIONS"),
    ("/boutiques", "GET, HEAD, OPTIONS"), ("/connexion", "GET, HEAD, POST, OPTIONS"), ("/deconnexion", "POST, OPTIONS"),
    ("/b/7KQ2", "GET, HEAD, POST, OPTIONS"), ("*", "GET, HEAD, POST, OPTIONS"),
])
def test_a_wrong_method_is_told_the_right_ones(place, path, allowed):
    options = ask(place, request(path, "OPTIONS"))
    assert (options.status, options["allow"], options["content-length"]) == (204, allowed, "")
    for method in () if path == "*" else ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE"):
        answer = ask(place, request(path, method, body=""))
        assert (answer.status == 405) == (method not in allowed), method
        assert answer.status != 405 or answer["allow"] == allowed
    assert ask(place, request("/nowhere", "PUT")).status == 404
    assert ask(place, request(path, "BREW")).status == 501


# Connections


def test_answers_come_in_the_order_of_the_requests(place):
    with Wire(place) as wire:
        wire.send(UP + request("/nowhere") + request("/boutiques") + request(CSS, "HEAD")
                  + request("/deconnexion", "POST", body="a=b", content_type=FORM) + UP)
        methods = ["GET", "GET", "GET", "HEAD", "POST", "GET"]
        assert [wire.answer(method).status for method in methods] == [200, 404, 200, 200, 303, 200]


@pytest.mark.parametrize("version, connection, stays", [
    ("1.1", None, True), ("1.1", "close", False), ("1.1", "keep-alive, CLOSE", False), ("1.1", "Upgrade", True),
    ("1.0", None, False), ("1.0", "Keep-Alive", True), ("1.0", "keep-alive, close", False),
])
def test_who_stays_and_who_goes(place, version, connection, stays):
    fields = {"connection": connection} if connection else {}
    with Wire(place) as wire:
        answer = wire.send(request("/up", version=version, upgrade="h2c", **fields)).answer()
        assert answer.status == 200 and answer["upgrade"] == "" and answer["transfer-encoding"] == ""
        assert answer["connection"] == ("keep-alive" if version == "1.0" else "") if stays else "close"
        if stays:
            assert wire.send(UP).answer().status == 200
        else:
            assert wire.ending() == "closed"


def test_a_peer_that_has_said_all_is_answered(place):
    with Wire(place) as wire:
        wire.send(UP + request("/boutiques") + UP).finish()
        assert [wire.answer().status for _ in range(3)] == [200, 200, 200]
        assert wire.ending() == "closed"


def test_peers_that_vanish_in_mid_answer_harm_nobody(place):
    for _ in range(50):
        wire = Wire(place).send(request(CSS) * 20)
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        wire.socket.close()
    assert ask(place, UP).status == 200


def test_a_refusal_reaches_a_client_that_sends_on(place):
    with Wire(place) as wire:
        wire.send(request("/deconnexion", "POST", content_length=3_000_000) + "x" * 3_000_000)
        answer = wire.answer("POST")
        assert answer.status == 413 and answer["connection"] == "close"
        assert wire.ending() == "closed"


def test_a_byte_at_a_time(place):
    with Wire(place) as wire:
        for byte in request("/deconnexion", "POST", transfer_encoding="chunked") + "2;x=y\r\na=\r\n0\r\nT: u\r\n\r\n":
            wire.send(byte)
        assert wire.answer("POST").status == 303


def expecting(path, **fields):
    return request(path, "POST", expect="100-continue", content_length=3, **fields)


@pytest.mark.parametrize("asked, status", [
    (expecting("/deconnexion"), 100), (expecting("/nowhere"), 404), (expecting("/up"), 405), (expecting(CSS), 405),
    (expecting("/boutiques"), 405), (expecting("/deconnexion", content_encoding="gzip"), 415),
    (request("/deconnexion", "POST", expect="100-continue", content_length=999_999), 413),
    (request("/deconnexion", "POST", expect="a miracle", content_length=3), 417),
    (request("/up", expect="100-continue"), 200),
])
def test_a_body_is_asked_for_only_when_it_will_be_read(place, asked, status):
    with Wire(place) as wire:
        answer = wire.send(asked).answer()
        assert answer.status == status
        if status == 100:
            assert wire.send("a=b").answer().status == 303
        elif status != 200:
            assert answer["connection"] == "close" and wire.ending() == "closed"


def test_an_old_client_is_not_asked_for_its_body(place):
    with Wire(place) as wire:
        wire.send(request("/deconnexion", "POST", version="1.0", expect="100-continue", content_length=3))
        assert wire.is_quiet()
        assert wire.send("a=b").answer().status == 303


@pytest.mark.parametrize("kind, status", [(FORM, 422), ("application/json", 415), ("text/plain", 415), ("", 415)])
def test_a_body_that_is_no_form(place, kind, status):
    answer = ask(place, request("/connexion", "POST", body="{}", **({"content_type": kind} if kind else {})))
    assert answer.status == status


def test_a_compressed_body_is_told_what_would_be_taken(place):
    answer = ask(place, request("/connexion", "POST", body="abc", content_type=FORM, content_encoding="gzip"))
    assert (answer.status, answer["accept-encoding"]) == (415, "identity")


# Representations


def day(text, days, form):
    """An HTTP date some days later, in one of the three formats."""
    moment = email.utils.parsedate_to_datetime(text).timestamp() + days * 86_400
    return time.strftime(form, time.gmtime(moment))


DATES = {"imf": "%a, %d %b %Y %H:%M:%S GMT", "rfc850": "%A, %d-%b-%y %H:%M:%S GMT", "asctime": "%a %b %e %H:%M:%S %Y"}


@pytest.mark.parametrize("path", [CSS, "/boutiques", "/projets"])
def test_tags(place, path):
    whole, packed = ask(place, request(path)), ask(place, request(path, accept_encoding="gzip"))
    assert packed["content-encoding"] == "gzip" and gzip.decompress(packed.body) == whole.body
    tag, other = whole["etag"], packed["etag"]
    assert tag and other and tag != other and "accept-encoding" in whole["vary"].lower()
    cases = [
        ({"if_none_match": tag}, 304), ({"if_none_match": "W/" + tag}, 304), ({"if_none_match": "*"}, 304),
        ({"if_none_match": f'"a",, W/"b" ,\t{tag}'}, 304), ({"if_none_match": '"a"'}, 200),
        ({"if_none_match": tag.strip('"')}, 200), ({"if_none_match": other}, 200),
        ({"if_none_match": other, "accept_encoding": "gzip"}, 304),
        ({"if_none_match": tag, "accept_encoding": "gzip"}, 200),
        ({"if_match": tag}, 200), ({"if_match": "*"}, 200), ({"if_match": "W/" + tag}, 412), ({"if_match": '"a"'}, 412),
        ({"if_match": '"a"', "if_none_match": tag}, 412),
        ({"if_match": tag, "if_unmodified_since": "Thu, 01 Jan 1970 00:00:01 GMT"}, 200),
        ({"if_none_match": '"a"', "if_modified_since": day(whole["date"], 1, DATES["imf"])}, 200),
    ]
    for fields, status in cases:
        for method in ("GET", "HEAD"):
            answer = ask(place, request(path, method, **fields))
            assert answer.status == status, fields
            if status == 304:
                same = packed if "accept_encoding" in fields else whole
                for name in ("etag", "cache-control", "vary", "last-modified"):
                    assert answer[name] == same[name], name
                assert answer["content-encoding"] == answer["content-type"] == ""


def test_dates_in_three_formats(place, css):
    changed = css[0]["last-modified"]
    for form in DATES.values():
        for name, days, status in [("if_modified_since", 0, 304), ("if_modified_since", 1, 304),
                                   ("if_modified_since", -1, 200), ("if_unmodified_since", 0, 200),
                                   ("if_unmodified_since", -1, 412)]:
            assert ask(place, request(CSS, **{name: day(changed, days, form)})).status == status, (name, days, form)
    for nonsense in ("yesterday", "0", "Sun, 31 Feb 2094 08:49:37 GMT", changed.lower(), changed + ", " + changed):
        assert ask(place, request(CSS, if_modified_since=nonsense)).status == 200, nonsense
        assert ask(place, request(CSS, if_unmodified_since=nonsense)).status == 200, nonsense


@pytest.mark.parametrize("accepted, packed", [
    ("gzip", True), ("GZIP;Q=0.001", True), ("x-gzip", True), ("*;q=0.1", True), ("br, deflate, gzip ; q=0.5", True),
    ("identity;q=0, *", True), ("gzip;q=0.5, identity;q=0.4", True), ("gzip;q=0", False), ("gzip;q=0.000, *", False),
    ("*;q=0", False), ("", False), ("br", False), ("gzip;q=2", False), ("gzip;q=0.0001", False), ("gzip;q=", False),
    ("gzip;q=0.4, identity;q=0.5", False), ("notgzip", False),
])
def test_codings_by_their_weight(place, accepted, packed):
    for path in (CSS, "/boutiques"):
        answer = ask(place, request(path, accept_encoding=accepted))
        assert answer.status == 200 and (answer["content-encoding"] == "gzip") == packed, path


@pytest.mark.parametrize("accepted, language", [
    ("fr", "fr"), ("en", "en"), ("EN-gb", "en"), ("en;q=0.1, fr;q=0.2", "fr"), ("de, en;q=0.001", "en"), ("de", "fr"),
    ("*", "fr"), ("fr;q=0, *", "en"), ("fr;q=0", "en"), ("en;q=x", "fr"), ("english", "fr"), ("", "fr"),
])
def test_languages_by_their_weight(place, accepted, language):
    for path in ("/boutiques", "/nowhere", "/connexion"):
        answer = ask(place, request(path, accept_language=accepted))
        assert answer["content-language"] == language and f'lang="{language}"'.encode() in answer.body, path
        assert "accept-language" in answer["vary"].lower()


def test_ranges(place, css):
    whole = css[0]
    size, tag, changed = len(whole.body), whole["etag"], whole["last-modified"]
    for asked, first, end in [("bytes=0-0", 0, 1), ("bytes=10-", 10, size), ("bytes=-10", size - 10, size),
                              (f"bytes=-{size * 2}", 0, size), ("Bytes= 0-99999999999999999999", 0, size),
                              (f"bytes={size - 1}-", size - 1, size), (f"bytes=0-1, {size}-", 0, 2)]:
        part = ask(place, request(CSS, range=asked))
        assert (part.status, part["content-range"]) == (206, f"bytes {first}-{end - 1}/{size}"), asked
        assert part.body == whole.body[first:end] and part["etag"] == tag
        assert ask(place, request(CSS, "HEAD", range=asked)).status == 200
    for asked in (f"bytes={size}-", "bytes=-0", "bytes=99999999999999999999-"):
        none = ask(place, request(CSS, range=asked))
        assert (none.status, none["content-range"]) == (416, f"bytes */{size}"), asked
    for asked in ("bytes=5-4", "bytes=a-b", "bytes", "bytes=", "bytes=-", "lines=0-1", "bytes=+0-5", "bytes=0--5",
                  "bytes=" + ",".join(["0-"] * 50), "bytes=" + ",".join(["0-0"] * 1000)):
        assert ask(place, request(CSS, range=asked)).status == 200, asked
    for condition, status in [(tag, 206), ("W/" + tag, 200), ('"a"', 200), (changed, 206), ("nonsense", 200),
                              (day(changed, 1, DATES["imf"]), 200)]:
        assert ask(place, request(CSS, range="bytes=0-1", if_range=condition)).status == status, condition
    assert ask(place, request(CSS, range=f"bytes={size}-", if_range='"a"')).status == 200
    assert ask(place, request(CSS, range="bytes=0-1", if_none_match=tag)).status == 304
    assert ask(place, request(CSS, range="bytes=0-1", if_match='"a"')).status == 412
    assert ask(place, request(CSS, range="bytes=0-1", accept_encoding="gzip"))["content-encoding"] == ""


def test_several_ranges(place, css):
    whole = css[0].body
    answer = ask(place, request(CSS, range="bytes=0-1,-3"))
    boundary = re.fullmatch(r"multipart/byteranges; boundary=(\w{1,70})", answer["content-type"])[1]
    before, first, second, after = answer.body.split(f"\r\n--{boundary}".encode())
    assert answer.status == 206 and answer["content-range"] == "" and (before, after) == (b"", b"--\r\n")
    for part, start, end in [(first, 0, 2), (second, len(whole) - 3, len(whole))]:
        head, _, body = part.partition(b"\r\n\r\n")
        assert f"Content-Range: bytes {start}-{end - 1}/{len(whole)}".encode() in head and body == whole[start:end]
        assert b"Content-Type: text/css" in head


@pytest.mark.parametrize("path", [
    "/../Package.swift", "/public/../../Package.swift", "/public/%2e%2e/%2e%2e/Package.swift", "/%2e%2e%2fPackage.swift",
    "/public/..%2fPackage.swift", "/public/..%5cPackage.swift", "/public/%252e%252e/Package.swift",
    "/public/%c0%ae%c0%ae/Package.swift", "/public/chaland.css%00", "/public/chaland.css/", "/public//chaland.css",
    "//public/chaland.css", "/public/", "/public", "/PUBLIC/chaland.css", "/public/chaland.css;a", "/.git/config", "/up/",
])
def test_no_way_out_of_the_root(place, path):
    assert ask(place, request(path)).status in (400, 404)


def test_dot_segments_are_resolved_once(place, css):
    for path in ("/public/./chaland.css", "/a/../public/chaland.css", "/%70ublic/chaland%2Ecss?a", "/a/%2e%2E" + CSS):
        assert ask(place, request(path)).body == css[0].body


# What is reflected


@pytest.mark.parametrize("back", ["//evil.example", "/a\r\nSet-Cookie: evil=1"])
def test_a_redirect_stays_here_and_starts_no_field(place, back):
    answer = signed_in(place, retour=back, next=back)
    assert answer.status == 303 and "evil" not in answer["location"] + answer["set-cookie"]
    assert re.fullmatch(r"/(?![/\\])[!-~]*", answer["location"])
    asked = ask(place, request("/compte?" + urllib.parse.urlencode({"a": back})))
    assert re.fullmatch(r"/connexion\?retour=[!-~]*", asked["location"]) and asked["set-cookie"] == ""


def signed_in(place, **more):
    email_, password = ACCOUNTS["shopkeeper"]
    body = urllib.parse.urlencode({"email": email_, "password": password, **more})
    return ask(place, request("/connexion", "POST", body=body, content_type=FORM))


def signed_out(place, **fields):
    """What signing out says of the cookie."""
    return ask(place, request("/deconnexion", "POST", body="", **fields))["set-cookie"]


def test_cookies(place):
    line = signed_in(place)["set-cookie"]
    name, value = re.fullmatch(r"([!#-+\--:<-~]+)=([!#-+\--:<-\[\]-~]+); Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax",
                               line).groups()
    for sent, is_member in [(f"{name}={value}", True), (f"a=b;{name}={value}", True), (f'{name}="{value}"', True),
                            (f"a; =; ;; {name}={value}", True), (f"x{name}={value}", False),
                            (f"{name.upper()}={value}", False), (f"a=b, {name}={value}", False),
                            (f"{name}={value}x", False), (f"__Host-{name}={value}", False)]:
        assert (ask(place, request("/compte", cookie=sent)).status == 200) == is_member, sent
    two = f"GET /compte HTTP/1.1\r\nHost: h\r\nCookie: a=b\r\nCookie: {name}={value}\r\n\r\n"
    assert ask(place, two).status == 200


# Who is believed


def test_forwarded_fields_of_anybody_are_ignored(place):
    forged = {"x_forwarded_proto": "https", "x_forwarded_for": "192.0.2.1", "x_forwarded_host": "evil.example",
              "forwarded": "for=192.0.2.1;proto=https;host=evil.example"}
    assert "HttpOnly" in signed_out(place) and "Secure" not in signed_out(place, **forged)
    page = ask(place, request("/boutiques", **forged))
    assert page["strict-transport-security"] == "" and b"evil.example" not in page.body


def test_a_configured_proxy_is_believed(street):
    other = started(street.storage, environment={"CHALAND_TRUSTED_PROXIES": "127.0.0.1"})
    try:
        found = urllib.parse.urlsplit(other.address)
        place = found.hostname, found.port
        line = signed_out(place, x_forwarded_proto="https")
        assert line.startswith("__Host-") and "; Secure" in line and "Domain" not in line
        assert ask(place, request("/boutiques", x_forwarded_proto="https"))["strict-transport-security"] != ""
        assert "Secure" not in signed_out(place, x_forwarded_proto="http", forwarded="proto=https")
        assert b"evil.example" not in ask(place, request("/boutiques", x_forwarded_host="evil.example")).body
    finally:
        other.stop()


# Where it listens


def serving(storage, *arguments, environment=None, **options):
    return subprocess.Popen(
        [PROGRAM, "serve", "--storage", storage, "--loops", "2", *arguments], stdout=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})}, **options)


def ended(process):
    process.terminate()
    try:
        return process.wait(20)
    finally:
        process.kill()


def eventually(what):
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.02)


def test_a_unix_socket(street):
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/chaland.sock"
        process = serving(street.storage, "--socket", path)
        try:
            eventually(lambda: os.path.exists(path) and os.stat(path).st_mode & 0o777 == 0o666)
            assert ask(path, UP).status == 200
            assert subprocess.run([PROGRAM, "health", "--socket", path], capture_output=True).returncode == 0
        finally:
            assert ended(process) == 0
        assert not os.path.exists(path)
        assert subprocess.run([PROGRAM, "health", "--socket", path], capture_output=True).returncode == 1


def test_one_listener_for_both_families(street):
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::", 0))
        port = probe.getsockname()[1]
    process = serving(street.storage, "--host", "::", "--port", str(port))
    try:
        def answers(address):
            try:
                return ask((address, port), request("/up", host=f"[::1]:{port}")).status == 200
            except ConnectionRefusedError:
                return False
        eventually(lambda: answers("::1"))
        assert answers("127.0.0.1")
    finally:
        assert ended(process) == 0


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_UNIX])
def test_a_socket_of_systemd_and_what_it_is_told(street, family):
    """What systemd does: a socket as descriptor 3, the number of the process in LISTEN_PID, an ear for notices."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(family) as listener, \
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        listener.bind(("127.0.0.1", 0) if family == socket.AF_INET else folder + "/socket")
        listener.listen()
        ear.bind(folder + "/notify")
        ear.settimeout(20)
        descriptor = listener.fileno()
        script = f'exec 3<&{descriptor}; export LISTEN_PID=$$ LISTEN_FDS=1; exec "$0" serve --storage "$1"'
        process = subprocess.Popen(
            ["bash", "-c", script, PROGRAM, street.storage], pass_fds=[descriptor], stdout=subprocess.DEVNULL,
            env={**os.environ, "NOTIFY_SOCKET": folder + "/notify", "WATCHDOG_USEC": "200000"})
        try:
            assert ear.recv(100) == b"READY=1"
            assert ask(listener.getsockname(), UP).status == 200
            assert [ear.recv(100) for _ in range(2)] == [b"WATCHDOG=1"] * 2
            process.terminate()
            while (said := ear.recv(100)) == b"WATCHDOG=1":
                pass
            assert said == b"STOPPING=1"
            assert process.wait(20) == 0
        finally:
            process.kill()
        # It is systemd's: whoever connects now waits for the next start.
        Wire(listener.getsockname()).socket.close()


def test_several_sockets_of_systemd_are_refused_in_one_line(street):
    script = 'export LISTEN_PID=$$ LISTEN_FDS=2; exec "$0" serve --storage "$1"'
    end = subprocess.run(["bash", "-c", script, PROGRAM, street.storage], capture_output=True, text=True, timeout=20)
    assert end.returncode == 1 and "ListenStream" in end.stderr and end.stderr.count("\n") == 1
