"""Read single values of a query string strictly; a fault is a ValidationError in Chinese."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.extraction.vocabulary import Term
from meetings.querysets.held import UNKNOWN

BIGGEST_ID = 2**63 - 1
FURTHEST_PAGE = 50
MOST_VALUES = 50
LONGEST_TEXT = 60
# 430300, the six digits of a division code; 320205.1999, a unit whose last code another bears
# since that year.
CODE = re.compile(r"(?P<code>[0-9]{6}(?:\.[0-9]{4})?)", re.ASCII)
# 2024, 2024-05, 2024-05-01 (also 2024-5-1).
PARTIAL_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?", re.ASCII
)
# A whole number as it stands in an address.
NUMBER = re.compile(r"(?P<number>[0-9]{1,30})", re.ASCII)

Reader = Callable[[str], Any]


class Values(forms.Field):
    """The values of one parameter, each read by `read`; empty ones are left out.

    With `many` the result is a list without repetitions; otherwise one value or None.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, *, read: Reader, many: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.read, self.many = read, many

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Forms share it: nothing of it changes."""
        return self

    def clean(self, value: list[str] | None) -> Any:
        """Read the values; raises ValidationError."""
        words = list(dict.fromkeys(_clean_text(word) for word in value or ()))
        words = [word for word in words if word]
        if not self.many and len(words) > 1:
            msg = _("给出了 {n} 个值，只能给一个。").format(n=len(words))
            raise ValidationError(msg)
        if len(words) > MOST_VALUES:
            msg = _("给出了 {n} 个值，最多 {most} 个。").format(n=len(words), most=MOST_VALUES)
            raise ValidationError(msg)
        found = [self.read(word) for word in words]
        if self.many:
            return found
        return found[0] if found else None


def _clean_text(word: str) -> str:
    if "\0" in word:
        msg = _("含有空字符（NUL），无法检索。请删去它。")
        raise ValidationError(msg)
    if "\ufffd" in word or any("\ud800" <= char <= "\udfff" for char in word):
        msg = _("不是有效的 UTF-8 文字。请从地址栏重新输入。")
        raise ValidationError(msg)
    return word.strip()


def text(word: str) -> str:
    """Words of at most 60 characters, as they are."""
    if len(word) > LONGEST_TEXT:
        msg = _("有 {n} 个字，超过上限 60 个字。请缩短。").format(n=len(word))
        raise ValidationError(msg)
    return word


def code(word: str) -> str:
    """A division code, or `unknown`."""
    if word == UNKNOWN or CODE.fullmatch(word):
        return word
    msg = _("“{given}”不是区划代码。请用六位数字，例如 430300，或从城市页选择。").format(
        given=_shown(word)
    )
    raise ValidationError(msg)


def identifier(word: str) -> int:
    """The number of a row."""
    number = _number(word)
    if number is None or not 0 < number <= BIGGEST_ID:
        msg = _("“{given}”不是编号。编号是正整数，请从官员名录选择。").format(given=_shown(word))
        raise ValidationError(msg)
    return number


def year(word: str) -> int:
    """A year from 1000 to 9999."""
    number = _number(word)
    if number is None or not 1000 <= number <= 9999:
        msg = _("“{given}”不是年份。请用四位数字，例如 2024。").format(given=_shown(word))
        raise ValidationError(msg)
    return number


def month(word: str) -> int:
    """A month from 1 to 12."""
    number = _number(word)
    if number is None or not 1 <= number <= 12:
        msg = _("“{given}”不是月份。请用 1 至 12。").format(given=_shown(word))
        raise ValidationError(msg)
    return number


def page(word: str) -> int:
    """A page that can be asked for by number."""
    number = _number(word)
    if number is None or not 1 <= number <= FURTHEST_PAGE:
        msg = _("“{given}”不是可用的页码。页码为 1 至 {most}，更后的结果请逐页翻看。").format(
            given=_shown(word), most=FURTHEST_PAGE
        )
        raise ValidationError(msg)
    return number


def first_day(word: str) -> date:
    """The first day of a day, month or year."""
    return _period(word)[0]


def last_day(word: str) -> date:
    """The last day of a day, month or year."""
    return _period(word)[1]


def unknown(word: str) -> bool:
    """The one word `unknown`."""
    if word == UNKNOWN:
        return True
    msg = _(
        "“{given}”不可用。date 只接受 unknown（日期不详），范围请用 date_from 与 date_to。"
    ).format(given=_shown(word))
    raise ValidationError(msg)


@dataclass(frozen=True)
class OneOf:
    """A reader for the values of a closed list."""

    values: tuple[str, ...]

    def __call__(self, word: str) -> str:
        """The word, if it is one of them."""
        if word in self.values:
            return word
        msg = _("“{given}”不在可选值之中。可选：{values}。").format(
            given=_shown(word), values="、".join(self.values)
        )
        raise ValidationError(msg)


def one_of(terms: type[Term], *, with_unknown: bool = False) -> OneOf:
    """A reader for the values of a closed list of the archive."""
    return OneOf((*(term.value for term in terms), *[UNKNOWN] * with_unknown))


def word_of(*words: str) -> OneOf:
    """A reader for one of these words."""
    return OneOf(words)


def _number(word: str) -> int | None:
    found = NUMBER.fullmatch(word)
    return int(found["number"]) if found else None


def _shown(word: str) -> str:
    return word if len(word) <= 40 else word[:40] + "……"


def _period(word: str) -> tuple[date, date]:
    found = PARTIAL_DATE.fullmatch(word)
    try:
        if not found:
            raise ValueError(word)
        whole_year, month_of, day = (int(part) if part else None for part in found.groups())
        if whole_year is None or whole_year < 1000:
            raise ValueError(word)
        low, high = month_of or 1, month_of or 12
        if month_of == 0 or day == 0:
            raise ValueError(word)
        last = day or calendar.monthrange(whole_year, high)[1]
        return date(whole_year, low, day or 1), date(whole_year, high, last)
    except (ValueError, calendar.IllegalMonthError) as fault:
        msg = _("“{given}”不是日期。请写成 2024、2024-05 或 2024-05-01。").format(
            given=_shown(word)
        )
        raise ValidationError(msg) from fault
