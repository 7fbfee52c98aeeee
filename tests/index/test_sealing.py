"""Segments are sealed when they are full, while others write."""

import threading

import pytest
from django.db import transaction
from django.test import override_settings

from meetings import index
from meetings.index import Unit, sealing
from meetings.index.sealing import due, seal, seal_due
from meetings.models import Meeting, Posting, Seal
from meetings.search.query import And, Words
from tests.index.archive import forget
from tests.index.asking import ask, ids
from tests.index.elsewhere import begun, elsewhere
from tests.index.holding import check_followed
from tests.index.test_reindexing import run
from tests.pages.factories import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rows(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> list[Meeting]:
    """Eight meetings of a segment that is full with six and stale with three."""
    forget()
    for name, value in (("COMMON", 2), ("FULL", 6), ("STALE", 3)):
        monkeypatch.setattr(sealing, name, value)
    return [made(number) for number in range(8)]


def made(number: int) -> Meeting:
    """A meeting with one directive."""
    said = [("会议", "指出", f"要防汛抗旱{number}。")]
    return make_meeting(None, text=f"防汛抗旱{number}", said=said)


def found(*words: str) -> list[int]:
    """The meetings that hold these words."""
    tree = And(tuple(map(Words, words))) if len(words) > 1 else Words(words[0])
    return sorted(ids(ask(Unit.MEETING, tree)))


def steps() -> str:
    """How a search for a common word goes."""
    forget()
    return "\n".join(ask(Unit.MEETING, Words("防汛")).explain())


def pks(rows: list[Meeting]) -> list[int]:
    """Their ids."""
    return [row.pk for row in rows]


def test_a_full_segment_is_sealed_once_and_again_when_much_has_changed(rows: list[Meeting]) -> None:
    assert seal_due() == 2
    assert seal_due() == 0
    assert "postings" in steps()
    index.refresh(pks(rows[:2]))
    assert seal_due() == 0
    index.refresh(pks(rows[2:3]))
    assert seal_due() == 2
    assert Seal.objects.count() == 2
    check_followed()


def test_all_full_segments_are_sealed_anew_where_asked(
    rows: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("reindex")[0] == "0 meetings written, 2 segments sealed.\n"
    assert run("reindex")[0] == "0 meetings written, 0 segments sealed.\n"
    assert Posting.objects.exists()
    monkeypatch.setattr(sealing, "COMMON", 10**6)
    assert run("reindex", "--seal")[0] == "0 meetings written, 2 segments sealed.\n"
    assert not Posting.objects.exists()


def test_a_small_segment_is_not_sealed(
    rows: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "FULL", 9)
    assert seal_due() == 0
    assert "index of pairs" in steps()
    assert found("防汛抗旱") == pks(rows)


def test_what_is_not_public_does_not_fill_a_segment(rows: list[Meeting]) -> None:
    Meeting.objects.filter(pk__in=pks(rows[:3])).update(state="rejected")
    index.refresh(pks(rows))
    assert due(Unit.MEETING) == due(Unit.DIRECTIVE) == []


def test_postings_can_be_switched_off(rows: list[Meeting]) -> None:
    seal_due()
    with override_settings(SEARCH_POSTINGS=False):
        assert due(Unit.MEETING, every=True) == []
        assert "index of pairs" in steps()
        assert found("防汛抗旱") == pks(rows)


def test_who_writes_while_a_segment_is_sealed_is_not_overlooked(rows: list[Meeting]) -> None:
    written, sealed = threading.Event(), threading.Event()

    def write() -> int:
        with transaction.atomic():
            Meeting.objects.filter(pk=rows[0].pk).update(state="rejected")
            index.refresh([rows[0].pk])
            new = made(9)
            written.set()
            assert sealed.wait(60)
        return new.pk

    writer = begun(write)
    assert written.wait(60)
    seal_due()
    assert found("防汛抗旱") == pks(rows)
    sealed.set()
    new = writer.result(60)
    assert "postings" in steps()
    for words in (("防汛",), ("防汛抗旱",), ("防汛", "抗旱"), ("汛",)):
        assert found(*words) == [*pks(rows[1:]), new]
    check_followed()


def test_several_who_seal_at_once_seal_once(rows: list[Meeting]) -> None:
    segment = rows[0].pk >> 14
    tasks = [begun(lambda: seal(Unit.MEETING, segment)) for _ in range(3)]
    for task in tasks:
        task.result(60)
    assert Seal.objects.count() == 1
    assert found("防汛", "抗旱") == pks(rows)


def test_what_a_sealing_took_back_is_not_read(rows: list[Meeting]) -> None:
    with transaction.atomic():
        seal_due()
        assert found("防汛") == pks(rows)
        transaction.set_rollback(True)
    assert not Posting.objects.exists()
    assert "index of pairs" in steps()
    elsewhere(seal_due)
    assert "postings" in steps()
    assert found("防汛") == pks(rows)


def test_a_process_that_runs_sees_that_a_segment_was_sealed_and_changed(
    rows: list[Meeting],
) -> None:
    assert found("防汛", "抗旱") == pks(rows)
    elsewhere(seal_due)
    assert found("防汛", "抗旱") == pks(rows)
    Meeting.objects.filter(pk=rows[3].pk).update(state="rejected")
    elsewhere(lambda: index.refresh([rows[3].pk]))
    left = pks(rows[:3] + rows[4:])
    assert found("防汛", "抗旱") == left
    elsewhere(lambda: seal(Unit.MEETING, rows[0].pk >> 14))
    assert found("防汛", "抗旱") == left
    check_followed()
