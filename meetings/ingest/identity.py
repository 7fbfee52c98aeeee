"""Decide which official a printed name is.

The rule. A name is keyed in Simplified script, so printed variants never separate people; another
name that a curator gave an official counts as well. A person stands in one unit: of the units that
the posts name, the narrowest (湘潭市委书记: 湘潭; 省领导: the province of the report's city;
省委常委、市委书记: the city); without a post that names one, the city of the report, in an article
by somebody of a city that city. The same name in one unit, or in a unit and one above it, is one
official, who then belongs to the narrower of the two. Otherwise there are two: the same name in two
cities of one province, though the province may know both. Where several officials fit a unit and
none stands in that very unit, none is chosen and another is made. Across two lines a name joins
only over a bridge: posts printed with one name that stand in two units (原湘潭市委书记、长沙市市长)
make the one official known there the one known here, who from then on stands in both. A name in a
report whose city is unknown is an official of that report alone, until the city is known. All else
is a curator's: an official stays where a curator says, and names join there as well as where the
rule had found the official.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q

from meetings.extraction.gazetteer import Place, find_names, resolve
from meetings.ingest.cities import line_of, newest
from meetings.ingest.readings import to_pinyin, to_sort_key
from meetings.models import City, Official

# 省委书记, 原省长, 副市长, 常务副县长, 自治区主席, 市领导, 州人大常委会主任: a bare class of unit
BARE = re.compile(
    r"^(?:原|时任|前|现任)?(?:代理?|常务)?副?(?P<unit>省|自治区|市|自治州|州|地区|地委|盟|自治县|县|区|自治旗|旗)"
)
# What the name of such a unit ends in, where it is not the printed word itself.
ENDINGS = {"地委": "地区"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A city as officials are told apart by: its code, and its line from itself to the province.

    `bridges` are units of other lines that the same posts name.
    """

    code: str
    line: tuple[str, ...]
    bridges: tuple["Unit", ...] = ()


def unit_of(city: City | None) -> Unit | None:
    """A city as a unit."""
    return Unit(city.code, tuple(city.lineage)) if city else None


def standing_in(posts: Iterable[str], city: City | None) -> Unit | None:
    """The unit that a person with these posts stands in, in a report of this city."""
    home = unit_of(city)
    named = [unit for post in posts if (unit := _named(post, home))]
    own = [unit for unit in named if home is None or in_line(unit, home)]
    found = max(own or named, key=lambda unit: len(unit.line), default=home)
    if found is None:
        return None
    return replace(found, bridges=tuple(u for u in named if not in_line(u, found)))


def in_line(one: Unit, other: Unit) -> bool:
    """Whether one unit is the other or lies above or under it."""
    return one.code in other.line or other.code in one.line


def identify(
    name: str, unit: Unit | None, *, current: Official | None = None, taken: Iterable[int] = ()
) -> Official:
    """The official of this name in this unit, made where there is none.

    `current` is whom the row named before: kept as long as the rule allows. `taken` are ids
    that the report has given to other names. Hold the lock of the name.
    """
    known = [official for official in _bearers(name) if official.pk not in set(taken)]
    if current and (root := _root(current)) in known and _may_stay(root, unit, known):
        return _narrowed(root, unit)
    found = _choose(known, unit)
    if found is None:
        return _made(name, unit)
    _leave(current, found)
    return _narrowed(found, unit)


def _may_stay(current: Official, unit: Unit | None, known: list[Official]) -> bool:
    if unit is None or _stands_near(current, unit):
        return True
    return not current.homes() and _choose(known, unit) is None


def _stands_near(official: Official, unit: Unit) -> bool:
    """Whether an official's unit, or one that a bridge or a curator added, is in line with this."""
    homes = [unit_of(city) for city in official.homes()]
    if any(home and in_line(home, unit) for home in homes):
        return True
    return any(code in unit.line for code in official.also_in)


def _choose(known: list[Official], unit: Unit | None) -> Official | None:
    if unit is None:
        return None
    fitting = [o for o in known if _stands_near(o, unit)]
    exact = [o for o in fitting if unit.code in _codes(o)]
    if exact:
        return exact[0]
    if not fitting:
        fitting = [o for o in known if any(_stands_in(o, other) for other in unit.bridges)]
    return fitting[0] if len(fitting) == 1 else None


def _codes(official: Official) -> list[str]:
    return [*(city.code for city in official.homes()), *official.also_in]


def _stands_in(official: Official, unit: Unit) -> bool:
    return any(city.code == unit.code for city in official.homes())


def _bearers(name: str) -> list[Official]:
    rows = Official.objects.select_related("city", "city_read")
    rows = rows.filter(Q(name=name) | Q(other_names__name=name))
    found = (_root(official) for official in rows.order_by("id").distinct())
    return list({official.pk: official for official in found}.values())


def _root(official: Official) -> Official:
    seen = {official.pk}
    while official.merged_into and official.merged_into_id not in seen:
        official = official.merged_into
        seen.add(official.pk)
    return official


def _made(name: str, unit: Unit | None) -> Official:
    return Official.objects.create(
        name=name,
        pinyin=to_pinyin(name)[:120],
        sort_key=to_sort_key(name)[:160],
        city=City.objects.get(code=unit.code) if unit else None,
    )


def _narrowed(official: Official, unit: Unit | None) -> Official:
    name = "city_read" if official.city_by_hand else "city"
    home = unit_of(getattr(official, name))
    if unit and official.homes() and not _stands_near(official, unit):
        official.also_in = sorted({*official.also_in, unit.code})
        official.save(update_fields=["also_in"])
    elif unit and (home is None or (in_line(home, unit) and len(unit.line) > len(home.line))):
        setattr(official, name, City.objects.get(code=unit.code))
        official.save(update_fields=[name])
    return official


def _leave(former: Official | None, found: Official) -> None:
    """An official of an unknown city who turns out to be another leads to that one."""
    if former and former.pk != found.pk and not former.homes() and former.name == found.name:
        former.merged_into = found
        former.save(update_fields=["merged_into"])


@lru_cache(maxsize=10_000)
def _named(post: str, home: Unit | None) -> Unit | None:
    """The unit that a post names: by its own name, else by its class in the report's line."""
    hits = [hit for hit in find_names(post) if hit.start == 0]
    if hits and (place := _by_name(hits[0].name, home, near=hits[0].weak)):
        return _unit(place)
    bare = BARE.match(post)
    if bare is None or home is None:
        return None
    ending = ENDINGS.get(bare["unit"], bare["unit"])
    above = (newest(code) for code in home.line)
    return next((_unit(place) for place in above if place.name.endswith(ending)), None)


def _by_name(name: str, home: Unit | None, *, near: bool) -> Place | None:
    """The place of a name, looked for near home first; `near`: nowhere else (市中区, 城区)."""
    around = home.line[-2:] if home else ()
    for code in around:
        if place := resolve(name, within=code[:6]):
            return place
    return None if near else resolve(name)


def _unit(place: Place) -> Unit:
    return Unit(place.unit, tuple(above.unit for above in line_of(newest(place.unit))))
