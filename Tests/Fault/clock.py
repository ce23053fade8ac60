#!/usr/bin/env python3
"""Sets the wall clock back and forward while the program serves, and passes the daylight saving changes in Paris.
libfaketime moves the wall clock and not the monotonic clock, like setting the clock.

Timeouts of connections are not affected; a session lasts its days and no longer; shops open and close by local time,
also on the days with 23 and 25 hours.
"""

import datetime
import re
import socket
import sys
import time
import zoneinfo

from fault import BAKER, PRESIDENT, Report, Visitor, arguments, codes, ended, is_consistent, small_storage, started
from fake_clock import THROUGH_SHELL, FakeClock, library

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def paris(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=PARIS)


def date_of(page):
    return datetime.datetime.strptime(page.fields["date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=datetime.timezone.utc)


def main():
    chosen = arguments(__doc__)
    report = Report()
    preloaded = library()
    if preloaded is None:
        print("libfaketime is missing: apt install faketime")
        sys.exit(1)
    with small_storage() as storage:
        clock = FakeClock(preloaded)
        clock.set(paris("2026-03-02T10:00"))
        street = started(storage, environment=clock.environment, under=THROUGH_SHELL)
        shop = codes(storage)[0]
        person = Visitor(street)
        seen = date_of(person.get("/up"))
        if not report.check(abs((seen - paris("2026-03-02T10:00")).total_seconds()) < 60, f"the clock is not moved: {seen}"):
            report.end()
        jumps(report, street, clock, shop, storage, slow=not chosen.quick)
        sessions(report, street, clock)
        hours(report, street, clock, storage)
        clock.set(paris("2026-03-02T10:00"))
        report.check(ended(street.process) == 0, "the stop was not clean")
        is_consistent(report, storage, "after the jumps")
        clock.remove(street.process)
    report.end()


def jumps(report, street, clock, shop, storage, slow):
    """Connections that are open when the clock jumps stay open and are answered."""
    host, port = Visitor(street).host.split(":")
    idle = socket.create_connection((host, int(port)), timeout=30)
    begun = socket.create_connection((host, int(port)), timeout=30)
    begun.sendall(b"GET /up HTTP/1.1\r\nHost: h\r\n")
    started_at = time.monotonic()
    for place in ("2025-03-02T10:00", "2031-01-01T00:00", "1999-12-31T23:59", "2026-03-02T10:00"):
        clock.set(paris(place))
        idle.sendall(b"GET /up HTTP/1.1\r\nHost: h\r\n\r\n")
        report.check(idle.recv(4096).startswith(b"HTTP/1.1 200 "), f"at {place} an idle connection got no answer")
        page = Visitor(street).post(f"/b/{shop}", {"feeling": "4"})
        report.check(page.status == 303, f"at {place} a write got {page.status}")
        report.check(Visitor(street).get("/boutiques").status == 200, f"at {place}: no page")
    if slow:
        # The head begun before the jumps times out after ten seconds of the monotonic clock.
        answer = begun.recv(4096)
        seconds = time.monotonic() - started_at
        report.check(answer.startswith(b"HTTP/1.1 408 ") and 5 < seconds < 20, f"a slow head: {answer[:30]} at {seconds:.0f} s")
    else:
        begun.sendall(b"\r\n")
        report.check(begun.recv(4096).startswith(b"HTTP/1.1 200 "), "a head begun before the jumps was not answered")
    idle.close()
    begun.close()
    is_consistent(report, storage, "after jumps of years")
    report.say("jumps of years: idle connections, writes and the timeout of a head are not affected")


def sessions(report, street, clock):
    """A session survives the daylight saving change and expires after its days; setting the clock back does not extend
    it."""
    clock.set(paris("2026-03-28T12:00"))
    member = Visitor(street).sign_in(*BAKER)
    cookies = dict(member.cookies)
    states = []
    for place in ("2026-03-28T12:01", "2026-03-29T01:59", "2026-03-29T03:00", "2026-03-28T11:00", "2026-03-29T12:00", "2027-06-01T12:00"):
        clock.set(paris(place))
        member.cookies = dict(cookies)
        states.append(member.get("/accueil").status)
    report.check(states == [200] * 5 + [303], f"the home page of a member got {states}")
    report.say(f"a session over the daylight saving change, an hour back, and a year later: {states}")


def hours(report, street, clock, storage):
    """A shop open on Sundays from 1:30 to 3:30 at night, before, during and after the missing hour and the repeated
    one."""
    clock.set(paris("2026-03-28T12:00"))
    president = Visitor(street).sign_in(*PRESIDENT)
    shop = codes(storage)[0].lower()
    form = next(form for form in president.get(f"/boutiques/{shop}/modifier").tree.forms if form["action"].endswith("/modifier"))
    fields = {field["name"]: field["value"] for field in form["fields"]
              if field["kind"] != "button" and not re.match("hours-|closure-", field["name"])}
    page = president.post(form["action"], {**fields, "hours-7-1-from": "01:30", "hours-7-1-to": "03:30"})
    report.check(page.status == 303, f"the hours were not taken: {page.status}")
    seen = []
    for moment, wanted in ((paris("2026-03-29T01:15"), "closed"), (paris("2026-03-29T01:59"), "open"),
                           (paris("2026-03-29T03:01"), "open"), (paris("2026-03-29T03:31"), "closed"),
                           (paris("2026-10-25T01:15"), "closed"), (paris("2026-10-25T02:30"), "open"),
                           (paris("2026-10-25T02:30").replace(fold=1), "open"), (paris("2026-10-25T03:31"), "closed")):
        clock.set(moment)
        # Signed in, because those pages are not cached.
        president = Visitor(street).sign_in(*PRESIDENT)
        page = president.get(f"/boutiques/{shop}")
        if page.status in (301, 308):
            page = president.get(page.fields["location"])
        found = re.search(r'class="status (open|closed)', page.text)
        seen.append(found and found[1])
        report.check(seen[-1] == wanted, f"at {moment:%Y-%m-%d %H:%M %Z} the shop is {seen[-1]} instead of {wanted}")
    report.say(f"a shop open from 1:30 to 3:30 on both nights: {seen}")


if __name__ == "__main__":
    main()
