"""The facet of places: provinces with their prefectures and counties."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from meetings.extraction import vocabulary as vocab
from meetings.facets.choices import Choice, Facet, split
from meetings.filters import HeldFilter
from meetings.models import City
from meetings.querysets.held import UNKNOWN
from meetings.querysets.places import Name

MOST_PROVINCES = 6
MOST_UNITS = 8
# Typing into the search box of a facet shows more.
MOST_FOUND = 24
# With so few provinces in the answer their units are shown without being asked for.
FEW_PROVINCES = 2


def city_facet(found: HeldFilter) -> Facet:
    """Provinces with their prefectures and counties, each with all that lies below it."""
    counts = found.answer.by_city()
    nowhere = counts.pop(0, 0)
    lines = _lines(found.answer.columns.storage, counts)
    totals = totals_of(counts, lines)
    chosen = found.chosen_units("city")
    tree = _Tree.of(found, totals, [*lines.values(), *(city.lineage for city in chosen)])
    provinces = tree.children("")
    codes = set(found.units("city"))
    if nowhere or UNKNOWN in codes:
        provinces.append(Choice(UNKNOWN, _("地区不详"), nowhere, checked=UNKNOWN in codes))
    shown, rest = split(provinces, MOST_PROVINCES)
    if typed := found.chosen["where"]:
        shown, rest = _units_named(typed, totals, codes), ()
    title = _("其余 {n} 个地区").format(n=len(rest))
    return Facet("city", _("地区"), shown, rest, title, finder="where")


# The lines of cities by database and row: a unit never moves while a process lives.
_known: dict[tuple[str, int], list[str]] = {}


def _lines(storage: str, cities: Iterable[int]) -> dict[int, list[str]]:
    """The line of codes of each city, asked for once."""
    wanted = list(cities)
    missing = [city for city in wanted if (storage, city) not in _known]
    if missing:
        found = City.objects.lines(missing)
        _known.update({(storage, city): line for city, line in found.items()})
    return {city: _known[storage, city] for city in wanted if (storage, city) in _known}


def totals_of(counts: Mapping[int, int], lines: Mapping[int, list[str]]) -> Counter[str]:
    """Division codes with the number of rows in them and below them."""
    totals: Counter[str] = Counter()
    for city, number in counts.items():
        for code in lines.get(city, ()):
            totals[code] += number
    return totals


def _units_named(typed: str, totals: Counter[str], chosen: set[str]) -> tuple[Choice, ...]:
    """The units in the answer whose name or pinyin begins with what was typed, and those chosen."""
    alike = [city for city in City.objects.beginning_like(typed) if totals[city.code]]
    units = {city.code: city for city in [*alike[:MOST_FOUND], *City.objects.coded_now(chosen)]}
    return tuple(Choice(c, u.name, totals[c], c in chosen) for c, u in units.items())


@dataclass(frozen=True)
class _Tree:
    """The units with rows or chosen by the open code above them, with their names."""

    under: dict[str, set[str]]
    names: dict[str, Name]
    totals: Counter[str]
    chosen: set[str]
    open_codes: set[str]

    @classmethod
    def of(cls, found: HeldFilter, totals: Counter[str], lines: Iterable[list[str]]) -> "_Tree":
        """Name only what is shown: provinces, and what lies right below an open unit."""
        known = [line for line in lines if line]
        provinces = {line[-1] for line in known}
        opened = {code for city in found.chosen_units("city") for code in city.lineage}
        if len(provinces) <= FEW_PROVINCES:
            opened |= provinces
        under = _below(known, opened) | {"": provinces}
        shown = set().union(*under.values())
        names = {unit.code: unit for unit in City.objects.names(shown)}
        return cls(under, names, totals, set(found.units("city")), opened)

    def children(self, above: str) -> list[Choice]:
        """The choices under a unit, most rows first; under none, the provinces."""
        codes = [code for code in self.under.get(above, ()) if code in self.names]
        codes.sort(key=lambda code: (-self.totals[code], code))
        return [self._choice(self.names[code]) for code in codes]

    def _choice(self, city: Name) -> Choice:
        below = self.children(city.code) if city.code in self.open_codes else []
        shown, rest = split(below, MOST_UNITS)
        whole = _("{name}（全境）").format(name=city.name)
        label = whole if city.level == vocab.Level.PROVINCE else city.name
        checked = city.code in self.chosen
        return Choice(city.code, label, self.totals[city.code], checked, shown, rest)


def _below(lines: list[list[str]], opened: set[str]) -> dict[str, set[str]]:
    """What lies right below each open unit."""
    under: dict[str, set[str]] = {code: set() for code in opened}
    if opened:
        for line in lines:
            for code, above in pairwise(line):
                if above in opened:
                    under[above].add(code)
    return under
