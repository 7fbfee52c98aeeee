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
    report = meeting.reports.get()
    for row in (meeting, report, report.article, Attendance.objects.get(name="王玉")):
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
    rows = history.public_changes(Meeting, pgh_obj=meeting.pk)
    assert [(change.who, change.by_person) for _, change in rows] == [(None, True)]
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


def shown_on(client: Client, address: str) -> str:
    """The 变更记录 of a public page."""
    page = client.get(address, follow=True).content.decode()
    return page[page.index('id="changes"') :]


def test_the_public_page_tells_state_facts_and_what_was_taken_down_but_nobody(
    meeting: Meeting, desk: Client, client: Client, curator: User
) -> None:
    assert "自收录以来没有变更" in shown_on(client, meeting.get_absolute_url())
    desk.post("/admin/meetings/meeting/", {"action": "flag", "_selected_action": [meeting.pk]})
    curation.correct(
        Attendance.objects.get(name="王玉"), "role", "speaker", who=curator, why="误读"
    )
    curation.reject(Attendance.objects.get(name="李明"), who=curator)
    ingest(full(), version="newer")
    told = shown_on(client, meeting.get_absolute_url())
    for words in (
        "核校状态",
        "待核 → 存疑",
        "与会 王玉",
        "主持 → 讲话",
        "误读",
        "公开 → 已撤下",
        "人工",
    ):
        assert words in told
    assert "curator" not in told
    english = shown_on(client, f"/en{meeting.get_absolute_url()}")
    assert "Pending review → Flagged" in english
    assert "by a person" in english


def test_what_the_machine_read_otherwise_is_told_as_its_own(
    meeting: Meeting, client: Client
) -> None:
    from dataclasses import replace

    ingest(replace(full(), number=39), version="newer")
    told = shown_on(client, meeting.get_absolute_url())
    assert "提取器" in told
    assert "38 → 39" in told
    assert "人工" not in told


def test_the_page_of_an_official_tells_names_and_mergers(
    meeting: Meeting, desk: Client, client: Client, curator: User
) -> None:
    from meetings.curation import officials
    from tests.review.archive import official

    stays = Attendance.objects.get(name="王玉").official
    gone = official("王钰", "430100")
    merge = officials.merge(gone, stays, who=curator, why="两地任职")
    officials.undo(merge, who=curator)
    Official.objects.filter(pk=stays.pk).update(pinyin="wang yu4")
    told = shown_on(client, stays.get_absolute_url())
    for words in ("合并", "撤销合并", "王钰（长沙市）", "两地任职", "wang yu → wang yu4"):
        assert words in told
    assert "curator" not in told


def test_a_change_of_an_official_is_taken_back_on_the_site(desk: Client, meeting: Meeting) -> None:
    who = Attendance.objects.get(name="王玉").official
    Official.objects.filter(pk=who.pk).update(pinyin="wang yu4", sort_key="x")
    history_page = f"/admin/meetings/official/{who.pk}/history/"
    assert "恢复原值" in desk.get(history_page).content.decode()
    change = next(c for c in history.changes_of(Official.objects.get(pk=who.pk)))
    sent = {"event": change.event, "field": "pinyin"}
    answer = desk.post(f"/admin/changes/official/{who.pk}/", sent)
    assert answer["Location"] == history_page
    who.refresh_from_db()
    assert (who.pinyin, who.sort_key) == ("wang yu", "wang2 yu4 王玉")
