"""An article is stored once, and read again without losing what stands."""

from dataclasses import replace

import pytest

from meetings.extraction import VERSION
from meetings.extraction.facts import Span
from meetings.extraction.vocabulary import Kind, Role
from meetings.ingest import Outcome, reextract, store
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Claim,
    Directive,
    Meeting,
    MeetingText,
    Official,
    Quorum,
    Report,
)
from tests.ingest.hand import (
    BODY,
    TITLE,
    directive,
    full,
    ingest,
    meeting,
    person,
    source,
    span,
)

pytestmark = pytest.mark.django_db


def test_new_bytes_are_added_with_all_that_was_read() -> None:
    assert ingest(full()).outcome is Outcome.ADDED
    article, told = Article.objects.get(), Meeting.objects.get()
    assert (article.source_name, article.encoding, article.text) == ("a.txt", "utf-8", BODY)
    assert bytes(article.original.content) == BODY.encode()
    assert (told.city and told.city.code, told.kind, told.number) == (
        "430300",
        "standing_committee",
        38,
    )
    assert str(told.date_first) == str(told.date_last) == "2017-09-25"
    assert [a.name for a in Attendance.objects.order_by("ordinal")] == ["王玉", "李明"]
    assert (Directive.objects.count(), AgendaItem.objects.count(), Quorum.objects.count()) == (
        2,
        1,
        1,
    )


def test_the_same_bytes_under_another_name_are_unchanged() -> None:
    store(source())
    assert store(source(name="b.txt")).outcome is Outcome.UNCHANGED
    assert Article.objects.get().source_name == "a.txt"


def test_the_same_reading_again_changes_nothing() -> None:
    ingest(full())
    again = ingest(full())
    assert (again.outcome, again.changes) == (Outcome.UNCHANGED, {})


def test_a_new_reading_updates_rows_in_place() -> None:
    ingest(full())
    before = {a.name: (a.pk, a.official_id) for a in Attendance.objects.all()}
    told = full()
    officials = (replace(told.officials[0], role=Role.SPEAKER), told.officials[1])
    stored = ingest(replace(told, officials=officials, number=39), version="newer")
    assert stored.outcome is Outcome.UPDATED
    assert stored.changes == {"attendance.role": 1, "meeting.number": 1}
    assert {a.name: (a.pk, a.official_id) for a in Attendance.objects.all()} == before
    assert Article.objects.get().extractor == "newer"


def test_what_a_new_reading_has_not_is_withdrawn_and_comes_back_under_its_id() -> None:
    ingest(full())
    gone = Attendance.objects.get(name="李明")
    told = full()
    ingest(replace(told, officials=told.officials[:1], directives=(), agenda=(), quorum=()))
    for model in (Directive, AgendaItem, Quorum):
        assert not model.objects.filter(withdrawn_at=None).exists()
    gone.refresh_from_db()
    assert gone.withdrawn_at is not None
    ingest(full())
    gone.refresh_from_db()
    assert gone.withdrawn_at is None
    assert Directive.objects.filter(withdrawn_at=None).count() == Directive.objects.count() == 2


def test_a_directive_is_the_same_while_half_of_its_passage_is() -> None:
    text = "会议指出,要抓好落实,要守住底线,要改进作风,要久久为功。"
    ingest(meeting(text, directives=(directive(text, text),)), text=text)
    known = Directive.objects.get()
    longer = text[: text.index("要改进")]
    ingest(meeting(text, directives=(directive(text, longer),)), text=text)
    assert Directive.objects.get().pk == known.pk
    ingest(meeting(text, directives=(directive(text, "要久久为功。"),)), text=text)
    assert Directive.objects.get(withdrawn_at=None).pk != known.pk


def test_another_verb_is_another_directive() -> None:
    ingest(full())
    told = full()
    ingest(replace(told, directives=(replace(told.directives[0], verb="要求"),)))
    assert Directive.objects.count() == 3
    assert Directive.objects.get(withdrawn_at=None).verb == "要求"


def test_a_meeting_that_is_read_as_another_kind_keeps_its_address() -> None:
    ingest(full())
    known = Meeting.objects.get()
    ingest(replace(full(), kind=Kind.PLENUM))
    assert (Meeting.objects.get().pk, Meeting.objects.get().kind) == (known.pk, "plenum")


def test_a_meeting_no_longer_told_is_withdrawn_and_returns_for_review() -> None:
    ingest(full())
    known = Meeting.objects.get()
    ingest()
    known.refresh_from_db()
    assert known.state == "withdrawn"
    assert not MeetingText.objects.get().live
    ingest(full())
    known.refresh_from_db()
    assert known.state == "pending"
    assert MeetingText.objects.get().meeting == known


def test_meetings_of_one_article_may_change_places() -> None:
    one, two = meeting(kind=Kind.PLENUM, number=1), meeting(kind=Kind.SYMPOSIUM, number=2)
    ingest(one, two)
    before = dict(Report.objects.values_list("meeting__kind", "pk"))
    ingest(two, one)
    assert dict(Report.objects.values_list("meeting__kind", "pk")) == before
    kinds = Report.objects.order_by("ordinal").values_list("meeting__kind", flat=True)
    assert list(kinds) == ["symposium", "plenum"]


def test_an_exact_city_organ_kind_date_and_number_joins_a_meeting() -> None:
    ingest(full())
    text = BODY + "另一家媒体。"
    ingest(full(text), text=text)
    assert Meeting.objects.count() == 1
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"number": None},
        {"number": 39},
        {"date": "2017-09"},
        {"date": ""},
        {"city": ""},
        {"city": "430100"},
        {"organ": None},
        {"kind": None},
    ],
)
def test_anything_less_makes_a_meeting_of_its_own(changed: dict[str, object]) -> None:
    ingest(full())
    text = BODY + "另一家媒体。"
    ingest(replace(full(text), **changed), text=text)  # type: ignore[arg-type]  # of several types
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize("unknown", [{"number": None}, {"date": ""}, {"city": ""}, {"kind": None}])
def test_meetings_alike_in_what_is_unknown_are_not_joined(unknown: dict[str, object]) -> None:
    for text in (BODY, BODY + "另一家媒体。"):
        ingest(replace(full(text), **unknown), text=text)  # type: ignore[arg-type]  # as above
    assert Meeting.objects.count() == 2


def test_a_joined_report_that_turns_out_another_meeting_s_gets_its_own() -> None:
    ingest(full())
    text = BODY + "另一家媒体。"
    ingest(full(text), text=text)
    ingest(replace(full(text), number=39), text=text)
    assert set(Meeting.objects.values_list("number", flat=True)) == {38, 39}


def test_a_person_who_speaks_is_the_official_of_the_directive() -> None:
    text = "市委书记王玉主持会议。王玉强调,要抓好落实。习近平总书记指出,江山就是人民。"
    told = meeting(
        text,
        officials=(person(text, "王玉", "市委书记"),),
        directives=(
            directive(text, "王玉强调,要抓好落实。", verb="强调", speaker="王玉"),
            directive(text, "习近平总书记指出,江山就是人民。", speaker="习近平"),
        ),
    )
    ingest(told, text=text)
    own, quoted = Directive.objects.order_by("ordinal")
    assert own.official == Official.objects.get()
    assert (quoted.speaker, quoted.official) == ("习近平", None)


def test_claims_are_those_of_the_current_reading() -> None:
    ingest(full())
    ingest(full(), version="newer")
    claim = Claim.objects.get()
    assert (claim.report, claim.field) == (Report.objects.get(), "meetings.0.date")
    ingest()
    assert not Claim.objects.exists()


def test_what_a_column_cannot_hold_is_left_out_and_the_rest_stored() -> None:
    long = "长" * 130
    told = meeting(
        officials=(
            replace(person(BODY, "王玉"), name=long),
            replace(person(BODY, "李明", "市长"), posts=(*person(BODY, "李明", "市长").posts,)),
        ),
        number=99_999,
    )
    assert ingest(told, outlet=long, reporters=(long, "李明")).outcome is Outcome.ADDED
    article = Article.objects.get()
    assert (article.outlet, article.reporters) == ("", ["李明"])
    assert Meeting.objects.get().number is None
    assert [a.name for a in Attendance.objects.all()] == ["李明"]


def test_a_fact_without_a_place_in_the_text_is_not_stored() -> None:
    ingest(meeting(directives=(replace(directive(BODY, TITLE), span=Span(5, 5)),)))
    assert not Directive.objects.exists()


def test_a_name_given_twice_in_a_report_is_one_attendance() -> None:
    ingest(meeting(officials=(person(BODY, "王玉"), person(BODY, "王玉", role=Role.CHAIR))))
    assert Attendance.objects.count() == 1


def test_reextraction_runs_the_current_extractor() -> None:
    stored = ingest(full(), version="older")
    sha256 = Article.objects.get(pk=stored.article).sha256
    assert reextract(sha256).article == stored.article
    assert Article.objects.get().extractor == VERSION
    assert reextract(sha256).outcome is Outcome.UNCHANGED


def test_an_older_reading_is_made_anew_when_its_file_is_ingested_again() -> None:
    ingest(full(), version="older")
    store(source())
    assert Article.objects.get().extractor == VERSION


def test_the_places_of_posts_and_items_are_kept() -> None:
    ingest(full())
    row = Attendance.objects.get(name="王玉")
    assert [BODY[start:end] for start, end in row.post_spans] == row.posts == ["湘潭市委书记"]
    assert BODY[row.start : row.end] == "王玉"
    assert (row.start, row.end) == span(BODY, "王玉")
