"""Take many files or stored articles in turn: one fault never stops the rest."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DataError, IntegrityError

from meetings import index
from meetings.extraction import VERSION
from meetings.ingest import cities
from meetings.ingest.readers import Unreadable, find_files, read, shown
from meetings.ingest.store import Outcome, Stored, reextract, store
from meetings.models import Article, City

Watch = Callable[[str], None]


@dataclass
class Tally:
    """How many articles came to each outcome, what changed by `row.field`, and the faults."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    faults: list[Unreadable] = field(default_factory=list)

    def note(self, stored: Stored) -> None:
        """Count one article."""
        self.outcomes[stored.outcome] += 1
        if stored.outcome is not Outcome.ADDED:
            self.changes += stored.changes


def ingest_all(paths: Iterable[Path | Unreadable], watch: Watch = lambda _: None) -> Tally:
    """Store each file. `watch` is called with the name of each when it is done."""
    _ready()
    tally = Tally()
    for path in paths:
        try:
            tally.note(_ingest(path))
        except Unreadable as fault:
            tally.faults.append(fault)
        watch(path.name if isinstance(path, Unreadable) else shown(path))
    index.settle()
    return tally


def find_all(paths: Iterable[Path]) -> list[Path | Unreadable]:
    """All files that the paths name, faults in their place."""
    return list(find_files(paths))


def reextract_all(hashes: Iterable[str], watch: Watch = lambda _: None) -> Tally:
    """Run the current extractor over stored articles, by SHA-256."""
    _ready()
    tally = Tally()
    for sha256 in hashes:
        tally.note(reextract(sha256))
        watch(sha256[:12])
    index.settle()
    return tally


def hashes(prefixes: Iterable[str] = (), *, every: bool = False) -> list[str]:
    """The articles meant: all, or those named by their hash's beginning, else the outdated ones.

    Raises ValueError naming a beginning that fits no article, or several.
    """
    stored = Article.objects.order_by("pk").values_list("sha256", flat=True)
    if every:
        return list(stored)
    if named := list(prefixes):
        return [_one(prefix) for prefix in named]
    return list(stored.filter(by_hand=False).exclude(extractor=VERSION))


def _ready() -> None:
    """Without cities no meeting would have one."""
    if not City.objects.exists():
        cities.fill()


def _one(prefix: str) -> str:
    found = Article.objects.filter(sha256__startswith=prefix.lower())[:2]
    if len(found) == 1:
        return found[0].sha256
    msg = f"{prefix}: {'several articles begin' if found else 'no article begins'} with this hash."
    raise ValueError(msg)


def _ingest(path: Path | Unreadable) -> Stored:
    if isinstance(path, Unreadable):
        raise path
    try:
        return store(read(path))
    except (DataError, IntegrityError) as fault:
        reason = f"cannot be stored ({str(fault).splitlines()[0]}): please report this text."
        raise Unreadable(shown(path), reason) from fault
