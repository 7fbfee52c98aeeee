"""The cities of the corpus and the officials who hold posts in them."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from tests.bench.words import SEED, listed

SINCE = 2008
TERM = 5  # years that one cast holds its posts
CASTS = 4
# {0} is 省, 市, 县 or 区; the first seat of the line of each organ chairs its meetings.
SEATS = (
    "{0}委书记",
    "{0}长",
    "{0}人大常委会主任",
    "{0}政协主席",
    "{0}纪委书记",
    "{0}委常委",
    "{0}委常委",
    "副{0}长",
    "副{0}长",
    "副{0}长",
    "{0}人大常委会副主任",
    "{0}政协副主席",
    "{0}政府秘书长",
    "{0}财政局局长",
)
SECRETARY, MAYOR, CONGRESS, CPPCC, DISCIPLINE = range(5)
GIVEN = (
    "伟华强建国平军林斌辉鹏宇涛杰峰俊勇毅浩亮刚健磊波超飞凯庆泽宏志远东海山松柏柳梅兰芳英秀丽娟敏静婷雪莹"
    "瑞祥福禄寿康宁安定邦振兴启明旭昌盛世荣耀辉煌文武德仁义礼智信诚忠孝廉洁清正光春夏秋冬晨曦霞虹雨霖润泉"
    "溪江河湖洋岩峻岭嵩岳川原野田园苑桐楠樟桦榕枫竹菊莲荷蓉萍薇茜璐瑶琳琪珊珍珠玉玲珑琼瑾瑜璋琦璇"
)


@dataclass(frozen=True, slots=True)
class Town:
    """One unit: newest code, name, short name and level."""

    code: str
    name: str
    short: str
    level: str

    @property
    def word(self) -> str:
        """省, 市, 县 or 区."""
        return self.name[-1]


@dataclass(frozen=True, slots=True)
class Somebody:
    """One official; `number` is their place among all, from 0."""

    number: int
    name: str
    post: str


@cache
def towns() -> tuple[Town, ...]:
    """The units of the corpus, the busiest first."""
    _, *lines = listed("towns.csv")
    return tuple(Town(*line.split(",")) for line in lines)


@cache
def town_weights() -> tuple[float, ...]:
    """Cumulative: some towns report far more than others."""
    return tuple(accumulate(1 / (rank + 30) ** 0.7 for rank in range(len(towns()))))


@cache
def casts() -> tuple[tuple[tuple[Somebody, ...], ...], ...]:
    """For each town its casts in turn; names are distinct within a town."""
    chance = Random(SEED + 3)
    size = len(SEATS)
    found = []
    for number, town in enumerate(towns()):
        names = _names(chance, CASTS * size)
        people = [
            Somebody(number * CASTS * size + i, name, SEATS[i % size].format(town.word))
            for i, name in enumerate(names)
        ]
        found.append(tuple(tuple(people[i * size : (i + 1) * size]) for i in range(CASTS)))
    return tuple(found)


def everybody() -> list[tuple[Somebody, Town]]:
    """All officials by their number, with the town they belong to."""
    return [
        (one, town)
        for town, own in zip(towns(), casts(), strict=True)
        for cast in own
        for one in cast
    ]


def cast_of(town: int, year: int) -> tuple[Somebody, ...]:
    """Who holds the posts of a town, by its place among the towns, in a year."""
    return casts()[town][min((year - SINCE) // TERM, CASTS - 1)]


def _names(chance: Random, count: int) -> list[str]:
    surnames = listed("surnames.txt")[0]
    weights = [1 / (rank + 5) for rank in range(len(surnames))]
    made: dict[str, None] = {}
    while len(made) < count:
        surname = chance.choices(surnames, weights)[0]
        given = "".join(dict.fromkeys(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2)))))
        made[surname + given] = None
    return list(made)
