"""The query strings of the shorter lists: officials and articles."""

from functools import cached_property
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.extraction import vocabulary as vocab
from meetings.filters import values
from meetings.filters.base import Parameter, StrictFilter
from meetings.filters.faults import Fault
from meetings.filters.queries import query
from meetings.models import City
from meetings.querysets import ArticleQuerySet, OfficialQuerySet
from meetings.search.query import Query

MOST_COMPARED = 6


def letter(word: str) -> str:
    """One letter of the alphabet, upper case."""
    if len(word) == 1 and word.isascii() and word.isalpha():
        return word.upper()
    msg = gettext("不是拼音首字母。请用 A 至 Z 中的一个。")
    raise ValidationError(msg)


class OfficialFilter(StrictFilter):
    """The query string of the list of officials."""

    parameters: ClassVar[dict[str, Parameter]] = {
        "q": Parameter(_("姓名或拼音"), values.text),
        "initial": Parameter(_("首字母"), letter),
        "city": Parameter(_("地区"), values.code, many=True),
        "page": Parameter(_("页码"), values.page),
    }

    def narrowed(self, leave_out: str = "") -> OfficialQuerySet:
        """The officials asked for; facets: initial, city."""
        c = self.chosen
        rows = cast("OfficialQuerySet", self.queryset)
        rows = rows.named_like(c["q"]) if c["q"] else rows
        if c["initial"] and leave_out != "initial":
            rows = rows.beginning_with(c["initial"])
        if c["city"] and leave_out != "city":
            rows = rows.in_division(c["city"])
        return rows


class RecordFilter(StrictFilter):
    """The query string of a single record: the words to mark in its text."""

    parameters: ClassVar[dict[str, Parameter]] = {"q": Parameter(_("检索词"), query)}

    @property
    def query(self) -> Query:
        """The words to mark; may be empty."""
        return self.chosen["q"] or Query()


class ArticleFilter(StrictFilter):
    """The query string of the list of articles."""

    parameters: ClassVar[dict[str, Parameter]] = {
        "kind": Parameter(_("类别"), values.one_of(vocab.ArticleKind), many=True),
        "page": Parameter(_("页码"), values.page),
    }

    def narrowed(self, leave_out: str = "") -> ArticleQuerySet:
        """The articles asked for."""
        rows: Any = self.queryset
        kinds = self.chosen["kind"] if leave_out != "kind" else []
        return cast("ArticleQuerySet", rows.of_kind(kinds) if kinds else rows)


class CompareFilter(StrictFilter):
    """The query string of the comparison: two to six units, and the words that find one more."""

    parameters: ClassVar[dict[str, Parameter]] = {
        "city": Parameter(_("地区"), values.code, many=True),
        "add": Parameter(_("添加城市"), values.text),
    }

    def faults(self) -> list[Fault]:
        """Also too many units, and codes that nothing bears."""
        found = super().faults()
        if not found and len(self.chosen["city"]) > MOST_COMPARED:
            said = [gettext("最多比较 {n} 个城市。").format(n=MOST_COMPARED)]
            found = [self._fault("city", said)]
        unknown = [] if found else [c for c in self.chosen["city"] if c not in self._units]
        if unknown:
            why = gettext("没有区划代码 {code}。请从城市页选择。").format(code=unknown[0])
            found = [self._fault("city", [why])]
        return found

    @cached_property
    def _units(self) -> dict[str, list[City]]:
        return City.objects.by_code(self.chosen["city"])

    @property
    def cities(self) -> list[City]:
        """The units that were asked for, in order."""
        found = [city for code in self.chosen["city"] for city in self._units[code]]
        return list(dict.fromkeys(found))[:MOST_COMPARED]
