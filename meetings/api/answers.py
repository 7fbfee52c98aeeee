"""The answer to a question: its number, its records, how it was read, and its facets."""

from itertools import chain
from typing import Any

from drf_spectacular.helpers import lazy_serializer
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from meetings.api.questions import Brief
from meetings.api.records import DirectiveRecord, Labelled, MeetingRecord
from meetings.facets import Choice, Facet, chips, facets_of
from meetings.facets.asked import asked
from meetings.filters import Page, held_page


class Count(serializers.Serializer[Any]):
    """How many records answer; an inexact number is an estimate, which pages mark 约."""

    number = serializers.IntegerField()
    exact = serializers.BooleanField()


class Understood(serializers.Serializer[Any]):
    """How the question was read: `words` say what `q` asks for beyond plain words."""

    typed = serializers.CharField(allow_blank=True)
    canonical = serializers.CharField(allow_blank=True)
    words = Labelled(many=True)
    conditions = Labelled(many=True)
    sort = serializers.CharField()


@extend_schema_field(lazy_serializer("meetings.api.answers.ChoiceRecord")(many=True))
class Under(serializers.Field[Any, Any, Any, Any]):
    """All choices that stand under one or in a facet, those that pages fold away too."""

    def __init__(self, *names: str) -> None:
        super().__init__(source="*", read_only=True)
        self.names = names

    def to_representation(self, value: Choice | Facet) -> list[dict[str, Any]]:
        """The choices in the order of the page."""
        found = chain.from_iterable(getattr(value, name) for name in self.names)
        return [ChoiceRecord(choice).data for choice in found]


class ChoiceRecord(Labelled):
    """A value of a facet, and the number of records that choosing it gives."""

    count = serializers.IntegerField()
    chosen = serializers.BooleanField(source="checked")
    choices = Under("under", "rest")


class FacetRecord(serializers.Serializer[Facet]):
    """A facet: its parameter and name, whether its counts are exact, and its choices.

    Counts are of the records that the rest of the question leaves: its own choice is left out.
    """

    name = serializers.CharField()
    title = serializers.CharField()
    exact = serializers.SerializerMethodField()
    choices = Under("choices", "rest")

    def get_exact(self, facet: Facet) -> bool:
        """Whether the counts are no estimates."""
        return not facet.about


class Answered(serializers.Serializer[Any]):
    """What the answers for meetings and for directives have in common."""

    count = Count()
    first = serializers.URLField()
    previous = serializers.URLField(allow_null=True)
    next = serializers.URLField(allow_null=True)
    query = Understood()
    facets = FacetRecord(many=True, required=False)


class MeetingAnswer(Answered):
    """The meetings that answer, twenty at a time."""

    results = MeetingRecord(many=True)


class DirectiveAnswer(Answered):
    """The directives that answer, twenty at a time."""

    results = DirectiveRecord(many=True)


def answer(found: Brief) -> dict[str, Any]:
    """What is told of a question; Http404 past the end, TooSlow beyond the time limit."""
    page = held_page(found)
    told = {
        "count": {"number": page.total, "exact": not page.about},
        "query": understood(found),
        "results": page.rows,
        **ways_on(found, page),
    }
    if found.wants_facets:
        told["facets"] = facets_of(found, found.answer.by_year())
    return told


def ways_on(found: Brief, page: Page) -> dict[str, str | None]:
    """The addresses of the first page and of those before and after; null where there is none.

    Beyond the fiftieth page one goes on from the last record, and only forward.
    """
    ways = {
        "first": str(found.address.fresh()),
        "previous": page.previous,
        "next": page.next,
    }
    whole = found.request.build_absolute_uri
    return {name: whole(address) if address else None for name, address in ways.items()}


def understood(found: Brief) -> dict[str, Any]:
    """The question as it was read, in words as on the page."""
    return {
        "typed": (found.data.get("q") or "").strip(),
        "canonical": str(found.query),
        "words": asked(found),
        "conditions": chips(found),
        "sort": found.sort,
    }
