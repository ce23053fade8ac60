"""Resident memory while a million requests of every kind are answered: small, and the same at the end as half-way
through."""

from load import Load
from chaland import Chaland
from processes import memory
from report import heading, note, row, verdict

HALF, ALL = 500_000, 1_000_000
# Of the process’s own memory: the program file is shared by all processes that run it (docs/decisions/0026).
TARGET_MB, FLAT_MB = 30, 2


def run():
    heading("Resident memory, one event loop per core", "requests answered", "MB", "of which anonymous", "target", "")
    chaland = Chaland()
    chaland.start(loops=None)
    try:
        cookie = chaland.site.session().encode()
        load = Load(mixture(chaland, cookie), status=0)
        done, figures = 0, {}
        for step in (0, 10_000, HALF, ALL):
            while done < step:
                done += load.drive(chaland.port, 5 if step > 10_000 else 1)["requests"]
            mb, anonymous = (memory(chaland.process.pid, field) / 1024 for field in ("Rss", "Anonymous"))
            figures[step] = mb
            note("memory", requests=done, mb=mb, anonymous=anonymous)
            target = TARGET_MB if step == ALL else None
            row(f"{done:,}", f"{mb:.1f}", f"{anonymous:.1f}", target or "",
                verdict("anonymous MB after a million", anonymous, target))
        grown = figures[ALL] - figures[HALF]
        row("the second half", f"+{grown:.1f}", "", FLAT_MB, verdict("MB more in the second half", grown, FLAT_MB))
    finally:
        chaland.stop()
        chaland.remove()


def mixture(chaland, cookie):
    """A hundred thousand requests: 98,000 cheap ones, 1,000 pages of a member, 1,000 feelings.

    Feelings vary enough that a million requests reach no limit of a shop or a network address."""
    def some(work, thousands):
        requests = chaland.works[work][0]
        return [requests[n % len(requests)] for n in range(thousands * 1_000)]

    member = [request.replace(chaland.cookie.encode(), cookie) for request in some("directory, member", 1)]
    mixed = [*some("plaintext", 40), *some("style sheet", 8), *some("style sheet, gzip", 20),
             *some("directory, cached page", 30), *member, *some("feedback", 1)]
    # Shuffled deterministically: 7 and 100,000 are coprime.
    return [mixed[n * 7 % len(mixed)] for n in range(len(mixed))]
