"""The rows that a search reads follow what they rest on."""

from dataclasses import replace

import pytest

from meetings import curation, index
from meetings.extraction.facts import Block, Span
from meetings.ingest import store
from meetings.models import Directive, DirectiveText, Meeting, MeetingText, Report
from meetings.search.folding import fold
from tests.ingest.hand import BODY, extraction, full, ingest, meeting, source

pytestmark = pytest.mark.django_db


def text_of(number: int | None = 38) -> str:
    return MeetingText.objects.get(meeting__number=number).text


def test_a_meeting_s_row_holds_its_name_and_the_article_folded() -> None:
    ingest(full())
    assert fold("湘潭市委常委会第38次会议") in text_of()
    assert fold(BODY) in text_of()


def test_a_directive_s_row_holds_its_passage_folded() -> None:
    ingest(full())
    rows = DirectiveText.objects.order_by("directive__ordinal")
    assert [row.text for row in rows] == [fold(d.text) for d in Directive.objects.all()]


def test_site_furniture_and_tails_are_not_searched() -> None:
    text = "打印本页。会议指出,要抓好落实。相关链接:别处的会议。"
    blocks = (
        Block("furniture", Span(0, 5)),
        Block("body", Span(5, 17)),
        Block("tail", Span(17, 27)),
    )
    told = replace(extraction(meeting(text), text=text), blocks=blocks)
    store(source(text), extraction=told)
    assert fold("会议指出,要抓好落实。") in text_of()
    assert fold("打印") not in text_of()
    assert fold("相关链接") not in text_of()


def test_a_meeting_told_twice_is_found_by_the_words_of_either() -> None:
    ingest(full())
    ingest(full(BODY + "另一家媒体。"), text=BODY + "另一家媒体。")
    assert fold("另一家媒体") in text_of()


def test_a_correction_of_the_name_is_searched_at_once() -> None:
    ingest(full())
    curation.correct(Meeting.objects.get(), "title", "第三十八次常委会", who=None)
    assert fold("第三十八次常委会") in text_of()


def test_what_is_rejected_or_withdrawn_is_no_longer_searched() -> None:
    ingest(full())
    curation.reject(Directive.objects.all()[0], who=None)
    assert DirectiveText.objects.filter(live=True).count() == 1
    curation.reject(Report.objects.get(), who=None)
    assert not DirectiveText.objects.filter(live=True).exists()
    assert fold(BODY) not in text_of()
    index.refresh([Meeting.objects.get().pk])
    assert not DirectiveText.objects.exclude(text="").exists()
