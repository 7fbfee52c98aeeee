"""A process follows what is written, by itself or by others, and nobody sees what is taken back."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from meetings import index
from meetings.index import Unit, reading, store
from meetings.index.units import SEGMENT
from meetings.models import Attendance, Directive, Meeting, Report
from meetings.search.query import Words
from tests.index.asking import ask, ids
from tests.index.elsewhere import elsewhere
from tests.index.holding import check_followed, content
from tests.pages.factories import make_article, make_city, make_meeting, make_official

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """Each test begins with what the process has never read."""
    store.forget()


def found(words: str = "") -> list[int]:
    """The meetings that a search finds, oldest id first."""
    return sorted(ids(ask(Unit.MEETING, Words(words) if words else None)))


def one(words: str = "防汛", **values: Any) -> Meeting:
    """A meeting with two people and a directive."""
    people = [("王明", "chair", "市长"), ("李华", "attendee", "")]
    said = [("会议", "指出", f"要{words}。")]
    city = make_city("430300", "湘潭市")
    return make_meeting(city, text=words, people=people, said=said, **values)


def test_what_another_connection_writes_is_found_at_once() -> None:
    first = one()
    assert found("防汛") == [first.pk]
    second = elsewhere(one)
    assert found("防汛") == [first.pk, second.pk]
    assert ask(Unit.DIRECTIVE, Words("防汛")).total.number == 2
    assert ask(Unit.MEETING, None).by_city() == {first.city_id: 2}
    check_followed()


def test_an_archive_that_was_empty_is_followed() -> None:
    assert found() == []
    assert ask(Unit.DIRECTIVE, None).by_verb() == {}
    made = elsewhere(one)
    assert found() == [made.pk]
    assert ask(Unit.DIRECTIVE, None).by_verb() == {"指出": 1}
    check_followed()


def test_a_transaction_sees_what_it_has_written_and_nobody_else_does() -> None:
    first = one()
    assert found("防汛") == [first.pk]
    with transaction.atomic():
        second = one()
        assert found("防汛") == [first.pk, second.pk]
        assert elsewhere(lambda: found("防汛")) == [first.pk]
        assert found("防汛") == [first.pk, second.pk]
    assert elsewhere(lambda: found("防汛")) == [first.pk, second.pk]
    check_followed()


def test_what_is_rolled_back_is_forgotten_by_all() -> None:
    first = one()
    for look_before in (True, False):
        with transaction.atomic():
            if look_before:
                assert found() == [first.pk]
            Meeting.objects.filter(pk=first.pk).update(kind="plenum")
            index.refresh([first.pk])
            second = one("抗旱")
            assert found("抗旱") == [second.pk]
            assert ask(Unit.MEETING, None).by_kind() == {"executive": 1, "plenum": 1}
            transaction.set_rollback(True)
        assert found() == elsewhere(found) == [first.pk]
        assert found("抗旱") == elsewhere(lambda: found("抗旱")) == []
        assert ask(Unit.MEETING, None).by_kind() == {"executive": 1}
    check_followed()


def test_what_a_savepoint_takes_back_is_forgotten() -> None:
    first = one()
    with transaction.atomic():
        second = one()
        with transaction.atomic():
            third = one()
            assert found() == [first.pk, second.pk, third.pk]
            transaction.set_rollback(True)
        assert found() == [first.pk, second.pk]
    assert found() == [first.pk, second.pk]
    check_followed()


def test_what_is_withdrawn_goes_from_every_count_and_comes_back() -> None:
    rows = [one() for _ in range(3)]
    gone = rows[1]
    assert ask(Unit.MEETING, None).by_official("", 5)
    for state, public in (("rejected", 2), ("accepted", 3), ("withdrawn", 2), ("pending", 3)):
        Meeting.objects.filter(pk=gone.pk).update(state=state)
        elsewhere(lambda: index.refresh([gone.pk]))
        for unit in Unit:
            for tree in (None, Words("防汛")):
                answer = ask(unit, tree)
                assert answer.total.number == public
                assert answer.by_kind() == {"executive": public}
                assert set(answer.by_official("", 5).values()) == {public}
        check_followed()


def test_officials_and_speakers_who_are_new_are_counted() -> None:
    first = one()
    assert len(ask(Unit.MEETING, None).by_official("", 9)) == 2
    elsewhere(
        lambda: make_meeting(
            None,
            people=[("朱军", "chair", ""), ("王明", "chair", "")],
            said=[("朱军", "要求", "要。")],
        )
    )
    numbers = ask(Unit.MEETING, None).by_official("", 9)
    names = {make_official("朱军").pk: 1, make_official("王明", first.city).pk: 1}
    assert names.items() <= numbers.items()
    assert ask(Unit.DIRECTIVE, None).by_speaker(9) == {"会议": 1, "朱军": 1}
    check_followed()


def test_a_meeting_whose_people_change_counts_nobody_twice() -> None:
    meeting, other = one(), one()
    for role in ("speaker", "observer", "chair"):
        ask(Unit.MEETING, None)
        Attendance.objects.filter(report__meeting=meeting, name="李华").update(role=role)
        elsewhere(lambda: index.refresh([meeting.pk, other.pk]))
        assert set(ask(Unit.MEETING, None).by_official("", 9).values()) == {2}
        assert ask(Unit.MEETING, None).by_official(role, 9).values()
        check_followed()
    article = make_article("李华又来。")
    report = Report.objects.create(article=article, meeting=meeting, relation="reported", ordinal=0)
    came = Attendance.objects.filter(report__meeting=meeting).last()
    assert came
    came.pk, came.report, came.role = None, report, "mentioned"
    came.save()
    index.refresh([meeting.pk])
    assert set(ask(Unit.MEETING, None).by_official("", 9).values()) == {2}
    check_followed()


@pytest.mark.parametrize("later", [(5,), (3, 2), (2, 3, 9, 2, 9)])
def test_rows_of_segments_not_seen_before_are_found(later: tuple[int, ...]) -> None:
    first = one(pk=4 * SEGMENT + 7)
    assert ask(Unit.MEETING, None).by_official("", 9)
    wanted = [first.pk]
    for number, segment in enumerate(later):
        pk = segment * SEGMENT + number
        wanted.append(elsewhere(lambda pk=pk: one(pk=pk)).pk)  # type: ignore[misc]  # mypy sees no default
        assert found("防汛") == sorted(wanted)
        answer = ask(Unit.DIRECTIVE, Words("防汛"))
        assert answer.total.number == len(wanted)
        assert answer.by_speaker(5) == {"会议": len(wanted)}
        assert set(ask(Unit.MEETING, None).by_official("", 9).values()) == {len(wanted)}
        check_followed()


def test_directives_of_segments_not_seen_before_keep_their_speakers() -> None:
    names = [f"王{number}" for number in range(8)]
    make_meeting(None, said=[(name, "指出", f"{name}指出。") for name in names])
    report = Report.objects.get(meeting=one())
    assert ask(Unit.DIRECTIVE, None).by_speaker(9) == dict.fromkeys([*names, "会议"], 1)
    for number, speaker in enumerate(("王明", "会议", "朱军"), 1):
        values = {"ordinal": number, "verb": "要求", "text": f"新{number}", "start": 0, "end": 1}
        Directive.objects.create(pk=number * SEGMENT + 5, report=report, speaker=speaker, **values)
        index.refresh([report.meeting_id])
        check_followed()
    wanted = dict.fromkeys([*names, "王明", "朱军"], 1) | {"会议": 2}
    assert ask(Unit.DIRECTIVE, None).by_speaker(99) == wanted


def test_an_emptied_table_is_read_anew() -> None:
    one()
    assert len(found()) == 1
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE meetings_meetingtext, meetings_directivetext")
    assert found() == []
    assert ask(Unit.DIRECTIVE, None).total.number == 0
    index.refresh(Meeting.objects.values_list("pk", flat=True))
    assert len(found()) == 1
    check_followed()


def test_a_table_that_was_written_anew_is_read_anew() -> None:
    made = one()
    assert found() == [made.pk]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL meetings_meetingtext")
    assert found("防汛") == [made.pk]
    check_followed()


def test_so_many_changes_that_all_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_CHANGED", 2)
    rows = [one() for _ in range(4)]
    assert len(found()) == 4
    Meeting.objects.update(kind="plenum")
    index.refresh([row.pk for row in rows])
    assert ask(Unit.MEETING, None).by_kind() == {"plenum": 4}
    check_followed()


def test_what_was_written_between_reading_meetings_and_the_rest_waits_for_its_meeting() -> None:
    one()
    read = store.current()
    elsewhere(lambda: one(pk=3 * SEGMENT))
    places = read.meetings.places
    said = store._with_directives(read.directives, reading.directives(), places)
    lines = store._lines(read.meetings, reading.meetings()[1])
    assert (int(said.live.sum()), len(lines.meeting)) == (1, 2)
    assert ask(Unit.DIRECTIVE, None).by_kind() == {"executive": 2}
    check_followed()


def test_what_nobody_wrote_is_not_read_again() -> None:
    one()
    assert store.current() is store.current()
    assert elsewhere(store.current) is store.current()


ACTS: dict[str, Callable[[Random, Meeting], object]] = {
    "state": lambda random, row: _set(row, state=random.choice(("rejected", "accepted"))),
    "kind": lambda random, row: _set(row, kind=random.choice(("", "plenum", "executive"))),
    "day": lambda random, row: _set(
        row, **dict.fromkeys(("date_first", "date_last"), random.choice((None, date(2019, 5, 4))))
    ),
    "session": lambda random, row: _set(row, term=random.choice((None, 12)), number=3),
    "people": lambda random, row: Attendance.objects.filter(report__meeting=row).update(
        role=random.choice(("chair", "speaker", "attendee"))
    ),
    "said": lambda random, row: Directive.objects.filter(report__meeting=row).update(
        speaker=random.choice(("会议", "王明", "李华")), verb=random.choice(("指出", "要求"))
    ),
    "move": lambda random, row: Report.objects.filter(meeting=row).update(
        meeting=random.choice(list(Meeting.objects.all()))
    ),
}


def _set(row: Meeting, **values: Any) -> None:
    Meeting.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_written_following_it_is_reading_anew(seed: int) -> None:
    random = Random(seed)
    rows = [one() for _ in range(3)]
    for step in range(25):
        if random.random() < 0.3:
            segment = random.choice((0, 1, 2, 5))
            rows.append(elsewhere(lambda n=segment * SEGMENT + 900 + step: one(pk=n)))  # type: ignore[misc]  # mypy sees no default
        act = ACTS[random.choice(list(ACTS))]
        act(random, random.choice(rows))
        index.refresh(row.pk for row in rows)
        followed = content(store.current())
        if step % 5 == 4:
            check_followed()
        assert len(followed["meetings"]) == ask(Unit.MEETING, None).total.number
