"""Chaland as one of the servers of a bench, with the requests of each work."""

import pathlib
import shutil
import tempfile

from feelings import feeling
from served import ROOT, Site, fill
from wire import get

CSS = (ROOT / "Public/chaland.css").read_bytes()
PAGES = range(1, 41)
# More visitors than a server answers in 30 s, the time in which an equal tap counts as the same one.
VISITORS = 131_072


class Chaland:
    """Started for each measurement on a fresh copy of demo data with 2,000 shops, so that measurements do not affect
    each other. The peers do the same."""

    name = "chaland"

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="chaland-bench-"))
        self.fill()
        site = self.serve(self.filled)
        cookie = site.session()
        codes = site.column("SELECT code FROM shop ORDER BY id")
        self.stop()
        self.works = {
            "plaintext": ([get("/up")], 200, 3),
            "style sheet": ([get("/public/chaland.css")], 200, len(CSS)),
            "style sheet, gzip": ([get("/public/chaland.css", accept_encoding="gzip")], 200, 3_000),
            "directory, cached page": ([get(f"/boutiques?page={n}") for n in PAGES], 200, 10_000),
            "directory, member": ([get(f"/boutiques?page={n}", cookie=cookie) for n in PAGES], 200, 10_000),
            "feedback": ([feeling(codes, n) for n in range(VISITORS)], 303, 0),
        }
        self.codes, self.cookie = codes, cookie

    def fill(self, **street):
        """Replaces the demo data that each start copies."""
        self.filled = self.folder / "filled"
        shutil.rmtree(self.filled, ignore_errors=True)
        fill(self.filled, **street)

    def start(self, under=(), **options):
        storage = self.folder / "street"
        shutil.rmtree(storage, ignore_errors=True)
        shutil.copytree(self.filled, storage)
        return self.serve(storage, under, **options)

    def serve(self, storage, under=(), **options):
        self.site = Site(storage, under, **options)
        self.process, self.port = self.site.process, self.site.port
        return self.site

    def stop(self):
        self.site.stop()

    def rows(self):
        return self.site.column("SELECT count(*) FROM encounter")[0]

    def held(self):
        return self.site.column("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL")[0]

    def remove(self):
        shutil.rmtree(self.folder)
