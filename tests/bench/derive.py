"""Write the lists that the corpus is made of anew: `python -m tests.bench.derive`.

They are derived from the golden texts, the gazetteer and the surnames as these stand. With other
lists the same seed gives other reports, so archives must be filled anew afterwards.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

from opencc import OpenCC

from meetings.extraction.gazetteer import Place, places, resolve
from meetings.extraction.tables import rows
from tests.bench.cast import SINCE
from tests.bench.opening import say
from tests.bench.words import DATA, SEED

GOLDEN = Path(__file__).parents[1] / "golden"
HEAD = "# {} Written by `python -m tests.bench.derive`.\n"
# So many units that in each four casts of fourteen officials make 20,048.
WANTED = {"province": 22, "prefecture": 271, "county": 65}
ENDINGS = {"province": "省", "prefecture": "市", "county": "市县区"}
# The twenty most frequent surnames (Ministry of Public Security, 2020), most frequent first.
FREQUENT = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
# Simplified texts do not print it: OpenCC makes 于 of it.
VARIANT = "於"
# What would be read as a meeting, a person, a place or a day is in no invented term.
TELLING = set(
    "会委议市县区州省盟旗乡镇村主席长书记任员政府党组纪人大协国院局厅部处科办一二三四五六七八九十百千万亿零两"
    "年月日时届次号第的了是在和与及并由为把被将对向从到上下中前后内外这那其他她它们我你之以于而且或但不没有无"
    "说指出强调要求认提希望号召表示明确肯定听取审研究学习传达讨论通过决定部署主持召开举行出列参加同志张王李"
)
# «会议指出», «市委书记»: sentences with these tell of somebody or of a sitting.
ABOUT = re.compile(
    r"会议|大会|全会|[市县区州省盟旗镇党工]委|常委|书记|[市县区州省镇局院校盟旗]长|主任|主席|政府|人大|政协"
    r"|指出|强调|要求|认为|提出|希望|号召|表示|明确|肯定|记者|主持|出席|列席|审议|听取|传达|部署|同志|稿"
    r"|选举|研究|通报|汇报|审查|表决|领导|与会|会[上前后]|发言|代表|他|她"
    r"|\d+[日号]|[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔù]|[^一-鿿\d，、。；“”.]"
)
SENTENCE = re.compile(r"[^。；!！?？]+[。；]")
# «，领导干部要带头», «的作风», «一要守住底线»: pieces of a longer sentence.
PIECE = re.compile(r"[，、。的是和并；“”一二三四五六七八九十]")


def main() -> None:
    """Write all four."""
    towns = [f"{p.unit},{p.name},{p.short},{p.level}" for p in find_towns()]
    write("sentences.txt", "Sentences of the golden texts that tell of nobody.", find_sentences())
    write("characters.txt", "What terms are made of, most frequent first.", [find_characters()])
    write("surnames.txt", "Surnames, most frequent first.", [find_surnames()])
    write("towns.csv", "Units that report, busiest first.", ["code,name,short,level", *towns])


def write(name: str, about: str, lines: list[str]) -> None:
    """Write one list under a line that says what it is."""
    (DATA / name).write_text(HEAD.format(about) + "\n".join(lines) + "\n", encoding="utf-8")
    say(f"{name}: {len(lines)} lines")


@cache
def golden_texts() -> tuple[str, ...]:
    """The composed texts and our own, as they came."""
    files = sorted([*GOLDEN.glob("composed/texts/*.txt"), *GOLDEN.glob("own_*/texts/*.txt")])
    return tuple(file.read_bytes().decode("utf-8-sig", "replace") for file in files)


def find_characters() -> str:
    """Han characters, those of the golden texts first, by frequency, then GB 2312's level 1."""
    counted = Counter(char for text in golden_texts() for char in text)
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    level1 = "".join(pair.decode("gb2312", "ignore") for pair in cells)
    ordered = sorted(level1, key=lambda char: (-counted[char], char))
    return "".join(char for char in ordered if char not in TELLING)


def find_sentences() -> list[str]:
    """Sentences of the golden texts that tell of no person, place, day or sitting."""
    found = (
        sentence.strip()
        for text in golden_texts()
        for line in text.replace(",", "，").replace(";", "；").splitlines()
        for sentence in SENTENCE.findall(line)
    )
    return list(dict.fromkeys(one for one in found if _stands_alone(one)))


def _stands_alone(sentence: str) -> bool:
    if not 10 <= len(sentence) <= 70 or ABOUT.search(sentence) or PIECE.match(sentence):
        return False
    return str(_simplified().convert(sentence)) == sentence


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def find_towns() -> list[Place]:
    """Units that have had one name since 2008 and share it with none, in the order of chance."""
    chance = Random(SEED + 2)
    found = [
        place for level, count in WANTED.items() for place in chance.sample(_of_level(level), count)
    ]
    chance.shuffle(found)
    return found


def _of_level(level: str) -> list[Place]:
    return [place for place in places() if place.level == level and _is_plain(place)]


def _is_plain(place: Place) -> bool:
    """Whether the printed name can mean nothing else in any year of the corpus."""
    if place.valid_to is not None or place.valid_from > SINCE or place.code != place.unit:
        return False
    if place.name[-1] not in ENDINGS[place.level] or not 2 <= len(place.short) <= 4:
        return False
    if place.name != place.short + place.name[-1]:
        return False
    return all(resolve(place.name, year) == place for year in (SINCE, 2014, 2020, 2025))


def find_surnames() -> str:
    """Listed surnames of one character, the frequent ones first, the others by chance."""
    common = [row["surname"] for row in rows("surnames") if row["common"] == "1"]
    others = [name for name in common if len(name) == 1 and name not in FREQUENT + VARIANT]
    Random(SEED + 4).shuffle(others)
    return "".join([*FREQUENT, *others])


if __name__ == "__main__":
    main()
