"""Which parts of a request are sent back, and which peers are trusted: redirects, cookies, forwarded fields."""

import re
import urllib.parse

import pytest

from accounts import ACCOUNTS
from raw import Wire, ask, request
from street import started

FORM = "application/x-www-form-urlencoded"


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
    """The `Set-Cookie` fields of the response to signing out."""
    return ask(place, request("/deconnexion", "POST", body="", **fields))["set-cookie"]


def test_cookies(place):
    line = signed_in(place)["set-cookie"]
    cookies = dict(re.findall(
        r"([!#-+\--:<-~]+)=([!#-+\--:<-\[\]-~]+); Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax(?:, |$)", line))
    assert set(cookies) == {"chaland", "chaland-device"}, line
    name, value = "chaland", cookies["chaland"]
    for sent, is_member in [(f"{name}={value}", True), (f"a=b;{name}={value}", True), (f'{name}="{value}"', True),
                            (f"a; =; ;; {name}={value}", True), (f"x{name}={value}", False),
                            (f"{name.upper()}={value}", False), (f"a=b, {name}={value}", False),
                            (f"{name}={value}x", False), (f"__Host-{name}={value}", False)]:
        assert (ask(place, request("/compte", cookie=sent)).status == 200) == is_member, sent
    two = f"GET /compte HTTP/1.1\r\nHost: h\r\nCookie: a=b\r\nCookie: {name}={value}\r\n\r\n"
    assert ask(place, two).status == 200


def test_forwarded_fields_of_untrusted_peers_are_ignored(place):
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


def test_an_unknown_host_is_refused_before_its_body(street):
    other = started(street.storage, arguments=["--public-url", "https://rue.example", "--public-demo"])
    try:
        found = urllib.parse.urlsplit(other.address)
        place = found.hostname, found.port
        for path, length in [
            ("/b/7KQ2", 9), ("/b/7KQ2", 900_000), ("/boutiques/importer", 4_000_000), ("/nowhere", 2**40),
        ]:
            with Wire(place) as wire:
                wire.send(request(path, "POST", content_type=FORM, content_length=length, host="elsewhere.example",
                                  **({"expect": "100-continue"} if length == 9 else {})))
                assert wire.answer("POST").status == 421
                assert wire.ending() == "closed"
    finally:
        other.stop()
