"""The same meetings and queries in other engines, on pairs of characters: what to compare with.

Run `python -m tests.bench.peers --data FOLDER --indexes FOLDER`. tantivy is no dependency of the
archive: `pip install tantivy==0.27.0`. SQLite FTS5 comes with Python.
"""

import argparse
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from tests.bench.measuring import Clock, Figures, columns, folder_size, shown
from tests.bench.opening import add_archive, open_archive, say
from tests.bench.queries import Asked, Sample, queries

PAGE = 20
MOST_OFFICIALS = 20
MOST_CITIES = 5_000
FACETS = ("city", "year", "organ", "kind")
ROLES = ("", "chair")
MEASURED = ("first page", "count", "facets", "officials")
ENGINES = ("tantivy", "sqlite")


class Peer(Protocol):
    """What the bench asks of an engine."""

    name: str
    folder: Path

    def build(self) -> None:
        """Index every meeting of the archive."""

    def open(self) -> None:
        """Make ready to be asked."""

    def page(self, asked: Asked) -> list[int]:
        """The first ids by date, newest first."""

    def count(self, asked: Asked) -> int:
        """How many answer."""

    def facets(self, asked: Asked) -> dict[str, dict[Any, int]]:
        """How many of each city, year, organ and kind; each facet without its own choice."""

    def officials(self, asked: Asked, role: str) -> dict[int, int]:
        """The officials with most meetings, in any role or one."""


def main() -> None:
    """Build what is not there, and print the times by class."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indexes", type=Path, required=True, help="where the engines keep theirs")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--rebuild", action="store_true")
    add_archive(parser)
    options = parser.parse_args()
    open_archive(options.data)
    asked = queries(Sample())
    for peer in peers(options.indexes, options.engines):
        if options.rebuild or not peer.folder.exists():
            say(f"{peer.name}: built in {built(peer):.1f} s")
        peer.open()
        say(f"{peer.name}: {folder_size(peer.folder) / 1e6:.0f} MB")
        tell(measure(peer, asked))


def peers(folder: Path, engines: Iterable[str] = ENGINES) -> list[Peer]:
    """The engines, tantivy in two ways on one index."""
    found: list[Peer] = []
    if "tantivy" in engines:
        from tests.bench.tantivy_peer import Tantivy

        found += [Tantivy(folder / "tantivy", exact=exact) for exact in (False, True)]
    if "sqlite" in engines:
        from tests.bench.sqlite_peer import Sqlite

        found.append(Sqlite(folder / "sqlite"))
    return found


def built(peer: Peer) -> float:
    """Seconds that the building of an index takes."""
    started = perf_counter()
    peer.build()
    return perf_counter() - started


def without(asked: Asked, facet: str) -> Asked:
    """The query without what was chosen in a facet."""
    left = tuple((name, value) for name, value in asked.chosen if name != facet)
    return Asked(asked.group, asked.tree, left)


def measure(peer: Peer, asked: Iterable[Asked], clock: Clock = perf_counter) -> Figures:
    """Times of all that is measured, by class of query."""
    figures = Figures(peer.name, clock=clock)
    for one in asked:
        figures.take("first page", one.group, partial(peer.page, one))
        figures.take("count", one.group, partial(peer.count, one))
        figures.take("facets", one.group, partial(peer.facets, one))
        for role in ROLES:
            figures.take("officials", one.group, partial(peer.officials, one, role))
    return figures


def tell(figures: Figures) -> None:
    """Print p50, p95 and the slowest of each class."""
    for what in MEASURED:
        p50, p95 = (shown(figures.at(what, percent)) for percent in (50, 95))
        say(f"\n{figures.name}, {what}: p50 {p50} ms, p95 {p95} ms")
        for line in columns(("class", "p50", "p95", "slowest"), figures.lines(what)):
            say("  " + line)


if __name__ == "__main__":
    main()
