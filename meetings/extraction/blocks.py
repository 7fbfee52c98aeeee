"""Divide a page into title, furniture, stamp, lead, body, credits and tail."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest

from meetings.extraction.daylines import is_stamp
from meetings.extraction.facts import Block, Span
from meetings.extraction.linebreaks import CLOSED, is_soft
from meetings.extraction.tables import rules
from meetings.extraction.text import Text

# «本报讯», «长沙晚报9月24日讯», «驻马店广电融媒体消息:», «新华社长沙9月24日电»
DATELINE = re.compile(r"^.{0,40}?(?:讯|消息:|报道:|日电)")
# «5月7日上午,», «昨(2)日», «今天,», «317日», «近日,»: what a first sentence tells its day with
LEAD_DAY = re.compile(
    r"\d{1,2}月\d{1,2}日|[元一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
    r"|\d{1,4}日|[今昨前]\s?\(?\d{0,2}\)?[日天]|近日|日前"
)
# «会议召开», «主持召开», «举行»: what a lead does
CONVENES = re.compile(r"召开|举行|主持|开幕|闭幕|闭会|出席|会议")
# «…李虹出席会议»: a sentence that lost its full stop
PRESENT = re.compile("(?:出席|参加|列席)(?:了)?(?:会议|大会|活动)$")
# «(记者 祝亚男)», «(撰稿:程立胜)», «(长沙市台办供稿)» at the end of a paragraph
CREDIT_END = re.compile(
    r"\s*[(【][^()【】\n]{0,50}?(?:记者|通讯员|撰稿|供稿|责编|责任编辑|编辑|摄影|作者|图文|文/"
    r"|图/|来源|本报|稿件)"
    r"[^()【】\n]{0,50}[)】]\s*$"
)
# «(祝亚男 黎得水)», «(羊骥)» at the end of the last paragraphs: bare names
NAMES_END = re.compile(r"(?<=[。”!！])\s*\([一-鿿]{2,4}(?:[ 、,][一-鿿]{1,4}){0,4}\)\s*$")
# «章蕙 古 军»: a last line of bare names
BARE_NAMES = re.compile(
    r"^[一-鿿]{1,4}(?: {1,3}[一-鿿]{1,4}){1,5}$|^\([一-鿿]{2,4}(?:[ 、]{1,2}[一-鿿]{1,4}){0,5}\)$"
)
# «展开详细» at the end of a body line
INLINE_END = re.compile(
    r"\s+(?:展开(?:详细|全文)|查看更多|阅读全文|\[?详细\]?|(?:版权所有|Copyright|主办单位).*)\s*$"
)
# «四、研究有关人事任免事项», «列席:区政协副主席花间»: last lines that belong to the report
ITEM_LINE = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、]|\d{1,2}[.、](?!\d)"
    r"|(?:出席|参加|参会|列席|主持|缺席|请假)(?:人员|领导|同志|会议)?:"
)
# «会议强调,要推广扫码溯源。», «要安装反诈APP。»: a report's sentence, whatever furniture it names
REPORTED = re.compile(
    r"(?:[^,。:]{0,60}(?:会议|全会|大会|会上|强调|指出|要求|召开|主持)[^,。:]{0,30}[,:]|[一二三四五六]?[要是][^:]).*。"
)
TITLE_LONGEST = 80
LONG_LINE = 160
# Kinds of line as kinds of block: what surrounds a report is furniture, its credits the byline
SHOWN_AS = {"text": "body", "stamp": "furniture", "caption": "furniture", "credit": "byline"}


# So many lines with a mark before them are entries.
FEWEST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the normal text without its outer white space, and what it is."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """A page divided: `lines` cover the text in order; `body` holds one paragraph a line."""

    text: Text
    lines: tuple[Line, ...]
    body: Text

    def of_kind(self, *kinds: str) -> Iterator[tuple[Line, str]]:
        """The lines of some kinds with their words, in order."""
        for line in self.lines:
            if line.kind in kinds:
                yield line, self.text.plain[line.start : line.end]

    def blocks(self) -> tuple[Block, ...]:
        """The lines as spans of the source, by the names that the archive knows."""
        lead = next((line for line in self.lines if line.kind == "text"), None)
        return tuple(
            Block("lead" if line is lead else SHOWN_AS.get(line.kind, line.kind), self._span(line))
            for line in self.lines
        )

    def _span(self, line: Line) -> Span:
        return self.text.span(line.start, line.end)


@cache
def _line_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule["kind"], re.compile(rule["pattern"])) for rule in rules("lines"))


@cache
def _tail_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The only rules that a long line can meet."""
    return tuple((kind, pattern) for kind, pattern in _line_rules() if kind == "tail")


def divide(text: Text) -> Page:
    """Divide a normalised text; whatever the text, every line gets a kind."""
    lines = [_classified(text.plain, start, end) for start, end in _stripped(text.plain)]
    lines = _with_entries(text.plain, lines)
    lead = _lead(text.plain, lines)
    lines = _with_head(text.plain, lines, lead)
    lines = _with_tail(text.plain, lines, lead)
    return Page(text, tuple(lines), _body(text, lines))


def _stripped(plain: str) -> Iterator[tuple[int, int]]:
    """Lines without outer white space; one that leaves a bracket open takes the next along."""
    position, opened = 0, -1
    for raw in plain.split("\n"):
        start = opened if opened >= 0 else position + len(raw) - len(raw.lstrip())
        end = position + len(raw.rstrip())
        position += len(raw) + 1
        if not raw.strip():
            continue
        words = plain[start:end]
        opened = start if opened < 0 and words.rfind("(", -30) > words.rfind(")") else -1
        if opened < 0:
            yield start, end
    if opened >= 0:
        yield opened, len(plain.rstrip())


def _classified(plain: str, start: int, end: int) -> Line:
    words = plain[start : min(end, start + 400)]
    if is_stamp(words, end - start):
        return Line("stamp", start, end)
    for kind, pattern in _line_rules() if len(words) <= LONG_LINE else _tail_rules():
        found = pattern.search(words)
        if found and _rules_the_line(kind, words, found):
            return Line(kind, start, end)
    return Line("text", start, end)


def _with_entries(plain: str, lines: list[Line]) -> list[Line]:
    """«▲县长主持召开县政府常务会议。», again and again: entries of a digest, not captions."""
    marked = {i for i, one in enumerate(lines) if one.kind == "caption" and plain[one.start] == "▲"}
    convened = [i for i in marked if "召开" in plain[lines[i].start : lines[i].end]]
    if len(marked) < FEWEST_ENTRIES or len(convened) < 2:
        return lines
    return [replace(one, kind="text") if i in marked else one for i, one in enumerate(lines)]


def _rules_the_line(kind: str, words: str, found: re.Match[str]) -> bool:
    """A long line is only furniture by its beginning, and never after a sentence."""
    if len(words) > LONG_LINE:
        return kind == "tail" and found.start() == 0
    if kind == "furniture" and found.start() > 0 and REPORTED.match(words):
        return False
    return "。" not in words[: max(found.start(), found.end() - 4)] or found.start() == 0


def _is_sentence(words: str) -> bool:
    return "。" in words or len(words) >= 50 or (len(words) >= 25 and words.count(",") >= 2)


def _is_dated_lead(words: str) -> bool:
    head = words[:70]
    dated = LEAD_DAY.search(head) or DATELINE.search(head)
    return (
        bool(dated and CONVENES.search(words))
        and bool(re.search("[,。:;]", words))
        and len(words) >= 16
    )


def _lead(plain: str, lines: list[Line]) -> int:
    """Index of the first line of the report itself; len(lines) where there is none.

    A dated sentence wins over one without a day before it, such as a caption, but not over a
    whole report above the first tail line.
    """
    sentences = [i for i in _texts(lines) if _is_sentence(plain[lines[i].start : lines[i].end])]
    if sentences:
        tails = (i for i in range(sentences[0], len(lines)) if lines[i].kind == "tail")
        lines = lines[: next(tails, len(lines))]
    dated = [i for i in _texts(lines) if _is_dated_lead(plain[lines[i].start : lines[i].end])]
    if not sentences:
        return dated[0] if dated else len(lines)
    ahead = sum(lines[i].end - lines[i].start for i in sentences if dated and i < dated[0])
    return dated[0] if dated and ahead < 120 else sentences[0]


def _texts(lines: list[Line]) -> list[int]:
    return [i for i, line in enumerate(lines) if line.kind == "text"]


def _with_head(plain: str, lines: list[Line], lead: int) -> list[Line]:
    """Name what stands before the lead: titles; sentences there are captions."""
    named = []
    for i, line in enumerate(lines):
        words = plain[line.start : line.end]
        if i < lead and line.kind == "text":
            is_title = len(words) <= TITLE_LONGEST and not words.endswith("。") and len(words) > 3
            named.append(replace(line, kind="title" if is_title else "caption"))
        elif i < lead and line.kind == "tail":
            named.append(replace(line, kind="furniture"))
        else:
            named.append(line)
    return named


def _with_tail(plain: str, lines: list[Line], lead: int) -> list[Line]:
    """From the first tail line after the lead all is tail, but for credits and stamps."""
    named, in_tail = list(lines[:lead]), False
    for line in lines[lead:]:
        in_tail = in_tail or line.kind == "tail"
        kept = line.kind == "credit" or not in_tail
        named.append(line if kept else replace(line, kind="tail"))
    return _last_line(plain, named)


def _last_line(plain: str, lines: list[Line]) -> list[Line]:
    """Last lines without sentence are credits of bare names or an e-paper's titles."""
    texts = [i for i, line in enumerate(lines) if line.kind == "text"]
    named = dict.fromkeys(texts, "text")
    while len(texts) > 1:
        at = texts.pop()
        words = plain[lines[at].start : lines[at].end]
        if BARE_NAMES.match(words):
            named[at] = "credit"
        elif (
            len(words) <= 40
            and not PRESENT.search(words)
            and not ITEM_LINE.match(words)
            and not CLOSED.search(words)
            and not re.search("[,。]", words)
        ):
            named[at] = "title"
        else:
            texts.append(at)
            break
    if texts and not CLOSED.search(plain[lines[texts[-1]].start : lines[texts[-1]].end]):
        return lines
    return [replace(line, kind=named.get(i, line.kind)) for i, line in enumerate(lines)]


def _body(text: Text, lines: list[Line]) -> Text:
    """The report's paragraphs, soft line breaks undone and closing credits left out."""
    ranges = [_uncredited(text.plain, line) for line in lines if line.kind == "text"]
    pieces: list[str] = []
    offsets: list[int] = []
    for (start, end), following in zip_longest(ranges, ranges[1:], fillvalue=(-1, -1)):
        part = text.joined(start, end)
        pieces.append(part.plain)
        offsets.extend(part.offsets)
        if following[0] >= 0 and not is_soft(text.plain, (start, end), following):
            pieces.append("\n")
            offsets.append(text.offsets[end] if end < len(text.offsets) else len(text.source))
    return Text(text.source, "".join(pieces), offsets)


def _uncredited(plain: str, line: Line) -> tuple[int, int]:
    words = plain[line.start : line.end]
    for pattern in (INLINE_END, CREDIT_END, NAMES_END):
        if found := pattern.search(words, max(0, len(words) - 130)):
            words = words[: found.start()]
    return line.start, line.start + len(words.rstrip(" |"))


def paragraphs(body: Text) -> Iterable[tuple[int, int]]:
    """The paragraphs of a body as [start, end) of its plain text."""
    ends = [-1, *(found.start() for found in re.finditer("\n", body.plain)), len(body.plain)]
    return [(a + 1, b) for a, b in pairwise(ends) if b > a + 1]
