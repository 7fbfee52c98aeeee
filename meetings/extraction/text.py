"""Normalise a source text while keeping the way back to every code point of it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from opencc import OpenCC

from meetings.extraction.facts import Span

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々"
# The toned letters of Hanyu Pinyin (GB/T 16159).
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"

# What is dropped, each with the text it matches:
#   pinyin  書(shū)記, 會（huì ）議: one toned syllable in brackets after a Han character
#   mark    zero-width characters and byte-order marks inside the text
#   comma   «下午,,市» and «峰,、濮»: of doubled commas the first goes
#   padding «第 21 次», «3 月 18 日»: spaces inside a number phrase
#   dot     «市.委»: a word-filter's dot between two Han characters
#   line    <br>, </p>: residue of HTML that ended a line; becomes a line feed
#   tag     <span …>, &ensp;: other residue
#   broken  «市??h民», «永??城»: what was lost inside a word, not where a clause may end
#   space   &nbsp;: becomes a space
#   lost    «???» at the beginning of a line: white space or a picture that an encoding lost
NOISE = re.compile(
    rf"(?P<pinyin>(?<=[{HAN}])[(（]\s{{0,2}}[a-zü]{{0,5}}[{TONED}][a-zü]{{0,5}}\s{{0,2}}[)）])"
    r"|(?P<mark>[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff])"
    r"|(?P<comma>[,，](?=[,，、])|(?<=、)[,，])"
    r"|(?P<padding>(?<=第)[ \u00a0\u3000]{1,3}(?=[0-9０-９一二三四五六七八九十百])"
    r"|(?<=[0-9０-９一二三四五六七八九十百])[ \u00a0\u3000]{1,3}(?=[年月日号届次])"
    r"|(?<=[年月届])[ \u00a0\u3000]{1,3}(?=[0-9０-９]|第))"
    rf"|(?P<dot>(?<=[{HAN}])(?<![一二三四五六七八九十])\.(?=[{HAN}]))"
    r"|(?P<line></?(?:br|p|div|tr|li|h[1-6])\b[^<>]{0,200}>)"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,200})?/?>|&(?:ensp|emsp|amp|quot|middot"
    r"|gt|lt);)"
    rf"|(?P<broken>(?<=[{HAN}])(?<![议議话話报報席持加动動过過了作案见見])(?:\?{{2,3}}[a-z]?|\?[a-z]|\ufffd{{1,3}})(?=[{HAN}]))"
    r"|(?P<space>&nbsp;?)"
    r"|(?P<lost>(?:(?<=\n)|(?<![\s\S]))[ \u3000]{0,4}[?？\ufffd]{2,8}(?=[ \u3000]{0,4}[^\s?？]))"
)
# 乾 in names and places, beside another character and not in 乾旱, 乾淨
DRY = "旱淨净凈燥涸涉預预擾扰脆杯貨货糧粮洗部冰枯電电果菜草糞粪線线道流支渠"
UNDRIED = re.compile(rf"(?<=[{HAN}])乾(?![{DRY}])|乾(?=[{HAN}])(?![{DRY}])")
# How far the script is looked at: a page is in one script
SAMPLE = 1000
# A line feed with the white space around it
LINE_FEED = re.compile(r"[ \t]*\n\s*")
REPLACED = {"line": "\n", "space": " "}


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _folding() -> dict[int, str]:
    """One-to-one: full width to ASCII, compatibility ideographs, spaces, dots and quotes."""
    table = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    ideographs = chain(range(0x2F00, 0x2FD6), range(0xF900, 0xFB00))
    table |= {c: f for c in ideographs if len(f := unicodedata.normalize("NFKC", chr(c))) == 1}
    table |= dict.fromkeys(map(ord, "\u00a0\u3000\u2002\u2003\u2009\u202f\t"), " ")
    table |= dict.fromkeys(map(ord, "•‧・･∙⋅●"), "·")
    table |= dict(zip(map(ord, "「」『』﹁﹂〝〞„‟"), "“”‘’“”“”“”", strict=True))
    table |= dict.fromkeys(map(ord, "\r\u2028\u2029\x0b\x0c\x85"), "\n")
    table |= dict(zip(map(ord, "〔〕﹙﹚﹝﹞"), "()()()", strict=True))
    return table


def simplified(text: str) -> str:
    """The text in Simplified script, code point for code point (OpenCC `t2s`).

    乾 stays where it is no dry thing: 乾县, 乾安县, 李乾. What is a word only in Traditional
    script stays in a text without Traditional characters: 沈默 is a name there.
    """
    converted: str = _converter().convert(text)
    if converted != text and not _is_traditional(text):
        return text
    if len(converted) != len(text):
        converted = "".join(
            c if len(c) == 1 else o for o in text for c in (_converter().convert(o),)
        )
    if "乾" not in text:
        return converted
    kept = {found.start() for found in UNDRIED.finditer(text)}
    return "".join(["乾" if at in kept else char for at, char in enumerate(converted)])


def _is_traditional(text: str) -> bool:
    """Whether any character alone has another form in Simplified script."""
    every: str = _converter().convert("\n".join(sorted(set(text) - {"\n"})))
    return every.split("\n") != sorted(set(text) - {"\n"})


@dataclass(frozen=True)
class Text:
    """A source and its normal form; `offsets[i]` is the place of `plain[i]` in the source."""

    source: str
    plain: str
    offsets: list[int]

    @classmethod
    def of(cls, source: str) -> "Text":
        """Normalise: drop noise, Simplified script, width folded; never raises."""
        pieces: list[str] = []
        offsets: list[int] = []
        position = 0
        for match in NOISE.finditer(source):
            pieces.append(source[position : match.start()])
            offsets.extend(range(position, match.start()))
            if instead := REPLACED.get(match.lastgroup or ""):
                pieces.append(instead)
                offsets.append(match.start())
            position = match.end()
        pieces.append(source[position:])
        offsets.extend(range(position, len(source)))
        return cls(source, simplified("".join(pieces).translate(_folding())), offsets)

    def span(self, start: int, end: int) -> Span:
        """The place in the source of `plain[start:end]`, half open, in code points."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.source)
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def joined(self, start: int, end: int) -> "Text":
        """The part `plain[start:end]` as a text of its own, without line feeds and indents."""
        words = self.plain[start:end]
        if "\n" not in words:
            return Text(self.source, words, self.offsets[start:end])
        breaks = {i for found in LINE_FEED.finditer(words) for i in range(*found.span())}
        kept = [start + i for i in range(len(words)) if i not in breaks]
        return Text(
            self.source, "".join([self.plain[i] for i in kept]), [self.offsets[i] for i in kept]
        )

    def printed(self, start: int, end: int) -> str:
        """The printed glyphs of `plain[start:end]`, noise left out."""
        plain, source = self.plain[start:end], self.source
        return "".join(
            [
                c if c in "\n " else source[at]
                for c, at in zip(plain, self.offsets[start:end], strict=True)
            ]
        )

    @cached_property
    def script(self) -> str:
        """`hant` when more than one Han character in fifty is Traditional, else `hans`.

        Told by the first SAMPLE characters.
        """
        plain = self.plain[:SAMPLE]
        printed = [self.source[at] for at in self.offsets[:SAMPLE]]
        han = sum("\u3400" <= char <= "\u9fff" for char in plain)
        changed = sum(
            a != b and "\u3400" <= a <= "\u9fff" for a, b in zip(plain, printed, strict=True)
        )
        return "hant" if han and changed * 50 > han else "hans"


def normalise(source: str) -> str:
    """A quotation as the archive keys it: normal form without white space."""
    return "".join(Text.of(source).plain.split())
