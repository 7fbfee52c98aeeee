"""Make up strings, trees and choices for searches over an archive, the same by seed."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from meetings import index
from meetings.index import Unit
from meetings.index.conditions import (
    ByVerbs,
    During,
    InCities,
    Numbered,
    OfKinds,
    OfOrgans,
    Took,
)
from meetings.search.query import And, Near, Not, Or, Query, Source, Words
from meetings.search.query.nodes import positive_words
from tests.index.plain import Plain

EVERYTHING = 10**6
ORGANS = ("unknown", "government", "party_committee", "cppcc")
KINDS = ("unknown", "executive", "plenum", "other")
SESSIONS = ((12, None), (None, 1), (13, 2), (None, None))


def ask(unit: Unit, tree: Any, chosen: dict[str, Any] | None = None) -> index.Answer:
    """The answer to a tree of words and conditions."""
    found = index.ask(unit, Query(), chosen)
    return index.Answer(found.columns, unit, tree, chosen or {}, tuple(positive_words(tree)))


def ids(answer: index.Answer, sort: str = "newest") -> list[int]:
    """All ids of an answer, in order."""
    return answer.page(sort, EVERYTHING)


class Asker:
    """Makes up questions about an archive."""

    def __init__(self, plain: Plain, seed: int = 1) -> None:
        self.plain, self.random = plain, Random(seed)
        self.texts = [text for texts in plain.texts.values() for text in texts.values() if text]
        self.people = sorted({who for s in plain.sittings.values() for who, _ in s.people})
        self.speakers = sorted({said.row.speaker for said in plain.said.values()})
        self.cities = sorted({s.row.city_id or 0 for s in plain.sittings.values()})
        self.sources = sorted({name for s in plain.sittings.values() for name in s.sources})

    def part(self, longest: int = 12) -> str:
        """A string of one character or more that some text holds."""
        while True:
            text = self.random.choice(self.texts)
            at = self.random.randrange(len(text))
            part = text[at : at + self.random.randint(1, longest)].partition("\n")[0]
            if part:
                return part

    def patched(self) -> str:
        """A string whose pairs all stand in one text, though it itself most likely does not."""
        while True:
            text = self.random.choice(self.texts)
            at = self.random.randrange(len(text))
            others = [i for i, char in enumerate(text) if char == text[at] and i != at]
            if not others:
                continue
            there = self.random.choice(others)
            start = at - self.random.randint(1, 4)
            words = text[max(start, 0) : at] + text[there : there + self.random.randint(2, 5)]
            if len(words) > 2 and "\n" not in words:
                return words

    def words(self) -> Words:
        """A string, mostly a short one that several texts hold."""
        kind = self.random.random()
        if kind < 0.15:
            return Words(self.patched())
        return Words(self.part(3 if kind < 0.8 else 9))

    def near(self) -> Near:
        """Two strings, often of one text."""
        within = self.random.choice((0, 1, 5, 20, 100))
        return Near(self.part(3), self.part(3), within)

    def condition(self) -> Any:
        """What is asked of a meeting besides its words."""
        pick = self.random.choice
        return pick(self._conditions())(self)

    @staticmethod
    def _conditions() -> list[Any]:
        return [
            lambda one: InCities(frozenset(one._some(one.cities))),
            lambda one: one.during(),
            lambda one: OfOrgans(
                frozenset(one._some(("unknown", "government", "party_committee")))
            ),
            lambda one: OfKinds(frozenset(one._some(("unknown", "executive", "plenum", "other")))),
            lambda one: Took(
                frozenset(one._some(one.people)), one.random.choice(("", "chair", "attendee"))
            ),
            lambda one: Numbered(
                *one.random.choice(((12, None), (None, 1), (13, 2), (None, None)))
            ),
            lambda one: ByVerbs(frozenset(one._some(("指出", "强调", "要求")))),
            lambda one: index.by_voices(one._some(one.speakers)),
            lambda one: Source(one.outlet()),
        ]

    def outlet(self) -> str:
        """A part of an outlet's name."""
        name, at = self.random.choice(self.sources), self.random.randint(0, 3)
        return name[at : at + self.random.randint(1, 9)] or name

    def _some(self, values: Any) -> list[Any]:
        return self.random.sample(list(values), self.random.randint(1, min(3, len(values))))

    def during(self) -> During:
        """A period of any form."""
        pick = self.random.choice
        return During(
            years=pick(((), (2018,), (2019, 2020))),
            month=pick((None, None, 9, 12)),
            first=pick((None, date(2018, 6, 1), date(2019, 9, 30))),
            last=pick((None, date(2019, 9, 28), date(2021, 1, 1))),
            unknown=pick((False, False, True)),
        )

    def tree(self, depth: int = 3) -> Any:
        """A tree of words, conditions, And, Or and Not."""
        kind = self.random.random()
        if depth == 0 or kind < 0.15:
            return self.leaf()
        if kind < 0.3:
            part = self.tree(depth - 1)
            return part.part if isinstance(part, Not) else Not(part)
        parts = tuple(dict.fromkeys(self.tree(depth - 1) for _ in range(self.random.randint(2, 4))))
        if len(parts) < 2:
            return parts[0]
        return And(parts) if kind < 0.7 else Or(parts)

    def leaf(self) -> Any:
        """Words, mostly."""
        kind = self.random.random()
        if kind < 0.6:
            return self.words()
        return self.near() if kind < 0.75 else self.condition()

    def choices(self) -> Iterator[dict[str, Any]]:
        """Choices in facets, by the facet that each belongs to."""
        makers = self._conditions()
        names = ("city", "date", "organ", "kind", "official", "number", "verb", "speaker")
        while True:
            taken = self.random.sample(range(len(names)), self.random.randint(0, 3))
            chosen = {names[at]: makers[at](self) for at in taken}
            if self.random.random() < 0.5:
                chosen["excluded"] = Not(self.condition())
            yield chosen
