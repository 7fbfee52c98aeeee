"""Count the choices of each facet over the rows that the other choices leave."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from meetings.extraction import vocabulary as vocab
from meetings.filters import HeldFilter
from meetings.filters.labels import label as label_of
from meetings.filters.labels import voice
from meetings.models import City, Official
from meetings.querysets.held import UNKNOWN

MOST_PROVINCES = 6
MOST_UNITS = 8
MOST_YEARS = 6
MOST_PEOPLE = 8
# Typing into the search box of a facet shows more.
MOST_FOUND = 24
# With so few provinces in the answer their units are shown without being asked for.
FEW_PROVINCES = 2


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many rows it gives, and the choices under it."""

    value: str
    label: str
    count: int
    checked: bool = False
    under: tuple["Choice", ...] = ()
    rest: tuple["Choice", ...] = ()


@dataclass(frozen=True)
class Facet:
    """One facet: the choices shown, and the rest that a reader can unfold."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...] = ()
    rest_title: str = ""
    roles: tuple[Choice, ...] = field(default=())
    finder: str = ""
    can_exclude: bool = True


def facets_of(found: HeldFilter, years: Mapping[int | None, int]) -> list[Facet]:
    """The facets of a list in their order; the years were counted for the chart already."""
    facets = [
        city_facet(found),
        year_facet(found, years),
        closed_facet(found, "kind", _("会议类型"), vocab.Kind),
        closed_facet(found, "organ", _("机构"), vocab.Organ),
        official_facet(found),
    ]
    if "verb" in found.parameters:
        facets += [closed_facet(found, "verb", _("指令动词"), vocab.Verb), speaker_facet(found)]
    return facets


def city_facet(found: HeldFilter) -> Facet:
    """Provinces with their prefectures and counties, each with all that lies below it."""
    totals, nowhere = _totals(found)
    chosen = set(found.units("city"))
    opened = {code for city in found.chosen_units("city") for code in city.lineage}
    units = City.objects.filter(code__in=opened.union(totals))
    tree = _Tree({city.code: city for city in units}, totals, chosen, opened)
    provinces = tree.children(None)
    if nowhere or UNKNOWN in chosen:
        provinces.append(Choice(UNKNOWN, _("地区不详"), nowhere, UNKNOWN in chosen))
    shown, rest = _split(provinces, MOST_PROVINCES)
    if typed := found.chosen["where"]:
        shown, rest = _units_named(typed, totals, chosen), ()
    title = _("其余 {n} 个地区").format(n=len(rest))
    return Facet("city", _("地区"), shown, rest, title, finder="where")


def _units_named(typed: str, totals: Counter[str], chosen: set[str]) -> tuple[Choice, ...]:
    """The units in the answer whose name or pinyin begins with what was typed, and those chosen."""
    alike = City.objects.beginning_like(typed).filter(code__in=totals)[:MOST_FOUND]
    kept = City.objects.filter(code__in=chosen)
    units = {city.code: city for city in [*alike, *kept]}
    return tuple(Choice(c, u.name, totals[c], c in chosen) for c, u in units.items())


def _totals(found: HeldFilter) -> tuple[Counter[str], int]:
    totals: Counter[str] = Counter()
    nowhere = 0
    for lineage, number in found.narrowed("city").by_city():
        if lineage is None:
            nowhere += number
        for code in lineage or ():
            totals[code] += number
    return totals, nowhere


@dataclass(frozen=True)
class _Tree:
    """The units with rows or chosen, as choices under their parents."""

    names: dict[str, City]
    totals: Counter[str]
    chosen: set[str]
    open_codes: set[str]

    def children(self, parent: City | None) -> list[Choice]:
        """The choices under a unit, most rows first; under none, the provinces."""
        above = parent.pk if parent else None
        units = [city for city in self.names.values() if city.parent_id == above]
        units.sort(key=lambda city: (-self.totals[city.code], city.code))
        unfold = parent is None and len(units) <= FEW_PROVINCES
        return [self._choice(city, unfold=unfold) for city in units]

    def _choice(self, city: City, *, unfold: bool) -> Choice:
        is_open = unfold or city.code in self.open_codes
        shown, rest = _split(self.children(city) if is_open else [], MOST_UNITS)
        whole = _("{name}（全省）").format(name=city.name)
        label = whole if city.level == vocab.Level.PROVINCE else city.name
        checked = city.code in self.chosen
        return Choice(city.code, label, self.totals[city.code], checked, shown, rest)


def year_facet(found: HeldFilter, years: Mapping[int | None, int]) -> Facet:
    """Years, newest first, and the unknown date."""
    chosen = found.chosen["year"]
    every = sorted({year for year in years if year} | set(chosen), reverse=True)
    choices = [
        Choice(str(y), _("{year} 年").format(year=y), years.get(y, 0), y in chosen) for y in every
    ]
    shown, rest = _split(choices, MOST_YEARS)
    return Facet("year", _("日期"), shown, rest, _("更早的年份"))


def closed_facet(found: HeldFilter, name: str, title: str, terms: type[vocab.Term]) -> Facet:
    """The values of a closed list that have rows or are chosen, most rows first."""
    counts = found.narrowed(name).counted_by(name)
    chosen = found.chosen[name]
    choices = [
        Choice(t.value, label_of(t), counts.get(t.value, 0), t.value in chosen)
        for t in terms
        if counts.get(t.value) or t.value in chosen
    ]
    choices.sort(key=lambda choice: -choice.count)
    if counts.get("") or UNKNOWN in chosen:
        choices.append(
            Choice(
                UNKNOWN, _("{what}不详").format(what=title), counts.get("", 0), UNKNOWN in chosen
            )
        )
    shown, rest = _split(choices, MOST_UNITS)
    rest_title = _("其余 {n} 项").format(n=len(rest))
    can_exclude = f"-{name}" in found.parameters
    return Facet(name, title, shown, rest, rest_title, can_exclude=can_exclude)


def official_facet(found: HeldFilter) -> Facet:
    """The officials who took part most, and those chosen; with the roles of those chosen."""
    chosen = found.people("official")
    rows, role = found.narrowed("official"), found.chosen["role"] or ""
    if typed := found.chosen["who"]:
        alike = Official.objects.beginning_like(typed).values_list("pk", flat=True)
        top = list(rows.by_official(role, only=list(alike[:1000]))[:MOST_FOUND])
    else:
        top = list(rows.by_official(role)[:MOST_PEOPLE])
    missing = set(chosen) - {row["who"] for row in top}
    if missing:
        top += rows.by_official(role, only=missing)
    choices = [
        Choice(
            str(row["who"]),
            f"{row['name']}（{row['place']}）" if row["place"] else row["name"],
            row["n"],
            row["who"] in chosen,
        )
        for row in top
    ]
    gone = missing - {row["who"] for row in top}
    choices += [Choice(str(pk), found.person_name(pk), 0, checked=True) for pk in sorted(gone)]
    roles = _roles(found) if chosen else ()
    return Facet("official", _("官员"), tuple(choices), roles=roles, finder="who")


def _roles(found: HeldFilter) -> tuple[Choice, ...]:
    asked = found.chosen["role"] or ""
    every = [Choice("", _("不限角色"), 0, not asked)]
    every += [Choice(r.value, label_of(r), 0, r.value == asked) for r in vocab.Role]
    return tuple(every)


def speaker_facet(found: HeldFilter) -> Facet:
    """Who said it: the meeting or a person, most directives first."""
    counts = found.narrowed("speaker").counted_by("speaker")
    chosen = found.chosen["speaker"]
    every = [*counts, *(word for word in chosen if word not in counts)]
    choices = [Choice(word, voice(word), counts.get(word, 0), word in chosen) for word in every]
    shown, rest = _split(choices, MOST_UNITS)
    return Facet("speaker", _("发言者"), shown, rest[:40], _("其余发言者"))


def _split(choices: Iterable[Choice], most: int) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The first choices, and the rest without those that are chosen or open: these move up."""
    every = list(choices)
    kept = [c for i, c in enumerate(every) if i < most or c.checked or c.under]
    return tuple(kept), tuple(c for c in every if c not in kept)
