"""What the database refuses, whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from meetings.models import (
    Article,
    Attendance,
    City,
    Correction,
    Directive,
    Meeting,
    Official,
    Quorum,
    Report,
)
from tests.ingest.hand import full, ingest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive(db: None) -> None:
    """One article with one row of everything."""
    ingest(full())


def again(row: Any, **changed: Any) -> Any:
    """Another row like this one but for some fields."""
    row.pk, row._state.adding = None, True
    for name, value in changed.items():
        setattr(row, name, value)
    return row


@pytest.mark.parametrize(
    "make",
    [
        lambda: again(Article.objects.get()),
        lambda: again(Article.objects.get(), sha256="A" * 64),
        lambda: again(Article.objects.get(), sha256="a" * 63),
        lambda: again(Report.objects.get()),
        lambda: again(Attendance.objects.all()[0]),
        lambda: again(Directive.objects.all()[0], start=5, end=5),
        lambda: again(Directive.objects.all()[0], start=6, end=5),
        lambda: again(Quorum.objects.get(), start=-1),
        lambda: again(Meeting.objects.get(), date_first="2017-09-26"),
        lambda: again(Meeting.objects.get(), date_first=None),
        lambda: Official(name="", sort_key="x"),
        lambda: again(City.objects.get(code="430300")),
        lambda: again(City.objects.get(code="430300"), code="4303"),
        lambda: Correction(sha256="0" * 64, row_type="meeting", action="change", field=""),
        lambda: Correction(sha256="0" * 64, row_type="meeting", action="reject", field="x"),
    ],
)
def test_a_row_against_a_constraint_is_refused(make: Callable[[], Any]) -> None:
    row = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_official_is_not_merged_into_itself() -> None:
    official = Official.objects.all()[0]
    official.merged_into = official
    with pytest.raises(IntegrityError), transaction.atomic():
        official.save()


def test_a_withdrawn_row_makes_room_for_another() -> None:
    row = Attendance.objects.all()[0]
    Attendance.objects.filter(pk=row.pk).update(withdrawn_at="2020-01-01T00:00Z")
    again(row, withdrawn_at=None).save()


@pytest.mark.parametrize("model", [Article, Report, Meeting, Official, City])
def test_what_evidence_rests_on_is_not_deleted(model: type[Any]) -> None:
    row = City.objects.get(code="430300") if model is City else model.objects.all()[0]
    with pytest.raises(ProtectedError):
        row.delete()


def test_rows_name_themselves_in_chinese() -> None:
    assert str(Meeting.objects.get()) == "湘潭市委常委会第38次会议"
    assert str(Attendance.objects.all()[0]) == "王玉(主持)"
    assert str(Quorum.objects.get()) == "委员 53/57"
