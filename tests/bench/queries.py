"""Queries cut from the corpus by how many reports hold them, in classes, the same by seed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from zlib import crc32

from meetings.search.folding import fold
from tests.bench.corpus import Record, Reporter
from tests.bench.trees import And, Fact, Near, Not, Or, Tree, Words, leaves, typed

SAMPLE = 3_000
HAN = re.compile("[一-鿿]+")
COMMON = (0.8, 0.6, 0.4, 0.2, 0.1, 0.05)
RARE = (0.003, 0.002, 0.001, 0.0005, 0.0003)
PHRASES = (0.5, 0.2, 0.05, 0.01, 0.001, 0.0003)
SINGLE = (0.9, 0.3, 0.01)
LONGEST_CUT = 12
NEAR = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of one class: its tree, and the facets chosen beside it by their parameters."""

    group: str
    tree: Tree
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def typed(self) -> str:
        """As a reader types it."""
        return typed(self.tree)

    @property
    def whole(self) -> Tree:
        """The tree with what was chosen."""
        facts = tuple(Fact(name, value) for name, value in self.chosen)
        return And((self.tree, *facts)) if facts else self.tree

    def __str__(self) -> str:
        beside = " ".join(f"{name}={value}" for name, value in self.chosen)
        return f"{self.typed} {beside}".strip()


@dataclass
class Sample:
    """Some reports of the corpus, folded, and how many of them hold each character and pair."""

    seed: int = 1
    size: int = SAMPLE
    official: int = 0  # the id before the corpus's first official
    records: list[Record] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.records = list(Reporter(self.seed).records(0, self.size))
        self.texts = [_searched(record) for record in self.records]
        self.pairs: Counter[str] = Counter()
        self.singles: Counter[str] = Counter()
        for text in self.texts:
            runs = HAN.findall(text)
            self.pairs.update({run[i : i + 2] for run in runs for i in range(len(run) - 1)})
            self.singles.update(set("".join(runs)))

    def share(self, word: str) -> float:
        """The share of the reports that hold a word."""
        return sum(word in text for text in self.texts) / self.size

    def cut(self, shortest: int, longest: int) -> tuple[int, str]:
        """A place in the sample and a run of Han characters that stands there."""
        while True:
            place = self.chance.randrange(self.size)
            length = self.chance.randint(shortest, longest)
            text = self.texts[place]
            start = self.chance.randrange(len(text) - length)
            if HAN.fullmatch(piece := text[start : start + length]):
                return place, piece


def _searched(record: Record) -> str:
    """What a search reads of a report: name, line feed, the article without its stamp."""
    stamp = next((start, end) for kind, start, end in record.blocks if kind == "furniture")
    runs = (record.text[: stamp[0]], record.text[stamp[1] :])
    return "\n".join(map(fold, (record.sitting.name, *runs)))


def nearest(counted: Counter[str], shares: Sequence[float], size: int) -> list[str]:
    """For each share the string whose own is nearest, no string twice."""
    chosen: dict[str, None] = {}
    for share in shares:
        left = (word for word in counted if word not in chosen)
        chosen[min(left, key=lambda word: (abs(counted[word] - share * size), _shuffled(word)))] = (
            None
        )
    return list(chosen)


def _shuffled(word: str) -> int:
    """Of words with one share none is chosen for its spelling."""
    return crc32(word.encode())


def queries(sample: Sample) -> list[Asked]:
    """About seventy queries in classes, then some of each class with facets chosen."""
    plain = list(_plain(sample))
    return [*plain, *_beside(sample, plain), *_fields(sample)]


def _plain(sample: Sample) -> Iterator[Asked]:
    size = sample.size
    common = nearest(sample.pairs, COMMON, size)
    rare = nearest(sample.pairs, RARE, size)
    phrases = _phrases(sample)
    groups: dict[str, Callable[[], Sequence[Tree]]] = {
        "one character": lambda: _words(nearest(sample.singles, SINGLE, size)),
        "common pair": lambda: _words(common),
        "rare pair": lambda: _words(rare),
        "phrase": lambda: _words(phrases),
        "quote": lambda: _words(sample.cut(8, 12)[1] for _ in range(5)),
        "name": lambda: _words(_names(sample)),
        "AND": lambda: list(_ands(sample, common)),
        "OR": lambda: _ors(common, rare, phrases),
        "NOT": lambda: _nots(common, rare, phrases),
        "near": lambda: [_near(sample) for _ in range(4)],
    }
    for group, made in groups.items():
        for tree in made():
            yield Asked(group, tree)


def _words(found: "Iterator[str] | Sequence[str]") -> list[Tree]:
    return [Words(word) for word in found]


def _phrases(sample: Sample) -> list[str]:
    """Of many cuts of 4 to 7 characters those with the wanted shares."""
    cuts = sorted({sample.cut(4, 7)[1] for _ in range(300)})
    counted = Counter({piece: sum(piece in text for text in sample.texts) for piece in cuts})
    return nearest(counted, PHRASES, sample.size)


def _names(sample: Sample) -> list[str]:
    """The names of those who stand in most reports, in some, and in one."""
    counted = Counter(
        name for record in sample.records for name in {p.somebody.name for p in record.people}
    )
    return nearest(counted, (1, 0.003, 0.002, 0.001, 0.0003), sample.size)


def _ands(sample: Sample, common: list[str]) -> Iterator[Tree]:
    """Words of one report each, so that there is an answer: two, two, three, three, four."""
    yield And(tuple(map(Words, common[:2])))
    for count in (2, 3, 3, 4):
        place, piece = sample.cut(2, 4)
        others = (sample.cut(2, 3) for _ in range(10**6))
        same = (word for at, word in others if word != piece and word in sample.texts[place])
        yield And(tuple(map(Words, (piece, *islice(dict.fromkeys(islice(same, 20)), count - 1)))))


def _ors(common: list[str], rare: list[str], phrases: list[str]) -> list[Tree]:
    pairs = (
        common[2:4],
        [common[4], rare[0]],
        rare[:2],
        [rare[2], phrases[-1]],
        [phrases[1], phrases[2], rare[3]],
    )
    return [Or(tuple(map(Words, words))) for words in pairs]


def _nots(common: list[str], rare: list[str], phrases: list[str]) -> list[Tree]:
    pairs = (
        (common[1], common[0]),
        (common[4], common[2]),
        (rare[0], common[3]),
        (phrases[1], common[4]),
        (common[3], phrases[-1]),
    )
    return [And((Words(wanted), Not(Words(other)))) for wanted, other in pairs]


def _near(sample: Sample) -> Tree:
    """Two words of one sentence with a few characters between them."""
    _, piece = sample.cut(7, 11)
    first, second = piece[:2], piece[-2:]
    return Near(first, second, NEAR) if first != second else _near(sample)


def _beside(sample: Sample, plain: list[Asked]) -> Iterator[Asked]:
    """Each class but single characters and near with every facet that a reader may choose."""
    by_group: dict[str, list[Asked]] = {}
    for asked in plain:
        by_group.setdefault(asked.group, []).append(asked)
    for group, own in by_group.items():
        if group in ("one character", "near"):
            continue
        for number, name in enumerate(("city", "year", "kind", "official")):
            asked = own[number % len(own)]
            record = _record_with(sample, asked.tree)
            yield Asked(f"{group} + facet", asked.tree, ((name, facets(sample, record)[name]),))


def _record_with(sample: Sample, tree: Tree) -> Record:
    """A report that holds the first words of a tree, so that an answer is likely."""
    word = next(leaf.text for leaf in leaves(tree) if isinstance(leaf, Words))
    return next(
        record for record, text in zip(sample.records, sample.texts, strict=True) if word in text
    )


def facets(sample: Sample, record: Record) -> dict[str, str]:
    """What a reader would choose to find a report: parameters of an address."""
    return {
        "city": record.place.code,
        "year": str(record.day.year),
        "kind": record.kind.value,
        "official": str(sample.official + record.people[0].somebody.number + 1),
    }


def _fields(sample: Sample) -> Iterator[Asked]:
    """Fields of the query language with a word beside them."""
    for number, name in enumerate(("城市", "年", "官员", "主持", "动词")):
        record = sample.records[number]
        leader = record.people[0].somebody.name
        value = {"城市": record.place.name, "年": str(record.day.year), "动词": "强调"}
        word = Words(nearest(sample.pairs, (0.5 / (number + 1),), sample.size)[0])
        yield Asked("field", And((Fact(name, value.get(name, leader)), word)))


def substrings(sample: Sample, count: int = 1_000) -> list[Asked]:
    """Random cuts of 1 to 12 characters, marks and figures among them, none across a line."""
    chance = Random(sample.seed + 7)
    found: dict[str, Asked] = {}
    while len(found) < count:
        text = sample.texts[chance.randrange(sample.size)]
        length = chance.randint(1, LONGEST_CUT)
        start = chance.randrange(len(text) - length)
        piece = text[start : start + length]
        if "\n" not in piece:
            found[piece] = Asked("substring", Words(piece))
    return list(found.values())
