"""Fill an archive with reports of the corpus: `python -m tests.bench.fill 100000 --data FOLDER`."""

import argparse
import json
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import cache
from itertools import islice, pairwise
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction

from tests.bench.bulk import drop_indexes, dropped, restore_index, settle
from tests.bench.cast import everybody, towns
from tests.bench.corpus import articles
from tests.bench.opening import add_archive, open_archive, say
from tests.bench.rendering import COLUMNS, Bases, rendered

CHUNK = 5_000
FEW = 5_000  # so few reports do not earn the dropping of indexes
STATE = """
CREATE TABLE IF NOT EXISTS bench_fill (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), seed bigint NOT NULL, done bigint NOT NULL,
    bases jsonb NOT NULL)
"""


def main() -> None:
    """Fill, and tell how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="how many reports the archive shall have")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that write the texts")
    parser.add_argument("--ingest", action="store_true", help="by the real ingest, one by one")
    add_archive(parser)
    options = parser.parse_args()
    open_archive(options.data)
    started = perf_counter()
    prepare()
    if options.ingest:
        ingest(options.count, options.seed)
    else:
        fill(options.count, options.seed, workers=options.workers)
    say(f"{options.count} reports in {perf_counter() - started:.1f} s.")


def prepare() -> None:
    """Tables and cities, where they are not there yet."""
    from django.core.management import call_command

    from meetings.ingest import cities

    call_command("migrate", interactive=False, verbosity=0)
    cities.fill()


def ingest(count: int, seed: int = 1) -> None:
    """Store reports as the archive stores any article."""
    from meetings.ingest import store
    from meetings.ingest.readers import of_bytes
    from meetings.management.progress import progress

    with progress("Ingesting", count) as watch:
        for name, content in articles(count, seed):
            store(of_bytes(content, name=name))
            watch(name)


def fill(count: int, seed: int = 1, *, workers: int = 0) -> None:
    """Write reports up to this number straight into the tables; what is there is kept.

    Safe to repeat and to interrupt: each chunk is one transaction that notes how far it came.
    The rows that a search reads are not written: `manage.py reindex` does that.
    """
    from meetings.management.progress import progress

    done, bases = _begun(seed)
    if count - done > FEW:
        drop_indexes(COLUMNS)
    edges = [*range(done, count, CHUNK), count]
    with progress("Filling", len(edges) - 1) as watch:
        for last, blocks in _made(seed, list(pairwise(edges)), bases, workers):
            _write(last, blocks)
            watch(str(last))
    missing = dropped()
    with progress("Indexing", len(missing)) as watch:
        for number, statement in missing:
            restore_index(number, statement)
            watch(statement.partition(" ON ")[0][-40:])
    settle([*COLUMNS, "meetings_official"])


def _made(
    seed: int, ranges: list[tuple[int, int]], bases: Bases, workers: int
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """The lines of each range in turn; workers are never more than two chunks ahead."""
    if not workers:
        for first, last in ranges:
            yield last, rendered(seed, first, last, bases)
        return
    waiting: deque[tuple[int, Future[dict[str, bytes]]]] = deque()
    coming = iter(ranges)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        while True:
            for first, last in islice(coming, workers + 1 - len(waiting)):
                waiting.append((last, pool.submit(rendered, seed, first, last, bases)))
            if not waiting:
                return
            last, made = waiting.popleft()
            yield last, made.result()


@transaction.atomic
def _write(done: int, blocks: dict[str, bytes]) -> None:
    with connection.cursor() as cursor:
        _without_triggers()
        for table, columns in COLUMNS.items():
            others = _others(table)
            names = ", ".join(f'"{name}"' for name in (*columns, *others))
            ending = "".join(f"\t{value}" for value in others.values()).encode() + b"\n"
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                copy.write(blocks[table].replace(b"\n", ending))
        cursor.execute("UPDATE bench_fill SET done = %s", (done,))


@cache
def _others(table: str) -> dict[str, str]:
    """The columns of a table that the corpus says nothing of, with their defaults for COPY."""
    from django.apps import apps

    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    left = (one for one in model._meta.concrete_fields if one.column not in COLUMNS[table])
    return {str(one.column): _copied(one) for one in left}


def _copied(column: Any) -> str:
    """A column's default as COPY reads it."""
    value = column.get_default()
    if isinstance(value, list | dict):
        return "{}" if isinstance(column, ArrayField) else json.dumps(value)
    return "\\N" if value is None else str(value)


def _without_triggers() -> None:
    """The rows agree by construction; only a superuser may leave the checks out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


@transaction.atomic
def _begun(seed: int) -> tuple[int, Bases]:
    """How many reports are there, and the ids before them; the first time officials are made."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        cursor.execute("SELECT seed, done, bases FROM bench_fill")
        if row := cursor.fetchone():
            if row[0] != seed:
                msg = (
                    f"This archive was filled with seed {row[0]}: go on with that, or take another."
                )
                raise SystemExit(msg)
            kept = json.loads(row[2])
            return row[1], Bases(**kept | {"cities": tuple(kept["cities"])})
        bases = replace(_highest(), cities=_cities())
        cursor.execute(
            "INSERT INTO bench_fill (seed, done, bases) VALUES (%s, 0, %s)",
            (seed, json.dumps(asdict(bases))),
        )
    _write_officials(bases)
    return 0, bases


def _highest() -> Bases:
    with connection.cursor() as cursor:
        found = {}
        for name in ("article", "meeting", "report", "attendance", "directive", "official"):
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM meetings_{name}")
            found[name] = cursor.fetchone()[0]
    return Bases(**found)


def _cities() -> tuple[int, ...]:
    from meetings.models import City

    ids = dict(City.objects.values_list("code", "pk"))
    return tuple(ids[town.code] for town in towns())


def _write_officials(bases: Bases) -> None:
    ids = dict(zip((town.code for town in towns()), bases.cities, strict=True))
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY meetings_official (id, name, pinyin, sort_key, city_id, also_in) FROM STDIN"
        ) as copy,
    ):
        for place, (one, town) in enumerate(everybody()):
            copy.write_row((bases.official + place + 1, *_named(one.name), ids[town.code], []))


@cache
def _named(name: str) -> tuple[str, str, str]:
    """Name, pinyin and sort key of an official."""
    from meetings.ingest.readings import to_pinyin, to_sort_key

    return name, to_pinyin(name), to_sort_key(name)


if __name__ == "__main__":
    main()
