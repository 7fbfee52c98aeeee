"""What happens to a text on its way to a page, without its facts changing."""

import re
from functools import cache
from typing import Any

from opencc import OpenCC
from pypinyin import Style, pinyin

from meetings.extraction.blocks import divide
from meetings.extraction.facts import Extraction
from meetings.extraction.form import to_json
from meetings.extraction.text import Text, normalise, simplified

# Loading its tables takes longer than a text.
TRADITIONAL = OpenCC("s2t")
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
HAN = re.compile("[一-鿿]")
# An address is copied as printed
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
# Residue of HTML is known by its ASCII marks: <br>, &nbsp;
RESIDUE = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|&[a-z]{2,8};?")
# A dot between Han characters is a word filter's: 市.委
FILTERED = re.compile("(?<=[一-鿿])[.．](?=[一-鿿])")
HALF_TO_FULL = {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F) if not chr(c).isalpha()}
FULL_TO_HALF = {full: half for half, full in HALF_TO_FULL.items()}

# Words that open a paragraph: a line that begins so is read as one
BEFORE_NO_BREAK = re.compile(
    r"[(（]|[会會]|全[会會]|大[会會]|[一二三四五六七八九十\d]|第|[。，,、；：！？”》）)]|★"
)
# A reading's bracket that is still open
INJECTED = re.compile(r"[(（][^()（）]*$")

FURNITURE = (
    "首页 > 新闻中心 > 要闻", "当前位置:首页 > 政务动态", "网站首页", "字号: 大 中 小", "打印 关闭",
    "[打印] [关闭窗口]", "请打开微信扫一扫", "浏览次数:213次", "设为首页 加入收藏", "时政要闻",
    "分享到 微信 微博", "| | |",
)  # fmt: skip
# What follows a report on its page: links to other reports, one of them quoted at length
TAILS = (
    "相关链接\n我市召开安全生产工作会议\n县委常委会会议召开",
    "上一篇:市委召开常委会会议\n下一篇:没有了",
    "新闻推荐\n5月8日,简原县召开县政府常务会议。县长祝筱主持会议并讲话。会议强调,要抓好春耕。",
    "相关阅读:\n- 2021-01-21县政府召开第9次常务会议研究防汛工作",
    "猜你喜欢\n副市长田野调研春耕生产",
    "免责声明:本网转载的文章均来自网络。",
    "关于我们 | 网站地图 | 联系我们",
    "版权所有 技术支持:某某科技",
)


def facts(extraction: Extraction) -> dict[str, Any]:
    """What a reading tells, without places in the text, script and white space."""
    values = to_json(extraction, name="", sha256="")
    for left_out in ("source", "blocks", "evidence", "extractor"):
        del values[left_out]
    del values["article"]["script"]
    folded: dict[str, Any] = _folded(values)
    return folded


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _folded(one) for key, one in value.items() if key != "span"}
    if isinstance(value, list):
        return [_folded(one) for one in value]
    return normalise(value) if isinstance(value, str) else value


def pinyin_places(text: str) -> list[int]:
    """Where a reading may be injected: behind Han characters that carry none yet."""
    return [
        place + 1
        for place, char in enumerate(text)
        if HAN.match(char) and text[place + 1 : place + 2] not in {"(", "（"} and reading_of(char)
    ]


@cache
def reading_of(char: str) -> str:
    """The toned reading of a character; empty where it has none, or a neutral tone."""
    found: str = pinyin(char, style=Style.TONE)[0][0]
    return found if TONED.search(found) and len(found) <= 6 else ""


def with_pinyin(text: str, places: set[int]) -> str:
    """書(shū)記: the reading behind each character that ends at one of the places."""
    pieces = []
    for place, char in enumerate(text, 1):
        pieces.append(f"{char}({reading_of(char)})" if place in places else char)
    return "".join(pieces)


def in_traditional(text: str, places: set[int] | None = None) -> str:
    """The text in Traditional script, all of it or at some places.

    A character that does not come back from there as it was is left: 乾 comes back as 干.
    """
    converted, back = _there_and_back(text)
    return "".join(
        other if again == one and (places is None or place in places) else one
        for place, (one, other, again) in enumerate(zip(text, converted, back, strict=True))
    )


@cache
def _there_and_back(text: str) -> tuple[str, str]:
    """The text in Traditional script, one character for each, and from there in Simplified."""
    converted = TRADITIONAL.convert(text)
    if len(converted) != len(text):
        converted = "".join(map(TRADITIONAL.convert, text))
    return converted, simplified(converted)


def width_places(text: str) -> list[int]:
    """Where a mark or a digit may change its width."""
    kept = {
        place
        for pattern in (ADDRESS, RESIDUE, FILTERED)
        for found in pattern.finditer(text)
        for place in range(*found.span())
    }
    return [
        place
        for place, char in enumerate(text)
        if (char in HALF_TO_FULL or char in FULL_TO_HALF) and place not in kept
    ]


def with_widths(text: str, places: set[int]) -> str:
    """Full width for half width, and the other way round, at some places."""
    swapped = HALF_TO_FULL | FULL_TO_HALF
    return "".join(swapped[char] if place in places else char for place, char in enumerate(text))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of the report itself, as [start, end) of the source."""
    return [
        (block.span.start, block.span.end)
        for block in divide(Text.of(text)).blocks()
        if block.kind in {"lead", "body"}
    ]


def wrapped(text: str, width: int) -> str:
    """The report's paragraphs after its first broken hard, some lines short of `width`.

    No break parts a character from its injected reading, nor stands before a word that begins a
    paragraph of a report.
    """
    pieces, done = [], 0
    for start, end in paragraphs(text)[1:]:
        at = start
        while (cut := _break(text, at, width)) < end:
            pieces.append(text[done:cut] + "\n")
            at = done = cut
    return "".join([*pieces, text[done:]])


def _break(text: str, start: int, width: int) -> int:
    """Where the line from `start` on ends: after `width` characters, or where it may break."""
    cut = start + width
    while BEFORE_NO_BREAK.match(text, cut) or INJECTED.search(text, max(start, cut - 8), cut):
        cut += 1
    return cut
