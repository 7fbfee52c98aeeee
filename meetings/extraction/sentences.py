"""Cut a body into sentences, each with what surrounds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from meetings.extraction.blocks import paragraphs
from meetings.extraction.daylines import DATED
from meetings.extraction.lists import masked
from meetings.extraction.text import Text

# A sentence with its closing mark and quotation mark: «…底线。», «…规矩!”»
SENTENCE = re.compile(r"[^。!?\n]+[。!?]*[”’」）)]*[。]?|[。!?]+")
# «9月20日至23日,湖南省组织开展…»: a paragraph that begins with a day
BEGINS_WITH_DAY = re.compile(r"\s*(?:\d{4}年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` in the body; `paragraph` counts from 0; `first` opens its paragraph."""

    start: int
    end: int
    paragraph: int
    first: bool


@dataclass(frozen=True)
class Body:
    """A body with its sentences; `masked` blanks titles of documents and quotations."""

    text: Text
    masked: str
    sentences: tuple[Sentence, ...]

    @property
    def plain(self) -> str:
        """The words."""
        return self.text.plain

    @cached_property
    def openings(self) -> dict[int, Sentence]:
        """The first sentence of each paragraph."""
        return {s.paragraph: s for s in reversed(self.sentences)}

    def words(self, sentence: Sentence) -> str:
        """The words of a sentence."""
        return self.text.plain[sentence.start : sentence.end]


def read_body(text: Text) -> Body:
    """The sentences of a body in order."""
    hidden = masked(text.plain)
    return Body(text, hidden, tuple(_sentences(text, hidden)))


def _sentences(text: Text, hidden: str) -> Iterator[Sentence]:
    for number, (start, end) in enumerate(paragraphs(text)):
        first = True
        for match in SENTENCE.finditer(hidden, start, end):
            at = match.start() + len(match.group()) - len(match.group().lstrip())
            if at < match.end():
                yield Sentence(at, match.end(), number, first)
                first = False


def dated_before(body: Body, sentence: Sentence) -> bool:
    """Whether a line with a day stood before a sentence: another entry of a digest."""
    if not sentence.first or not sentence.start:
        return False
    text, before = body.text, body.plain.rfind("\n", 0, sentence.start) - 1
    gap = text.source[text.offsets[before] : text.offsets[sentence.start]]
    return bool(DATED.search(gap))
