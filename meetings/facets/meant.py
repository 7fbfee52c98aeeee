"""What a reader may have meant by a query that finds nothing, with what that would find."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from meetings.facets.chips import total_of
from meetings.filters import HeldFilter
from meetings.filters.address import Address
from meetings.index import Answer
from meetings.index.resolving import resolved
from meetings.ingest.readings import to_pinyin
from meetings.models import City, Official
from meetings.search.folding import fold
from meetings.search.query import (
    And,
    Node,
    Or,
    Person,
    Place,
    Query,
    Speaker,
    Words,
    all_of,
    any_of,
    relaxed,
    renamed,
)

# 曹炯方, 湘谭: as long as names of people and places are.
NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,4}")
# Each of these bounds the questions that one empty page asks.
MOST_WORDS = 4
MOST_NAMES = 3
MOST_TRIED = 6
MOST_SHOWN = 3
# What may hold the name of a person, and what that of a place.
PEOPLE = (Words, Person, Speaker)
PLACES = (Words, Place)


@dataclass(frozen=True)
class Meant:
    """A query that a reader may have meant, and what it finds, `about` so many.

    `alone` says that it finds this without the filters that were chosen.
    """

    query: str
    count: int
    url: str
    about: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Ways:
    """Queries to try instead: with names or fields spelt otherwise, and with fewer words."""

    spelt: tuple[Meant, ...] = ()
    fewer: tuple[Meant, ...] = ()


def ways(found: HeldFilter) -> Ways:
    """What to try instead of a query that finds nothing; each way finds something.

    Other spellings are asked with the filters chosen, and without where that finds nothing;
    what takes too long to count is no way.
    """
    if not found.query:
        return Ways()
    asked = list(islice(_spelt(found.query), MOST_TRIED))
    spelt = list(islice(_finding(found, asked), MOST_SHOWN))
    if not spelt and found.answer.chosen:
        spelt = list(islice(_finding(found, asked, alone=True), MOST_SHOWN))
    fewer = _finding(found, relaxed(found.query)[:MOST_TRIED])
    return Ways(tuple(spelt), tuple(islice(fewer, MOST_SHOWN)))


def _finding(
    found: HeldFilter, queries: Iterable[Query], *, alone: bool = False
) -> Iterator[Meant]:
    address = found.address.fresh()
    if alone:
        address = Address(address.path, tuple(p for p in address.pairs if p[0] in ("q", "sort")))
    for query in queries:
        chosen = {} if alone else found.answer.chosen
        count, exact = total_of(_answer(found, query, chosen))
        if count:
            url = str(address.instead("q", str(query)))
            yield Meant(str(query), count, url, about=not exact, alone=alone)


def _answer(found: HeldFilter, query: Query, chosen: Mapping[str, Any]) -> Answer:
    """The answer to another query, of the same moment of the archive."""
    words = resolved(query.tree) if query.tree else None
    return Answer(found.answer.columns, found.unit, words, chosen, query.terms)


def _spelt(query: Query) -> Iterator[Query]:
    """The query with its fields rightly named, then with names near its words: all at once, where
    there are several such words, then one by one.
    """
    if named := renamed(query):
        yield named
    words = dict.fromkeys(leaf for leaf in _asked(query.tree) if NAME.fullmatch(_word(leaf)))
    near = list(_near_names(list(words)[:MOST_WORDS]))
    nearest = dict(reversed(near))
    if len(nearest) > 1:
        yield Query(_swapped(query.tree, nearest))
    for leaf, name in near:
        yield Query(_swapped(query.tree, {leaf: name}))


def _asked(tree: Node | None) -> Iterator[Any]:
    """The leaves that may hold a name and are not excluded."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _asked(part)
    elif isinstance(tree, PEOPLE + PLACES):
        yield tree


def _word(leaf: Any) -> str:
    return str(leaf.text if isinstance(leaf, Words) else leaf.name)


def _near_names(leaves: list[Any]) -> Iterator[tuple[Any, str]]:
    """Each leaf with names near its word: of people, then of places, the nearest first."""
    for rows, kinds in ((Official.objects, PEOPLE), (City.objects, PLACES)):
        own = [leaf for leaf in leaves if isinstance(leaf, kinds)]
        readings = {_word(leaf): to_pinyin(_word(leaf)) for leaf in own}
        for word, name in rows.nearest(readings, MOST_NAMES):
            yield from ((leaf, name) for leaf in own if _word(leaf) == word)


def _swapped(tree: Any, names: Mapping[Any, str]) -> Any:
    """The tree with other names at some leaves."""
    if isinstance(tree, And | Or):
        joined = all_of if isinstance(tree, And) else any_of
        return joined(_swapped(part, names) for part in tree.parts)
    if tree not in names:
        return tree
    name = fold(names[tree])
    return Words(name) if isinstance(tree, Words) else replace(tree, name=name)
