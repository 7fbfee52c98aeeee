"""The search rows are brought into step with the archive, whatever happened to them."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from meetings import index
from meetings.index import Unit, reindexing, writing
from meetings.index.reindexing import drift, due, every, is_due, rebuild, reindex
from meetings.index.texts import dump
from meetings.models import Attendance, Directive, DirectiveText, Meeting, MeetingText, Report
from meetings.search.folding import fold
from meetings.search.query import Words
from tests.index.archive import forget
from tests.index.asking import ask, ids
from tests.index.elsewhere import begun, until_it_waits
from tests.pages.factories import make_article, make_city, make_meeting, make_official

INDEXES = {"meeting_text_terms", "directive_text_terms"}
Change = Callable[[Meeting], object]


@pytest.fixture
def meetings(db: None) -> list[Meeting]:
    """Seven meetings with all that a row holds."""
    forget()
    city = make_city("430300", "湘潭市")
    return [
        make_meeting(
            city,
            text=f"防汛工作第{number}次会议",
            people=[("王明", "chair", "市长"), ("李华", "attendee", "")],
            said=[("会议", "指出", f"要防汛{number}。"), ("王明", "强调", "再防汛。")],
            number=number,
        )
        for number in range(1, 8)
    ]


def run(*words: str) -> tuple[str, str, str]:
    """What a command prints, what it complains of, and the error that it ends with."""
    out, err, fault = io.StringIO(), io.StringIO(), ""
    try:
        call_command(*words, stdout=out, stderr=err)
    except CommandError as error:
        fault = str(error)
    return out.getvalue(), err.getvalue(), fault


def there(model: Any) -> set[str]:
    """The valid indexes of a table, with their definitions and statistics."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid), attstattarget FROM pg_index "
            "JOIN pg_attribute ON attrelid = indexrelid AND attnum = 1 "
            "WHERE indrelid = %s::regclass AND indisvalid",
            [model._meta.db_table],
        )
        return {f"{line} {target}" for line, target in cursor}


def test_a_new_archive_has_nothing_due_and_nothing_drifted(meetings: list[Meeting]) -> None:
    assert due() == []
    assert not is_due()
    assert drift(every()) == reindexing.Drift()


def test_rows_that_are_missing_or_of_an_earlier_folding_are_due(meetings: list[Meeting]) -> None:
    first, second, *_ = meetings
    MeetingText.objects.filter(pk=first.pk).delete()
    MeetingText.objects.filter(pk=second.pk).update(version=0, text="旧")
    assert due() == [first.pk, second.pk]
    found = drift(every())
    assert (found.missing, found.outdated) == ((first.pk,), (second.pk,))
    assert found.meetings == [first.pk, second.pk]
    assert reindex(due()) == 2
    assert not is_due()
    assert not drift(every()).meetings


def test_a_newer_folding_makes_every_row_due(
    meetings: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = writing.VERSION + 1
    for module in (writing, reindexing):
        monkeypatch.setattr(module, "VERSION", newer)
    assert due() == [meeting.pk for meeting in meetings]
    reindex(due())
    assert not due()
    assert set(DirectiveText.objects.values_list("version", flat=True)) == {newer}


CHANGES: dict[str, Change] = {
    "name": lambda m: Meeting.objects.filter(pk=m.pk).update(title="另一个名称"),
    "state": lambda m: Meeting.objects.filter(pk=m.pk).update(state="rejected"),
    "city": lambda m: Meeting.objects.filter(pk=m.pk).update(city=None),
    "organ": lambda m: Meeting.objects.filter(pk=m.pk).update(organ=""),
    "kind": lambda m: Meeting.objects.filter(pk=m.pk).update(kind="plenum"),
    "day": lambda m: Meeting.objects.filter(pk=m.pk).update(date_first=None, date_last=None),
    "session": lambda m: Meeting.objects.filter(pk=m.pk).update(term=99),
    "text": lambda m: make_report(m, "另一篇。"),
    "outlet": lambda m: (
        of(m).article.__class__.objects.filter(reports__meeting=m).update(outlet="湘潭日报")
    ),
    "role": lambda m: Attendance.objects.filter(report__meeting=m).update(role="observer"),
    "person": lambda m: Attendance.objects.filter(report__meeting=m, name="李华").update(
        official=make_official("朱军")
    ),
    "speaker": lambda m: Directive.objects.filter(report__meeting=m).update(speaker="李华"),
    "verb": lambda m: Directive.objects.filter(report__meeting=m).update(verb="要求"),
    "words": lambda m: Directive.objects.filter(report__meeting=m).update(text="另一句"),
    "report": lambda m: Report.objects.filter(meeting=m).update(withdrawn_at="2020-01-01T00:00Z"),
    "row": lambda m: MeetingText.objects.filter(pk=m.pk).update(text="别的"),
    "people": lambda m: MeetingText.objects.filter(pk=m.pk).update(people=[]),
    "lost": lambda m: DirectiveText.objects.filter(meeting=m).delete(),
    "dead": lambda m: DirectiveText.objects.filter(meeting=m).update(live=False),
}


def of(meeting: Meeting) -> Report:
    """The report of a meeting."""
    return meeting.reports.get()


def make_report(meeting: Meeting, text: str) -> Report:
    """One more report of a meeting."""
    article = make_article(text)
    return Report.objects.create(article=article, meeting=meeting, relation="reported", ordinal=0)


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_does_not_say_what_the_archive_says_has_drifted(
    meetings: list[Meeting], change: str
) -> None:
    CHANGES[change](meetings[3])
    assert drift(every()).meetings == [meetings[3].pk]
    assert drift([meetings[2].pk]).meetings == []
    reindex(drift(every()).meetings)
    assert drift(every()) == reindexing.Drift()


def test_a_text_that_is_too_long_is_cut_and_told(meetings: list[Meeting]) -> None:
    body = "".join(chr(0x4E00 + at % 20_000) + chr(0x4E00 + at // 7) for at in range(100_000))
    assert len(fold(body)) > writing.LONGEST
    long = make_meeting(None, title="很长的会议", text=body)
    assert drift(every()) == reindexing.Drift(cut=(long.pk,))
    text = MeetingText.objects.get(pk=long.pk).text
    assert len(text) == writing.LONGEST
    assert ids(ask(Unit.MEETING, Words(text[-9:]))) == [long.pk]
    assert f"1 cut at {writing.LONGEST} characters" in run("reindex", "--check")[0]


def test_reindexing_that_is_interrupted_goes_on_where_it_stopped(
    meetings: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "BATCH", 2)
    MeetingText.objects.update(version=0)

    def stop(_: int) -> None:
        if len(due()) <= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(due(), stop)
    assert due() == [meeting.pk for meeting in meetings[4:]]
    seen: list[int] = []
    assert reindex(due(), seen.append) == sum(seen) == 3
    assert not is_due()


@pytest.fixture
def committed(transactional_db: None) -> Meeting:
    """One meeting that other connections see."""
    forget()
    return make_meeting(
        make_city("430300", "湘潭市"), text="防汛", people=[("王明", "chair", "市长")]
    )


@pytest.mark.parametrize("interrupted", [False, True])
def test_after_rebuilding_the_indexes_are_as_they_were(
    committed: Meeting, interrupted: bool
) -> None:
    before = there(MeetingText), there(DirectiveText)
    MeetingText.objects.update(text="旧")

    def stop(_: int) -> None:
        assert not INDEXES & {line.split()[2] for line in there(MeetingText)}
        if interrupted:
            raise KeyboardInterrupt

    if interrupted:
        with pytest.raises(KeyboardInterrupt):
            rebuild(every(), stop)
    else:
        assert rebuild(every(), stop) == 1
    assert (there(MeetingText), there(DirectiveText)) == before
    assert ids(ask(Unit.MEETING, Words("防汛"))) == [committed.pk]


@pytest.mark.parametrize("words", [(), ("--offline",)])
def test_indexes_that_a_killed_process_left_out_come_back(
    committed: Meeting, words: tuple[str, ...]
) -> None:
    before = there(MeetingText), there(DirectiveText)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX meeting_text_terms, directive_text_terms")
    assert ids(ask(Unit.MEETING, Words("防汛"))) == [committed.pk]
    out, _, fault = run("reindex", *words)
    assert fault == ""
    assert ("meeting_text_terms was missing and is made anew." in out) is (words == ())
    assert (there(MeetingText), there(DirectiveText)) == before


@pytest.mark.django_db(transaction=True)
def test_who_writes_rows_at_the_same_time_never_writes_what_is_past(committed: Meeting) -> None:
    with transaction.atomic():
        Meeting.objects.filter(pk=committed.pk).update(title="新的名称")
        Attendance.objects.update(role="observer")
        index.refresh([committed.pk])
        other = begun(lambda: reindex([committed.pk]))
        until_it_waits(other)
    other.result(60)
    assert not drift(every()).meetings


def test_the_dump_is_every_public_record_as_it_is_searched(meetings: list[Meeting]) -> None:
    Meeting.objects.filter(pk=meetings[0].pk).update(state="rejected")
    index.refresh([meetings[0].pk])
    assert [pk for pk, _ in dump(Unit.MEETING)] == [meeting.pk for meeting in meetings[1:]]
    for unit in Unit:
        lines = [
            json.loads(line)
            for line in run("search", "--dump", "--json", "--unit", unit)[0].splitlines()
        ]
        assert [(line["id"], line["text"]) for line in lines] == list(dump(unit))
        assert all(set(line) == {"id", "text"} for line in lines)


def test_reindex_writes_what_is_due_and_prints_how_many(meetings: list[Meeting]) -> None:
    assert run("reindex")[0] == "0 meetings written, 0 segments sealed.\n"
    MeetingText.objects.filter(pk=meetings[0].pk).delete()
    assert run("reindex")[0] == "1 meetings written, 0 segments sealed.\n"
    assert run("reindex", "--all")[0] == "7 meetings written, 0 segments sealed.\n"


def test_a_check_writes_nothing_and_fails_where_something_drifted(meetings: list[Meeting]) -> None:
    out, _, fault = run("reindex", "--check")
    assert out.startswith("7 meetings: 0 without a row, 0 of an earlier folding, 0 that differ")
    assert fault == ""
    MeetingText.objects.filter(pk=meetings[0].pk).update(text="旧")
    out, _, fault = run("reindex", "--check")
    assert f"  meeting {meetings[0].pk}\n" in out
    assert fault == "1 meetings have drifted: run manage.py reindex --all."
    assert MeetingText.objects.get(pk=meetings[0].pk).text == "旧"
