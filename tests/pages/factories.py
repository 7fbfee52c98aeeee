"""Rows for page tests: real texts, the places of names found in them, no extractor needed."""

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from meetings import index
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    City,
    CityName,
    Claim,
    Directive,
    Meeting,
    Official,
    Quorum,
    Report,
)

NUMBERS = count(1)
PINYIN = {"王": "wang2", "李": "li3", "张": "zhang1", "朱": "zhu1"}


def make_city(code: str, name: str, level: str = "prefecture", parent: City | None = None) -> City:
    """A unit with one name since 1980, or until its code went to another; made once."""
    lineage = [code, *(parent.lineage if parent else ())]
    city, is_new = City.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "short": name.rstrip("省市县区"),
            "level": level,
            "parent": parent,
            "lineage": lineage,
            "pinyin": "x",
            "sort_key": name,
        },
    )
    if is_new:
        digits, _, end = code.partition(".")
        make_name(city, digits, name, 1970 if end else 1980, int(end) if end else None)
    return city


def make_name(city: City, code: str, name: str, since: int = 1980, to: int | None = None) -> None:
    """A code and name that a unit had."""
    above = city.parent.code if city.parent else ""
    CityName.objects.create(
        city=city,
        code=code,
        name=name,
        short=name[:2],
        level=city.level,
        parent_code=above,
        valid_from=since,
        valid_to=to,
    )


def make_places() -> tuple[City, City, City]:
    """湖南省, its 湘潭市 and 长沙市."""
    province = make_city("430000", "湖南省", "province")
    return (
        province,
        make_city("430300", "湘潭市", parent=province),
        make_city("430100", "长沙市", parent=province),
    )


def make_official(name: str, city: City | None = None) -> Official:
    """An official; a second call with name and city gives the same one."""
    reading = PINYIN.get(name[0], "zuo3")
    official, _ = Official.objects.get_or_create(
        name=name, city=city, defaults={"pinyin": reading[:-1], "sort_key": f"{reading} {name}"}
    )
    return official


def make_article(text: str, **values: Any) -> Article:
    """An article of this text, all of it body unless `blocks` say otherwise."""
    digest = hashlib.sha256(f"{text} {next(NUMBERS)}".encode()).hexdigest()
    body = [{"kind": "body", "span": [0, len(text)]}]
    defaults = {
        "sha256": digest,
        "source_name": f"{digest[:6]}.txt",
        "encoding": "utf-8",
        "kind": "meeting_report",
        "extractor": "0",
        "blocks": body,
    }
    return Article.objects.create(text=text, **(defaults | values))


def make_meeting(
    city: City | None = None,
    *,
    text: str = "",
    day: str = "2019-09-24",
    people: Iterable[tuple[str, str, str]] = (),
    said: Iterable[tuple[str, str, str]] = (),
    article: Article | None = None,
    **values: Any,
) -> Meeting:
    """A meeting told by one article. `people`: name, role, post; `said`: speaker, verb, words.

    Names, posts and words stand in the text; they are appended where they do not.
    """
    values = {
        "title": f"第{next(NUMBERS)}次会议",
        "kind": "executive",
        "organ": "government",
    } | values
    first, last = (date.fromisoformat(day), date.fromisoformat(day)) if day else (None, None)
    values = {"date_edtf": day, "date_first": first, "date_last": last} | values
    meeting = Meeting.objects.create(city=city, **values)
    people, said = list(people), list(said)
    if article is None:
        article = make_article(_told(text or meeting.title, people, said), city=city)
    report = _report(meeting, article)
    for number, (name, role, post) in enumerate(people):
        _attend(report, number, name, role, post, city)
    for number, (speaker, verb, words) in enumerate(said):
        _say(report, number, speaker, verb, words)
    index.refresh([meeting.pk])
    return meeting


def _told(text: str, people: list[tuple[str, str, str]], said: list[tuple[str, str, str]]) -> str:
    pieces = [piece for name, _, post in people for piece in (post + name, name)]
    pieces += [words for _, _, words in said]
    for piece in pieces:
        if piece not in text:
            text += f"\n{piece}"
    return text


def _report(meeting: Meeting, article: Article) -> Report:
    start = article.text.find(meeting.title)
    place = {"start": start, "end": start + len(meeting.title)} if start >= 0 else {}
    return Report.objects.create(
        article=article,
        meeting=meeting,
        ordinal=article.reports.count(),
        relation="reported",
        title=meeting.title,
        **place,
    )


def _attend(
    report: Report, number: int, name: str, role: str, post: str, city: City | None
) -> Attendance:
    at = report.article.text.find(post + name)
    return Attendance.objects.create(
        report=report,
        official=make_official(name, city),
        ordinal=number,
        name=name,
        role=role,
        posts=[post] if post else [],
        post_spans=[[at, at + len(post)]] if post else [],
        start=at + len(post),
        end=at + len(post) + len(name),
    )


def _say(report: Report, number: int, speaker: str, verb: str, words: str) -> Directive:
    at = report.article.text.find(words)
    return Directive.objects.create(
        report=report,
        ordinal=number,
        verb=verb,
        speaker=speaker,
        official=Official.objects.filter(attendances__report=report, name=speaker).first(),
        text=words,
        start=at,
        end=at + len(words),
    )


def make_rich_meeting(city: City) -> Meeting:
    """One meeting with everything that a page can show."""
    text = (
        "湘潭日报9月24日讯 9月24日，市长王明主持召开市政府第38次常务会议，研究防汛抗旱工作。"
        "副市长李华出席会议。\n会议指出，王明同志<要求>压实责任。一要抓好防汛；二要抓好安全生产。\n"
        "会议审议了《防汛预案》。应到代表57人，实到53人。\n责任编辑：张三\n"
    )
    tail = text.index("责任编辑")
    blocks = [{"kind": "body", "span": [0, tail]}, {"kind": "tail", "span": [tail, len(text)]}]
    article = make_article(
        text, title="王明主持召开会议", outlet="湘潭日报", blocks=blocks, city=city
    )
    words = text[text.index("会议指出") : text.index("会议审议") - 1]
    meeting = make_meeting(
        city,
        article=article,
        title="市政府第38次常务会议",
        number=38,
        people=[("王明", "chair", "市长"), ("李华", "attendee", "副市长")],
        said=[("会议", "指出", words)],
    )
    report = meeting.reports.get()
    _add_details(report, text)
    return meeting


def _add_details(report: Report, text: str) -> None:
    at = text.index("《防汛预案》")
    AgendaItem.objects.create(
        report=report, ordinal=0, verb="审议", text="《防汛预案》", start=at, end=at + 6
    )
    at = text.index("应到代表")
    Quorum.objects.create(
        report=report, group="代表", expected=57, present=53, start=at, end=at + 14
    )
    Claim.objects.create(
        article=report.article,
        report=report,
        field="meetings.0.date",
        value="2019-09-24",
        spans=[[text.index("9月24日，"), text.index("9月24日，") + 5]],
        rule="date.lead",
        confidence="certain",
    )
