"""Files for other programs, read back by the libraries that read them: icalendar."""

import datetime
import re
import urllib.request

import icalendar


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
