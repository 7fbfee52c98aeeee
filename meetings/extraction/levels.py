"""Tell the level of the organ that met by its level word, and which units agree with it."""

import re
from collections import defaultdict

from meetings.extraction import gazetteer
from meetings.extraction.blocks import Page

# «市委书记», «县长», «全镇»: the level word of the organ that met
LEVEL_WORD = re.compile(
    r"(?P<level>[省市县区州旗盟地镇乡])(?:委(?!员会委)|第?[一二三四五六七八九十]{1,3}届|政府|人大|政协|长(?!期|远|江)|领导|纪委"
    r"|人民政府|五届|直)|(?P<all>[全我](?P<whole>[省市县区州旗盟镇乡]))|(?P<zone>街道|(?:开发"
    r"|高新|经开|管理|工业|新)区(?:党工委|管委会))|(?P<office>行署|地委)"
)
CLASSES = {
    "省": ("省", "自治区"), "市": ("市",), "县": ("县",), "区": ("区", "自治区", "林区", "特区"),
    "州": ("州",), "旗": ("旗",), "盟": ("盟",), "地": ("地区", "盟"),
    "镇": ("县", "区", "旗", "市"), "乡": ("县", "区", "旗", "市"), "街": ("县", "区", "旗", "市"),
}  # fmt: skip


def level_word(page: Page, names: tuple[str, ...]) -> str:
    """The level word of the organ that met: from the meeting's names, the lead, the titles."""
    lead = page.body.plain.split("\n")[0][:400]
    if (own := _named_level(" ".join(names))) is not None:
        return own
    texts = [" ".join(names), lead, *(words for _, words in page.of_kind("title"))]
    for words in texts:
        counts: dict[str, int] = defaultdict(int)
        for found in LEVEL_WORD.finditer(words):
            word = found["level"] or found["whole"] or ("街" if found["zone"] == "街道" else "")
            word = "地" if found["office"] else word
            if found["zone"] and not word:
                word = "zone"
            counts[word] += 1 + (found.start() < 60)
        counts.pop("省", None) if len(counts) > 1 and not _is_provincial(words) else None
        if counts:
            return max(counts, key=lambda word: counts[word])
    return ""


def _named_level(names: str) -> str | None:
    """«2024世界动力电池大会翠屏区筹备工作推进会»: the class word of the place in a name."""
    if LEVEL_WORD.search(names):
        return None
    full = [hit.name[-1] for hit in gazetteer.find_names(names) if hit.full and not hit.weak]
    return full[-1] if full and full[-1] in CLASSES else None


def _is_provincial(words: str) -> bool:
    """«省政府召开», «省长…主持召开»: the province's own meeting."""
    return bool(
        re.search(
            r"(?:^|[,、日午天])(?:省委|省政府|省人大|省政协|自治区党委|自治区政府|省长|省委书记"
            r"|[一-鿿]{2,3}省委?)[^,。]{0,24}(?:召开|举行|主持)",
            words,
        )
    )


def fits(place: gazetteer.Place, word: str) -> bool:
    """Whether a unit's class agrees with the organ's level word."""
    if not word or word == "zone":
        return place.level != "province"
    if word == "省":
        return place.level == "province"
    if word in "镇乡街":
        return place.level == "county"
    if word == "区" and place.level == "province":
        return place.name.endswith("自治区")
    if place.level == "province" and word != "市":
        return False
    return place.name.endswith(CLASSES[word])
