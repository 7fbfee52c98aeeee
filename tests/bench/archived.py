"""What the harness asks of the archive at hand: its size, its state, the times of its search."""

from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bench.measuring import Figures, milliseconds, processor
from tests.bench.peers import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.queries import Asked

STATE = "SELECT (bases->>'official')::bigint FROM bench_fill"
# An archive filled by the real ingest: its officials have other numbers than the corpus's.
INGESTED = "SELECT coalesce(min(id), 1) - 1 FROM meetings_official"


def state() -> tuple[int, int]:
    """How many meetings are searched, and the id before the first official of the corpus."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meetings_meetingtext")
        meetings = int(cursor.fetchone()[0])
        cursor.execute("SELECT to_regclass('bench_fill')")
        cursor.execute(STATE if cursor.fetchone()[0] else INGESTED)
        return meetings, int(cursor.fetchone()[0])


def make_cold() -> str:
    """Empty the system's cache before the server starts; says what could be done."""
    from django.conf import settings

    from archive.postgres.lifecycle import embedded
    from tests.bench.crowd import drop_caches

    database = settings.DATABASES["default"]
    if database["ENGINE"] != "archive.postgres":
        return "Not the embedded server: its caches are as they were."
    running = embedded(Path(database["DATA"])).status().running
    server = "The server was running already" if running else "The server starts now"
    return f"{server}; the system's cache {'was' if drop_caches() else 'could not be'} emptied."


def measure(
    unit: str, asked: "Sequence[Asked]", wanted: "Sequence[str]", *, busy: bool = False
) -> Figures:
    """Times of one unit, nothing being known of earlier answers."""
    from tests.bench.adapter import Own
    from tests.bench.costs import backend

    own = Own(unit)
    figures = Figures(own.name, clock=processor(backend()) if busy else perf_counter)
    for one in asked:
        calls: list[tuple[str, Callable[[], object]]] = [
            ("first page", partial(own.page, one)),
            ("count", partial(own.count, one)),
            ("facets", partial(own.facets, one)),
            ("relevance", partial(own.page, one, "relevance")),
            *(("officials", partial(own.officials, one, role)) for role in ROLES),
        ]
        for what, call in calls:
            if what not in wanted:
                continue
            figures.keep(what, one.group, _in_time(call, figures, f"{what}: {one}"))
    return figures


def _in_time(call: "Callable[[], object]", figures: Figures, name: str) -> float:
    """Milliseconds of a call; one that the archive stops takes as long as it may."""
    from django.conf import settings

    from meetings.index import TooSlow
    from tests.bench.adapter import forget_answers

    try:
        return milliseconds(call, before=forget_answers, clock=figures.clock)
    except TooSlow:
        figures.stopped.append(name)
        return float(settings.SEARCH_TIMEOUT)
