"""Find which meetings a report tells of: name, organ, kind, term and number."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from meetings.extraction.blocks import Page
from meetings.extraction.bodies import names_of
from meetings.extraction.candidates import (
    Candidate,
    find_acting,
    find_candidates,
    find_spoken_at,
    find_watched,
    kind_of,
    organ_of,
    own_words,
)  # fmt: skip
from meetings.extraction.facts import Span
from meetings.extraction.lists import TIME
from meetings.extraction.numerals import NUMERAL, to_number
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.text import Text
from meetings.extraction.vocabulary import Kind, Organ

# «国务院召开全国…会议。我市组织收听收看», «在平凉分会场参加会议»
WATCHES = re.compile("收听收看|收看收听|分会场")
# «会后,我市立即召开全市安全生产会议»
AFTERWARDS = re.compile(
    r"\s*(?:会后|随后|会议结束后|紧接着|电视电话会议(?:结束)?后)[,]?[^,。;]{0,30}?(?:立即|随即|又|接着|紧急|套开|组织)?(?:召开|举行)了?(?!的)"
)
# «6月11日下午,县政府召开党组会议», «;主持召开县政府党组会议»: within a paragraph
ANEW = re.compile(
    rf"\s*(?:(?:还|并|又|随后|随即|接着)*主持(?:召开|举行)|(?:(?=[^,。;]{{0,12}}[上下晚])(?:{TIME.pattern}),?"
    r"|当[日天]?[上下晚]午?,?|[上下]午,|晚上,)[^,。;]{2,30}?(?:召开|举行)了?(?!的))"
)
# «昨日下午举行|第二次全体会议», «|闭幕会»: a part of the session that the lead names
PART = re.compile(
    r"(?:会议|大会)?(?:第[一二三四五六七八九十\d]{1,2}次)?(?:全体会议?|分组会议?|联组会议?|大会|开幕会议?|闭幕会议?|大会发言)"
)
# «|县|人大常委会», «|市|委财经委员会»: whose organ
UNIT = re.compile(
    "(?P<unit>[省市县区州旗盟镇乡])(?:委|政府|人民政府|人大|政协|第?[一二三四五六七八九十]+届|(?<=全.))"
)
# «八届», «第十二届», «十三届八次全会»
TERM = re.compile(rf"第?(?P<term>{NUMERAL})届")
# «第四次会议第三次|主席团会议»
PRESIDIUM = re.compile("主席团会议?")
NUMBER = re.compile(
    rf"(?:第\s?(?P<number>{NUMERAL})\s?次|(?<=届)(?P<short>{NUMERAL})次"
    rf"|(?<=[会大委])(?P<glued>[一二三四五六七八九十]{{1,3}})次"
    r"|(?<![第年届\d])(?P<plain>\d{1,3})次(?=[一-鿿()]{0,8}会))"
)
# Joins two sittings in one name: «党组会议暨中心组学习会», «常委会会议和市政府常务会议»
JOINED = re.compile(
    r"(?:(?<=会议)|(?<=会)|(?<=委))(?P<link>、|和|暨|及|与|以及|,)(?=[^,。]{2,50}会)"
)
# Kinds whose joined halves are two sittings; a work conference joined to another meeting is not
SITTINGS = {
    Kind.STANDING_COMMITTEE, Kind.PLENUM, Kind.EXECUTIVE, Kind.PARTY_GROUP, Kind.STUDY_SESSION,
    Kind.CHAIRPERSONS, Kind.LEADING_GROUP, Kind.WORKING_MEETING, Kind.PRESIDIUM,
}  # fmt: skip
# Kinds whose name is a theme: «市委召开人大、政府和政协换届工作会议» is the party committee's
THEMED = {Kind.WORK_CONFERENCE, Kind.SYMPOSIUM, Kind.OTHER}
# «县政府党组召开|专题会»: a name that is more special than the one of who convenes it
GENERAL = {Kind.STANDING_COMMITTEE, Kind.PARTY_GROUP}
SPECIAL = {Kind.WORK_CONFERENCE, Kind.SYMPOSIUM, Kind.WORKING_MEETING}
Finder = Callable[[Text, int, int, int], Iterator[Candidate]]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting of a report; sentences `[first, last)` tell of it alone where `last` is set."""

    title: str
    span: Span | None
    organ: Organ | None
    kind: Kind | None
    term: int | None
    number: int | None
    names: tuple[str, ...]
    first: int = 0
    last: int | None = None
    shared: bool = False


def find_sittings(page: Page, body: Body, lead_start: int) -> list[Sitting]:
    """The meetings reported, in order; none where nothing is convened."""
    heads = _heads(body, lead_start)
    titles = [
        part
        for line, _ in page.of_kind("title")
        for candidate in find_candidates(page.text, line.start, line.end, -1)
        for part in _parts(candidate)
    ]
    if not heads:
        heads = titles[:1]
    sittings = [sitting for head in heads for sitting in _joined(head, titles)]
    return _placed(_distinct(sittings), body)


def _joined(head: Candidate, titles: list[Candidate]) -> list[Sitting]:
    """The sittings of one name; a later half that names no organ has the first one's."""
    found = [_sitting(part, titles) for part in _parts(head)]
    return [replace(one, organ=one.organ or found[0].organ or head.chaired) for one in found]


def _heads(body: Body, lead_start: int) -> list[Candidate]:
    """The lead's first convened meeting, then those that later paragraphs convene anew."""
    heads: list[Candidate] = []
    for index, sentence in enumerate(body.sentences):
        start = max(sentence.start, lead_start)
        if sentence.end <= lead_start or (heads and not _reopens(body, sentence)):
            continue
        if not heads and sentence.paragraph > 1:
            break
        found = next(iter(find_candidates(body.text, start, sentence.end, index)), None)
        if found and not (heads and ANEW.match(body.words(sentence)) and _of_others(found, heads)):
            heads.append(found)
    heads = heads or _watched(body, lead_start) or _acting(body, lead_start)
    return heads or _first(body, lead_start, find_spoken_at)


def _acting(body: Body, lead_start: int) -> list[Candidate]:
    """The meeting that the first paragraph says decided something."""
    return _first(body, lead_start, find_acting)


def _first(body: Body, lead_start: int, find: Finder) -> list[Candidate]:
    """What a finder finds first in the first paragraph."""
    first = ((i, s) for i, s in enumerate(body.sentences) if s.paragraph == 0)
    found = (find(body.text, max(s.start, lead_start), s.end, i) for i, s in first)
    return next(([one] for candidates in found for one in candidates), [])


def _watched(body: Body, lead_start: int) -> list[Candidate]:
    """The superior's meeting that the first paragraph says was watched."""
    first = [(i, s) for i, s in enumerate(body.sentences) if s.paragraph == 0]
    found = (find_watched(body.text, max(s.start, lead_start), s.end, i) for i, s in first)
    if watched := next(([one] for candidates in found for one in candidates), []):
        return watched
    if not first or not WATCHES.search(body.plain, first[0][1].start, first[-1][1].end):
        return []
    convened = (
        find_candidates(body.text, max(s.start, lead_start), s.end, i, central=True)
        for i, s in first
    )
    return next(([one] for candidates in convened for one in candidates), [])


def _of_others(found: Candidate, heads: list[Candidate]) -> bool:
    """Whether what a sentence convenes is a part of it, or another unit's: «…,省政府召开…»."""
    if not found.organ and PART.fullmatch(found.name):
        return True
    own, other = UNIT.search(heads[0].full), UNIT.search(found.full)
    return own is None or bool(other and own["unit"] != other["unit"])


def _reopens(body: Body, sentence: Sentence) -> bool:
    """«同日,区委书记闫昊主持召开区委财经委员会第六次会议»: a later paragraph's first sentence."""
    words = body.words(sentence)
    if AFTERWARDS.match(words) or ANEW.match(words):
        return True
    return sentence.first and bool(
        re.match("又讯", words.lstrip())
        or re.match(r"\s*[同当][日天](?:上午|下午|晚上?)?[,，]?[^,。;]{2,24}(?:召开|举行)", words)
        or re.match(
            rf"\s*(?:{TIME.pattern}|随后|会后|会议结束后|紧接着|接着|又"
            rf"|还)?[^。;]{{0,60}}?主持召开",
            words,
        )
    )


def _parts(head: Candidate) -> list[Candidate]:
    """The sittings that one name joins: «党组会议暨中心组学习会»."""
    cuts = (m for m in JOINED.finditer(head.name) if head.places and _is_joint(head, m))
    if (cut := next(cuts, None)) is None:
        return [head]
    first = _part(head, 0, cut.start())
    rest = replace(_part(head, cut.end(), len(head.name)), organ="")
    return [first, *_parts(rest)]


def _part(head: Candidate, start: int, end: int) -> Candidate:
    """Some characters of a name as a name."""
    places = head.places[start:end]
    span = Span(places[0], places[-1] + 1)
    return replace(head, name=head.name[start:end], span=span, places=places)


def _is_joint(head: Candidate, cut: re.Match[str]) -> bool:
    """Whether both halves are sittings: of two kinds, or of two commissions."""
    left, right = head.organ + head.name[: cut.start()], head.name[cut.end() :]
    one, other = kind_of(left), kind_of(right)
    if one == other == Kind.LEADING_GROUP:
        own = JOINED.split(right)[0]
        return bool(names_of(left) and names_of(own) and names_of(left) != names_of(own))
    return one in SITTINGS and other in SITTINGS and one != other


def _sitting(head: Candidate, titles: list[Candidate]) -> Sitting:
    """The meeting of a name, told by the fullest place that prints it."""
    kind = _kind(head)
    alike = [c for c in titles if _kind(c) == kind]
    fullest = max([head, *alike], key=lambda c: (_weight(c), c.full == c.name, -c.sentence))
    names = tuple(dict.fromkeys(c.full for c in (fullest, head, *alike)))
    organ = next((organ for name in (head.full, *names) if (organ := organ_of(name))), None)
    if kind in THEMED and head.organ and (convening := organ_of(head.organ)):
        organ = convening
    organ = Organ.JOINT if head.joint else organ or organ_of(head.organ)
    term, number = _ordinals(names)
    return Sitting(
        fullest.full, fullest.span, organ, kind, term, number, names, max(head.sentence, 0)
    )


def _kind(candidate: Candidate) -> Kind | None:
    """The kind that a name tells, with its convener unless the name alone is more special."""
    kind, own = kind_of(candidate.full), kind_of(candidate.name)
    return own if kind in GENERAL and own in SPECIAL else kind or own


def sitting_of(head: Candidate, first: int, last: int) -> Sitting:
    """The meeting of a name alone, told by some sentences."""
    return replace(_sitting(head, []), first=first, last=last)


def _weight(candidate: Candidate) -> int:
    return len(candidate.full) + 20 * bool(NUMBER.search(candidate.full))


def _ordinals(names: tuple[str, ...]) -> tuple[int | None, int | None]:
    """Term and number from the first name that prints them; the last 第N次 of a name counts."""
    term = number = None
    for name in map(own_words, names):
        if term is None and (found := TERM.search(name)):
            term = to_number(found["term"])
        if number is None and (every := _own_numbers(name)):
            last = every[-1]
            number = to_number(last["number"] or last["short"] or last["glued"] or last["plain"])
    return term, number


def _own_numbers(name: str) -> list[re.Match[str]]:
    """The numbers that count the meeting itself: of a presidium its own, not a part's."""
    every = list(NUMBER.finditer(name))
    if "主席团" in name:
        at = name.index("主席团")
        before = [found for found in every[-1:] if PRESIDIUM.match(name, found.end())]
        return [found for found in every if found.start() > at] or before
    nested = len(every) > 1 and re.match("全体", name[every[-1].end() :])
    return every[:-1] if nested else every


def _distinct(sittings: list[Sitting]) -> list[Sitting]:
    """Without a second telling of the same sitting."""
    kept: list[Sitting] = []
    for sitting in sittings:
        if not any(_same(sitting, one) for one in kept):
            kept.append(sitting)
    return kept


def _same(sitting: Sitting, other: Sitting) -> bool:
    """Whether a sitting is told again: one of its kind without a number of its own."""
    if sitting.kind != other.kind or sitting.number not in (None, other.number):
        return False
    bodies = {names_of(sitting.title), names_of(other.title)}
    return sitting.kind != Kind.LEADING_GROUP or () in bodies or len(bodies) == 1


def _placed(sittings: list[Sitting], body: Body) -> list[Sitting]:
    """Give each sitting the sentences that tell of it; joined ones share theirs."""
    placed = []
    for index, sitting in enumerate(sittings):
        later = [s.first for s in sittings[index + 1 :] if s.first > sitting.first]
        shared = any(s.first == sitting.first for s in sittings if s is not sitting)
        last = min(later, default=len(body.sentences))
        placed.append(replace(sitting, last=last, shared=shared))
    if placed and placed[0].first > 0:
        placed[0] = replace(placed[0], first=0)
    return placed
