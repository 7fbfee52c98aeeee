"""Texts of sealed segments are read from files of the machine, and the answers stay the same."""

import logging

import pytest
from django.conf import settings as project
from django.db import connection, transaction
from django.test import override_settings

from meetings import index
from meetings.index import Unit, asking, copies, sealing, store
from meetings.index.sealing import seal
from meetings.models import Directive, Meeting, MeetingText
from meetings.search.query import And, Near, Not, Words
from tests.index import texts
from tests.index.archive import forget
from tests.index.asking import ask, ids
from tests.pages.factories import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rows(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> list[Meeting]:
    """Three meetings of a sealed segment."""
    forget()
    monkeypatch.setattr(sealing, "COMMON", 2)
    made = [
        make_meeting(None, text=text, said=[("会议", "指出", f"{text}。")])
        for text in ("会议要求防汛抗旱", "会议要求防汛工作，抓好抗旱", "要求会议抗旱𠮷野")
    ]
    seal(Unit.MEETING, made[0].pk >> 14)
    seal(Unit.DIRECTIVE, Directive.objects.get(report__meeting=made[0]).pk >> 14)
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids whose texts the database is asked for."""
    seen: list[int] = []
    real = asking.which_hold

    def watched(unit, ids, leaf):  # type: ignore[no-untyped-def]
        seen.extend(ids.tolist())
        return real(unit, ids, leaf)

    monkeypatch.setattr(asking, "which_hold", watched)
    return seen


def found(tree: object, unit: Unit = Unit.MEETING) -> list[int]:
    """The records that answer, nothing being known of earlier answers."""
    forget()
    return sorted(ids(ask(unit, tree)))


TREES = [
    (Words("会议要求"), [0, 1]),
    (Words("防汛抗旱"), [0]),
    (Words("抗旱𠮷"), [2]),
    (Near("防汛", "抗旱", 0), [0]),
    (Near("抗旱", "防汛", 9), [0, 1]),
    (And((Words("会议要求"), Not(Words("防汛抗旱")))), [1]),
]


@pytest.mark.parametrize(("tree", "wanted"), TREES)
def test_kept_texts_answer_without_the_database(
    rows: list[Meeting], asked: list[int], tree: object, wanted: list[int]
) -> None:
    assert copies.keep_texts() == 2
    assert found(tree) == [rows[i].pk for i in wanted]
    assert asked == []


def test_a_row_that_changed_is_read_from_the_database(
    rows: list[Meeting], asked: list[int]
) -> None:
    copies.keep_texts()
    MeetingText.objects.filter(pk=rows[2].pk).update(text="会议要求抗旱")
    assert found(Words("会议要求")) == [row.pk for row in rows]
    assert asked == [rows[2].pk]


def test_without_files_the_database_is_asked(rows: list[Meeting], asked: list[int]) -> None:
    assert found(Words("会议要求")) == [row.pk for row in rows[:2]]
    assert set(asked) >= {rows[0].pk, rows[1].pk}


def test_a_newer_seal_gets_a_newer_file_and_the_earlier_goes(rows: list[Meeting]) -> None:
    copies.keep_texts()
    before = texts.paths(Unit.MEETING)
    assert copies.keep_texts() == 0
    index.refresh([rows[0].pk])
    seal(Unit.MEETING, rows[0].pk >> 14)
    assert copies.keep_texts() == 1
    after = texts.paths(Unit.MEETING)
    assert len(before) == len(after) == 1
    assert before != after
    assert found(Words("会议要求")) == [row.pk for row in rows[:2]]


def test_what_was_withdrawn_stands_in_no_newer_file(rows: list[Meeting]) -> None:
    Meeting.objects.filter(pk=rows[2].pk).update(state="rejected")
    index.refresh([rows[2].pk])
    seal(Unit.MEETING, rows[0].pk >> 14)
    copies.keep_texts()
    (path,) = texts.paths(Unit.MEETING)
    assert "防汛抗旱".encode() in path.read_bytes()
    assert "𠮷野".encode() not in path.read_bytes()


def test_a_broken_file_is_named_and_not_used(
    rows: list[Meeting], asked: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    copies.keep_texts()
    for path in texts.paths():
        path.write_bytes(path.read_bytes()[:-1])
    assert found(Words("会议要求")) == [row.pk for row in rows[:2]]
    assert asked
    assert "delete it" in caplog.text


def test_a_folder_that_cannot_be_written_is_told_and_the_rest_goes_on(
    rows: list[Meeting], caplog: pytest.LogCaptureFixture, tmp_path: object
) -> None:
    file = f"{tmp_path}/file"
    with open(file, "w") as made:  # noqa: PTH123
        made.write("no folder")
    with override_settings(SEARCH_TEXTS=file), caplog.at_level(logging.WARNING):
        assert copies.keep_texts() == 0
        assert found(Words("会议要求")) == [row.pk for row in rows[:2]]
    assert file in caplog.text


@pytest.mark.parametrize("off", [{"SEARCH_TEXTS": ""}, {"SEARCH_POSTINGS": False}])
def test_no_texts_are_kept_where_that_is_switched_off(
    rows: list[Meeting], off: dict[str, object]
) -> None:
    with override_settings(**off):
        assert copies.keep_texts() == 0
        assert found(Words("会议要求")) == [row.pk for row in rows[:2]]
    assert project.SEARCH_TEXTS
    assert store.is_loaded()


def test_a_server_that_may_not_be_asked_who_it_is_keeps_no_texts(rows: list[Meeting]) -> None:
    copies._identity.cache_clear()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_reader")
        cursor.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")
        cursor.execute("SET LOCAL ROLE plain_reader")
        assert not copies._are_kept()
        assert copies.keep_texts() == 0
        transaction.set_rollback(True)
    copies._identity.cache_clear()
    assert copies.keep_texts() == 2
