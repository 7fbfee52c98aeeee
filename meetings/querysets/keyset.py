"""Orders in which rows are read."""

from typing import NamedTuple

from django.db.models import F, OrderBy


class Key(NamedTuple):
    """One column of an order; unknown values come last in either direction."""

    path: str
    descending: bool

    def order(self) -> OrderBy:
        """The term of ORDER BY."""
        column = F(self.path)
        if self.descending:
            return column.desc(nulls_last=True)
        return column.asc(nulls_last=True)


Order = tuple[Key, ...]
