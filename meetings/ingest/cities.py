"""Fill the table of cities from the gazetteer, and find the city a code meant in a year."""

from dataclasses import dataclass

from django.db import transaction

from meetings.extraction.gazetteer import Place, by_code, by_unit, places
from meetings.ingest.locks import hold
from meetings.models import City, CityName

LEVELS = ("province", "prefecture", "county")
CITY_FIELDS = ("name", "short", "level", "lineage", "pinyin", "sort_key", "parent_id")
NAME_FIELDS = ("city_id", "name", "short", "level", "parent_code", "valid_to")


@dataclass(frozen=True, slots=True)
class Filled:
    """How many rows a filling wrote: new ones and those that had changed."""

    cities: int
    names: int


@transaction.atomic
def fill() -> Filled:
    """Write every unit of the gazetteer; a second run writes nothing."""
    hold(["cities"])
    written = sum(_fill_level(level) for level in LEVELS)
    return Filled(written, _fill_names())


def newest(unit: str) -> Place:
    """The newest row of a unit."""
    return max(by_unit(unit), key=lambda place: (place.valid_to or 9999, place.valid_from))


def line_of(place: Place) -> list[Place]:
    """The newest rows of the unit itself and of those above it, the province last."""
    line = [place]
    while line[-1].parent:
        last = line[-1]
        above = by_code(last.parent, (last.valid_to or 9999) - 1)
        if above is None or any(above.unit == place.unit for place in line):
            break
        line.append(newest(above.unit))
    return line


def find(code: str, year: int | None = None) -> City | None:
    """The city that bore a code at the end of a year; without a year, the last that did."""
    place = by_code(code, year) if code else None
    return City.objects.filter(code=place.unit).first() if place else None


def _units(level: str) -> list[Place]:
    found = (newest(unit) for unit in sorted({place.unit for place in places()}))
    return [place for place in found if place.level == level]


def _fill_level(level: str) -> int:
    standing = {city.code: city for city in City.objects.all()}
    wanted = []
    for place in _units(level):
        line = [above.unit for above in line_of(place)]
        above = standing.get(line[1]) if len(line) > 1 else None
        wanted.append(
            City(
                code=place.unit,
                name=place.name,
                short=place.short,
                level=place.level,
                parent_id=above.pk if above else None,
                lineage=line,
                pinyin=place.pinyin,
                sort_key=f"{place.pinyin} {place.name} {place.unit}",
            )
        )
    changed = [c for c in wanted if not _same(standing.get(c.code), c, CITY_FIELDS)]
    City.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code"], update_fields=_columns(CITY_FIELDS)
    )
    return len(changed)


def _fill_names() -> int:
    ids = dict(City.objects.values_list("code", "pk"))
    standing = {(name.code, name.valid_from): name for name in CityName.objects.all()}
    wanted = [
        CityName(
            city_id=ids[place.unit],
            code=place.code,
            name=place.name,
            short=place.short,
            level=place.level,
            parent_code=place.parent,
            valid_from=place.valid_from,
            valid_to=place.valid_to,
        )
        for place in places()
    ]
    changed = [n for n in wanted if not _same(standing.get((n.code, n.valid_from)), n, NAME_FIELDS)]
    CityName.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["code", "valid_from"],
        update_fields=_columns(NAME_FIELDS),
        batch_size=2000,
    )
    return len(changed)


def _same(
    standing: City | CityName | None, wanted: City | CityName, names: tuple[str, ...]
) -> bool:
    return standing is not None and all(
        getattr(standing, name) == getattr(wanted, name) for name in names
    )


def _columns(names: tuple[str, ...]) -> list[str]:
    return [name.removesuffix("_id") for name in names]
