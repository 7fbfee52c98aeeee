"""Find the rows that answer a tree: surely, or possibly until their texts have been read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from django.conf import settings

from meetings.index import asking, copies, fresh, postings
from meetings.index.arrays import Ints, Mask
from meetings.index.columns import Columns
from meetings.index.conditions import (
    Condition,
    at_meetings,
    directives_where,
    meetings_where,
)
from meetings.index.terms import TITLE, is_exact, marked, of_source, tsquery
from meetings.index.units import Unit
from meetings.search.query import And, Near, Node, Not, Or, Source, Words

# Up to here the texts of rows that no posting tells of are kept; with more the index is asked.
MOST_OPEN = 6_000
NONE = np.zeros(0, np.int64)

Tree = Node | Condition


@dataclass(frozen=True)
class Bounds:
    """The rows that may answer, and among them those that surely do."""

    upper: Mask
    lower: Mask

    @classmethod
    def exactly(cls, mask: Mask) -> "Bounds":
        """Rows that are known to answer, all others not to."""
        return cls(mask, mask)

    @property
    def exact(self) -> bool:
        """Whether nothing has to be read."""
        return self.upper is self.lower


class Matcher:
    """Answers trees over one unit; `steps` tells how, for whoever asks to have it explained."""

    def __init__(self, columns: Columns, unit: Unit) -> None:
        self.columns, self.unit = columns, unit
        self.rows = columns.rows(unit)
        self.steps: list[str] = []

    def bounds(self, tree: Tree) -> Bounds:
        """The rows that answer a tree, dead ones possibly among them."""
        if isinstance(tree, And):
            return self._all(tree.parts)
        if isinstance(tree, Or):
            found = [self.bounds(part) for part in tree.parts]
            return joined(found, np.logical_or)
        if isinstance(tree, Not):
            part = self.bounds(tree.part)
            return Bounds.exactly(~part.upper) if part.exact else Bounds(~part.lower, ~part.upper)
        return self.leaf(tree)

    def leaf(self, leaf: Any, mark: str = "") -> Bounds:
        """The rows that answer one condition. In a title only the pairs are looked at."""
        key = ("leaf", self.unit, leaf, mark)
        kept: Bounds = self.columns.kept.get(key, lambda: self._leaf(leaf, mark), _bytes)
        return kept

    def _leaf(self, leaf: Any, mark: str) -> Bounds:
        if isinstance(leaf, Words):
            return self._bounded([leaf], self._holding([leaf.text], mark), exact=bool(mark))
        if isinstance(leaf, Near):
            return self._bounded([leaf], self._holding([leaf.first, leaf.second], mark))
        if isinstance(leaf, Source):
            return Bounds.exactly(self._from_source(leaf))
        where = meetings_where if self.unit is Unit.MEETING else directives_where
        self.steps.append(f"{leaf}: columns")
        return Bounds.exactly(where(self.columns, leaf))

    def _all(self, parts: Iterable[Tree]) -> Bounds:
        """All parts: the words that are not common everywhere are asked of the index at once."""
        parts = list(parts)
        rare = [part for part in parts if isinstance(part, Words) and not self._is_common(part)]
        found = [self.bounds(part) for part in parts if part not in rare]
        if len(rare) == 1:
            found.append(self.bounds(rare[0]))
        elif rare:
            found.append(self._bounded(rare, self._holding([word.text for word in rare])))
        return joined(found, np.logical_and)

    def _is_common(self, word: Words) -> bool:
        lexemes = marked([word.text])
        return len(self._held(lexemes)) == len(lexemes)

    def _bounded(self, leaves: list[Any], mask: Mask, *, exact: bool = False) -> Bounds:
        """Pairs tell all of strings of two characters; longer ones have to be read."""
        if exact or all(isinstance(leaf, Words) and is_exact(leaf.text) for leaf in leaves):
            return Bounds.exactly(mask)
        return Bounds(mask, np.zeros(len(mask), bool))

    def _holding(self, strings: list[str], mark: str = "") -> Mask:
        """The rows that hold every pair: of common pairs postings tell, of others the index."""
        lexemes = marked(strings, mark)
        held = self._held(lexemes)
        if len(held) == len(lexemes):
            return self._by_postings(held, strings, mark)
        rare = [lexeme for lexeme in lexemes if lexeme not in held]
        also = f", then postings of {len(held)}" if held else ""
        self.steps.append(f"{' '.join(strings)}: index of pairs{also}")
        places = self.rows.places.of(asking.by_terms(self.unit, tsquery(rare)))
        places = places[places >= 0]
        found = np.zeros(self.rows.places.size, bool)
        found[places[self._also(places, held, mark)]] = True
        return found

    def _held(self, lexemes: list[str]) -> dict[str, Ints]:
        """The sealed rows that hold a pair, of pairs that postings tell of."""
        if not settings.SEARCH_POSTINGS or len(self.rows.open_ids) > MOST_OPEN:
            return {}
        return postings.held(self.columns, self.unit, lexemes)

    def _by_postings(self, held: dict[str, Ints], strings: list[str], mark: str) -> Mask:
        self.steps.append(f"{' '.join(strings)}: postings, {len(self.rows.open_ids)} open rows")
        found = postings.whole(self.columns, self.unit, held.values())
        if len(self.rows.open_ids):
            found[self.rows.places.of(self._open_with(held, mark))] = True
        return found

    def _also(self, places: Ints, held: dict[str, Ints], mark: str) -> Mask:
        """Which of these rows hold common pairs too."""
        holds = postings.among(places, held.values())
        unknown = np.flatnonzero(self.rows.open[places]) if held else NONE
        if len(unknown):
            ids = self.rows.places.ids(places[unknown])
            holds[unknown] = np.isin(ids, self._open_with(held, mark))
        return holds

    def _open_with(self, held: Iterable[str], mark: str) -> Ints:
        """The ids of rows that no posting tells of, and that hold these pairs."""
        wanted = [lexeme.removeprefix(mark) for lexeme in held]
        return fresh.holding(self.columns, self.unit, wanted, title=bool(mark))

    def _from_source(self, leaf: Source) -> Mask:
        self.steps.append(f"{leaf}: index of sources")
        ids = asking.by_terms(Unit.MEETING, of_source(leaf.name))
        held = self.columns.meetings.places.mask(ids)
        return held if self.unit is Unit.MEETING else at_meetings(self.columns, held)

    def titled(self, words: str) -> Mask:
        """The meetings whose name holds every pair of a string."""
        return self.leaf(Words(words), TITLE).upper

    def exactly(self, tree: Tree, places: Ints) -> Mask:
        """Which of the rows at these places answer, their texts read where that is needed."""
        if isinstance(tree, And | Or):
            join = np.logical_and if isinstance(tree, And) else np.logical_or
            found: Mask = join.reduce([self.exactly(part, places) for part in tree.parts])
            return found
        if isinstance(tree, Not):
            return ~self.exactly(tree.part, places)
        if (isinstance(tree, Words) and not is_exact(tree.text)) or isinstance(tree, Near):
            return self._reading(tree, places)
        return self.leaf(tree).upper[places]

    def _reading(self, leaf: Any, places: Ints) -> Mask:
        """Which of the rows hold what only their texts tell."""
        told, holds = copies.which_hold(self.columns, self.unit, places, leaf)
        if not told.all():
            ids = self.rows.places.ids(places[~told])
            holds[~told] = np.isin(ids, asking.which_hold(self.unit, ids, leaf))
        return holds


def _bytes(found: Bounds) -> int:
    return found.upper.nbytes * (1 if found.exact else 2)


def joined(found: list[Bounds], join: Any) -> Bounds:
    if len(found) == 1:
        return found[0]
    upper: Mask = reduce(join, [part.upper for part in found])
    if all(part.exact for part in found):
        return Bounds.exactly(upper)
    return Bounds(upper, reduce(join, [part.lower for part in found]))
