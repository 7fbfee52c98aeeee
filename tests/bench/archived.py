"""What the harness asks of the archive at hand: its size, its state, the times of its search."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measuring import Figures, milliseconds
from tests.bench.peers import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.queries import Asked

STATE = "SELECT (bases->>'official')::bigint FROM bench_fill"


def state() -> tuple[int, int]:
    """How many meetings are searched, and the id before the first official of the corpus."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meetings_meetingtext")
        meetings = int(cursor.fetchone()[0])
        cursor.execute(STATE)
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


def measure(unit: str, asked: "Sequence[Asked]") -> Figures:
    """Times of one unit; before each call nothing is known of earlier answers."""
    from tests.bench.adapter import Own, forget_answers

    own = Own(unit)
    figures = Figures(own.name)
    for one in asked:
        own.page(one)
        calls: list[tuple[str, Callable[[], object]]] = [
            ("first page", partial(own.page, one)),
            ("count", partial(own.count, one)),
            ("facets", partial(own.facets, one)),
            ("relevance", partial(own.page, one, "relevance")),
            *(("officials", partial(own.officials, one, role)) for role in ROLES),
        ]
        for what, call in calls:
            figures.keep(what, one.group, milliseconds(call, before=forget_answers))
    return figures
