"""The bench's corpus is the same each time, agrees with what it tells, and fills an archive."""

import hashlib

import pytest
from django.test import Client

from meetings import index
from meetings.extraction.report import extract
from meetings.extraction.vocabulary import Role
from meetings.index import store
from meetings.models import Attendance, Directive, Meeting, Report
from tests.bench import fill as filling
from tests.bench import judged
from tests.bench import queries as asking
from tests.bench.cast import everybody, towns
from tests.bench.corpus import MEETING, Reporter, articles, rows_before
from tests.bench.scan import known_facts, scan, texts_of
from tests.bench.trees import And, Fact, Near, Not, Or, Tree, Words, typed

FEW = 50
TEXTS = [(1, "会议\n防汛抗旱"), (3, "抗旱、防汛"), (4, "防汛\n抗旱"), (9, "营商环境")]


def test_a_report_is_the_same_whatever_was_made_before() -> None:
    whole = list(Reporter().records(0, FEW))
    assert Reporter().record(FEW - 1) == whole[-1]
    assert Reporter(2).record(FEW - 1) != whole[-1]


def test_a_report_stays_what_it_was_when_archives_were_filled() -> None:
    text = Reporter().record(299).text
    assert hashlib.md5(text.encode()).hexdigest() == "c1b56d6f31c703e0b5a2391dc214c9a3"


def test_there_are_as_many_towns_and_officials_as_promised() -> None:
    assert len(towns()) > 300
    assert len(everybody()) >= 20_000
    assert [one.number for one, _ in everybody()] == list(range(len(everybody())))


def test_every_place_of_a_report_holds_what_it_tells() -> None:
    for record in Reporter().records(0, FEW):
        if record.script != "hans":
            continue
        assert record.text[record.named :].startswith(record.sitting.name)
        for one in record.people:
            assert record.text[slice(*one.post_span)] == one.post
            assert record.text[one.start :].startswith(one.somebody.name)
        for said in record.directives:
            speaker = said.speaker.name if said.speaker else MEETING
            assert record.words(said).startswith(f"{speaker}{said.verb}，")


def test_rows_are_counted_before_they_are_made() -> None:
    records = list(Reporter().records(0, FEW))
    said = sum(len(record.directives) for record in records)
    present = sum(len(record.people) for record in records)
    assert rows_before(FEW) == (said, present)


def test_the_extractor_reads_a_report_as_it_was_meant() -> None:
    agreeing = 0
    for (_, content), record in zip(articles(FEW), Reporter().records(0, FEW), strict=True):
        meetings = extract(content.decode()).meetings
        assert len(meetings) == 1
        said = {one.span.start for one in meetings[0].directives}
        agreeing += (
            meetings[0].city == record.place.code
            and meetings[0].date == record.edtf
            and said >= {one.start for one in record.directives}
        )
    assert agreeing >= 0.95 * FEW


@pytest.fixture
def filled(db: None) -> None:
    """An archive filled without triggers, whose rows do not tell when they were written."""
    store.forget()
    filling.fill(FEW)


def test_a_filled_archive_holds_the_reports(filled: None) -> None:
    records = list(Reporter().records(0, FEW))
    assert Meeting.objects.count() == FEW
    assert Directive.objects.count() == sum(len(one.directives) for one in records)
    chaired = Attendance.objects.filter(role=Role.CHAIR).values_list("name", flat=True)
    assert sorted(chaired) == sorted(
        one.somebody.name for record in records for one in record.people if one.role == Role.CHAIR
    )


def test_filling_goes_on_where_it_stopped(filled: None) -> None:
    filling.fill(FEW + 10)
    filling.fill(FEW + 10)
    assert Report.objects.count() == FEW + 10
    last = Reporter().record(FEW + 9)
    assert Report.objects.latest("pk").article.text == last.text


def test_pages_of_a_filled_archive_render_with_marks_and_hits(filled: None) -> None:
    index.refresh(Meeting.objects.values_list("pk", flat=True))
    client = Client()
    record = Reporter().record(0)
    report = Report.objects.order_by("pk")[0]
    page = client.get(report.meeting.get_absolute_url(), follow=True).content.decode()
    assert record.people[0].somebody.name in page
    assert "<mark" in page
    word = record.words(record.directives[0])[10:16]
    found = client.get("/meetings/", {"q": word})
    assert found.status_code == 200
    assert f"/meetings/{report.meeting_id}" in found.content.decode()
    assert client.get("/directives/", {"q": word}).status_code == 200


@pytest.mark.parametrize(
    ("tree", "ids"),
    [
        (Words("防汛"), [1, 3, 4]),
        (Words("议防"), []),
        (And((Words("防汛"), Words("会议"))), [1]),
        (Or((Words("环境"), Words("会议"))), [1, 9]),
        (And((Words("抗旱"), Not(Words("会议")))), [3, 4]),
        (Not(Words("防汛")), [9]),
        (Near("防汛", "抗旱", 0), [1]),
        (Near("防汛", "抗旱", 1), [1, 3]),
        (And((Words("防汛"), Fact("kind", "x"))), [3]),
    ],
    ids=str,
)
def test_the_scan_finds_what_an_eye_finds(tree: Tree, ids: list[int]) -> None:
    facts = {Fact("kind", "x"): frozenset([3, 9])}
    assert list(scan(TEXTS, [tree], facts)[0]) == ids


def test_a_tree_is_typed_in_the_query_language() -> None:
    tree = And((Or((Words("防汛"), Words("a b"))), Not(Words("会议")), Fact("年", "2019")))
    assert typed(tree) == '(防汛 OR "a b") -会议 年:2019'
    assert typed(Near("防汛", "抗旱", 10)) == "防汛 ~10 抗旱"


def test_queries_are_the_same_each_time_and_have_an_answer() -> None:
    first, second = (asking.Sample(size=60) for _ in range(2))
    asked = asking.queries(first)
    assert asked == asking.queries(second)
    assert len(set(asked)) > 70
    found = scan(enumerate(first.texts), [one.tree for one in asked if one.group == "phrase"])
    assert all(found)
    cuts = asking.substrings(first, 100)
    assert all(scan(enumerate(first.texts), [one.tree for one in cuts]))


def test_the_scan_of_an_archive_agrees_with_the_corpus(filled: None) -> None:
    index.refresh(Meeting.objects.values_list("pk", flat=True))
    record = Reporter().record(3)
    pk = Meeting.objects.order_by("pk")[3].pk
    told = record.words(record.directives[0])[10:16]
    tree = And((Words(told), Fact("city", record.place.code), Fact("kind", record.kind)))
    facts = known_facts("meeting", [tree])
    assert pk in scan(texts_of("meeting"), [tree], facts)[0]
    leader = Fact("主持", next(p.somebody.name for p in record.people if p.role == Role.CHAIR))
    assert pk in known_facts("meeting", [leader])[leader]
    assert list(known_facts("directive", [leader])[leader])


def test_a_planted_report_is_read_as_it_is_judged() -> None:
    words = ("海绵", "廊道")
    for number, worth in enumerate((judged.TITLED, judged.DIRECTED, judged.BODY, judged.APART)):
        text = judged.planted(Reporter(judged.PLANTED_SEED), number, words, worth)
        meeting = extract(text).meetings[0]
        assert ("海绵廊道" in meeting.title) == (worth == judged.TITLED)
        directed = any("海绵廊道" in said.text for said in meeting.directives)
        assert directed == (worth == judged.DIRECTED)
        assert ("海绵廊道" in text) == (worth != judged.APART)
        assert all(word in text for word in words)


def test_the_gain_is_one_for_the_best_order_and_less_for_any_other() -> None:
    worth = {1: 3, 2: 1, 3: 0}
    assert judged.ndcg([1, 2, 3], worth) == 1
    assert 0 < judged.ndcg([2, 1, 3], worth) < 1
    assert judged.ndcg([3], worth) == 0
