"""Fold a text so that a string finds itself in either script, width, case and line layout."""

from dataclasses import dataclass
from functools import cache

from meetings.extraction.text import Text

# Characters that OpenCC `t2s` converts in some words only (瞭解 → 了解, 瞭望 kept) or keeps
# although Simplified texts write them otherwise (沿著 / 沿着, 答覆 / 答复). A search must not
# depend on the neighbours of a character, so each folds to one glyph everywhere.
TRADITIONAL = "瞭藉著覆馀妳衹揹衞薰伕枱暱甦簷痺敍澂彷"
SIMPLIFIED = "了借着复余你只背卫熏夫台昵苏檐痹叙澄仿"
VARIANTS = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
# “ ” ‘ ’ fold to the straight quotes that a keyboard has.
QUOTES = dict(zip("“”‘’", "\"\"''", strict=True))


@cache
def _folded(char: str) -> str:
    """What one source character becomes, whatever stands beside it; white space is dropped."""
    plain = "".join(Text.of(char).plain.split())
    return "".join(QUOTES.get(c) or VARIANTS.get(c) or c for c in plain).casefold()


@dataclass(frozen=True)
class Folded:
    """A source and its folded form; `offsets[i]` is the place of `text[i]` in the source."""

    text: str
    offsets: list[int]

    @classmethod
    def of(cls, source: str) -> "Folded":
        """Fold a source and keep the way back; never raises on text without lone surrogates."""
        plain = Text.of(source)
        pieces: list[str] = []
        offsets: list[int] = []
        for char, at in zip(plain.plain, plain.offsets, strict=True):
            if char.isspace():
                continue
            piece = _folded(source[at])
            pieces.append(piece)
            offsets.extend([at] * len(piece))
        return cls("".join(pieces), offsets)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of `text[start:end]`, half open, in code points."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> str:
    """The form in which texts and queries are compared.

    Injected pinyin, zero-width marks, HTML residue and white space go; Traditional becomes
    Simplified character by character; full width, compatibility forms and quotes become
    their plain twins; case is folded. So `fold(a) in fold(b)` for every a in b that does
    not cut through what is dropped.
    """
    return Folded.of(text).text
