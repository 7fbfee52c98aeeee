"""Fold a text so that a string finds itself in either script, width, case and line layout."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.extraction.text import NOISE, TONED, Text

# Characters that OpenCC `t2s` converts in some words only (瞭解 → 了解, 瞭望 kept) or keeps
# although Simplified texts write them otherwise (沿著 / 沿着, 答覆 / 答复). A search must not
# depend on the neighbours of a character, so each folds to one glyph everywhere. 薴 becomes 苧,
# which stands for 苎 too.
TRADITIONAL = "瞭藉著覆馀妳衹揹衞薰伕枱暱甦簷痺敍澂彷苧"
SIMPLIFIED = "了借着复余你只背卫熏夫台昵苏檐痹叙澄仿苎"
VARIANTS = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
# “ ” ‘ ’ fold to the straight quotes that a keyboard has.
QUOTES = dict(zip("“”‘’", "\"\"''", strict=True))
# Control characters, which nobody sees and two of which mark lexemes in the index, and lone
# surrogates.
UNSEEN = r"\x00-\x1f\x7f-\x9f\ud800-\udfff"
MARKS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
# Where something may have to go: white space, UNSEEN, and the first character of all that NOISE
# matches: «(zhǎng)», «,,», «、，», «市.委», «<br>», «&nbsp;», zero-width marks.
SIGN = re.compile(
    rf"[\s(（,，.<&{MARKS}{UNSEEN}](?:(?<=\s)\s*|(?<=[(（])(?=[\sa-zü{TONED}])"
    rf"|(?<=[,，])(?=[,，、])|(?<=、[,，])|(?<=[.<&{MARKS}{UNSEEN}]))"
)
GONE = re.compile(rf"[\s{UNSEEN}]")


class _Table(dict[int, str]):
    """What each character becomes, whatever stands beside it; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = "".join(Text.of(chr(code)).plain.split())
        folded = "".join(QUOTES.get(c) or VARIANTS.get(c) or c for c in plain).casefold()
        self[code] = folded
        return folded


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A source and its folded form, in runs that keep the way back.

    The folded run that begins at `starts[i]` stands at `places[i]` of the source, character for
    character; a character that folds to several has a run for each.
    """

    text: str
    starts: list[int]
    places: list[int]

    @classmethod
    def of(cls, source: str) -> "Folded":
        """Fold a source and keep the way back; never raises."""
        pieces: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        length = 0
        for start, end in _kept(source):
            piece = source[start:end].translate(_TABLE)
            if len(piece) == end - start:
                starts.append(length)
                places.append(start)
            else:
                expanded = [at for at in range(start, end) for _ in _TABLE[ord(source[at])]]
                starts.extend(range(length, length + len(piece)))
                places.extend(expanded)
            pieces.append(piece)
            length += len(piece)
        return cls("".join(pieces), starts, places)

    def place(self, at: int) -> int:
        """Where in the source `text[at]` stands."""
        run = bisect_right(self.starts, at) - 1
        return self.places[run] + at - self.starts[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of `text[start:end]`, half open, in code points."""
        return self.place(start), self.place(end - 1) + 1


def _kept(source: str) -> Iterator[tuple[int, int]]:
    """The runs of a source that stay when noise and white space go."""
    position = 0
    for sign in SIGN.finditer(source):
        start, end = sign.span()
        if start < position:
            continue
        first = source[start]
        if not GONE.match(first):
            noise = NOISE.match(source, start)
            if not noise:
                continue
            end = noise.end()
        if position < start:
            yield position, start
        position = end
    if position < len(source):
        yield position, len(source)


def fold(text: str) -> str:
    """The form in which texts and queries are compared.

    Injected pinyin, zero-width and control characters, HTML residue and white space go;
    Traditional becomes Simplified character by character; full width, compatibility forms and
    quotes become their plain twins; case is folded. So `fold(a) in fold(b)` for every a in b that
    does not cut through what is dropped.
    """
    return "".join([text[start:end] for start, end in _kept(text)]).translate(_TABLE)
