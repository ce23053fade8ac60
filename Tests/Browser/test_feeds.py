"""Calendars and feeds, read by libraries that other programs use: icalendar and feedparser."""

import datetime
import http.client
import re
import urllib.parse
import urllib.request

import feedparser
import icalendar
import pytest

from street import started


def fetch(street, path):
    """The bytes of a page and its type."""
    with urllib.request.urlopen(street.address + path, timeout=10) as answer:
        return answer.read(), answer.headers["content-type"]


def events(street, path):
    """The events of a calendar file."""
    body, kind = fetch(street, path)
    assert kind == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(body)
    assert not calendar.errors and calendar.to_ical()
    return calendar.walk("VEVENT")


def test_all_dates_are_read_by_icalendar(street):
    found = events(street, "/agenda.ics")
    assert len({str(event["UID"]) for event in found}) == len(found) > 2
    for event in found:
        assert not event.errors
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert start < end and str(event["SUMMARY"])
        if isinstance(start, datetime.datetime):
            assert str(start.tzinfo) == "Europe/Paris"
        assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP") >= event.decoded("CREATED")


def test_each_dated_project_has_a_file_with_its_title(street):
    page, _ = fetch(street, "/agenda")
    paths = set(re.findall(r'href="(/projets/[0-9a-z]{16})"', page.decode()))
    assert paths
    for path in paths:
        title = re.search(r"<h1>(.*?)</h1>", fetch(street, path)[0].decode())[1]
        for event in events(street, path + "/agenda.ics"):
            assert str(event["SUMMARY"]) == title


@pytest.fixture(scope="module")
def known(street):
    """The same street with a public address."""
    other = started(street.storage, arguments=["--public-url", "https://rue.example", "--public-demo"])
    yield other
    other.stop()


def feed(known, name, language="fr"):
    """A feed, and its entries with the text of their pages."""
    found = urllib.parse.urlsplit(known.address)
    connection = http.client.HTTPConnection(found.hostname, found.port, timeout=10)
    connection.request("GET", f"/{language}/flux/{name}.atom", headers={"Host": "rue.example"})
    answer = connection.getresponse()
    assert answer.status == 200
    read = feedparser.parse(answer.read(), response_headers={"content-type": answer.headers["content-type"]})
    connection.close()
    return read


@pytest.mark.parametrize("name", ["boutiques", "projets", "avis", "actualites"])
def test_each_feed_is_read_by_feedparser(known, name):
    read = feed(known, name)
    assert not read.bozo and read.version == "atom10"
    assert read.feed.id.startswith("tag:rue.example,") and read.feed.title and read.feed.updated_parsed
    assert {link.rel: link.href for link in read.feed.links}["self"] == f"https://rue.example/fr/flux/{name}.atom"
    assert read.entries and len({entry.id for entry in read.entries}) == len(read.entries)
    for entry in read.entries:
        assert entry.id.startswith("tag:rue.example,") and entry.title and entry.author
        assert entry.link.startswith("https://rue.example/fr/")
        assert entry.published_parsed <= entry.updated_parsed <= read.feed.updated_parsed


def test_an_entry_has_one_id_in_every_language(known):
    french, english = feed(known, "actualites"), feed(known, "actualites", "en")
    assert [entry.id for entry in french.entries] == [entry.id for entry in english.entries]
