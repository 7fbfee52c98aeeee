"""What the archive holds of each place, with what it does not hold."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meetings.extraction import vocabulary as vocab
from meetings.facets.calendar import coverage_calendar
from meetings.facets.series import continuity, known_missing
from meetings.facets.years import years_of
from meetings.filters.address import Address
from meetings.filters.labels import label
from meetings.models import Attendance, City, Meeting
from meetings.querysets import MeetingQuerySet
from meetings.querysets.held import UNKNOWN

MOST_MEETINGS = 10
MOST_HEADS = 30
# As many columns of years fit beside the names.
MOST_YEARS = 8


@dataclass(frozen=True)
class Below:
    """A unit (with `is_in_being` where it was asked for) and the meetings in and below it."""

    city: Any
    count: int


@dataclass(frozen=True)
class Province:
    """A province: its units with meetings, and the number of its prefectures in all."""

    city: City
    count: int
    units: tuple[Below, ...]
    held: int
    prefectures: int


def totals(meetings: MeetingQuerySet) -> Counter[str]:
    """Division codes with the number of meetings in them and below them."""
    found: Counter[str] = Counter()
    for lineage, number in meetings.by_city():
        for code in lineage or ():
            found[code] += number
    return found


def provinces() -> list[Province]:
    """Every province of today, and older ones with meetings, in the order of the code."""
    counts = totals(Meeting.objects.published())
    units = City.objects.upper_levels()
    tops = [city for city in units if city.level == vocab.Level.PROVINCE]
    tops = [top for top in tops if top.is_in_being or counts[top.code]]
    return [_province(top, units, counts) for top in tops]


def _province(top: City, units: list[Any], counts: Counter[str]) -> Province:
    below = [city for city in units if city.parent_id == top.pk]
    prefectures = [c for c in below if c.level == vocab.Level.PREFECTURE and c.is_in_being]
    shown = [Below(city, counts[city.code]) for city in below if counts[city.code]]
    held = sum(bool(counts[city.code]) for city in prefectures)
    return Province(top, counts[top.code], tuple(shown), held, len(prefectures))


def city_sheet(city: City, list_path: str) -> dict[str, Any]:
    """What the page of a unit shows; counts include the units below it."""
    meetings = Meeting.objects.published().in_division([city.code])
    years = meetings.by_year()
    counts = totals(meetings)
    below: Any = city.children.with_being().order_by("code")
    children = [Below(child, counts[child.code]) for child in below]
    own = Meeting.objects.published().of_city(city)
    runs = continuity(city)
    address = Address(list_path, (("city", city.code),))
    return {
        "city": city,
        "query": None,
        "line": City.objects.lined_up(city),
        "names": city.names.all(),
        "others": City.objects.that_also_bore(city),
        "total": sum(years.values()),
        "held": [child for child in children if child.count],
        "unheld": sum(child.city.is_in_being and not child.count for child in children),
        "years": years_of(years, address),
        "unknown_year": years.get(None, 0),
        "bodies": bodies(meetings, address),
        "runs": runs,
        "calendar": coverage_calendar(own.by_year_and_month(), known_missing(runs), address),
        "heads": Attendance.objects.live().in_city(city).heads().posts_seen()[:MOST_HEADS],
        "meetings": meetings.for_list().sorted_by("newest")[:MOST_MEETINGS],
        "address": address,
    }


def bodies(meetings: MeetingQuerySet, address: Address) -> dict[str, Any]:
    """A table of meetings by organ and year: `years`, and `rows` of label, address and numbers."""
    counts: dict[str, Counter[int | None]] = {}
    for organ, year, number in meetings.by_organ_and_year():
        counts.setdefault(organ, Counter())[year] = number
    years = sorted({y for found in counts.values() for y in found if y}, reverse=True)[:MOST_YEARS]
    rows = []
    for organ, found in sorted(counts.items(), key=lambda pair: -pair[1].total()):
        term = vocab.Organ.get(organ)
        name = label(term) if term else _("机构不详")
        to = address.plus("organ", organ or UNKNOWN)
        cells = [(found[year], str(to.plus("year", year))) for year in years]
        rows.append((name, str(to), found.total(), cells))
    return {"years": years, "rows": rows}
