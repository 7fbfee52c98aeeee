"""Work in a connection of its own, as another process would."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from django.db import connection

_Done = TypeVar("_Done")
POOL = ThreadPoolExecutor(4)


def begun(work: Callable[[], _Done]) -> "Future[_Done]":
    """Begin work in a connection that is closed when it is done."""

    def task() -> _Done:
        try:
            return work()
        finally:
            connection.close()

    return POOL.submit(task)


def elsewhere(work: Callable[[], _Done]) -> _Done:
    """Do work in another connection, and wait until it is done."""
    return begun(work).result(60)


def is_waiting(number: int = 1) -> bool:
    """Whether so many connections to this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0] >= number)


def until_it_waits(work: "Future[_Done]") -> None:
    """Go on once work waits for a lock, or is done."""
    while not work.done() and not is_waiting():
        with suppress(TimeoutError):
            work.exception(0.01)
