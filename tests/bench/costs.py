"""What a search costs beside time: room, memory, processor time of a page, the writing of rows."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from django.db import connection, transaction
from django.test import Client

from tests.bench.adapter import PATHS, address, forget_answers
from tests.bench.corpus import Reporter
from tests.bench.measuring import Figures, cpu_of, memory
from tests.bench.opening import open_archive
from tests.bench.queries import Asked

TABLES = ("meetings_meetingtext", "meetings_directivetext")
KEPT_TABLES = ("meetings_posting", "meetings_seal")
TERM_INDEXES = ("meeting_text_terms", "directive_text_terms")
ROUNDS = 3
ARTICLES, INGESTED_ROUNDS = 50, 3
PAGE_PARTS = ("Python", "PostgreSQL", "CPU", "wall")
OTHER_SEED = 99


@dataclass(frozen=True)
class Room:
    """Bytes of the folded texts and of what is kept to search them."""

    texts: int
    indexes: int
    postings: int

    @property
    def ratio(self) -> float:
        """Index ÷ text."""
        return (self.indexes + self.postings) / self.texts


def room() -> Room:
    """The sizes, texts as UTF-8 without compression."""
    with connection.cursor() as cursor:

        def asked(sql: str) -> int:
            cursor.execute(sql)
            return int(cursor.fetchone()[0] or 0)

        texts = sum(asked(f"SELECT sum(octet_length(text)) FROM {table}") for table in TABLES)
        indexes = sum(asked(f"SELECT pg_indexes_size('{table}')") for table in TABLES)
        kept = sum(asked(f"SELECT pg_total_relation_size('{name}')") for name in KEPT_TABLES)
    return Room(texts, indexes, kept)


@dataclass(frozen=True)
class Loaded:
    """Seconds to read the columns into a fresh process, and megabytes they take."""

    seconds: float
    before: float
    after: float


def loading(data: Path | None) -> Loaded:
    """Read the columns in a process that has done nothing yet."""
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=open_archive, initargs=(data,)
    ) as pool:
        return pool.submit(_loaded).result()


def _loaded() -> Loaded:
    from tests.bench.adapter import read_columns

    before, started = memory(), time.perf_counter()
    read_columns()
    return Loaded(time.perf_counter() - started, before, memory())


def sealing() -> tuple[int, float]:
    """Write the postings of all full segments anew: how many, and the seconds."""
    from meetings.index.sealing import seal_due

    started = time.perf_counter()
    return seal_due(every=True), time.perf_counter() - started


def backend() -> int | None:
    """The process of our connection, where it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = int(cursor.fetchone()[0])
    with suppress(OSError):
        cpu_of(pid)
        return pid
    return None


def whole_pages(unit: str, asked: Sequence[Asked]) -> Figures:
    """Processor time and wall time of the list page, 20 snippets and all facets with it."""
    figures, client = Figures(f"{unit} page"), Client()
    client.get(PATHS[unit])
    for one in asked:
        spent = [_page(client, unit, one) for _ in range(ROUNDS)]
        python, server, wall = (median(column) for column in zip(*spent, strict=True))
        both = python + server
        for what, value in zip(PAGE_PARTS, (python, server, both, wall), strict=True):
            figures.keep(what, one.group, value)
    return figures


def _page(client: Client, unit: str, asked: Asked) -> tuple[float, float, float]:
    """Milliseconds of Python, PostgreSQL and wall time of one page."""
    forget_answers()
    pid = backend()
    server = cpu_of(pid) if pid else 0.0
    python, wall = time.process_time(), time.perf_counter()
    page = client.get(PATHS[unit], address(asked))
    python, wall = time.process_time() - python, time.perf_counter() - wall
    if page.status_code != 200:
        msg = f"{asked}: status {page.status_code}"
        raise RuntimeError(msg)
    return 1000 * python, 1000 * (cpu_of(pid) - server) if pid else 0.0, 1000 * wall


def ingesting() -> dict[str, float]:
    """Milliseconds of processor time that an article costs, with and without the index of pairs."""
    reporter = Reporter(OTHER_SEED)
    spent: dict[str, list[float]] = {"with index": [], "without index": []}
    for number in range(INGESTED_ROUNDS):
        first = 2 * number * ARTICLES
        for place, (name, own) in enumerate(spent.items()):
            start = first + place * ARTICLES
            texts = [one.text for one in reporter.records(start, start + ARTICLES)]
            own.append(_undone(texts, _drop_indexes if name == "without index" else _nothing))
    return {name: median(own) for name, own in spent.items()}


def _nothing() -> None:
    """The indexes stay."""


def _drop_indexes() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {', '.join(TERM_INDEXES)}")


def _undone(texts: list[str], before: Callable[[], None]) -> float:
    """Ingest texts, clean the lists that the index keeps, and take it all back."""
    from meetings.index.reindexing import clean_pending
    from meetings.ingest import store
    from meetings.ingest.readers import of_bytes

    pid = backend()
    with transaction.atomic():
        before()
        started = time.process_time() + (cpu_of(pid) if pid else 0)
        for number, text in enumerate(texts):
            store(of_bytes(text.encode(), name=f"ingest-{number}.txt"))
        clean_pending()
        spent = time.process_time() + (cpu_of(pid) if pid else 0) - started
        transaction.set_rollback(True)
    return 1000 * spent / len(texts)
