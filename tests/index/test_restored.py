"""An archive that was restored on another server, where transactions are counted from 1."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from meetings import index
from meetings.index import Unit, reindexing, sealing
from meetings.models import Meeting, MeetingText, Seal
from meetings.search.query import Words
from tests.index.archive import forget
from tests.index.asking import ask, ids
from tests.index.holding import check_followed
from tests.pages.factories import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
# As many transactions as another server may have counted.
MANY = 10**9


@pytest.fixture
def restored(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Meeting]]:
    """Six meetings that were written, and their common terms sealed, on another server."""
    monkeypatch.setattr(sealing, "COMMON", 2)
    rows = [
        make_meeting(None, text=f"防汛{n}", said=[("会议", "指出", "要防汛。")]) for n in range(6)
    ]
    for unit in Unit:
        sealing.seal(unit, rows[0].pk >> 14)
    Seal.objects.update(seen_below=MANY)
    with connection.cursor() as cursor:
        for table in ("meetings_meetingtext", "meetings_directivetext"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"UPDATE {table} SET stamp = {MANY} - 9")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    forget()
    yield rows
    forget()


def change(meeting: Meeting, **values: Any) -> None:
    """Write a meeting and its search row."""
    Meeting.objects.filter(pk=meeting.pk).update(**values)
    index.refresh([meeting.pk])


def test_what_is_written_after_a_restore_is_found(restored: list[Meeting]) -> None:
    assert ids(ask(Unit.MEETING, Words("抗旱"))) == []
    assert ask(Unit.MEETING, Words("防汛")).total.number == 6
    changed = restored[2]
    MeetingText.objects.filter(pk=changed.pk).update(text="抗旱")
    new = make_meeting(None, text="抗旱防汛")
    assert set(ids(ask(Unit.MEETING, Words("抗旱")))) == {changed.pk, new.pk}
    wanted = {new.pk, *(meeting.pk for meeting in restored)} - {changed.pk}
    assert set(ids(ask(Unit.MEETING, Words("防汛")))) == wanted
    change(restored[0], state="rejected")
    assert set(ids(ask(Unit.MEETING, Words("防汛")))) == wanted - {restored[0].pk}
    check_followed()


def test_the_restored_rows_are_due_and_written_once(restored: list[Meeting]) -> None:
    assert reindexing.due() == [meeting.pk for meeting in restored]
    reindexing.reindex(reindexing.due())
    assert not reindexing.is_due()
    assert ask(Unit.MEETING, Words("防汛")).total.number == 6
    check_followed()


def test_postings_from_elsewhere_are_made_anew(
    restored: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "FULL", 3)
    assert sealing.seal_due() == len(Unit)
    assert Seal.objects.filter(seen_below__gte=MANY).count() == 0
    reindexing.reindex(reindexing.due())
    change(restored[1], title="抗旱")
    assert ids(ask(Unit.MEETING, Words("抗旱"))) == [restored[1].pk]
