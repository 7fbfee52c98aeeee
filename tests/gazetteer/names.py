"""Shortens a unit's full name and spells it in pinyin."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin

READINGS = Path(__file__).with_name("readings.csv")

# groups whose name stands without 族 in an autonomous unit's name: 伊犁哈萨克自治州
BARE_GROUPS = ("维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "蒙古", "锡伯")
# fmt: off
GROUPS = (
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白",
    "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西",
    "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "毛难", "仡佬",
    "锡伯", "阿昌", "普米", "塔吉克", "怒", "鄂温克", "德昂", "崩龙", "保安", "裕固", "独龙",
    "鄂伦春", "珞巴", "门巴", "基诺", "各", "高山",
)
# fmt: on
# 芷江[侗族]自治县, 伊犁[哈萨克]自治州, 隆林[各族]自治县
GROUP = re.compile(
    f"(?:{'|'.join(sorted((g + '族' for g in GROUPS), key=len, reverse=True))}"
    f"|{'|'.join(BARE_GROUPS)})$"
)
# at the end of 海西蒙古族藏族自治州, 内蒙古自治区
AUTONOMOUS = re.compile(r"自治[区州县旗]$")
# 香港[特别行政区], 神农架[林区], 那曲[地区], 湘潭[市]; 矿区 leaves 峰峰
SUFFIX = re.compile(r"(?:特别行政区|行政区|地区|新区|特区|林区|矿区|工农区|[省市县区旗盟镇])$")
# 正镶白旗, 科尔沁左翼中旗: what stands before 旗 is no name alone
BANNER = re.compile(r"[前中后左右白蓝黄合]旗$")


def to_short(name: str) -> str:
    """The name without its class: 湘潭, 海西 of 海西蒙古族藏族自治州; 户县 and 正镶白旗 stay."""
    if AUTONOMOUS.search(name):
        return _without_groups(AUTONOMOUS.sub("", name))
    if len(name) <= 2 or BANNER.search(name):
        return name
    stem = SUFFIX.sub("", name)
    return stem if len(stem) > 1 else name[:-1]


def _without_groups(stem: str) -> str:
    while (found := GROUP.search(stem)) and found.start() > 1:
        stem = stem[: found.start()]
    return stem.removesuffix("族") if GROUP.fullmatch(stem) else stem


@cache
def readings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names and parts of names that pypinyin misreads, longest first: (pattern, spaced pinyin)."""
    with READINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    rows.sort(key=lambda r: (-len(r["part"]), r["part"]))
    return tuple((re.compile(r["part"]), r["pinyin"]) for r in rows)


def to_pinyin(name: str) -> str:
    """Toneless, one syllable a character, ü written v: 长沙市 is `chang sha shi`."""
    syllables = lazy_pinyin(name)
    taken = [False] * len(name)
    for part, pinyin in readings():
        for found in part.finditer(name):
            if not any(taken[found.start() : found.end()]):
                syllables[found.start() : found.end()] = pinyin.split()
                taken[found.start() : found.end()] = [True] * len(found[0])
    return " ".join(syllables)
