"""The first and last day that an EDTF date covers."""

import calendar
import re
from datetime import date

# 2017-09-25, 2017-09, 2017: what is known for certain; XXXX-12-25 is left out on purpose.
KNOWN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
FULL = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# 2017-09-25, 2017-09, 2017, XXXX-12-25, XXXX-XX-24, 2021-07-29/2021-07-30
EDTF = re.compile(
    r"(?P<first>[\dX]{4}(?:-[\dX]{2}){0,2})(?:/(?P<last>[\dX]{4}(?:-[\dX]{2}){0,2}))?", re.ASCII
)

Bounds = tuple[date, date]


def bounds(edtf: str) -> Bounds | None:
    """The days that a date or a range `first/last` covers; None when a year is unknown."""
    first, slash, last = edtf.partition("/")
    begin, end = _of_one(first), _of_one(last if slash else first)
    if begin is None or end is None or end[1] < begin[0]:
        return None
    return begin[0], end[1]


def is_edtf(text: str) -> bool:
    """Whether the archive can keep this as a date: parts known or X, or a range of two."""
    return EDTF.fullmatch(text) is not None and ("X" in text or bounds(text) is not None)


def is_full(edtf: str) -> bool:
    """Whether the date is one day with its year."""
    return FULL.fullmatch(edtf) is not None


def year_of(edtf: str) -> int | None:
    """The year of a date, of a range its first; None when unknown."""
    return int(edtf[:4]) if re.match(r"\d{4}", edtf, re.ASCII) else None


def _of_one(text: str) -> Bounds | None:
    match = KNOWN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    try:
        begin = date(year or 0, month or 1, day or 1)
        last = day or calendar.monthrange(begin.year, month or 12)[1]
        return begin, date(begin.year, month or 12, last)
    except ValueError:
        return None
