"""The shape in which a machine's reading waits for the corrections of people."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from meetings.models import Correction

RowType = Correction.RowType
Values = dict[str, Any]


@dataclass(slots=True)
class Row:
    """One fact to be stored: the words of the article it rests on, its values by field name.

    Values are plain JSON: a city is its code, an official its id.
    """

    anchor: str
    values: Values


Rows = list[Row]


@dataclass(slots=True)
class Account:
    """One report of one meeting. `anchor` is the title's words, empty where none are printed.

    `corrected`: a person's word on the meeting rests on this report.
    """

    ordinal: int
    anchor: str
    report: Values
    meeting: Values
    facts: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    corrected: bool = False


@dataclass(slots=True)
class Reading:
    """All that is to be stored of one article; what a person rejected stands apart."""

    article: Values
    accounts: list[Account]
    rejected: list[Account] = field(default_factory=list)
