"""Turn an extraction into the rows that it stands for, before anything is looked up or stored."""

from typing import Any

from django.db.models import CharField, Model, PositiveSmallIntegerField

from meetings.curation import Account, Reading, Row, Rows
from meetings.extraction import facts
from meetings.extraction.text import normalise
from meetings.ingest import cities
from meetings.models import AgendaItem, Article, Attendance, Correction, Directive, Meeting, Quorum
from meetings.models.base import columns
from meetings.models.dates import year_of

RowType = Correction.RowType
MAX_COUNT = 2**31 - 1
LISTED = ("reporters", "editors", "authors")
PLAIN = ("reason", "title", "outlet", "republished_by", "url", "published", "author_post", "script")


def to_reading(extraction: facts.Extraction, text: str) -> Reading:
    """All rows of one article. What a column cannot hold is left out: missing rather than wrong."""
    accounts = [_account(i, meeting, text) for i, meeting in enumerate(extraction.meetings)]
    return Reading(_article(extraction), accounts)


def _article(extraction: facts.Extraction) -> dict[str, Any]:
    article = extraction.article
    years = [year_of(meeting.date) for meeting in extraction.meetings]
    values: dict[str, Any] = {name: getattr(article, name) for name in PLAIN}
    values |= {name: _short(getattr(article, name), Article, name) for name in LISTED}
    values |= {
        "kind": article.kind.value,
        "published_year_inferred": article.published_year_inferred,
        "blocks": [{"kind": b.kind, "span": list(b.span)} for b in extraction.blocks],
        "city": _city(extraction.city.code if extraction.city else "", years[0] if years else None),
    }
    return _fitting(values, Article)


def _account(ordinal: int, meeting: facts.Meeting, text: str) -> Account:
    span = meeting.title_span
    start, end = span if span and span.end > span.start else (None, None)
    account = Account(
        ordinal=ordinal,
        anchor=normalise(text[start:end]) if start is not None else "",
        report={
            "relation": meeting.relation.value,
            "title": meeting.title,
            "start": start,
            "end": end,
        },
        meeting=_meeting(meeting),
    )
    account.facts[RowType.ATTENDANCE] = _attendances(meeting, text)
    account.facts[RowType.AGENDA] = _agenda(meeting, text)
    account.facts[RowType.DIRECTIVE] = _directives(meeting, text)
    account.facts[RowType.QUORUM] = _quorum(meeting, text)
    return account


def _meeting(meeting: facts.Meeting) -> dict[str, Any]:
    values = {
        "city": _city(meeting.city, year_of(meeting.date)),
        "title": meeting.title,
        "organ": meeting.organ.value if meeting.organ else "",
        "kind": meeting.kind.value if meeting.kind else "",
        "term": meeting.term,
        "number": meeting.number,
        "date_edtf": meeting.date,
        "date_year_inferred": meeting.date_year_inferred,
    }
    return _fitting(values, Meeting)


def _attendances(meeting: facts.Meeting, text: str) -> Rows:
    found: dict[str, Row] = {}
    for person in meeting.officials:
        if person.name in found:
            continue
        posts = [post for post in person.posts if _fits(post.name, Attendance, "posts")]
        values = {
            "name": person.name,
            "posts": [post.name for post in posts],
            "post_spans": [list(post.span) for post in posts],
            "role": person.role.value,
        }
        _append(found, person.name, values, person.span, text, Attendance, ("name",))
    return list(found.values())


def _agenda(meeting: facts.Meeting, text: str) -> Rows:
    found: dict[int, Row] = {}
    for i, item in enumerate(meeting.agenda):
        values = {"verb": item.verb, "text": item.text}
        _append(found, i, values, item.span, text, AgendaItem, ("verb",))
    return list(found.values())


def _directives(meeting: facts.Meeting, text: str) -> Rows:
    found: dict[int, Row] = {}
    for i, said in enumerate(meeting.directives):
        values = {
            "verb": said.verb,
            "speaker": said.speaker,
            "text": said.text,
            "items": [{"text": item.text, "span": list(item.span)} for item in said.items],
        }
        _append(found, i, values, said.span, text, Directive, ("verb", "speaker"))
    return list(found.values())


def _quorum(meeting: facts.Meeting, text: str) -> Rows:
    found: dict[int, Row] = {}
    for i, count in enumerate(meeting.quorum):
        if max(count.expected, count.present) <= MAX_COUNT:
            values = {"group": count.group, "expected": count.expected, "present": count.present}
            _append(found, i, values, count.span, text, Quorum, ("group",))
    return list(found.values())


def _append(
    found: dict[Any, Row],
    key: str | int,
    values: dict[str, Any],
    span: facts.Span,
    text: str,
    model: type[Model],
    needed: tuple[str, ...],
) -> None:
    """Keep a row that has a place in the text and whose key fields its table can hold."""
    if span.end > span.start >= 0 and all(_fits(values[name], model, name) for name in needed):
        place = {"start": span.start, "end": span.end, "ordinal": len(found)}
        found[key] = Row(normalise(text[span.start : span.end]), values | place)


def _fitting(values: dict[str, Any], model: type[Model]) -> dict[str, Any]:
    """The values, those that the table cannot hold made unknown."""
    return {
        name: value if _fits(value, model, name) else (None if isinstance(value, int) else "")
        for name, value in values.items()
    }


def _fits(value: Any, model: type[Model], name: str) -> bool:
    field = columns(model)[name.removesuffix("_id")]
    field = getattr(field, "base_field", field)
    if isinstance(value, str) and isinstance(field, CharField):
        return len(value) <= (field.max_length or len(value))
    if isinstance(field, PositiveSmallIntegerField) and value is not None:
        return bool(0 <= value <= 32767)
    return True


def _short(values: tuple[str, ...], model: type[Model], name: str) -> list[str]:
    return [value for value in values if _fits(value, model, name)]


def _city(code: str, year: int | None) -> str | None:
    city = cities.find(code, year)
    return city.code if city else None
