"""Ask the database about texts: by the index of pairs, or row by row for few rows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from meetings.index import reading
from meetings.index.columns import Ints
from meetings.index.units import Unit
from meetings.search.query import Near, Words

# Bitmaps of millions of rows stay exact in this much memory; the planner has no choice to make.
PLAN = (
    "SELECT set_config('statement_timeout', %s, true), set_config('work_mem', '64MB', true), "
    "set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"
)


class TooSlow(Exception):  # noqa: N818  # nothing is in error
    """A question took longer than the public limit; nothing is wrong with the archive."""


@contextmanager
def limited() -> Iterator[Any]:
    """A cursor whose statements may take no longer than `SEARCH_TIMEOUT` ms. Raises TooSlow."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(PLAN, [str(settings.SEARCH_TIMEOUT)])
            yield cursor
    except OperationalError as fault:
        if isinstance(fault.__cause__, QueryCanceled):
            raise TooSlow from fault
        raise


def by_terms(unit: Unit, tsquery: str) -> Ints:
    """The ids of live rows whose lexemes satisfy a condition."""
    sql = (
        f"SELECT string_agg(int8send({unit.key}), '') FROM {unit.table} "  # noqa: S608  # a closed list
        f"WHERE {unit.terms} @@ %s::tsquery AND live"
    )
    with limited() as cursor:
        cursor.execute(sql, [tsquery])
        return reading.to_ids(cursor.fetchone()[0])


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
    with limited() as cursor:
        cursor.execute(sql, [ids.tolist(), value])
        return reading.to_ids(cursor.fetchone()[0])


def near_pattern(leaf: Near) -> str:
    """Either string, few characters of the same run of text, the other."""
    gap = rf"[^\n]{{0,{leaf.within}}}"
    a, b = (re.sub(r"(\W)", r"\\\1", word, flags=re.ASCII) for word in (leaf.first, leaf.second))
    return f"{a}{gap}{b}|{b}{gap}{a}"
