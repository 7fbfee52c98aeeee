"""Years and months of meetings: what is collected, what is known to be missing, the days."""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from meetings.filters.address import Address
from meetings.models import Meeting


@dataclass(frozen=True)
class Month:
    """One month: its meetings, whether some are known to be missing, where a click leads."""

    year: int
    month: int
    count: int
    missing: bool = False
    url: str = ""

    @property
    def state(self) -> str:
        """`held`, `missing` (known to be) or `unknown`."""
        return "held" if self.count else "missing" if self.missing else "unknown"


@dataclass(frozen=True)
class YearRow:
    """The twelve months of a year."""

    year: int
    months: tuple[Month, ...]

    @property
    def total(self) -> int:
        """The meetings of the year whose month is known."""
        return sum(month.count for month in self.months)


def coverage_calendar(
    counts: Mapping[tuple[int, int], int],
    missing: Collection[tuple[int, int]] = (),
    address: Address | None = None,
) -> list[YearRow]:
    """Every year from the first to the last with its twelve months, newest first.

    Links lead to the date archive, or to the list at `address` narrowed to the month.
    """
    years = [year for year, _ in [*counts, *missing]]
    if not years:
        return []
    return [
        YearRow(year, tuple(_month(year, m, counts, missing, address) for m in range(1, 13)))
        for year in range(max(years), min(years) - 1, -1)
    ]


def _month(
    year: int,
    month: int,
    counts: Mapping[tuple[int, int], int],
    missing: Collection[tuple[int, int]],
    address: Address | None,
) -> Month:
    url = reverse("month", args=(year, month))
    if address:
        url = str(address.plus("year", year).plus("month", month))
    return Month(year, month, counts.get((year, month), 0), (year, month) in missing, url)


def dates_sheet(year: int = 0, month: int = 0, day: int = 0) -> dict[str, Any]:
    """What the date archive shows: all years; or one year, month or day with its meetings."""
    meetings = Meeting.objects.published()
    rows = coverage_calendar(meetings.by_year_and_month())
    written = f"{year}" + f"-{month:02}" * bool(month) + f"-{day:02}" * bool(day)
    sheet: dict[str, Any] = {"query": None, "year": year, "month": month, "day": day, "rows": rows}
    sheet["unknown_year"] = meetings.by_year().get(None, 0)
    sheet["chosen"] = next((row for row in rows if row.year == year), None)
    if not year:
        return sheet
    if not sheet["chosen"]:
        sheet["chosen"] = YearRow(year, tuple(Month(year, m, 0) for m in range(1, 13)))
    address = Address(reverse("meetings"), (("date_from", written), ("date_to", written)))
    if month:
        sheet["days"] = _days(year, month, meetings.by_day(year, month))
        found = meetings.in_span(year, month, day)
        sheet["meetings"] = found.for_list().sorted_by("oldest")[: 50 if day else 20]
        sheet["total"] = found.count()
    return sheet | {"address": address, "written": written}


def _days(year: int, month: int, counts: Mapping[int, int]) -> list[list[tuple[int, int]]]:
    """The weeks of a month from Monday: day (0 outside the month) and number of meetings."""
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    return [[(day, counts.get(day, 0)) for day in week] for week in weeks]
