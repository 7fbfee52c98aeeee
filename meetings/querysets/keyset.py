"""Orders in which rows are read, and the place in an order from which reading goes on."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import F, OrderBy, Q

Value = date | int | None


class Key(NamedTuple):
    """One column of an order; unknown values come last in either direction."""

    path: str
    descending: bool
    is_date: bool = False

    def order(self) -> OrderBy:
        """The term of ORDER BY."""
        column = F(self.path)
        if self.descending:
            return column.desc(nulls_last=True)
        return column.asc(nulls_last=True)

    def beyond(self, value: Value) -> Q:
        """Rows that come later than this value in this column."""
        if value is None:
            return Q(pk__in=())
        side = "lt" if self.descending else "gt"
        return Q(**{f"{self.path}__{side}": value}) | Q(**{f"{self.path}__isnull": True})

    def ahead(self, value: Value) -> Q:
        """Rows that come earlier than this value in this column."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False})
        return Q(**{f"{self.path}__{'gt' if self.descending else 'lt'}": value})

    def same(self, value: Value) -> Q:
        """Rows that are level with this value in this column."""
        if value is None:
            return Q(**{f"{self.path}__isnull": True})
        return Q(**{self.path: value})

    def read(self, word: str) -> Value:
        """A value from its written form; raises ValueError."""
        if word == "-" and self.is_date:
            return None
        if self.is_date:
            return date.fromisoformat(word)
        if not word.isascii() or not word.isdecimal() or len(word) > 18:
            raise ValueError(word)
        return int(word)


Order = tuple[Key, ...]


def beyond(order: Order, values: Sequence[Value]) -> Q:
    """Rows that come after the row with these values."""
    condition, level = Q(pk__in=()), Q()
    for key, value in zip(order, values, strict=True):
        condition |= level & key.beyond(value)
        level &= key.same(value)
    return condition


def ahead(order: Order, values: Sequence[Value]) -> Q:
    """Rows that come before the row with these values."""
    condition, level = Q(pk__in=()), Q()
    for key, value in zip(order, values, strict=True):
        condition |= level & key.ahead(value)
        level &= key.same(value)
    return condition


def write_mark(values: Sequence[Value]) -> str:
    """The written form of a place in an order, as it stands in an address: 2019-09-24_12."""
    return "_".join("-" if value is None else str(value) for value in values)


def read_mark(order: Order, mark: str) -> list[Value]:
    """The place that an address names; raises ValueError when it fits no such order."""
    words = mark.split("_")
    return [key.read(word) for key, word in zip(order, words, strict=True)]
