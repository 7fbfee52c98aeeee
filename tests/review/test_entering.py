"""A curator enters a meeting that no article tells of, with all that is known of it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings import curation
from meetings.curation import Refused
from meetings.extraction.vocabulary import Kind, Organ, Role, Verb
from meetings.ingest import entries, reextract
from meetings.ingest.batch import hashes
from meetings.ingest.entering import enter, take
from meetings.ingest.entries import Entry
from meetings.models import AgendaItem, Article, Attendance, City, Directive, Meeting, Quorum
from tests.review.archive import stored

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/meetings/meeting/add/"
SOURCE = "《湘潭年鉴》2021 卷第 120 页"
SENT = {
    "m-source": SOURCE,
    "m-title": "湘潭市委常委会会议",
    "m-date": "2020年5月12日",
    "m-organ": "party_committee",
    "m-kind": "standing_committee",
    "m-term": "12",
    "people-0-name": "王玉",
    "people-0-role": "chair",
    "people-0-posts": "湘潭市委书记、市人大常委会主任",
    "people-1-name": "李 明",
    "people-1-role": "attendee",
    "people-1-posts": "",
    "agenda-0-verb": "审议",
    "agenda-0-text": "《预算方案》",
    "directives-0-speaker": "会议",
    "directives-0-verb": "指出",
    "directives-0-text": "要抓好落实,\n守住底线。",
    "quorum-0-group": "委员",
    "quorum-0-expected": "57",
    "quorum-0-present": "53",
}


def sent(**changed: str) -> dict[str, Any]:
    """The page's form as a browser would send it: rows that were not touched are empty."""
    values: dict[str, Any] = {"m-city": City.objects.get(code="430300").pk, **SENT, **changed}
    for key, rows in (("people", 3), ("agenda", 3), ("directives", 3), ("quorum", 1)):
        values |= {f"{key}-TOTAL_FORMS": rows, f"{key}-INITIAL_FORMS": 0}
    values |= {f"people-{n}-role": "attendee" for n in range(2, 3)}
    values |= {f"directives-{n}-speaker": "会议" for n in (1, 2)}
    values |= {f"directives-{n}-verb": "指出" for n in (1, 2)}
    return values


def test_what_was_entered_is_a_meeting_with_its_people_agenda_directives_and_counts(
    desk: Client, client: Client
) -> None:
    answer = desk.post(ADDRESS, sent())
    made = Meeting.objects.get()
    assert answer["Location"] == f"/admin/review/{made.pk}/"
    assert (made.title, made.date_edtf, made.organ, made.term, made.entered_from) == (
        "湘潭市委常委会会议",
        "2020-05-12",
        "party_committee",
        12,
        SOURCE,
    )
    rows = Attendance.objects.order_by("ordinal")
    assert [(row.name, row.role, row.posts) for row in rows] == [
        ("王玉", "chair", ["湘潭市委书记", "市人大常委会主任"]),
        ("李明", "attendee", []),
    ]
    assert rows[0].official.city == City.objects.get(code="430300")
    assert AgendaItem.objects.get().text == "《预算方案》"
    assert Directive.objects.get().text == "要抓好落实, 守住底线。"
    assert (Quorum.objects.get().expected, Quorum.objects.get().present) == (57, 53)
    shown = client.get(made.get_absolute_url(), follow=True).content.decode()
    assert "手工录入" in shown
    assert SOURCE in shown


def test_every_fact_rests_on_the_text_that_was_written(desk: Client) -> None:
    desk.post(ADDRESS, sent())
    text = Article.objects.get().text
    for row in (*Attendance.objects.all(), *AgendaItem.objects.all(), *Directive.objects.all()):
        words = row.name if isinstance(row, Attendance) else row.text
        assert text[row.start : row.end] == words


def test_corrections_of_it_outlive_a_new_reading(desk: Client, curator: User) -> None:
    desk.post(ADDRESS, sent())
    curation.correct(Attendance.objects.get(name="李明"), "role", "observer", who=curator)
    curation.reject(AgendaItem.objects.get(), who=curator)
    sha256 = Article.objects.get().sha256
    assert sha256 not in hashes()
    reextract(sha256)
    assert Attendance.objects.get(name="李明").role == "observer"
    assert not AgendaItem.objects.filter(withdrawn_at=None).exists()
    assert Meeting.objects.get().state == "pending"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"m-source": " "}, "这个字段是必填项"),
        ({"m-date": "九月"}, "不是可用的日期"),
        ({"people-1-name": "王玉"}, "填了两次"),
        ({"people-0-name": "王玉、李明"}, "一格只填一项"),
        ({"quorum-0-present": "多"}, "输入整数"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_lost(
    desk: Client, changed: dict[str, str], said: str
) -> None:
    answer = desk.post(ADDRESS, sent(**changed))
    shown = answer.content.decode()
    assert said in shown
    assert "《预算方案》" in shown
    assert not Meeting.objects.exists()
    assert not Article.objects.exists()


def test_the_same_entry_twice_is_one(desk: Client) -> None:
    desk.post(ADDRESS, sent())
    assert "已经录入过" in desk.post(ADDRESS, sent()).content.decode()
    assert Meeting.objects.count() == 1


def test_more_is_entered_on_a_meeting_that_stands_and_parted_again(
    desk: Client, curator: User
) -> None:
    meeting = stored()
    address = f"/admin/enter/{meeting.pk}/"
    assert meeting.title in desk.get(address).content.decode()
    answer = desk.post(address, sent(**{"people-0-name": "张强"}))
    assert answer["Location"] == f"/admin/review/{meeting.pk}/"
    told = Attendance.objects.filter(report__meeting=meeting).values_list("name", flat=True)
    assert set(told) == {"王玉", "李明", "张强"}
    merge = meeting.took.get()
    curation.duplicates.undo(merge, who=curator)
    assert meeting.reports.count() == 1


def test_a_text_of_that_form_is_taken_once(curator: User) -> None:
    text = entries.compose(Entry(SOURCE, "政协会议", people=[("王玉", "chair", [])]))
    assert take(text)
    assert not take(text)
    assert Meeting.objects.get().entered_from == SOURCE
    with pytest.raises(Refused):
        enter(Entry(SOURCE, "政协会议", people=[("王玉", "chair", [])]), who=curator)


WORDS = st.text("王玉李明张强市委书记审议预算方案a1.《》", min_size=1, max_size=12)
LINES = st.text("会议要抓好落实守住底线,。;（） ：、12", min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=200, deadline=None)
@given(
    people=st.lists(st.tuples(WORDS, st.sampled_from(Role), st.lists(WORDS, max_size=3))),
    agenda=st.lists(st.tuples(WORDS, LINES), max_size=3),
    said=st.lists(st.tuples(WORDS, st.sampled_from(Verb), LINES), max_size=3),
    counts=st.lists(st.tuples(WORDS, st.integers(0, 999), st.integers(0, 999)), max_size=2),
    organ=st.sampled_from(Organ),
    kind=st.sampled_from(Kind),
    numbers=st.tuples(*[st.none() | st.integers(1, 99)] * 2),
)
def test_whatever_is_entered_is_read_back(
    people: Any, agenda: Any, said: Any, counts: Any, organ: Any, kind: Any, numbers: Any
) -> None:
    entry = Entry(SOURCE, "会议", "2020-05", "430300", organ, kind, *numbers)
    entry.people.extend((n, r.value, p) for n, r, p in people)
    entry.agenda.extend(agenda)
    entry.directives.extend((s, v.value, t) for s, v, t in said)
    entry.quorum.extend(counts)
    text = entries.compose(entry)
    read = entries.read(text).meetings[0]
    assert (read.title, read.date, read.city) == ("会议", "2020-05", "430300")
    assert (read.organ, read.kind, read.term, read.number) == (organ, kind, *numbers)
    assert [(one.role, len(one.posts)) for one in read.officials] == [
        (role, len(posts)) for _, role, posts in people
    ]
    assert [(one.verb, one.text) for one in read.agenda] == [
        (verb, " ".join(words.split())) for verb, words in agenda
    ]
    assert [one.text for one in read.directives] == [" ".join(t.split()) for _, _, t in said]
    assert [(one.group, one.expected, one.present) for one in read.quorum] == counts
