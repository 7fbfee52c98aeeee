"""The query strings of the API: those of the pages, and whether facets are wanted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.filters import DirectiveFilter, HeldFilter, MeetingFilter, values
from meetings.filters.base import Parameter

if TYPE_CHECKING:
    from meetings.querysets.held import HeldQuerySet

OWN: dict[str, Parameter] = {
    "facets": Parameter(_("1：答复里也给出各筛选项及其数字"), values.word_of("0", "1")),
}


class Brief(HeldFilter):
    """A list of short records, with facets where they are asked for."""

    @property
    def wants_facets(self) -> bool:
        """Whether the facets are part of the answer."""
        return str(self.chosen["facets"]) == "1"

    def records(self, ids: Iterable[int]) -> list[Any]:
        """The records with these ids, with what a short record tells, in this order."""
        rows: HeldQuerySet[Any] = self.queryset
        return rows.in_brief().in_order(ids)


class MeetingQuestion(Brief, MeetingFilter):
    """The query string of the meetings."""

    parameters: ClassVar[dict[str, Parameter]] = MeetingFilter.parameters | OWN


class DirectiveQuestion(Brief, DirectiveFilter):
    """The query string of the directives."""

    parameters: ClassVar[dict[str, Parameter]] = DirectiveFilter.parameters | OWN
