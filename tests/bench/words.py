"""The words of the corpus: invented terms with Zipf frequencies and sentences to put them in."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from math import prod
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"
SEED = 20_260_401
TERMS = 40_000
PATTERNS = 12_000
LENGTHS = {2: 34, 3: 14, 4: 38, 5: 8, 6: 6}
# Of the sentences this share is the golden texts' own, word for word.
OWN_SHARE = 0.4
# The share of terms that are numbers: «增长百分之12.7», as in real reports.
NUMBERS = 0.02


@dataclass(frozen=True, slots=True)
class Drawn:
    """Values with their cumulative weights, to draw from by `random.choices`."""

    values: tuple[str, ...]
    weights: tuple[float, ...]

    def some(self, chance: Random, count: int) -> list[str]:
        """As many values, drawn one by one."""
        return chance.choices(self.values, cum_weights=self.weights, k=count)


def zipf(values: list[str], power: float = 1.0, flat: float = 2.7) -> Drawn:
    """The first value is the most frequent, the others fall off by their rank."""
    weights = accumulate(1 / (rank + flat) ** power for rank in range(len(values)))
    return Drawn(tuple(values), tuple(weights))


def listed(name: str) -> list[str]:
    """The lines of a data file, its comments left out.

    The files are kept, not derived at each run: an archive that was filled stays what it is.
    """
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@cache
def terms() -> Drawn:
    """Invented words, the most frequent first."""
    chance = Random(SEED)
    characters = zipf(list(listed("characters.txt")[0]), power=0.8, flat=20)
    lengths = chance.choices(list(LENGTHS), list(LENGTHS.values()), k=2 * TERMS)
    drawn = iter(characters.some(chance, sum(lengths)))
    made = dict.fromkeys("".join(next(drawn) for _ in range(length)) for length in lengths)
    return zipf(list(made)[:TERMS])


@cache
def patterns() -> Drawn:
    """Sentences with `%s` where a term goes, own sentences among them, drawn by frequency."""
    chance = Random(SEED + 1)
    places = _clauses()
    for clauses in places:
        chance.shuffle(clauses)
    made = chance.sample(list(product(*map(range, map(len, places)))), PATTERNS)
    texts = ["，".join(map(list.__getitem__, places, ranks)) + "。" for ranks in made]
    weights = [prod((rank + 4) ** -1.5 for rank in ranks) for ranks in made]
    own = listed("sentences.txt")
    chance.shuffle(own)
    own_weights = [(rank + 10) ** -0.8 for rank in range(len(own))]
    shared = [*_shared(weights, 1 - OWN_SHARE), *_shared(own_weights, OWN_SHARE)]
    return Drawn((*texts, *own), tuple(accumulate(shared)))


def _clauses() -> list[list[str]]:
    rows = [line.split("\t") for line in listed("clauses.txt")]
    return [
        [clause.replace("{}", "%s") for place, clause in rows if place == wanted]
        for wanted in ("open", "middle", "close")
    ]


def _shared(weights: list[float], whole: float) -> list[float]:
    total = sum(weights)
    return [weight * whole / total for weight in weights]


class Writer:
    """Writes sentences: one source of chance, the pools at hand."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def terms(self, count: int) -> list[str]:
        """So many terms; now and then one of them is a number."""
        found = terms().some(self.chance, count)
        if found and self.chance.random() < NUMBERS * count:
            found[-1] = str(self.chance.randrange(10, 99_999) / 10)
        return found

    def sentences(self, count: int) -> str:
        """So many sentences, one after the other."""
        text = "".join(patterns().some(self.chance, count))
        slots = text.count("%s")
        return text % tuple(self.terms(slots)) if slots else text
