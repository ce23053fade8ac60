"""Resident memory while a million requests of every kind are answered: small, and the same at the end as half-way."""

from load import Load
from ours import Ours
from processes import memory
from report import heading, note, row, verdict

HALF, ALL = 500_000, 1_000_000
BAR_MB, FLAT_MB = 40, 1


def run():
    heading("Resident memory, as many loops as cores", "requests answered", "MB", "of which anonymous", "bar", "")
    ours = Ours()
    ours.start(loops=None)
    try:
        cookie = ours.site.session().encode()
        load = Load(mixture(ours, cookie), status=0)
        done, told = 0, {}
        for step in (0, 10_000, HALF, ALL):
            while done < step:
                done += load.drive(ours.port, 5 if step > 10_000 else 1)["requests"]
            mb, anonymous = (memory(ours.process.pid, field) / 1024 for field in ("Rss", "Anonymous"))
            told[step] = mb
            note("memory", requests=done, mb=mb, anonymous=anonymous)
            bar = BAR_MB if step == ALL else None
            row(f"{done:,}", f"{mb:.1f}", f"{anonymous:.1f}", bar or "", verdict("MB after a million", mb, bar))
        grown = told[ALL] - told[HALF]
        row("the second half", f"+{grown:.1f}", "", FLAT_MB, verdict("MB more in the second half", grown, FLAT_MB))
    finally:
        ours.stop()
        ours.remove()


def mixture(ours, cookie):
    """Of a hundred thousand requests: 98,000 that are cheap, 1,000 pages of a member, 1,000 feelings.

    So many different feelings that a million requests bring none to the limits of a shop or of an address."""
    def some(work, thousands):
        requests = ours.works[work][0]
        return [requests[n % len(requests)] for n in range(thousands * 1_000)]

    member = [request.replace(ours.cookie.encode(), cookie) for request in some("directory, member", 1)]
    mixed = [*some("plaintext", 40), *some("style sheet", 8), *some("style sheet, gzip", 20),
             *some("directory, kept page", 30), *member, *some("feedback", 1)]
    # Mixed up the same way each time: 7 and a hundred thousand have no common divisor.
    return [mixed[n * 7 % len(mixed)] for n in range(len(mixed))]
