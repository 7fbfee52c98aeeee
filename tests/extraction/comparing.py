"""Compare an extraction with an annotation, field by field, and tell what was missed.

The fields and their rules: a field that the annotation leaves out is not compared; wording is
compared without punctuation, white space and injected pinyin; rows that have no key of their own
(meetings, agenda, directives) are paired one to one by likeness, the most alike first.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

Row = dict[str, Any]

PRESENT = frozenset({"chair", "speaker", "attendee", "observer"})
AGENDA_LIKENESS = 0.6
DIRECTIVE_OVERLAP = 0.8
OWN_FIELDS = ("organ", "kind", "term", "number", "date", "relation")
# 書(shū): one syllable with a tone mark in brackets
TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN = re.compile(rf"[(（](?=[^()（）]*[{TONES}])[a-zü{TONES}]{{1,6}}[)）]")
MARKS = re.compile(r"[\s,，.。:：;；!！?？()（）《》“”\"'‘’、·|\-—/]")


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: in which text, of which field, what was wanted and what was read."""

    where: str
    field: str
    wanted: object
    read: object

    def __str__(self) -> str:
        return f"{self.where}: {self.field}: wanted {self.wanted!r}, read {self.read!r}"


@dataclass(slots=True)
class Figure:
    """How many values of a field were right, were read, and were wanted."""

    hits: int = 0
    read: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was wanted or read."""
        total = self.read + self.wanted
        return 2 * self.hits / total if total else 1.0

    @property
    def errors(self) -> int:
        """How many values were missed, or read instead of them or beside them."""
        return max(self.read, self.wanted) - self.hits


@dataclass
class Comparison:
    """The figures of every field over the texts compared so far, and the misses."""

    figures: dict[str, Figure] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, gold: Row, read: Row, where: str) -> None:
        """Compare one text's annotation with what was read in it."""
        self._article(gold.get("article", {}), read["article"], where)
        if "city" in gold:
            self._city(gold["city"] or {}, read["city"] or {}, where)
        if "meetings" in gold:
            self._meetings(gold["meetings"], read["meetings"], where)

    def told(self, name: str = "") -> str:
        """The misses of a field, or of all, a line each."""
        return "\n".join(str(miss) for miss in self.misses if name in ("", miss.field))

    def _count(self, name: str, hits: int, read: int, wanted: int) -> None:
        figure = self.figures.setdefault(name, Figure())
        figure.hits += hits
        figure.read += read
        figure.wanted += wanted

    def _exact(self, name: str, wanted: object, read: object, where: str) -> None:
        self._count(name, int(wanted == read), 1, 1)
        if wanted != read:
            self.misses.append(Miss(where, name, wanted, read))

    def _sets(self, name: str, wanted: set[Any], read: set[Any], where: str) -> None:
        self._count(name, len(wanted & read), len(read), len(wanted))
        if wanted != read:
            missing, spurious = sorted(wanted - read, key=str), sorted(read - wanted, key=str)
            self.misses.append(Miss(where, name, missing, spurious))

    def _article(self, gold: Row, read: Row, where: str) -> None:
        for name in ("kind", "title", "outlet", "published"):
            if name in gold:
                wanted, got = squash(gold[name]) or None, squash(read.get(name)) or None
                self._exact(f"article.{name}", wanted, got, where)
        for name in ("reporters", "editors"):
            if name in gold:
                self._sets(f"article.{name}", set(gold[name]), set(read.get(name, [])), where)

    def _city(self, gold: Row, read: Row, where: str) -> None:
        self._exact("city", gold.get("name"), read.get("name"), where)
        if gold.get("code"):
            self._exact("city.code", gold["code"], read.get("code"), where)

    def _meetings(self, gold: list[Row], read: list[Row], where: str) -> None:
        pairs = paired(gold, read, _shared_fields, 0)
        self._rows("meetings", gold, read, pairs, where)
        found = dict(pairs)
        for number, wanted in enumerate(gold):
            self._meeting(wanted, read[found[number]] if number in found else {}, where)

    def _meeting(self, gold: Row, read: Row, where: str) -> None:
        for name in OWN_FIELDS:
            if name in gold:
                self._exact(f"meeting.{name}", gold[name] or None, read.get(name) or None, where)
        if wanted := gold.get("title_contains"):
            title = squash(read.get("title"))
            got = wanted if squash(wanted) in title else read.get("title")
            self._exact("meeting.title", wanted, got, where)
        if "officials" in gold:
            self._officials(gold["officials"], read.get("officials", []), where)
        if "agenda" in gold:
            rows = read.get("agenda", [])
            pairs = paired(gold["agenda"], rows, _same_words, AGENDA_LIKENESS)
            self._rows("agenda", gold["agenda"], rows, pairs, where)
        if "quorum" in gold:
            self._sets("quorum", _counts(gold["quorum"]), _counts(read.get("quorum", [])), where)
        if "directives" in gold:
            self._directives(gold["directives"], read.get("directives", []), where)

    def _officials(self, gold: list[Row], read: list[Row], where: str) -> None:
        views: dict[str, Callable[[list[Row]], set[Any]]] = {
            "present": lambda rows: {row["name"] for row in rows if row["role"] in PRESENT},
            "named": lambda rows: {row["name"] for row in rows},
            "role": lambda rows: {(row["name"], row["role"]) for row in rows},
            "post": lambda rows: {(row["name"], squash(p)) for row in rows for p in row["posts"]},
        }
        for name, view in views.items():
            self._sets(f"officials.{name}", view(gold), view(read), where)

    def _directives(self, gold: list[Row], read: list[Row], where: str) -> None:
        pairs = paired(gold, read, _same_span, DIRECTIVE_OVERLAP)
        self._rows("directives", gold, read, pairs, where)
        for wanted, got in ((gold[i], read[j]) for i, j in pairs):
            for name in ("verb", "speaker"):
                if name in wanted:
                    self._exact(f"directive.{name}", wanted[name], got[name], where)
            if "items" in wanted:
                self._exact("directive.items", wanted["items"], len(got["items"]), where)

    def _rows(
        self, name: str, gold: list[Row], read: list[Row], pairs: list[tuple[int, int]], where: str
    ) -> None:
        self._count(name, len(pairs), len(read), len(gold))
        if len(pairs) < max(len(gold), len(read)):
            missing = [_told(row) for i, row in enumerate(gold) if i not in {a for a, _ in pairs}]
            spurious = [_told(row) for j, row in enumerate(read) if j not in {b for _, b in pairs}]
            self.misses.append(Miss(where, name, missing, spurious))


def compare(cases: Iterable[tuple[Row, Row, str]]) -> Comparison:
    """The comparison over (annotation, reading, name) of many texts."""
    comparison = Comparison()
    for gold, read, where in cases:
        comparison.add(gold, read, where)
    return comparison


def squash(text: str | None) -> str:
    """The wording alone: no injected pinyin, punctuation or white space."""
    return MARKS.sub("", PINYIN.sub("", text or ""))


def likeness(one: str, other: str) -> float:
    """The share of the longer wording that the longest common run of characters covers, 0 to 1."""
    one, other = squash(one), squash(other)
    if not one or not other:
        return float(one == other)
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return run.size / max(len(one), len(other))


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Intersection over union of two spans, 0 to 1."""
    shared = max(min(one[1], other[1]) - max(one[0], other[0]), 0)
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))


def paired(
    gold: list[Row], read: list[Row], score: Callable[[Row, Row], float], floor: float
) -> list[tuple[int, int]]:
    """Indices of rows that belong together, each used once, the best scores first."""
    scores = ((score(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(read))
    pairs: list[tuple[int, int]] = []
    for value, i, j in sorted(scores, key=lambda found: -found[0]):
        if value >= floor and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _shared_fields(gold: Row, read: Row) -> float:
    return float(sum(gold.get(name) == read.get(name) for name in OWN_FIELDS))


def _same_words(gold: Row, read: Row) -> float:
    return likeness(gold["text"], read["text"])


def _same_span(gold: Row, read: Row) -> float:
    return overlap(gold["span"], read["span"])


def _counts(rows: list[Row]) -> set[tuple[str, int, int]]:
    return {(row["group"], row["expected"], row["present"]) for row in rows}


def _told(row: Row) -> str:
    """What names a row in a miss."""
    words = row.get("text") or row.get("title") or row.get("start_text") or row.get("kind")
    verb = row.get("verb", "")
    return f"{verb} {str(words)[:40]}".strip()
