"""The query strings of the shorter lists: officials and articles."""

from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError

from meetings.extraction import vocabulary as vocab
from meetings.filters import values
from meetings.filters.base import Parameter, StrictFilter
from meetings.filters.meetings import query
from meetings.querysets import ArticleQuerySet, OfficialQuerySet
from meetings.search.query import Query


def letter(word: str) -> str:
    """One letter of the alphabet, upper case."""
    if len(word) == 1 and word.isascii() and word.isalpha():
        return word.upper()
    msg = "不是拼音首字母。请用 A 至 Z 中的一个。"
    raise ValidationError(msg)


class OfficialFilter(StrictFilter):
    """The query string of the list of officials."""

    parameters: ClassVar[dict[str, Parameter]] = {
        "q": Parameter("姓名或拼音", values.text),
        "initial": Parameter("首字母", letter),
        "city": Parameter("地区", values.code, many=True),
        "page": Parameter("页码", values.page),
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

    parameters: ClassVar[dict[str, Parameter]] = {"q": Parameter("检索词", query)}

    @property
    def query(self) -> Query:
        """The words to mark; may be empty."""
        return self.chosen["q"] or Query()


class ArticleFilter(StrictFilter):
    """The query string of the list of articles."""

    parameters: ClassVar[dict[str, Parameter]] = {
        "kind": Parameter("类别", values.one_of(vocab.ArticleKind), many=True),
        "page": Parameter("页码", values.page),
    }

    def narrowed(self, leave_out: str = "") -> ArticleQuerySet:
        """The articles asked for."""
        rows: Any = self.queryset
        kinds = self.chosen["kind"] if leave_out != "kind" else []
        return cast("ArticleQuerySet", rows.of_kind(kinds) if kinds else rows)
