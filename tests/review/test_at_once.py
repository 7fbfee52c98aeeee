"""Two curators at the very same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from meetings.curation import review
from meetings.models import Correction, Meeting
from tests.review.archive import apart

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each answers, all begun at one moment."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            ready.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def curators(committed_cities: None) -> list[User]:
    """Four curators."""
    return [User.objects.create_superuser(f"c{n}") for n in range(4)]


def test_who_ask_at_once_get_different_meetings(curators: list[User]) -> None:
    made = {apart(n, number=n).pk for n in range(1, 5)}
    given = together(*(lambda who=who: review.take_next(who) for who in curators))
    assert {meeting.pk for meeting in given} == made


def test_a_meeting_that_another_is_writing_is_passed_over(curators: list[User]) -> None:
    first, second = (apart(n, number=n) for n in (1, 2))
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=second.pk)
        [given] = together(lambda: review.take_next(curators[0]))
    assert given == first


def test_of_two_who_save_at_once_one_is_refused_and_nothing_is_mixed(
    curators: list[User],
) -> None:
    meeting = apart(1, number=1)

    def save(who: User, title: str) -> int:
        client = Client()
        client.force_login(who)
        form = client.get(f"/admin/review/{meeting.pk}/").context["form"]
        sent: dict[str, Any] = {"do": "save", "m-seen": "1", "m-title": title}
        for rows in (table.rows for table in form.tables):
            sent |= {field.html_name: field.value() for field in rows.management_form}
            for bound in (bound for row in rows.forms for bound in row):
                value = bound.field.prepare_value(bound.value())
                sent |= {bound.html_name: value} if value not in (None, False) else {}
        for name in ("date_edtf", "organ", "kind", "number", "city"):
            sent[f"m-{name}"] = form.meeting[name].value()
        return client.post(f"/admin/review/{meeting.pk}/", sent).status_code

    answers = together(lambda: save(curators[0], "甲"), lambda: save(curators[1], "乙"))
    assert sorted(answers) == [302, 409]
    meeting.refresh_from_db()
    titles = Correction.objects.filter(field="title").values_list("person_value", flat=True)
    assert list(titles) == [meeting.title]
