"""Find which meetings a report tells of: name, organ, kind, term and number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from meetings.extraction.blocks import Page
from meetings.extraction.facts import Span
from meetings.extraction.numerals import NUMERAL, to_number
from meetings.extraction.people import HOUR, TIME
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.tables import rules
from meetings.extraction.text import Text
from meetings.extraction.vocabulary import Kind, Organ

NAME = r"[^,。;:!?\n《》]"
MEETING = (
    r"(?:会议|大会|全会|全体会|生活会|会(?![议场期前后上员长见商计]))"
    # «常务会议(第12次)», «常委会会议(十六届第12次)»
    r"(?:\([^()]{0,6}第?[\d一二三四五六七八九十百]{1,5}次\))?"
)
# «主持召开湘潭市第十二届市委常委会第38次会议», «市政府召开全体(扩大)会议»
AFTER_VERB = re.compile(
    rf"(?P<before>{NAME}{{0,40}}?)(?P<verb>(?:主持)?(?:(?:隆重|胜利|依次|先后|组织|集中|立即"
    rf"|紧急|迅速|及时|连夜)?(?:召开"
    rf"|举行|召集|开展)|主持(?!召开|会议|并|人|了"
    rf"|下))了?)(?P<name>{NAME}{{0,70}}?{MEETING}|{NAME}{{0,40}}?(?:专题|集体"
    rf"|集中)(?:学习(?:研讨)?|研讨))(?=[,。;:(”\s]|$|传达|研究|部署|学习|安排|听取"
    rf"|审议|强调|要求|并)"
)
# «中共长沙市第十三届委员会第八次全体会议召开», «…会议在州政府召开»
BEFORE_VERB = re.compile(
    rf"(?P<name>{NAME}{{2,70}}?{MEETING}),?"
    r"(?:(?:[今昨][日天晚]?|(?:\d{1,2}月)?\d{1,2}[日号]|\d{1,2}月\d{1,2}(?=[上下晚]))"
    rf"(?:(?:上午|下午|晚上?)(?:{HOUR})?)?)?"
    rf"(?:于{NAME}{{2,20}}?)?(?:在{NAME}{{1,24}}?)?"
    r"(?:,?(?:在)?(?:圆满|顺利)?完成(?:了)?(?:各项|预定|全部|大会)*(?:任务|议程)(?:后|之后)?,?)?"
    r"(?:隆重|胜利|正式|顺利|圆满|如期)?(?:召开|举行|开幕|闭幕)(?=[,。;:!\s]|$)"
)
# «我区组织收听收看全省农村工作电视电话会议», «我市在分会场收看了…»
WATCHED = re.compile(rf"(?:收听收看|收看收听|收看|收听)了?(?P<name>{NAME}{{2,60}}?{MEETING})(?=[,。;\s]|$)")
# «国务院召开全国…会议。我市组织收听收看», «在平凉分会场参加会议»
WATCHES = re.compile("收听收看|收看收听|分会场")
# «会后,我市立即召开全市安全生产会议»
AFTERWARDS = re.compile(
    r"\s*(?:会后|随后|会议结束后|紧接着|电视电话会议(?:结束)?后)[,]?[^,。;]{0,30}?(?:立即|随即|又|接着|紧急|套开|组织)?(?:召开|举行)了?(?!的)"
)
# What a meeting is called that has no name of its own
NAMELESS = {"会议", "本次会议", "此次会议", "大会", "全会"}
# «市政协党组书记», «县政府党组副书记»
PARTY_GROUP = re.compile("(?P<organ>政府|政协|人大|人大常委会)党组(?:副?书记|成员)")
CONVENING = re.compile("召开|举行|召集|开展|主持|开幕|闭幕")
# Words of the convening organ at the end of what stands before the verb: «县委», «市六届人大常委会»
CONVENER = re.compile(
    r"(?:^|[,、\s]|[日午天晚])(?P<organ>[^,、\s]{0,30}?(?:委|政府|行署|人大|人大常委会"
    r"|人民代表大会|政协|常委会|党组|领导小组|委员会|党工委|管委会|指挥部|会议|纪委监委|纪委"
    r"|深改委|财经委|中心组|主席团|代表团|委会|班子))$"
)
# «习近平总书记主持召开中央…会议», «国务院召开全国…会议»: no local meeting
CENTRAL = re.compile(r"(?:总书记|国家主席|总理|党中央|国务院|中央政治局)[^,。;]{0,12}$")
# «全会决定中国共产党衢州市第八次代表大会3月1日在衢召开», «将于9月11日召开»: a sitting to come
TO_COME = re.compile(
    r"(?:会议|全会|大会|主席团|常委会)[^,。;]{0,6}(?:决定|建议|同意|审议通过|提请)[^,。;]{0,40}$|(?:将于|拟于|定于)[^,。;]{0,20}$"
)
TO_COME_NAME = re.compile(r"(?:会议|全会|大会|主席团)[^,。;]{0,6}(?:决定|建议)")
CENTRAL_NAME = re.compile("中央|国务院|全国|党的[一二三四五六七八九十]")
# «自治区人民政府在南宁|召开»
VENUE = re.compile(
    r"(?:(?:在|于)[^,]{1,30}|(?:(?:\d{1,2}月)?\d{1,2}[日号]|[今昨][日天晚])(?:上午|下午|晚上?)?)$"
)
TWO_CONVENERS = re.compile(
    r"[省市县区州旗盟地镇]委(?:(?:、|和|与|及|,)(?:[一-鿿]{0,8}[省市县区州旗镇])?|[省市县区州旗镇])"
    r"(?:人民)?(?:政府|行署)(?!党组)"
)
# «八届», «第十二届», «十三届八次全会»
TERM = re.compile(rf"第?(?P<term>{NUMERAL})届")
NUMBER = re.compile(
    rf"(?:第\s?(?P<number>{NUMERAL})\s?次|(?<=届)(?P<short>{NUMERAL})次"
    rf"|(?<=[会大委])(?P<glued>[一二三四五六七八九十]{{1,3}})次"
    r"|(?<![第年届\d])(?P<plain>\d{1,3})次(?=[一-鿿()]{0,8}会))"
)
# A name that holds its own organ needs none from the subject: «县政府召开第五次县政府常务会议»
ORGAN_IN_NAME = re.compile(
    r"[省市县区州旗盟镇地]委(?!员)|政府|人大|人民代表|政协|党组|行署|中国共产党|中共|党工委"
    r"|[市县区州旗盟]长|管委会|纪律检查|全[市县区州旗盟镇省]|常务委员会"
)
# Joins two sittings in one name: «党组会议暨中心组学习会», «常委会会议和市政府常务会议»
JOINED = re.compile(r"(?:(?<=会议)|(?<=会))(?P<link>、|和|暨|及|与|以及|,)(?=[^,。]{2,50}会)")
# Kinds whose joined halves are two sittings; a work conference joined to another meeting is not
SITTINGS = {
    Kind.STANDING_COMMITTEE, Kind.PLENUM, Kind.EXECUTIVE, Kind.PARTY_GROUP, Kind.STUDY_SESSION,
    Kind.CHAIRPERSONS, Kind.LEADING_GROUP, Kind.WORKING_MEETING, Kind.PRESIDIUM,
}  # fmt: skip
# Kinds whose name is a theme: «市委召开人大、政府和政协换届工作会议» is the party committee's
THEMED = {Kind.WORK_CONFERENCE, Kind.SYMPOSIUM, Kind.OTHER}


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A meeting's name with its convener as one place prints it."""

    name: str
    organ: str
    span: Span
    sentence: int
    joint: bool = False
    chaired: Organ | None = None

    @property
    def full(self) -> str:
        """Convener and name without the verb between them."""
        return self.name if ORGAN_IN_NAME.search(self.name) else self.organ + self.name


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    return tuple((re.compile(rule["pattern"]), Kind.of(rule["kind"])) for rule in rules("kinds"))


def kind_of(name: str) -> Kind | None:
    """The kind that a meeting's name tells."""
    return next((kind for pattern, kind in _kinds() if pattern.search(name)), None)


@cache
def _organs() -> tuple[tuple[re.Pattern[str], Organ], ...]:
    return tuple((re.compile(rule["pattern"]), Organ.of(rule["organ"])) for rule in rules("organs"))


def organ_of(name: str) -> Organ | None:
    """The organ that a meeting's name tells; None where it tells none."""
    return next((organ for pattern, organ in _organs() if pattern.search(name)), None)


def find_candidates(
    text: Text, start: int, end: int, sentence: int, *, central: bool = False
) -> Iterator[Candidate]:
    """Names of meetings that are convened in a stretch of text, in order.

    Those of the centre only where `central` asks for them.
    """
    if not CONVENING.search(text.plain, start, end):
        return
    found = []
    for match in AFTER_VERB.finditer(text.plain, start, end):
        before = VENUE.sub("", _untimed(match["before"]))
        convener = CONVENER.search(before)
        at, to = match.span("name")
        joint = bool(re.search(f"{TWO_CONVENERS.pattern}(?:联合)?$", before))
        found.append((at, to, match["name"], convener["organ"] if convener else "", joint))
    for match in BEFORE_VERB.finditer(text.plain, start, end):
        words = _untimed(match["name"])
        to = match.end("name")
        found.append((to - len(words), to, words, "", False))
    for at, to, name, organ, joint in sorted(found):
        of_centre = CENTRAL.search(text.plain, max(start, at - 40), at) or CENTRAL_NAME.match(name)
        if of_centre and not central:
            continue
        if TO_COME.search(text.plain, max(start, at - 60), at) or TO_COME_NAME.match(name):
            continue
        if organ or (name not in NAMELESS and kind_of(name) is not None):
            chaired = _party_group(text.plain, start, at) if "党组" in name else None
            yield Candidate(name, organ, text.span(at, to), sentence, joint, chaired)


def find_watched(text: Text, start: int, end: int, sentence: int) -> Iterator[Candidate]:
    """«我区组织收听收看全省农村工作电视电话会议»: a superior's meeting that is watched."""
    for match in WATCHED.finditer(text.plain, start, end):
        yield Candidate(match["name"], "", text.span(*match.span("name")), sentence)


def _party_group(plain: str, start: int, end: int) -> Organ | None:
    """Whose party group it is, by the post printed before: «市政协党组书记…召开党组会议»."""
    found = PARTY_GROUP.search(plain, start, end)
    return organ_of(found["organ"]) if found else None


def _untimed(words: str) -> str:
    """Without a day or an adverb in front."""
    while found := re.match(rf"\s*(?:{TIME.pattern}|会上|随后|首先|由|在|暨)", words):
        words = words[found.end() :]
    *_, last = words.split(" ")
    own = last != words and len(last) > 6 and ORGAN_IN_NAME.search(last) and kind_of(last)
    return last if own else words


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
        if found := next(iter(find_candidates(body.text, start, sentence.end, index)), None):
            heads.append(found)
    return heads or _watched(body, lead_start)


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


def _reopens(body: Body, sentence: Sentence) -> bool:
    """«同日,区委书记闫昊主持召开区委财经委员会第六次会议»: a later paragraph's first sentence."""
    words = body.words(sentence)
    if AFTERWARDS.match(words):
        return True
    return sentence.first and bool(
        re.match("又讯", words.lstrip())
        or re.match(
            rf"\s*(?:{TIME.pattern}|随后|会后|会议结束后|紧接着|接着|又"
            rf"|还)?[^。;]{{0,60}}?主持召开",
            words,
        )
    )


def _parts(head: Candidate) -> list[Candidate]:
    """The sittings that one name joins: «党组会议暨中心组学习会»."""
    cut = next((m for m in JOINED.finditer(head.name) if _is_joint(head, m)), None)
    if cut is None:
        return [head]
    start, end = head.span
    one, other = head.name[: cut.start()], head.name[cut.end() :]
    first = replace(head, name=one, span=Span(start, start + len(one)))
    return [first, *_parts(replace(head, name=other, organ="", span=Span(end - len(other), end)))]


def _is_joint(head: Candidate, cut: re.Match[str]) -> bool:
    one = kind_of(head.organ + head.name[: cut.start()])
    other = kind_of(head.name[cut.end() :])
    return one in SITTINGS and other in SITTINGS and one != other


def _sitting(head: Candidate, titles: list[Candidate]) -> Sitting:
    """The meeting of a name, told by the fullest place that prints it."""
    kind = kind_of(head.full) or kind_of(head.name)
    if kind == Kind.STANDING_COMMITTEE and (own := kind_of(head.name)) in THEMED - {Kind.OTHER}:
        kind = own
    alike = [c for c in titles if kind_of(c.full) == kind]
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


def sitting_of(head: Candidate, first: int, last: int) -> Sitting:
    """The meeting of a name alone, told by some sentences."""
    return replace(_sitting(head, []), first=first, last=last)


def _weight(candidate: Candidate) -> int:
    return len(candidate.full) + 20 * bool(NUMBER.search(candidate.full))


def _ordinals(names: tuple[str, ...]) -> tuple[int | None, int | None]:
    """Term and number from the first name that prints them; the last 第N次 of a name counts."""
    term = number = None
    for name in names:
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
        return [found for found in every if found.start() > name.index("主席团")]
    nested = len(every) > 1 and re.match("全体", name[every[-1].end() :])
    return every[:-1] if nested else every


def _distinct(sittings: list[Sitting]) -> list[Sitting]:
    """Without a second telling of the same sitting."""
    kept: list[Sitting] = []
    for sitting in sittings:
        same = any(s.kind == sitting.kind and (sitting.number in (None, s.number)) for s in kept)
        if not same:
            kept.append(sitting)
    return kept


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
