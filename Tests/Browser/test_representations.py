"""RFC 9110 from outside: tags, dates, ranges, codings, languages, paths."""

import email.utils
import gzip
import re
import time

import pytest

from raw import ask, request

CSS = "/public/chaland.css"


@pytest.fixture(scope="module")
def css(place):
    """The style sheet as it is, and gzip."""
    return ask(place, request(CSS)), ask(place, request(CSS, accept_encoding="gzip"))


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
        ({"if_match": f"{tag}, *"}, 412), ({"if_none_match": f"{tag}, *"}, 200), ({"if_none_match": f"{tag}, a"}, 200),
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


@pytest.mark.parametrize("path", ["/connexion", "/readyz", "/metrics"])
def test_a_response_that_is_not_cached_has_no_tag(place, path):
    for method in ("GET", "HEAD"):
        for fields, status in [
            ({}, 200), ({"if_match": '"a"'}, 412), ({"if_match": "*"}, 200), ({"if_none_match": '"a"'}, 200),
            ({"if_none_match": "*"}, 304), ({"if_modified_since": "Thu, 01 Jan 2099 00:00:00 GMT"}, 200),
        ]:
            answer = ask(place, request(path, method, host="localhost", **fields))
            assert (answer.status, answer["etag"]) == (status, ""), fields


@pytest.mark.parametrize("path", ["/robots.txt"])
def test_robots_files_are_revalidated_by_their_tag(place, path):
    tag = ask(place, request(path))["etag"]
    assert tag and ask(place, request(path, if_none_match=tag)).status == 304


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
