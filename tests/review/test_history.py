"""What changed on a record, whoever wrote it and however, can be read and taken back."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client

from meetings import curation, index
from meetings.curation import history
from meetings.models import Attendance, Correction, Meeting, Official
from tests.ingest.hand import full, ingest
from tests.review.archive import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    """A meeting that nobody has touched."""
    return stored()


def told(row: object) -> list[tuple[str, str, str]]:
    return [(c.label, c.before, c.after) for c in history.changes_of(row)]  # type: ignore[arg-type]  # any row


def test_a_first_ingest_writes_no_history(meeting: Meeting) -> None:
    for row in (meeting, meeting.reports.get(), Attendance.objects.get(name="王玉")):
        assert not told(row)


def test_a_reading_that_changes_nothing_writes_no_history(meeting: Meeting) -> None:
    ingest(full(), version="newer")
    assert not told(meeting)


def test_every_way_of_writing_counts(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(number=39)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_meeting SET title = '甲' WHERE id = %s", [meeting.pk])
    meeting.refresh_from_db()
    assert told(meeting) == [
        ("会议名称", "湘潭市委常委会第38次会议", "甲"),
        ("次", "38", "39"),
    ]
    index.refresh([meeting.pk])


def test_a_change_tells_values_as_people_read_them(meeting: Meeting, curator: User) -> None:
    curation.correct(meeting, "city", "430100", who=curator)
    curation.correct(meeting, "organ", "government", who=curator)
    meeting.refresh_from_db()
    assert told(meeting) == [("机构", "党委", "政府"), ("城市", "湘潭市", "长沙市")]


def test_the_public_record_names_nobody(meeting: Meeting, desk: Client) -> None:
    chosen = {"action": "flag", "_selected_action": [meeting.pk]}
    desk.post("/admin/meetings/meeting/", chosen)
    meeting.refresh_from_db()
    rows = history.public_changes(meeting)
    assert [(row.who, row.by_person) for row in rows] == [(None, True)]
    assert "curator" not in repr(rows)


def test_the_site_tells_who_changed_what(meeting: Meeting, desk: Client) -> None:
    chosen = {"action": "flag", "_selected_action": [meeting.pk]}
    desk.post("/admin/meetings/meeting/", chosen)
    shown = desk.get(f"/admin/meetings/meeting/{meeting.pk}/history/").content.decode()
    assert "<td>curator</td>" in shown
    assert "待核" in shown
    assert "存疑" in shown


def test_one_change_is_taken_back_and_the_others_stay(meeting: Meeting, desk: Client) -> None:
    who = User.objects.get()
    curation.correct(meeting, "number", 40, who=who)
    curation.correct(meeting, "title", "甲", who=who)
    meeting.refresh_from_db()
    change = next(c for c in history.changes_of(meeting) if c.field == "number")
    desk.post(f"/admin/changes/meeting/{meeting.pk}/", {"event": change.event, "field": "number"})
    meeting.refresh_from_db()
    assert (meeting.number, meeting.title) == (38, "甲")
    assert Correction.objects.latest("pk").why == "撤销变更"


def test_a_withdrawn_fact_is_brought_back_from_its_history(meeting: Meeting, curator: User) -> None:
    row = Attendance.objects.get(name="王玉")
    curation.reject(row, who=curator)
    row.refresh_from_db()
    change = history.changes_of(row)[0]
    assert history.undo(row, change.event, "withdrawn_at", who=curator)
    row.refresh_from_db()
    assert row.withdrawn_at is None


@pytest.mark.parametrize(
    ("field", "event"), [("merged_into", None), ("version", None), ("number", 0)]
)
def test_what_cannot_be_taken_back_is_refused_in_words(
    meeting: Meeting, curator: User, field: str, event: int | None
) -> None:
    curation.correct(meeting, "number", 40, who=curator)
    meeting.refresh_from_db()
    known = history.changes_of(meeting)[0].event
    with pytest.raises(curation.Refused):
        history.undo(meeting, known if event is None else event, field, who=curator)


def test_the_database_refuses_to_change_history(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(number=39)
    event = meeting.events.get()  # type: ignore[attr-defined]  # made by the tracker
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        type(event).objects.filter(pk=event.pk).update(number=1)
    index.refresh([meeting.pk])


def test_a_deleted_row_is_remembered(db: None) -> None:
    made = Official.objects.create(name="王玉", sort_key="x")
    kept = made.events.model  # type: ignore[attr-defined]  # made by the tracker
    made.delete()
    assert [(event.name, event.pgh_label) for event in kept.objects.all()] == [("王玉", "delete")]
