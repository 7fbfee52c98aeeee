"""Make facts of words that a curator has selected in an article."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Max

from meetings.curation.anchors import locate
from meetings.curation.refusal import Refused
from meetings.curation.writing import add, correct
from meetings.extraction.facts import Span
from meetings.extraction.text import Text, normalise
from meetings.extraction.vocabulary import Relation
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Correction,
    Directive,
    Meeting,
    Quorum,
    Report,
)

# 2017年9月25日, 9月25日, 2017年9月, 25日: as printed, in normal form
DATE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号])?", re.ASCII
)
# 2017-09-25, 2017/9/25
DASHED = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?", re.ASCII)

DUE = re.compile(r"应(?:到|出席|参加)\D{0,20}?(\d{1,6})", re.ASCII)
NUMBER = re.compile(r"(\d{1,6})", re.ASCII)
# 委员 in 应到委员57名, 市委委员 in 市委委员38名
GROUP = re.compile(
    r"(?:(?<=应到)|(?<=实到)|(?<=出席)|(?<![\u4e00-\u9fff]))(?!应到|实到|出席)[\u4e00-\u9fff]{2,20}(?=\d)"
)

# Reports that people found have places in the article that no reading reaches.
FIRST_BY_HAND = 1000
EMPTY_MEETING: dict[str, Any] = {
    "city": None,
    "organ": "",
    "kind": "",
    "term": None,
    "number": None,
    "date_edtf": "",
    "date_year_inferred": False,
}


def to_edtf(words: str) -> str:
    """The date that words print, unknown parts as X; empty where they print none."""
    plain = normalise(words)
    match = DASHED.fullmatch(plain) or DATE.fullmatch(plain)
    if match is None or not any(match.groups()):
        return ""
    year = match["year"] or "XXXX"
    month = match["month"] and f"{int(match['month']):02}"
    day = match["day"] and f"{int(match['day']):02}"
    if day:
        return f"{year}-{month or 'XX'}-{day}"
    return f"{year}-{month}" if month else year


def place(text: str, words: str, start: int | None, end: int | None) -> Span:
    """Where the selected words stand: at the offsets given, else their first place.

    Raises `Refused`.
    """
    known = start is not None and end is not None and 0 <= start < end <= len(text)
    if known and normalise(text[start:end]) == normalise(words):
        return Span(start or 0, end or 0)
    if (found := locate(text, words)) is None:
        msg = f"文章中找不到“{words[:40]}”：请照原文选取。"
        raise Refused(msg)
    return found


def printed(text: str, span: Span) -> str:
    """The words at a place in Simplified, noise left out, spaces kept."""
    return " ".join(Text.of(text[span.start : span.end]).plain.split())


def next_ordinal(model: Any, report: Report) -> int:
    """The place after the last row of a report."""
    top = model.objects.filter(report=report).aggregate(top=Max("ordinal"))["top"]
    return 0 if top is None else int(top) + 1


@transaction.atomic
def set_title(meeting: Meeting, report: Report, span: Span, *, who: Any) -> None:
    """The meeting's name is what these words print."""
    words = printed(report.article.text, span).replace(" ", "")
    correct(meeting, "title", words, who=who, basis=words)


@transaction.atomic
def set_date(meeting: Meeting, report: Report, span: Span, *, who: Any) -> None:
    """The day held is what these words print. Raises `Refused` where they print none."""
    words = printed(report.article.text, span)
    if not (date := to_edtf(words)):
        msg = f"“{words[:40]}”不是日期：请选取“2017年9月25日”或“9月25日”这样的文字。"
        raise Refused(msg)
    correct(meeting, "date_edtf", date, who=who, basis=words)


@transaction.atomic
def add_report(article: Article, span: Span, values: dict[str, Any], *, who: Any) -> Correction:
    """Keep that an article tells of a meeting whose name stands at a place.

    `values` are the meeting's fields as corrections keep them; the next reading of the article
    makes the report. Raises `Refused` when the article has a report of that name.
    """
    anchor = normalise(article.text[span.start : span.end])
    told = article.reports.filter(withdrawn_at=None)
    names = {normalise(row.title) for row in told}
    names |= {normalise(article.text[row.start : row.end]) for row in told if row.end}
    if anchor in names:
        msg = f"本文已有“{anchor[:40]}”这次会议：请到那次会议的核校页修改。"
        raise Refused(msg)
    known = Correction.objects.filter(sha256=article.sha256, row_type=Correction.RowType.REPORT)
    places = known.filter(action=Correction.Action.ADD).values_list("report_ordinal", flat=True)
    ordinal = max([FIRST_BY_HAND - 1, *(place or 0 for place in places)]) + 1
    place = {"start": span.start, "end": span.end}
    title = printed(article.text, span).replace(" ", "")
    report = {"relation": Relation.REPORTED.value, "title": title, **place}
    return Correction.objects.create(
        sha256=article.sha256,
        report_ordinal=ordinal,
        report_anchor=anchor,
        row_type=Correction.RowType.REPORT,
        action=Correction.Action.ADD,
        person_value={"report": report, "meeting": EMPTY_MEETING | values | {"title": title}},
        who_id=who and who.pk,
    )


@transaction.atomic
def add_directive(report: Report, span: Span, verb: str, speaker: str, *, who: Any) -> None:
    """What was said with a verb; the speaker is a name of the report or 会议."""
    said_by = report.attendances.filter(name=speaker, withdrawn_at=None).first()
    row = Directive(
        report=report,
        start=span.start,
        end=span.end,
        ordinal=next_ordinal(Directive, report),
        verb=verb,
        speaker=speaker,
        official_id=said_by.official_id if said_by else None,
        text=report.article.text[span.start : span.end],
    )
    add(row, who=who)


@transaction.atomic
def add_agenda(report: Report, span: Span, verb: str, *, who: Any) -> None:
    """What the meeting did."""
    row = AgendaItem(
        report=report,
        start=span.start,
        end=span.end,
        ordinal=next_ordinal(AgendaItem, report),
        verb=verb,
        text=printed(report.article.text, span),
    )
    add(row, who=who)


@transaction.atomic
def add_quorum(
    report: Report, span: Span, group: str, expected: int | None, present: int | None, *, who: Any
) -> None:
    """How many of a group were due and came, as given, else as these words print. `Refused`."""
    words = normalise(report.article.text[span.start : span.end])
    if expected is None and present is None:
        expected, present = counted(words)
    group = group or (GROUP.search(words) or [""])[0]
    if present is None or not group:
        msg = "请写明群体和实到人数，如“市委委员”“38”；没有印应到的，应到可以不填。"
        raise Refused(msg)
    add(
        Quorum(
            report=report,
            start=span.start,
            end=span.end,
            group=group,
            expected=expected,
            present=present,
        ),
        who=who,
    )


def counted(words: str) -> tuple[int | None, int | None]:
    """Those due and those who came, as words print them: 应到委员57名,实到53名 is 57, 53."""
    due = DUE.search(words)
    came = NUMBER.search(words, due.end() if due else 0)
    return (int(due[1]) if due else None, int(came[1]) if came else None)


def attendance_of(report: Report, span: Span, role: str) -> Attendance:
    """An unsaved row for a name; its official is still to be found. Raises `Refused`."""
    name = printed(report.article.text, span).replace(" ", "")
    if report.attendances.filter(name=name, withdrawn_at=None).exists():
        msg = f"本报道中已有“{name}”：请修改那一行。"
        raise Refused(msg)
    return Attendance(
        report=report,
        start=span.start,
        end=span.end,
        ordinal=next_ordinal(Attendance, report),
        name=name,
        role=role,
    )
