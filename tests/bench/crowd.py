"""Many readers at once, a writer beside them, and readers of a cold server."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from subprocess import run

from tests.bench.measuring import columns, share, shown
from tests.bench.opening import open_archive
from tests.bench.queries import Asked

# As a public site runs: two workers of four threads.
PROCESSES, THREADS = 2, 4
SECONDS = 20.0
WRITER_SEED = 98
CACHES = Path("/proc/sys/vm/drop_caches")


@dataclass
class Crowd:
    """Milliseconds of pages while nobody writes and while somebody does."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    written: int = 0

    def lines(self) -> list[str]:
        """A table of both."""
        rows = [
            (name, str(len(own)), shown(share(own, 50)), shown(share(own, 95)), shown(max(own)))
            for name, own in (("readers alone", self.alone), ("with a writer", self.beside))
        ]
        return [
            *columns(("8 readers", "pages", "p50 ms", "p95 ms", "slowest"), rows),
            f"The writer stored {self.written / SECONDS:.1f} articles/s meanwhile.",
        ]


def crowd(asked: Sequence[Asked], data: Path | None, first: int) -> Crowd:
    """Eight readers, first alone, then with one who ingests; what is ingested stays.

    `first` is the number of the report to begin with, so that a second run writes others.
    """
    context = get_context("spawn")
    with ProcessPoolExecutor(
        PROCESSES + 1, mp_context=context, initializer=open_archive, initargs=(data,)
    ) as pool:
        jobs = [(list(asked), seed) for seed in range(PROCESSES)]
        for done in [pool.submit(_warm, list(asked[:5])) for _ in range(PROCESSES + 1)]:
            done.result()
        result = Crowd(alone=[ms for part in pool.map(_read, jobs) for ms in part])
        writing = pool.submit(_write, first)
        result.beside = [ms for part in pool.map(_read, jobs) for ms in part]
        result.written = writing.result()
    return result


def _warm(asked: list[Asked]) -> None:
    from tests.bench.adapter import Own

    for one in asked:
        Own().page(one)
    time.sleep(1)


def _read(job: tuple[list[Asked], int]) -> list[float]:
    """What the threads of one process wait for pages."""
    asked, seed = job
    with ThreadPoolExecutor(THREADS) as threads:
        parts = threads.map(lambda one: _reader(asked, THREADS * seed + one), range(THREADS))
        return [ms for part in parts for ms in part]


def _reader(asked: list[Asked], seed: int) -> list[float]:
    from django.db import connection
    from django.test import Client

    from tests.bench.adapter import PATHS, address

    chance, client, spent = Random(seed), Client(), []
    until = time.perf_counter() + SECONDS
    while (started := time.perf_counter()) < until:
        client.get(PATHS["meeting"], address(chance.choice(asked)))
        spent.append(1000 * (time.perf_counter() - started))
    connection.close()
    return spent


def _write(first: int) -> int:
    from meetings.ingest import store
    from meetings.ingest.readers import of_bytes
    from tests.bench.corpus import Reporter

    until, number = time.perf_counter() + SECONDS, first
    reporter = Reporter(WRITER_SEED)
    while time.perf_counter() < until:
        content = reporter.record(number).text.encode()
        store(of_bytes(content, name=f"crowd-{number:07}.txt"))
        number += 1
    return number - first


def drop_caches() -> bool:
    """Empty the system's cache of files, where that is permitted."""
    with suppress(OSError):
        run(["/bin/sync"], check=True)
        CACHES.write_text("3")
        return True
    return False


def cold(asked: Sequence[Asked]) -> list[tuple[str, float]]:
    """The wait for the first page of a fresh process on a fresh server, then for others.

    The server must not run yet: it starts with the first question.
    """
    from django.test import Client

    from tests.bench.adapter import PATHS, address

    client, found = Client(), []
    for one in asked:
        started = time.perf_counter()
        client.get(PATHS["meeting"], address(one))
        found.append((str(one), 1000 * (time.perf_counter() - started)))
    return found
