"""Search the curators' lists as readers search: any part of a text, fields, either script."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from meetings import index
from meetings.search.query import Query, QueryError

# As many as a curator would page through; who looks for one of more gives more words.
MOST_FOUND = 5_000
SLOW = "检索用时过长，已经停下：请加一个更具体的词，或限定城市、年份。"


class Searched:
    """A list over a unit of the search; what readers do not see is found by its own columns."""

    unit: index.Unit
    hidden: Q

    def named(self, _: str) -> Q:
        """Further rows that are found by their own columns."""
        return Q(pk__in=())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows that answer; a fault is told with its way out, and columns are searched."""
        parent: Any = super()
        if not search_term.strip():
            found: tuple[QuerySet[Any], bool]
            found = parent.get_search_results(request, queryset, search_term)
            return found
        try:
            ids = index.ask(self.unit, Query.of(search_term)).page(limit=MOST_FOUND)
        except (QueryError, index.TooSlow) as fault:
            messages.warning(request, _told(fault))
            found = parent.get_search_results(request, queryset, search_term)
            return found
        own, doubled = parent.get_search_results(
            request, queryset.filter(self.hidden | self.named(search_term)), search_term
        )
        wanted = [*ids, *own.values_list("pk", flat=True)[:MOST_FOUND]]
        return queryset.filter(pk__in=wanted), bool(doubled)


def _told(fault: QueryError | index.TooSlow) -> str:
    if isinstance(fault, index.TooSlow):
        return SLOW
    return f"{fault} 可改为：{fault.suggestion}" if fault.suggestion else str(fault)
