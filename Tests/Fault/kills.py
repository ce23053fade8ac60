#!/usr/bin/env python3
"""SIGKILL at random moments while eight clients write: feelings, encounters noted at the counter, reviews, comments.

Every acknowledged write is stored exactly once, every other one at most once; the database is intact, its totals equal
a recount, and the next start answers within a second.
"""

import hashlib
import http.client
import itertools
import random
import re
import secrets
import signal
import threading
import time

from fault import BAKER, Report, Visitor, arguments, codes, ended, is_consistent, rows, small_storage, started, tell

KEY = re.compile("[0-9a-f]{32}")


class Writers:
    """Eight clients that mark every write, until the program is killed."""

    def __init__(self, storage):
        self.shops = codes(storage)
        self.project = rows(storage, "SELECT public_id FROM project LIMIT 1")[0][0]
        self.own = rows(storage, "SELECT code FROM shop JOIN office ON shop_id = shop.id JOIN member"
                                 " ON member_id = member.id WHERE member.email = ?", BAKER[0])[0][0]
        self.numbers, self.lock = itertools.count(), threading.Lock()
        self.tried, self.answered, self.unexpected = set(), set(), []
        self.cookies = None

    def write_until_killed(self, street):
        """Starts them; their threads end with the program."""
        if self.cookies is None:
            self.cookies = Visitor(street).sign_in(*BAKER).cookies
        threads = [threading.Thread(target=self._write, args=(street, place)) for place in range(8)]
        for thread in threads:
            thread.start()
        return threads

    def _write(self, street, place):
        person = Visitor(street)
        person.cookies = dict(self.cookies)
        while True:
            try:
                kind = ["feeling", "encounter", "review", "comment"][place % 4]
                getattr(self, kind)(person, f"{kind} {next(self.numbers)}.")
            except (OSError, http.client.HTTPException):
                return

    def _record(self, mark, page):
        with self.lock:
            if page.status == 303:
                self.answered.add(mark)
            else:
                self.unexpected.append(f"{mark} {page.status}")

    def _try(self, mark):
        with self.lock:
            self.tried.add(mark)

    def feeling(self, person, mark):
        # The words are one write of their own: one mark, one write.
        self._try(mark)
        self._record(mark, tell(person, random.choice(self.shops), mark))

    def encounter(self, person, _):
        # The mark is the key of the note, of which the database holds the hash.
        key = secrets.token_hex(16)
        self._try(key)
        page = person.post(f"/comptoir/{self.own.lower()}", {"purchased": "yes", "key": key})
        # After many kills the day has as many notes as it counts.
        if page.status != 429:
            self._record(key, page)

    def review(self, person, mark):
        visit = person.post(f"/b/{random.choice(self.shops)}", {"feeling": "5"})
        self._try(mark)
        self._record(mark, person.post(visit.fields["location"], {
            "feeling": "5", "note": mark, "publish": "1", "pseudonym": "Ana", "email": "ana@example.org"}))

    def comment(self, person, mark):
        self._try(mark)
        self._record(mark, person.post(f"/projets/{self.project}/commentaires", {"text": mark}))

    def stored(self, storage):
        """The marks in the database, with duplicates."""
        texts = rows(storage, "SELECT note FROM encounter WHERE note LIKE 'feeling %.'"
                              " UNION ALL SELECT text FROM review WHERE text LIKE 'review %.'"
                              " UNION ALL SELECT text FROM project_comment WHERE text LIKE 'comment %.'")
        keys = {hashlib.sha256(mark.encode()).digest(): mark for mark in self.tried if KEY.fullmatch(mark)}
        noted = rows(storage, "SELECT key_hash FROM received_key JOIN encounter ON encounter.id = encounter_id"
                              " WHERE source = 'salesperson'")
        return [text for (text,) in texts] + [keys[key] for (key,) in noted if key in keys]


def first_answer(storage):
    """Starts the program; returns it and the seconds to its first response."""
    begun = time.monotonic()
    street = started(storage)
    assert Visitor(street).get("/boutiques").status == 200
    return street, time.monotonic() - begun


def main():
    chosen = arguments(__doc__, kills=(200, 10, "how often"))
    report, starts, noted = Report(), [], 0
    with small_storage() as storage:
        writers = Writers(storage)
        for number in range(1, int(chosen.kills) + 1):
            street, seconds = first_answer(storage)
            starts.append(seconds)
            threads = writers.write_until_killed(street)
            time.sleep(random.uniform(0.02, 0.5))
            street.process.send_signal(signal.SIGKILL)
            street.process.wait()
            for thread in threads:
                thread.join()
            if number % 25 == 0:
                report.say(f"{number} kills, {len(writers.answered)} writes answered")
        street, seconds = first_answer(storage)
        starts.append(seconds)
        try:
            stored = writers.stored(storage)
            report.check(not writers.unexpected, f"unexpected responses: {writers.unexpected[:5]}")
            report.check(len(stored) == len(set(stored)), f"{len(stored) - len(set(stored))} writes are stored twice")
            lost = writers.answered - set(stored)
            report.check(not lost, f"{len(lost)} answered writes are lost: {sorted(lost)[:5]}")
            report.check(set(stored) <= writers.tried, "writes that were never sent")
            kinds = {"note" if KEY.fullmatch(mark) else mark.split()[0] for mark in writers.answered}
            report.check(kinds == {"feeling", "review", "comment", "note"}, f"only {kinds} were answered")
            is_consistent(report, storage, "after the kills")
            noted = len(set(stored) - writers.answered)
        finally:
            report.check(ended(street.process) == 0, "the last stop was not clean")
    slowest = max(starts)
    report.say(f"{int(chosen.kills)} kills: {len(writers.answered)} answered writes stored once, and {noted} unanswered ones; "
                f"starts {min(starts):.2f} to {slowest:.2f} s to the first page")
    if not chosen.quick:
        report.check(slowest <= 1, f"a start took {slowest:.2f} s")
    report.end()


if __name__ == "__main__":
    main()
