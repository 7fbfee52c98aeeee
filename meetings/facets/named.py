"""Officials and cities by name: what a search box leads to at once, and what it suggests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.query import EmptyQuerySet

from meetings.extraction import vocabulary as vocab
from meetings.filters.labels import is_english, label
from meetings.models import City, Official
from meetings.querysets.listed import Unit

MOST_HITS = 6
MOST_SUGGESTIONS = 8
# Names, pinyin and initials are short; longer words are asked of the texts alone.
LONGEST = 24


@dataclass(frozen=True)
class Hit:
    """An official or a city: the name, its reading, what and where it is, its page."""

    name: str
    reading: str
    place: str
    url: str


def hits(words: str) -> list[Hit]:
    """The officials and cities that bear exactly this name, pinyin or initials."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        return []
    people, cities = Official.objects.answering(words), City.objects.answering(words)
    found: list[Hit] = []
    # Most words are no names; the rest of the question costs more than that answer.
    if not isinstance(people, EmptyQuerySet):
        found += _people(people.published().with_place()[:MOST_HITS])
    if not isinstance(cities, EmptyQuerySet):
        standing = cities.in_being().with_meetings().select_related("parent")
        found += _cities(standing[:MOST_HITS])
    return found


def suggestions(words: str) -> list[dict[str, str]]:
    """What the search box offers while a reader types: label, place and url."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        return []
    people = Official.objects.published().beginning_like(words).with_place()
    cities = City.objects.beginning_like(words).in_being().with_meetings()
    half = MOST_SUGGESTIONS // 2
    found = [*_people(people[:half]), *_cities(cities.select_related("parent")[:half])]
    return [{"label": hit.name, "place": hit.place, "url": hit.url} for hit in found]


def _people(rows: Iterable[Official]) -> Iterable[Hit]:
    for row in rows:
        place = row.city.name if row.city else ""
        yield Hit(row.name, reading(row), place, row.get_absolute_url())


def _cities(rows: Iterable[City]) -> Iterable[Hit]:
    for row in rows:
        above = row.parent.name if row.parent else label(vocab.Level.of(row.level))
        yield Hit(row.name, reading(row), above, row.get_absolute_url())


def reading(row: Any) -> str:
    """The pinyin of a name on English pages: Wang Zhen, Xiangtan; on Chinese ones nothing."""
    syllables = row.pinyin.split() if is_english() else []
    if not syllables:
        return ""
    if isinstance(row, City | Unit):
        return "".join(syllables[: len(row.short)]).capitalize()
    family, *given = syllables
    return f"{family} {''.join(given)}".title().strip()
