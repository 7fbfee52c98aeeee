"""Every copied fact of the archive is what its article prints at its place."""

from pathlib import Path

import pytest

from meetings.extraction.text import normalise
from meetings.ingest import Outcome, Stored
from meetings.ingest.batch import hashes, ingest_all, reextract_all
from meetings.models import AgendaItem, Attendance, Claim, Directive, Quorum, Report
from tests import planner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
GOLDEN = sorted(Path(__file__).parent.parent.joinpath("golden").glob("*/texts/*.txt"))


def words(text: str, start: int, end: int) -> str:
    return normalise(text[start:end])


def test_there_is_something_to_compare(seeded: list[Stored]) -> None:
    assert len(seeded) == 5
    assert Attendance.objects.count() > 40
    assert Directive.objects.count() > 30


def test_names_and_posts_are_as_printed() -> None:
    for row in Attendance.objects.select_related("report__article"):
        text = row.report.article.text
        assert words(text, row.start, row.end) == normalise(row.name)
        assert [words(text, *span) for span in row.post_spans] == [
            normalise(post) for post in row.posts
        ]


def test_agenda_items_are_as_printed() -> None:
    for row in AgendaItem.objects.select_related("report__article"):
        assert words(row.report.article.text, row.start, row.end) == normalise(row.text)


def test_directives_and_their_items_are_as_printed() -> None:
    for row in Directive.objects.select_related("report__article"):
        text = row.report.article.text
        assert words(text, row.start, row.end) == normalise(row.text)
        for item in row.items:
            assert words(text, *item["span"]) == normalise(item["text"])


def test_counts_stand_in_their_passage() -> None:
    for row in Quorum.objects.select_related("report__article"):
        passage = words(row.report.article.text, row.start, row.end)
        assert str(row.present) in passage or str(row.expected) in passage
        assert normalise(row.group) in passage


def test_meeting_names_are_as_printed() -> None:
    """The verb of convening is left out, before which the organ may stand: 市政府[召开]全体会议."""
    for row in Report.objects.exclude(start=None).select_related("article"):
        printed = words(row.article.text, row.start or 0, row.end or 0)
        convened = printed.replace("召开", "").replace("举行", "")
        organ, passage, rest = normalise(row.title).partition(convened)
        assert passage
        assert not rest
        assert organ in normalise(row.article.text)


def test_the_spans_of_claims_lie_in_the_article() -> None:
    claims = Claim.objects.select_related("article")
    assert claims.exists()
    for claim in claims:
        for start, end in claim.spans:
            assert 0 <= start < end <= len(claim.article.text)


def test_every_golden_text_is_stored_as_printed_and_read_again_unchanged() -> None:
    for start in range(0, len(GOLDEN), planner.SOME):
        some = GOLDEN[start : start + planner.SOME]
        tally = ingest_all(some)
        assert tally.faults == []
        assert tally.outcomes.total() == len(some)
        planner.told()
    test_names_and_posts_are_as_printed()
    test_agenda_items_are_as_printed()
    test_directives_and_their_items_are_as_printed()
    again = reextract_all(hashes(every=True))
    assert set(again.outcomes) == {Outcome.UNCHANGED}
