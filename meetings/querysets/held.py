"""The questions that meetings and directives share: where, when, by whom, about what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from meetings.extraction import vocabulary as vocab
from meetings.querysets.keyset import Order

PUBLIC = (vocab.ReviewState.PENDING, vocab.ReviewState.ACCEPTED, vocab.ReviewState.FLAGGED)
UNKNOWN = "unknown"

Row = TypeVar("Row", bound=models.Model, covariant=True)


@dataclass(frozen=True)
class Period:
    """When a meeting was held: all that is given must hold, or else the date is unknown.

    A date of which only the year or the month is known lies in every range that touches it.
    """

    years: Sequence[int] = ()
    month: int | None = None
    first: date | None = None
    last: date | None = None
    unknown: bool = False

    def condition(self, path: str) -> Q:
        """The condition on the meeting at a path ("" for meetings themselves)."""
        known = Q()
        if self.years:
            known &= Q(**{f"{path}date_first__year__in": self.years})
        if self.month:
            known &= Q(**{f"{path}date_first__month": self.month})
            known &= Q(**{f"{path}date_last__month": self.month})
        if self.first:
            known &= Q(**{f"{path}date_last__gte": self.first})
        if self.last:
            known &= Q(**{f"{path}date_first__lte": self.last})
        unknown = Q(**{f"{path}date_first": None})
        if self.unknown:
            return unknown | known if known else unknown
        return known


class HeldQuerySet(models.QuerySet[Row]):
    """Rows that belong to a meeting; `meeting_path` leads to it."""

    meeting_path: ClassVar[str] = ""
    orders: ClassVar[dict[str, Order]] = {}

    def _at(self, field: str) -> str:
        return f"{self.meeting_path}{field}"

    def for_list(self) -> Self:
        """With what a row of a list shows."""
        return self

    def in_brief(self) -> Self:
        """With what a short record tells."""
        return self

    def in_division(self, codes: Iterable[str]) -> Self:
        """Held in one of these units or below it; `unknown` asks for meetings without a city."""
        codes = list(codes)
        condition = Q(**{self._at("city__lineage__overlap"): [c for c in codes if c != UNKNOWN]})
        if UNKNOWN in codes:
            condition |= Q(**{self._at("city"): None})
        return self.filter(condition)

    def of_organ(self, organs: Iterable[str]) -> Self:
        """Of one of these organs; `unknown` asks for those without."""
        return self.filter(**{self._at("organ__in"): _blank(organs)})

    def of_kind(self, kinds: Iterable[str]) -> Self:
        """Of one of these kinds; `unknown` asks for those without."""
        return self.filter(**{self._at("kind__in"): _blank(kinds)})

    def held(self, period: Period) -> Self:
        """Held in the period."""
        return self.filter(period.condition(self.meeting_path))

    def held_between(self, first: date, last: date) -> Self:
        """Held, or possibly held, between two days, both included."""
        return self.held(Period(first=first, last=last))

    def attended_by(self, officials: Iterable[int], role: str = "") -> Self:
        """One of the officials took part, in this role where given: one and the same attendance."""
        return self.filter(self._attended(officials, role))

    def _attended(self, officials: Iterable[int], role: str) -> Exists:
        outer = OuterRef(self._at("pk") if self.meeting_path else "pk")
        attendances = apps.get_model("meetings", "Attendance").objects.live()
        met = attendances.filter(report__meeting=outer, official__in=list(officials))
        return Exists(met.filter(role=role) if role else met)

    def among(self, ids: Iterable[int]) -> Self:
        """Those with these ids."""
        return self.filter(pk__in=list(ids))

    def in_order(self, ids: Iterable[int]) -> list[Row]:
        """Those with these ids, in the order of the list."""
        wanted = list(ids)
        found = {row.pk: row for row in self.among(wanted).order_by()}
        return [found[pk] for pk in wanted if pk in found]

    def listed(self, ids: Iterable[int]) -> list[Any]:
        """Those with these ids, in this order, with what a row of a list shows."""
        return self.for_list().in_order(ids)

    def sorted_by(self, order: str) -> Self:
        """In one of the orders of this class, unknown dates last."""
        return self.order_by(*(key.order() for key in self.orders[order]))

    def by_year(self) -> dict[int | None, int]:
        """Years in order with their number of rows; None stands for an unknown year, last."""
        rows = self.order_by().annotate(held_year=ExtractYear(self._at("date_first")))
        rows = rows.values_list("held_year").annotate(n=Count("pk"))
        return dict(rows.order_by(F("held_year").asc(nulls_last=True)))

    def by_month(self, year: int) -> dict[int | None, int]:
        """Months of a year with their number of rows; None stands for an unknown month."""
        path = self._at("date_first")
        rows: Any = self.order_by().filter(**{f"{path}__year": year})
        rows = rows.annotate(a=ExtractMonth(path), b=ExtractMonth(self._at("date_last")))
        counts: dict[int | None, int] = {}
        for first, last, number in rows.values_list("a", "b").annotate(n=Count("pk")):
            month = first if first == last else None
            counts[month] = counts.get(month, 0) + number
        return counts

    def counted_by(self, column: str) -> dict[str, int]:
        """How many rows have each value of a column; `kind` and `organ` are the meeting's."""
        path = self._at(column) if column in ("kind", "organ") else column
        rows = self.order_by().values_list(path).annotate(n=Count("pk"))
        return dict(rows.order_by("-n", path))

    def by_city(self) -> list[tuple[list[str] | None, int]]:
        """Lines of division codes with their number of rows; None stands for no city."""
        rows = self.order_by().values_list(self._at("city__lineage"))
        return list(rows.annotate(n=Count("pk")))

    def by_official(self, role: str = "", only: Iterable[int] | None = None) -> QuerySet[Any, Any]:
        """Officials (`who`, `name`, `place`) with `n`, the rows each took part in, most first."""
        path = self._at("reports__attendances__")
        met: dict[str, Any] = {f"{path}withdrawn_at": None, self._at("reports__withdrawn_at"): None}
        met |= {f"{path}official__isnull": False}
        met |= {f"{path}role": role} if role else {}
        met |= {f"{path}official__in": list(only)} if only is not None else {}
        people = (
            self.order_by()
            .filter(**met)
            .annotate(
                who=F(f"{path}official"),
                name=F(f"{path}official__name"),
                place=F(f"{path}official__city__short"),
                key=F(f"{path}official__sort_key"),
            )
        )
        counted: QuerySet[Any, Any] = people.values("who", "name", "place", "key")
        counted = counted.annotate(n=Count("pk", distinct=True))
        return counted.order_by("-n", "key", "who")


def _blank(values: Iterable[str]) -> list[str]:
    return ["" if value == UNKNOWN else value for value in values]
