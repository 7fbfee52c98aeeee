"""Ingests at the same time neither fail nor make anything twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connection

from meetings.ingest import Outcome, cities
from meetings.models import Article, Attendance, Meeting, Official
from tests.ingest.hand import BODY, full, ingest

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed_cities"),
]
THREADS = 4
_Done = TypeVar("_Done")


def at_once(work: Callable[[int], _Done]) -> list[_Done]:
    """Do the work in several connections at one moment."""
    barrier = Barrier(THREADS)

    def task(number: int) -> Any:
        try:
            barrier.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(task, range(THREADS)))


def test_one_file_ingested_by_several_at_once_is_added_once() -> None:
    outcomes = [stored.outcome for stored in at_once(lambda _: ingest(full()))]
    assert sorted(outcomes) == sorted([Outcome.ADDED] + [Outcome.UNCHANGED] * (THREADS - 1))
    assert Article.objects.count() == Meeting.objects.count() == 1


def test_one_meeting_and_its_people_told_by_several_articles_at_once_are_one() -> None:
    texts = [f"{BODY}来源{number}。" for number in range(THREADS)]
    at_once(lambda number: ingest(full(texts[number]), text=texts[number]))
    assert (Article.objects.count(), Attendance.objects.count()) == (THREADS, 2 * THREADS)
    assert Meeting.objects.count() == 1
    assert sorted(Official.objects.values_list("name", flat=True)) == ["李明", "王玉"]


def test_the_cities_filled_by_several_at_once_are_filled_once() -> None:
    assert {(done.cities, done.names) for done in at_once(lambda _: cities.fill())} == {(0, 0)}
