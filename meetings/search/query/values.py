"""Read the value of a field: names, terms of a closed list, periods and sittings."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from meetings.extraction.numerals import NUMERAL, to_number
from meetings.extraction.vocabulary import Kind, Organ, Role, Term, Verb
from meetings.search.folding import fold
from meetings.search.query.faults import BAD_DATE, BAD_SESSION, REVERSED, UNKNOWN_VALUE, Both, Value
from meetings.search.query.fields import FieldName
from meetings.search.query.nodes import (
    Held,
    Node,
    OfKind,
    OfOrgan,
    Person,
    Place,
    Session,
    Source,
    Speaker,
    WithVerb,
)
from meetings.search.query.tokens import TO

UNKNOWN = Both("不详", "unknown")
# «2019», «2019-09», «2019年9月24日», «2019/9/24», «20190924», folded
DAY = re.compile(
    r"(?P<year>\d{4})(?:[-/年.](?P<month>\d{1,2})(?:[-/月.](?P<day>\d{1,2}))?"
    r"|(?P<mm>\d\d)(?P<dd>\d\d))?[年月日号]?"
)
# «2019..2021», «2019..», «..2019-09», «2019年至2021年», folded
PERIOD = re.compile(rf"(?P<first>.*?){TO}(?P<last>.*)")
# «2019-2021», «2019年-2021年», folded
YEARS = re.compile(r"(?P<first>\d{4}年?)-(?P<last>\d{4}年?)")
# «十二届三十八次», «第12届第38次会议», «12届», «第38次», «12-38», «12», folded
SITTING = re.compile(
    rf"第?(?P<term>{NUMERAL})届(?:第?(?P<number>{NUMERAL})次)?(?:会议)?"
    rf"|第?(?P<only>{NUMERAL})次(?:会议)?"
    rf"|(?P<a>{NUMERAL})(?:[-/.](?P<b>{NUMERAL}))?"
)
IN_TERM = re.compile(rf"(?P<term>{NUMERAL})届")
WITH_NUMBER = re.compile(rf"(?P<number>{NUMERAL})次")
YEAR = re.compile(r"(?<!\d)(?P<year>\d{4}|\d\d)(?!\d)")
MOST = 999
T = TypeVar("T", bound=Term)


@dataclass
class BadValue(Exception):  # noqa: N818  # caught by the parser, which knows the place
    """A value that a field cannot take, and one that it can where there is one close by."""

    template: str
    values: dict[str, Value] = field(default_factory=dict)
    instead: str = ""


def to_condition(name: FieldName, value: str) -> Node:
    """The condition that a field with this folded value sets; raises BadValue."""
    return READERS[name](value)


def _organ(value: str) -> Node:
    return OfOrgan(None if _unknown(value) else _term(Organ, value, Both("机构", "organ")))


def _kind(value: str) -> Node:
    return OfKind(None if _unknown(value) else _term(Kind, value, Both("会议类型", "kind")))


def _verb(value: str) -> Node:
    return WithVerb(_term(Verb, value, Both("动词", "verb")))


def _unknown(value: str) -> bool:
    return value in (UNKNOWN.zh, UNKNOWN.en)


def _term(terms: type[T], value: str, name: Both) -> T:
    """The member of a closed list by its value or a label; «主任会议» is one of two in a label."""
    forms = {_plain(form): term for term in terms for form in _forms(term)}
    found = forms.get(_plain(value))
    if found:
        return found
    near = forms.get(_nearest(_plain(value), list(forms)))
    choices = Both("；".join(t.zh for t in terms), "; ".join(t.en for t in terms))
    told: dict[str, Value] = {"given": _shown(value), "field": name, "choices": choices}
    raise BadValue(UNKNOWN_VALUE, told, _in_language_of(value, near) if near else "")


def _in_language_of(value: str, term: Term) -> str:
    """The term as one would type it in the language of a value."""
    if not value.isascii():
        return term.zh
    return term.value if term.value.isascii() else f'"{term.en}"'


def _forms(term: Term) -> list[str]:
    return [term.value, term.zh, term.en, *term.zh.split("、")]


def _plain(form: str) -> str:
    """Without what may stand between words: party_committee, Party committee."""
    return re.sub(r"[-_']", "", fold(form))


def _nearest(value: str, forms: list[str]) -> str:
    """The form that a value holds or that holds it (市政府, 纪委), else the most alike."""
    if len(value) > 1:
        holding = [form for form in forms if form in value or value in form]
        if holding:
            return min(holding, key=lambda form: abs(len(form) - len(value)))
    return next(iter(get_close_matches(value, forms, n=1)), "")


def _held(value: str) -> Node:
    """A day, month or year, or a period open or closed; both ends included."""
    if _unknown(value):
        return Held(unknown=True)
    ends = PERIOD.fullmatch(value) or YEARS.fullmatch(value)
    first, last = (ends["first"], ends["last"]) if ends else (value, value)
    low, high = _days(first), _days(last)
    if (first and not low) or (last and not high) or not (first or last):
        raise BadValue(BAD_DATE, {"given": _shown(value)}, _mended_period(first, last))
    held = Held(low and low[0], high and high[1])
    if held.first and held.last and held.first > held.last:
        raise BadValue(REVERSED, {"given": _shown(value)}, f"{last}..{first}")
    return held


def _days(word: str) -> tuple[date, date] | None:
    """The first and the last day of a day, month or year; None where there is no such."""
    found = DAY.fullmatch(word)
    if not found:
        return None
    parts = (found["year"], found["month"] or found["mm"], found["day"] or found["dd"])
    year, month, day = (int(part) if part else None for part in parts)
    try:
        if not year or year < 1000 or month == 0 or day == 0:
            return None
        low = date(year, month or 1, day or 1)
        high = day or monthrange(year, month or 12)[1]
        return low, date(year, month or 12, high)
    except ValueError:
        return None


def _mended_period(first: str, last: str) -> str:
    ends = [_mended_day(end) for end in (first, last)]
    days = [_days(end) for end in ends]
    if first == last:
        return ends[0]
    if days[0] and days[1] and days[0][0] > days[1][1]:
        ends.reverse()
    return "..".join(ends) if any(ends) else ""


def _mended_day(word: str) -> str:
    """The month or the year of a day that does not exist; 19 is 2019."""
    found = DAY.fullmatch(word)
    if found and _days(word):
        return word
    if found and found["month"] and _days(month := f"{found['year']}-{found['month']}"):
        return month
    year = YEAR.search(word)
    short = year["year"] if year else ""
    if len(short) == 2:
        short = ("20" if int(short) < 50 else "19") + short
    return short if _days(short) else ""


def _session(value: str) -> Node:
    """A sitting; a number alone is the term, as in 12 for 十二届."""
    found = SITTING.fullmatch(value)
    if found:
        term = _counted(found["term"] or found["a"])
        number = _counted(found["number"] or found["only"] or found["b"])
        if 0 not in (term, number):
            return Session(term, number)
    near = [m[0] for m in (IN_TERM.search(value), WITH_NUMBER.search(value)) if m]
    good = [part for part in near if _counted(part[:-1])]
    raise BadValue(BAD_SESSION, {"given": _shown(value)}, "".join(good))


def _counted(numeral: str | None) -> int | None:
    """The number; 0 for one that no sitting has, None where there is none."""
    number = to_number(numeral) if numeral else None
    return number if number is None or number <= MOST else 0


def _shown(value: str) -> str:
    return value if len(value) <= 40 else value[:40] + "……"


READERS: dict[FieldName, Callable[[str], Node]] = {
    FieldName.CITY: Place,
    FieldName.OFFICIAL: Person,
    FieldName.CHAIR: lambda value: Person(value, Role.CHAIR),
    FieldName.SESSION: _session,
    FieldName.ORGAN: _organ,
    FieldName.KIND: _kind,
    FieldName.YEAR: _held,
    FieldName.DATE: _held,
    FieldName.SOURCE: Source,
    FieldName.VERB: _verb,
    FieldName.SPEAKER: Speaker,
}
EXAMPLES = {
    FieldName.CITY: "驻马店",
    FieldName.OFFICIAL: "张三",
    FieldName.CHAIR: "张三",
    FieldName.SESSION: "12届38次",
    FieldName.ORGAN: "政府",
    FieldName.KIND: "座谈会",
    FieldName.YEAR: "2019",
    FieldName.DATE: "2019-09",
    FieldName.SOURCE: "日报",
    FieldName.VERB: "强调",
    FieldName.SPEAKER: "市长",
}


def to_example(name: FieldName) -> Both:
    """A field with a value, to show how it is written."""
    value = EXAMPLES[name]
    return Both(f"{name.zh}:{value}", f"{name.en}:{value}")
