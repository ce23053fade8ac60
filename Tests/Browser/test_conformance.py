"""RFC 9110 and RFC 9112 over a socket: what the corpus, which has no routes, cannot test."""

import concurrent.futures
import re
import socket

import pytest

from raw import Wire, ask, corpus, request

UP = request("/up")
CSS = "/public/chaland.css"
FORM = "application/x-www-form-urlencoded"


# The corpus, over a socket


def heard(place, case):
    """What is wrong with the response to a case; None when it is right."""
    outcome, expected = case["expected"][0], case["expected"][1:]
    method = case["wire"].lstrip(b"\r\n").split(b" ")[0].decode("latin-1")
    if outcome == "incomplete":
        with Wire(place) as wire:
            answer = wire.send(case["wire"]).finish().answer(method)
            # 400: an incomplete character is not a request. 405: no route takes it, so its chunks are not read.
            return None if answer is None or answer.status in (400, 405) else f"cut off: {answer}"
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
            stays_open = answer["connection"] != "close"
            if "keeps-alive no" in expected and stays_open:
                return "stays open"
            if not rest and stays_open and (behind := wire.answer()).status != 200:
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
            # The clock may tick between the two, and each has its own request id.
            same = [[field for field in answer.fields if field[0] not in ("date", "x-request-id")]
                    for answer in (get, head)]
            assert get.status == head.status and same[0] == same[1], path
            names = [name for name, _ in get.fields]
            assert len(set(names)) == len(names), (path, names)
            assert len(get["x-request-id"]) == 10, path
            assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", get["date"])


@pytest.mark.parametrize("path, allowed", [
    ("/", "GET, HEAD, OPTIONS"), ("/up", "GET, HEAD, OPTIONS"), (CSS, "GET, HEAD, OPTIONS"),
    ("/boutiques", "GET, HEAD, OPTIONS"), ("/connexion", "GET, HEAD, POST, OPTIONS"), ("/deconnexion", "POST, OPTIONS"),
    ("/b/7KQ2", "GET, HEAD, POST, OPTIONS"), ("*", "GET, HEAD, POST, OPTIONS"),
])
def test_a_wrong_method_gets_the_allowed_ones(place, path, allowed):
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
def test_when_a_connection_stays_open(place, version, connection, stays):
    fields = {"connection": connection} if connection else {}
    with Wire(place) as wire:
        answer = wire.send(request("/up", version=version, upgrade="h2c", **fields)).answer()
        assert answer.status == 200 and answer["upgrade"] == "" and answer["transfer-encoding"] == ""
        assert answer["connection"] == ("keep-alive" if version == "1.0" else "") if stays else "close"
        if stays:
            assert wire.send(UP).answer().status == 200
        else:
            assert wire.ending() == "closed"


def test_a_half_closed_connection_is_answered(place):
    with Wire(place) as wire:
        wire.send(UP + request("/boutiques") + UP).finish()
        assert [wire.answer().status for _ in range(3)] == [200, 200, 200]
        assert wire.ending() == "closed"


def test_peers_that_vanish_during_a_response_do_no_harm(place):
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
    (expecting("/deconnexion"), 100), (expecting("/b/7KQ2", content_type="text/plain"), 415),
    (expecting("/b/7KQ2", content_type=FORM, sec_fetch_site="cross-site"), 403),
    (expecting("/b/7KQ2", content_type=FORM, origin="https://elsewhere.example"), 403),
    (expecting("/nowhere"), 404), (expecting("/up"), 405), (expecting(CSS), 405),
    (expecting("/boutiques"), 405), (expecting("/deconnexion", content_encoding="gzip"), 415),
    (request("/deconnexion", "POST", expect="100-continue", content_length=999_999), 413),
    (request("/b/7KQ2", "POST", content_type="text/plain", content_length=999_999), 413),
    (request("https://h/b/7KQ2", "POST", content_type=FORM, content_length=999_999), 421),
    (request("/deconnexion", "POST", expect="a miracle", content_length=3), 417),
    (request("/up", expect="100-continue"), 200),
])
def test_100_continue_only_when_the_body_will_be_read(place, asked, status):
    with Wire(place) as wire:
        answer = wire.send(asked).answer()
        assert answer.status == status
        if status == 100:
            assert wire.send("a=b").answer().status == 303
        elif status != 200:
            assert answer["connection"] == "close" and wire.ending() == "closed"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_https_target_is_not_answered_without_tls(place, method):
    """RFC 9110 §7.4: this connection comes from no trusted proxy and has no certificate."""
    body = {"body": "feeling=3", "content_type": FORM} if method == "POST" else {}
    for fields in ({}, {"x_forwarded_proto": "http"}):
        answer = ask(place, request("https://h/b/7KQ2", method, **body, **fields))
        assert answer.status == 421
        assert ask(place, request("http://h/b/7KQ2", method, **body, **fields)).status == (303 if body else 200)


@pytest.mark.parametrize("target, fields, status", [
    ("/b/7KQ2", {"content_type": "text/plain"}, 415), ("https://h/b/7KQ2", {}, 421),
    ("/b/7KQ2", {"content_type": FORM, "sec_fetch_site": "cross-site"}, 403),
])
def test_what_follows_a_head_that_is_refused_is_no_request(place, target, fields, status):
    with Wire(place) as wire:
        wire.send(request(target, "POST", transfer_encoding="chunked", **fields) + UP * 20)
        assert wire.answer("POST").status == status
        wire.send(UP * 20)
        assert wire.ending() == "closed"


def test_an_old_client_is_not_asked_for_its_body(place):
    with Wire(place) as wire:
        wire.send(request("/deconnexion", "POST", version="1.0", expect="100-continue", content_length=3))
        assert wire.is_quiet()
        assert wire.send("a=b").answer().status == 303


@pytest.mark.parametrize("kind, status", [(FORM, 422), ("application/json", 415), ("text/plain", 415), ("", 415)])
def test_a_body_that_is_no_form(place, kind, status):
    answer = ask(place, request("/connexion", "POST", body="{}", **({"content_type": kind} if kind else {})))
    assert answer.status == status


def test_a_compressed_body_gets_the_accepted_codings(place):
    answer = ask(place, request("/connexion", "POST", body="abc", content_type=FORM, content_encoding="gzip"))
    assert (answer.status, answer["accept-encoding"]) == (415, "identity")
