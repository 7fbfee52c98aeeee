"""Questions about meetings."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.db.models import Case, Count, IntegerField, Max, Prefetch, Q, TextField, Value, When
from django.db.models.functions import Lower, Replace

from meetings.querysets.held import PUBLIC, HeldQuerySet
from meetings.querysets.keyset import Key, Order
from meetings.search.query import Query

if TYPE_CHECKING:
    from meetings.models import Meeting  # noqa: F401  # named in the base class

NEWEST: Order = (Key("date_last", descending=True, is_date=True), Key("pk", descending=True))
OLDEST: Order = (Key("date_first", descending=False, is_date=True), Key("pk", descending=False))
RELEVANCE: Order = (Key("rank", descending=False), *NEWEST)


class MeetingQuerySet(HeldQuerySet["Meeting"]):
    """Questions about meetings."""

    orders: ClassVar[dict[str, Order]] = {
        "newest": NEWEST,
        "oldest": OLDEST,
        "relevance": RELEVANCE,
    }

    def published(self) -> Self:
        """Meetings that readers see: pending, accepted and flagged."""
        return self.filter(state__in=PUBLIC)

    def ranked(self, query: Query) -> Self:
        """With `rank`: 0 where the meeting's name holds every term, else 1."""
        if not query:
            return self.annotate(rank=Value(0))
        title = Replace(Lower("title"), Value(" "), Value(""), output_field=TextField())
        named = Q()
        for term in query.terms:
            named &= Q(folded_title__contains=term)
        rank = Case(When(named, then=0), default=1, output_field=IntegerField())
        return self.annotate(folded_title=title, rank=rank)

    def with_place(self) -> Self:
        """With the city and its line of parents at hand."""
        return self.select_related("city__parent__parent")

    def with_reports(self) -> Self:
        """With the city, the reports that stand, their articles and the people in them."""
        people = _rows("Attendance").live().with_official()
        reports = _rows("Report").live().select_related("article")
        reports = reports.prefetch_related(Prefetch("attendances", people, to_attr="people"))
        return self.with_place().prefetch_related(Prefetch("reports", reports, to_attr="told"))

    def for_list(self) -> Self:
        """With what a row of a list shows."""
        return self.with_reports()

    def in_full(self) -> Self:
        """With all that the page of a meeting shows."""
        directives = _rows("Directive").standing().select_related("official")
        agenda = _rows("AgendaItem").filter(withdrawn_at=None)
        of_article = _rows("Claim").filter(report=None)
        quorum = _rows("Quorum").filter(withdrawn_at=None)
        return self.with_reports().prefetch_related(
            Prefetch("told__directives", directives, to_attr="said"),
            Prefetch("told__agenda", agenda, to_attr="items"),
            Prefetch("told__quorum", quorum, to_attr="counts"),
            Prefetch("told__claims"),
            Prefetch("told__article__claims", of_article, to_attr="own_claims"),
        )

    def figures(self) -> dict[str, Any]:
        """`meetings`, `dated`, `placed` and `changed`: what the archive holds of these."""
        return self.aggregate(
            meetings=Count("pk"),
            dated=Count("date_first"),
            placed=Count("city"),
            cities=Count("city", distinct=True),
            changed=Max("updated_at"),
        )


def _rows(model: str) -> Any:
    """All rows of another model of this app, which cannot be imported from here."""
    rows: Any = apps.get_model("meetings", model)
    return rows.objects.all()
