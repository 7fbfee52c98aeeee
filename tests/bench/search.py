"""Print how well and how fast the archive is searched, beside other engines.

Run `python -m tests.bench.search --data FOLDER --indexes FOLDER`. The archive must have been filled
(`tests.bench.fill`) and indexed (`manage.py reindex`). Nothing of this is timed in CI.
"""

import argparse
from pathlib import Path
from time import perf_counter

from tests.bench import archived, peers
from tests.bench.measuring import Figures, columns, folder_size, processor, ratio, shown
from tests.bench.opening import add_archive, open_archive, say
from tests.bench.queries import Sample, queries, substrings

# Cold first: it needs a server that does not run yet. Readers last: what they see written stays.
PARTS = ("cold", "equality", "times", "pages", "room", "ingest", "readers")
LARGE = 500_000
# What is wanted at p95 (of the whole page at the median) in ms, at 100k and at 1M, and how many
# times tantivy's figure on pairs at most.
TARGETS: dict[str, tuple[float | None, float | None, float | None]] = {
    "first page": (15, 25, 1.5),
    "count": (10, None, 1.0),
    "facets": (20, 60, 1.5),
    "officials": (40, 60, 0.6),
    "relevance": (25, 40, None),
}
PAGE_TARGETS = (60, 90)
UNITS = ("meeting", "directive")
SUBSTRINGS_BELOW = 20_000
COLD = 12


def main() -> None:
    """Run the parts that are asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indexes", type=Path, help="where the other engines keep theirs")
    parser.add_argument("--engines", nargs="+", choices=peers.ENGINES, default=peers.ENGINES)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--substrings", type=int, help="default: 1000 below 20,000 meetings")
    parser.add_argument("--busy", action="store_true", help="take processor time, not waiting time")
    parser.add_argument("--units", nargs="+", choices=UNITS, default=UNITS)
    parser.add_argument("--what", nargs="+", choices=list(TARGETS), default=list(TARGETS))
    parser.add_argument("--workers", type=int, default=2, help="processes that scan")
    add_archive(parser)
    options = parser.parse_args()
    open_archive(options.data)
    run = Run(options)
    for name in PARTS:
        if name in options.parts:
            say(f"\n== {name}")
            getattr(run, name)()


class Run:
    """One run over one archive; each part prints what it finds."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.sample = Sample()
        if "cold" in options.parts:
            self.cold_server = archived.make_cold()
        self.meetings, self.sample.official = archived.state()
        self.asked = queries(self.sample)
        say(f"{self.meetings} meetings, {len(self.asked)} queries")

    def cold(self) -> None:
        """What the first readers wait for after a restart."""
        from tests.bench.crowd import cold

        say(self.cold_server)
        for query, spent in cold(self.asked[:: len(self.asked) // COLD]):
            say(f"  {spent:8.1f} ms  {query}")

    def equality(self) -> None:
        """Ids and unmarked counts against the plain scan."""
        from tests.bench.equality import compare_all

        number = self.options.substrings
        if number is None:
            number = 1000 if self.meetings < SUBSTRINGS_BELOW else 0
        cuts = substrings(self.sample, number)
        compare_all(self.asked, cuts, self.options.data, say, self.options.workers)

    def times(self) -> None:
        """First page, count, facets, officials and relevance beside the other engines."""
        busy = self.options.busy
        wanted = self.options.what
        own = [archived.measure(u, self.asked, wanted, busy=busy) for u in self.options.units]
        others = self._others()
        for what in wanted:
            for figures in own:
                self._classes(figures, what)
        for figures in own:
            say(f"\n{figures.name}: {len(figures.stopped)} stopped by the time limit")
            for name in figures.stopped:
                say(f"  {name}")
        kind = "processor time" if busy else "waiting time, best of three"
        say(f"\nMeetings, all classes, ms of {kind}; the engines' p95 and how many times that")
        for line in columns(*comparison(own[0], others, self.meetings)):
            say(line)
        for figures in own[1:]:
            found = ", ".join(f"{what} {shown(figures.at(what, 95))}" for what in wanted)
            say(f"{figures.name}, p95 in ms: {found}")

    def _others(self) -> list[Figures]:
        if self.options.indexes is None:
            return []
        found = []
        clock = processor() if self.options.busy else perf_counter
        for peer in peers.peers(self.options.indexes, self.options.engines):
            if not peer.folder.exists():
                say(f"{peer.name}: built in {peers.built(peer):.0f} s")
            peer.open()
            say(f"{peer.name}: {folder_size(peer.folder) / 1e6:.0f} MB")
            found.append(peers.measure(peer, self.asked, clock))
        return found

    def _classes(self, figures: Figures, what: str) -> None:
        say(f"\n{figures.name}, {what}")
        for line in columns(("class", "p50", "p95", "slowest"), figures.lines(what)):
            say("  " + line)

    def pages(self) -> None:
        """The processor time of whole pages."""
        from tests.bench.costs import PAGE_PARTS, whole_pages

        wanted = PAGE_TARGETS[self.meetings > LARGE]
        for unit in self.options.units:
            figures = whole_pages(unit, self.asked)
            rows = [
                (what, *(shown(figures.at(what, percent)) for percent in (50, 95)))
                for what in PAGE_PARTS
            ]
            for line in columns((f"{unit} page, ms (CPU ≤ {wanted})", "median", "p95"), rows):
                say(line)

    def room(self) -> None:
        """Sizes, memory and the time that columns and postings take."""
        from tests.bench.costs import loading, room, sealing

        size, loaded = room(), loading(self.options.data)
        say(
            f"texts {size.texts / 1e6:.0f} MB, indexes {size.indexes / 1e6:.0f} MB, postings "
            f"{size.postings / 1e6:.0f} MB: index ÷ text {size.ratio:.2f}"
        )
        say(
            f"columns read in {loaded.seconds:.2f} s; the process has {loaded.after:.0f} MB, "
            f"{loaded.after - loaded.before:+.0f} MB"
        )
        sealed, seconds = sealing()
        say(f"postings of {sealed} segments built in {seconds:.1f} s")

    def ingest(self) -> None:
        """What an article costs to ingest."""
        from tests.bench.costs import ingesting

        for name, spent in ingesting().items():
            say(f"{name}: {spent:.1f} ms of processor time an article")

    def readers(self) -> None:
        """Eight readers, alone and beside a writer."""
        from tests.bench.crowd import crowd

        for line in crowd(self.asked, self.options.data, first=self.meetings).lines():
            say(line)


def comparison(
    own: Figures, others: list[Figures], meetings: int
) -> tuple[list[str], list[list[str]]]:
    """Head and lines of the table: p50, p95, what is wanted, and each engine with its ratio."""
    head = ["", "p50", "p95", "wanted", "times"]
    for other in others:
        head += [other.name, "×"]
    rows = []
    for what, (small, large, times) in TARGETS.items():
        if not own.all_of(what):
            continue
        wanted = large if meetings > LARGE else small
        row = [what, shown(own.at(what, 50)), shown(own.at(what, 95))]
        row += [f"≤ {wanted}" if wanted else "–"]
        row += [f"≤ {times}×" if times and meetings > LARGE else "–"]
        for other in others:
            spent = other.at(what, 95) if other.all_of(what) else 0.0
            row += [shown(spent) if spent else "–", ratio(own.at(what, 95), spent)]
        rows.append(row)
    return head, rows


if __name__ == "__main__":
    main()
