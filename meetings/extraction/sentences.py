"""Cut a body into sentences, each with what surrounds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from meetings.extraction.blocks import paragraphs
from meetings.extraction.daylines import DATED
from meetings.extraction.lists import masked
from meetings.extraction.text import Text

# A sentence with its closing mark and quotation mark: «…底线。», «…规矩!”»
SENTENCE = re.compile(r"[^。!?\n]+[。!?]*[”’」）)]*[。]?|[。!?]+")
# «甲强调,要抓项目;|县长凌晴要求,要抓投产;|副县长林川通报了情况»: others' acts after a demand
OTHERS = re.compile(
    r"(?<=;)(?=(?:(?:就|对|围绕|针对|结合|关于|在)[^,。;]{2,40},)?(?:会议|全会|大会|[他她]|[一-鿿]{2,3}(?=(?:强调|指出|要求)[,:])|[^,。;:“”《》]{0,30}?(?:书记|[省市县区州旗盟镇乡部局]长|主[任席]|常委|专员)[一-鿿·]{2,4}?(?:同志)?)"
    r"(?:还|并|在[^,。;]{2,16}|就[^,。;]{2,40}|对[^,。;]{2,40})?(?:强调|指出|要求[,:要]|提出|主持|作了|做了|通报|传达|汇报|宣读|表示|宣布))"
    r"|(?<=;)(?=(?:还|又|并)?(?:(?:听取|审议|研究|讨论|传达|学习|通报|审定|表决|部署)(?:并|和|原则|一致)*){1,2}(?:通过)?了(?![解的])[^,。;要再就才须应]{2,60}(?:[;。]|,并?(?:强调|要求|指出|明确)))"
    r"|(?<=;)(?=(?:会议|全会|大会)(?:还|又|并)?(?:听取|审议|传达|研究|讨论|表决|学习|通过|决定))"
)
# «主持召开县政府常务会议,…;|主持召开县政府党组会议,…»
ANOTHER = re.compile("(?<=;)(?=(?:还|并|又|随后|随即|接着)*(?:主持召开|主持举行))")
DEMANDS = re.compile("(?:强调|指出|要求|提出|希望|表示)[,:要]")
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
            for begin, stop in pairwise(_parted(hidden, at, match.end())):
                yield Sentence(begin, stop, number, first)
                first = False


def _parted(hidden: str, start: int, end: int) -> list[int]:
    """The ends of a sentence and where, after a demand, others act behind a semicolon."""
    if start >= end:
        return []
    demanded = DEMANDS.search(hidden, start, end)
    cuts = [*ANOTHER.finditer(hidden, start, end)]
    cuts += OTHERS.finditer(hidden, demanded.end(), end) if demanded else ()
    return [start, *sorted(found.start() for found in cuts), end]


def dated_before(body: Body, sentence: Sentence) -> bool:
    """Whether a line with a day stood before a sentence: another entry of a digest."""
    if not sentence.first or not sentence.start:
        return False
    text, before = body.text, body.plain.rfind("\n", 0, sentence.start) - 1
    gap = text.source[text.offsets[before] : text.offsets[sentence.start]]
    return bool(DATED.search(gap))
