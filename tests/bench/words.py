"""The words of the corpus: invented terms with Zipf frequencies and sentences to put them in."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from math import prod
from pathlib import Path
from random import Random

from opencc import OpenCC

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
CLAUSES = Path(__file__).parent / "data" / "clauses.txt"
SEED = 20_260_401
TERMS = 40_000
PATTERNS = 12_000
LENGTHS = {2: 34, 3: 14, 4: 38, 5: 8, 6: 6}
# Of the sentences this share is the golden texts' own, word for word.
OWN_SHARE = 0.4
# The share of terms that are numbers: «增长百分之12.7», as in real reports.
NUMBERS = 0.02
# What would be read as a meeting, a person, a place or a day is in no invented term.
TELLING = set(
    "会委议市县区州省盟旗乡镇村主席长书记任员政府党组纪人大协国院局厅部处科办一二三四五六七八九十百千万亿零两"
    "年月日时届次号第的了是在和与及并由为把被将对向从到上下中前后内外这那其他她它们我你之以于而且或但不没有无"
    "说指出强调要求认提希望号召表示明确肯定听取审研究学习传达讨论通过决定部署主持召开举行出列参加同志张王李"
)
# «会议指出», «市委书记»: sentences with these tell of somebody or of a sitting.
ABOUT = re.compile(
    r"会议|大会|全会|[市县区州省盟旗镇党工]委|常委|书记|[市县区州省镇局院校盟旗]长|主任|主席|政府|人大|政协"
    r"|指出|强调|要求|认为|提出|希望|号召|表示|明确|肯定|记者|主持|出席|列席|审议|听取|传达|部署|同志|稿|选举|研究|通报|汇报|审查|表决|领导|与会|会[上前后]|发言|代表|他|她"
    r"|\d+[日号]|[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔù]|[^一-鿿\d，、。；“”.%]"
)
SENTENCE = re.compile(r"[^。；!！?？]+[。；]")


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


@cache
def golden_texts() -> tuple[str, ...]:
    """The composed texts and our own, as they came."""
    files = sorted([*GOLDEN.glob("composed/texts/*.txt"), *GOLDEN.glob("own_*/texts/*.txt")])
    return tuple(file.read_bytes().decode("utf-8-sig", "replace") for file in files)


@cache
def terms() -> Drawn:
    """Invented words, the most frequent first."""
    chance = Random(SEED)
    characters = _characters()
    lengths = chance.choices(list(LENGTHS), list(LENGTHS.values()), k=2 * TERMS)
    drawn = iter(characters.some(chance, sum(lengths)))
    made = dict.fromkeys("".join(next(drawn) for _ in range(length)) for length in lengths)
    return zipf(list(made)[:TERMS])


def _characters() -> Drawn:
    """Han characters, those of the golden texts first, by frequency, then GB 2312's level 1."""
    counted = Counter(char for text in golden_texts() for char in text)
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    level1 = "".join(pair.decode("gb2312", "ignore") for pair in cells)
    ordered = sorted(level1, key=lambda char: (-counted[char], char))
    return zipf([char for char in ordered if char not in TELLING], power=0.8, flat=20)


@cache
def own_sentences() -> tuple[str, ...]:
    """Sentences of the golden texts that tell of no person, place, day or sitting."""
    found = (
        sentence.strip()
        for text in golden_texts()
        for line in text.replace(",", "，").replace(";", "；").splitlines()
        for sentence in SENTENCE.findall(line)
    )
    return tuple(dict.fromkeys(one for one in found if _stands_alone(one)))


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def _stands_alone(sentence: str) -> bool:
    if not 10 <= len(sentence) <= 70 or ABOUT.search(sentence) or "%" in sentence:
        return False
    if _simplified().convert(sentence) != sentence:
        return False
    return sentence[0] not in "，、。的是和并；“”" and not re.match(
        "[一二三四五六七八九十]", sentence
    )


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
    own = list(own_sentences())
    chance.shuffle(own)
    own_weights = [(rank + 10) ** -0.8 for rank in range(len(own))]
    shared = [*_shared(weights, 1 - OWN_SHARE), *_shared(own_weights, OWN_SHARE)]
    return Drawn((*texts, *own), tuple(accumulate(shared)))


def _clauses() -> list[list[str]]:
    lines = CLAUSES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
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
