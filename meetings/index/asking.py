"""Ask the database about texts: by the index of pairs, or row by row for few rows."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable, QueryCanceled

from meetings.index import reading
from meetings.index.arrays import Ints
from meetings.index.units import Unit
from meetings.search.query import Near, Words

# Bitmaps of millions of rows stay exact in this much memory; the planner has no choice to make.
PLAN = (
    "SELECT set_config('statement_timeout', %s, true), set_config('work_mem', '64MB', true), "
    "set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"
)
WAIT = "SELECT set_config('lock_timeout', %s, true)"
STOPPED = (QueryCanceled, LockNotAvailable)


class TooSlow(Exception):  # noqa: N818  # nothing is in error
    """A question took longer than the public limit; nothing is wrong with the archive."""


def limited(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a question answers that may take no longer than `SEARCH_TIMEOUT` ms. Raises TooSlow.

    Limit and question are sent as one message, so they are one transaction where none is open;
    in an open one the limit is taken back with a savepoint.
    """
    with _stopped(), _taken_back(), connection.cursor() as cursor:
        cursor.execute(f"{PLAN}; {sql}", [str(settings.SEARCH_TIMEOUT), *values])
        cursor.nextset()
        return list(cursor.fetchall())


@contextmanager
def _taken_back() -> Iterator[None]:
    if not connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def unlocked() -> Iterator[None]:
    """Statements that wait no longer for a lock than a question may take. Raises TooSlow."""
    with _stopped(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(WAIT, [str(settings.SEARCH_TIMEOUT)])
        yield


@contextmanager
def _stopped() -> Iterator[None]:
    try:
        yield
    except (OperationalError, *STOPPED) as fault:  # a COPY raises what psycopg raises
        if isinstance(fault, STOPPED) or isinstance(fault.__cause__, STOPPED):
            raise TooSlow from fault
        raise


def by_terms(unit: Unit, tsquery: str) -> Ints:
    """The ids of live rows whose lexemes satisfy a condition."""
    sql = (
        f"SELECT string_agg(int8send({unit.key}), '') FROM {unit.table} "  # noqa: S608  # a closed list
        f"WHERE {unit.terms} @@ %s::tsquery AND live"
    )
    return reading.to_ids(limited(sql, [tsquery])[0][0])


def which_hold(unit: Unit, ids: Ints, leaf: Words | Near) -> Ints:
    """Those of these ids whose text holds a string, or two near each other."""
    if isinstance(leaf, Near):
        holds, value = "text ~ %s", near_pattern(leaf)
    else:
        holds, value = "strpos(text, %s) > 0", leaf.text
    sql = (
        f"SELECT string_agg(int8send({unit.key}), '') FROM {unit.table} "  # noqa: S608  # a closed list
        f"WHERE {unit.key} = ANY(%s) AND {holds}"
    )
    return reading.to_ids(limited(sql, [ids.tolist(), value])[0][0])


def near_pattern(leaf: Near) -> str:
    """Either string, few characters of the same run of text, the other."""
    gap = rf"[^\n]{{0,{leaf.within}}}"
    a, b = (re.sub(r"(\W)", r"\\\1", word, flags=re.ASCII) for word in (leaf.first, leaf.second))
    return f"{a}{gap}{b}|{b}{gap}{a}"
