"""The years of a list, or the months of one, as the bars of a chart."""

from collections.abc import Mapping
from dataclasses import dataclass

from meetings.filters.address import Address

# A gap of more years than this is left out of the axis.
LONGEST_AXIS = 60


@dataclass(frozen=True)
class Year:
    """One bar: the year, its number of rows, whether it is chosen and where a click leads."""

    year: int
    count: int
    url: str
    chosen: bool = False


@dataclass(frozen=True)
class MonthBar:
    """One bar: the month, its number of rows, whether it is chosen and where a click leads."""

    month: int
    count: int
    url: str
    chosen: bool = False


def months_of(year: int, counts: Mapping[int | None, int], address: Address) -> list[MonthBar]:
    """The twelve months of a year; rows without a month are not on it."""
    chosen = address.chosen("month")
    own = address.instead("year", year)
    return [
        MonthBar(
            month,
            counts.get(month, 0),
            str(own.without("month") if str(month) in chosen else own.instead("month", month)),
            str(month) in chosen,
        )
        for month in range(1, 13)
    ]


def years_of(counts: Mapping[int | None, int], address: Address) -> list[Year]:
    """Every year from the first to the last, empty ones too; unknown years are not on it."""
    known = sorted(year for year in counts if year)
    if not known:
        return []
    chosen = address.chosen("year")
    first = max(known[0], known[-1] - LONGEST_AXIS)
    return [
        Year(
            year,
            counts.get(year, 0),
            str(address.without("month").toggled("year", year)),
            str(year) in chosen,
        )
        for year in range(first, known[-1] + 1)
    ]
