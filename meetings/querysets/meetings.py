"""Questions about meetings."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.db.models import Count, F, Max, Prefetch
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from meetings.querysets.held import PUBLIC, HeldQuerySet
from meetings.querysets.keyset import Key, Order
from meetings.querysets.listed import listed_meetings

if TYPE_CHECKING:
    from meetings.models import City, Meeting

NEWEST: Order = (Key("date_last", descending=True), Key("pk", descending=True))
OLDEST: Order = (Key("date_first", descending=False), Key("pk", descending=False))


class MeetingQuerySet(HeldQuerySet["Meeting"]):
    """Questions about meetings."""

    orders: ClassVar[dict[str, Order]] = {
        "newest": NEWEST,
        "oldest": OLDEST,
    }

    def published(self) -> Self:
        """Meetings that readers see: pending, accepted and flagged."""
        return self.filter(state__in=PUBLIC)

    def with_place(self) -> Self:
        """With the city and its line of parents at hand."""
        return self.select_related("city__parent__parent")

    def with_reports(self) -> Self:
        """With the city, the reports that stand, their articles and the people in them."""
        people = _rows("Attendance").filter(withdrawn_at=None).with_official()
        reports = _rows("Report").live().select_related("article")
        reports = reports.prefetch_related(Prefetch("attendances", people, to_attr="people"))
        return self.with_place().prefetch_related(Prefetch("reports", reports, to_attr="told"))

    def for_list(self) -> Self:
        """With what a row of a list shows."""
        return self.with_reports()

    def listed(self, ids: Iterable[int]) -> list[Any]:
        """The public ones with these ids, in this order, with what a row of a list shows."""
        return listed_meetings(ids)

    def in_brief(self) -> Self:
        """With what a short record tells."""
        return self.select_related("city")

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

    def of_city(self, city: "City") -> Self:
        """Of the unit's own organs."""
        return self.filter(city=city)

    def in_series_of(self, meeting: "Meeting") -> Self:
        """Sittings of the same organ, kind and term in the same city."""
        same = {name: getattr(meeting, name) for name in ("city", "organ", "kind", "term")}
        return self.filter(**same)

    def numbered(self) -> Self:
        """Dated sittings that bear a number, by organ, kind and term, oldest first."""
        rows = self.filter(number__isnull=False, date_first__isnull=False)
        return rows.order_by("organ", "kind", "term", *(key.order() for key in OLDEST))

    def by_organ_and_year(self) -> list[tuple[str, int | None, int]]:
        """Organ, year (None where unknown) and number of meetings."""
        rows: Any = self.order_by().annotate(held_year=ExtractYear("date_first"))
        rows = rows.values_list("organ", "held_year").annotate(n=Count("pk"))
        return list(rows.order_by("organ", "held_year"))

    def by_year_and_month(self) -> dict[tuple[int, int], int]:
        """Year and month with the number of meetings whose month is known."""
        known: Any = self.order_by().filter(
            date_first__year=ExtractYear("date_last"), date_first__month=ExtractMonth("date_last")
        )
        known = known.annotate(y=ExtractYear("date_first"), m=ExtractMonth("date_first"))
        return {(y, m): n for y, m, n in known.values_list("y", "m").annotate(n=Count("pk"))}

    def by_day(self, year: int, month: int) -> dict[int, int]:
        """Days of a month with the number of meetings held on that one day."""
        days: Any = self.order_by().filter(
            date_first__year=year, date_first__month=month, date_first=F("date_last")
        )
        days = days.annotate(d=ExtractDay("date_first"))
        return dict(days.values_list("d").annotate(n=Count("pk")).order_by("d"))

    def in_span(self, year: int, month: int, day: int = 0) -> Self:
        """Surely held in a month, or on one day of it."""
        low, high = day or 1, day or monthrange(year, month)[1]
        return self.filter(
            date_first__gte=date(year, month, low), date_last__lte=date(year, month, high)
        )

    def newest_change(self) -> Any:
        """When one of these was last changed; None without any."""
        return self.order_by("-updated_at").values_list("updated_at", flat=True).first()

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
