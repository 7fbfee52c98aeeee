"""Meetings that a curator enters without an article: written as a text of a fixed form, and read.

The text stands for the article: what was entered is kept as it came, every fact has its place in
it, and it can be read again, exported and corrected like any other. Its first line tells it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from meetings.extraction import facts
from meetings.extraction.facts import Span
from meetings.extraction.gazetteer import by_code
from meetings.extraction.text import normalise
from meetings.extraction.vocabulary import (
    ArticleKind,
    Confidence,
    Kind,
    Level,
    Organ,
    Relation,
    Role,
    Term,
)
from meetings.models.dates import year_of

HEADER = "【手工录入的会议记录】"
VERSION = "by hand 1"
RULE = "hand"
# 会议：湘潭市委常委会会议
LINE = re.compile(r"^(?P<label>[^：\n]{2,8})：(?P<value>[^\n]+)$", re.MULTILINE)
# 第12届第38次, 第38次, 第12届
SITTING = re.compile(r"(?:第(?P<term>\d{1,4})届)?(?:第(?P<number>\d{1,4})次)?", re.ASCII)
# 湘潭市（430300）
CITY = re.compile(r".*（(?P<code>\d{6})）", re.ASCII)
# 王玉，湘潭市委书记、市人大常委会主任
PERSON = re.compile(r"(?P<name>[^，]+)(?:，(?P<posts>.+))?")
POST = re.compile(r"[^、]+")
# 审议 《预算方案》
ITEM = re.compile(r"(?P<verb>\S+) (?P<text>.+)")
# 会议 指出：要抓好落实。
SAID = re.compile(r"(?P<speaker>\S+) (?P<verb>[^\s：]+)：(?P<text>.+)")
# 委员，应到 57，实到 53
COUNT = re.compile(
    r"(?P<group>[^，]+)，应到 (?P<expected>\d{1,9})，实到 (?P<present>\d{1,9})", re.ASCII
)
ROLES = {role.zh: role for role in Role}
_Term = TypeVar("_Term", bound=Term)
LEVELS = {level.value: level for level in Level}


@dataclass(frozen=True)
class Entry:
    """What a curator enters; `source` says where it was found. A city is its code.

    People are name, role and posts; agenda verb and text; directives speaker, verb and text;
    quorum group, expected and present.
    """

    source: str
    title: str
    date: str = ""
    city: str = ""
    organ: str = ""
    kind: str = ""
    term: int | None = None
    number: int | None = None
    people: list[tuple[str, str, list[str]]] = field(default_factory=list)
    agenda: list[tuple[str, str]] = field(default_factory=list)
    directives: list[tuple[str, str, str]] = field(default_factory=list)
    quorum: list[tuple[str, int, int]] = field(default_factory=list)


def compose(entry: Entry) -> str:
    """The entry as a text, a line for each thing."""
    return "\n".join([HEADER, *(f"{label}：{value}" for label, value in _lines(entry) if value)])


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "出处", _line(entry.source)
    yield "会议", _line(entry.title)
    yield "日期", entry.date
    place = by_code(entry.city[:6], year_of(entry.date)) if entry.city else None
    yield "地区", f"{place.name}（{place.code}）" if place else ""
    yield "机构", Organ.of(entry.organ).zh if entry.organ else ""
    yield "类型", Kind.of(entry.kind).zh if entry.kind else ""
    term = f"第{entry.term}届" if entry.term is not None else ""
    yield "届次", term + (f"第{entry.number}次" if entry.number is not None else "")
    for name, role, posts in entry.people:
        yield Role.of(role).zh, "，".join(filter(None, [_word(name), "、".join(map(_word, posts))]))
    for verb, text in entry.agenda:
        yield "议程", f"{_word(verb)} {_line(text)}"
    for speaker, verb, text in entry.directives:
        yield "指令", f"{_word(speaker)} {_word(verb)}：{_line(text)}"
    for group, expected, present in entry.quorum:
        yield "人数", f"{_word(group)}，应到 {expected}，实到 {present}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _word(text: str) -> str:
    return "".join(text.split())


def is_entry(text: str) -> bool:
    """Whether a text is an entry."""
    return text.startswith(f"{HEADER}\n")


def source_of(text: str) -> str:
    """Where the meeting of an entry was found."""
    return next((m["value"] for m in LINE.finditer(text) if m["label"] == "出处"), "")


def read(text: str) -> facts.Extraction:
    """What an entry says, each with its place."""
    lines = [(match["label"], match) for match in LINE.finditer(text)]
    first = dict(reversed(lines))
    meeting = _meeting(first, lines)
    article = facts.Article(ArticleKind.MEETING_REPORT, title=f"手工录入：{meeting.title}")
    place = by_code(meeting.city, year_of(meeting.date)) if meeting.city else None
    city = facts.Place(place.code, place.name, "", LEVELS[place.level]) if place else None
    claims = tuple(_claims(meeting, first))
    return facts.Extraction(VERSION, len(text), article, city, (meeting,), (), claims)


Lines = list[tuple[str, "re.Match[str]"]]


def _meeting(first: dict[str, "re.Match[str]"], lines: Lines) -> facts.Meeting:
    sitting = SITTING.fullmatch(_value(first, "届次"))
    city = CITY.fullmatch(_value(first, "地区"))
    return facts.Meeting(
        relation=Relation.REPORTED,
        title=_value(first, "会议"),
        title_span=_span(first["会议"]) if "会议" in first else None,
        organ=_term(Organ, _value(first, "机构")),
        kind=_term(Kind, _value(first, "类型")),
        city=city["code"] if city else "",
        term=_number(sitting, "term"),
        number=_number(sitting, "number"),
        date=_value(first, "日期"),
        officials=tuple(_people(lines)),
        agenda=tuple(_agenda(lines)),
        directives=tuple(_directives(lines)),
        quorum=tuple(_quorum(lines)),
    )


def _value(first: dict[str, "re.Match[str]"], label: str) -> str:
    return first[label]["value"] if label in first else ""


def _span(match: "re.Match[str]", group: str = "value", at: int = 0) -> Span:
    return Span(at + match.start(group), at + match.end(group))


def _number(match: "re.Match[str] | None", group: str) -> int | None:
    return int(match[group]) if match and match[group] else None


def _term(terms: type[_Term], zh: str) -> _Term | None:
    return next((term for term in terms if term.zh == zh), None)


def _of(lines: Lines, label: str, form: "re.Pattern[str]") -> Iterator[tuple["re.Match[str]", int]]:
    """The lines of one label that have a form, with the place where each begins."""
    for name, line in lines:
        if name == label and (found := form.fullmatch(line["value"])):
            yield found, line.start("value")


def _people(lines: Lines) -> Iterator[facts.Participant]:
    for label, line in lines:
        if (role := ROLES.get(label)) and (found := PERSON.fullmatch(line["value"])):
            at = line.start("value")
            posts = tuple(
                facts.Post(normalise(post.group()), Span(post.start() + at, post.end() + at))
                for post in POST.finditer(line["value"], *found.span("posts"))
                if found["posts"]
            )
            name = normalise(found["name"])
            yield facts.Participant(name, posts, role, _span(found, "name", at), RULE)


def _agenda(lines: Lines) -> Iterator[facts.AgendaItem]:
    for found, at in _of(lines, "议程", ITEM):
        yield facts.AgendaItem(found["verb"], found["text"], _span(found, "text", at), RULE)


def _directives(lines: Lines) -> Iterator[facts.Directive]:
    for found, at in _of(lines, "指令", SAID):
        speaker, verb, text = found.group("speaker", "verb", "text")
        yield facts.Directive(verb, speaker, text, _span(found, "text", at), (), RULE)


def _quorum(lines: Lines) -> Iterator[facts.Quorum]:
    for found, at in _of(lines, "人数", COUNT):
        expected, present = int(found["expected"]), int(found["present"])
        yield facts.Quorum(found["group"], expected, present, Span(at, at + len(found.group())))


def _claims(meeting: facts.Meeting, first: dict[str, "re.Match[str]"]) -> Iterator[facts.Claim]:
    """The meeting's own fields rest on their lines; facts carry their places themselves."""
    sure = Confidence.CERTAIN
    named = {"title": "会议", "date": "日期", "organ": "机构", "kind": "类型"}
    for name, label in named.items():
        if label in first:
            value = str(getattr(meeting, name) or "")
            yield facts.Claim(f"meetings.0.{name}", value, (_span(first[label]),), RULE, sure)
    if "地区" in first:
        yield facts.Claim("city", meeting.city, (_span(first["地区"]),), RULE, sure)
