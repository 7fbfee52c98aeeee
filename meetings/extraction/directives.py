"""Find what a meeting or a person pointed out, stressed or required."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.vocabulary import Voice

VERBS = (
    r"(?P<verb>指出|强调|要求|认为|(?:提出(?:了)?|提(?=[几一二三四五六七八九十两多\d]+[点条项个]))(?:[几一二三四五六七八九十两多\d]+(?:点|条|项"
    r"|个方面)?(?:的)?)?(?:具体|明确|相关|新的?|如下|以下|严格|殷切|工作|[几一二三四五六七八九十两\d]+[点条项个])*(?:的)?(?:工作)?要求"
    r"|提出(?:了)?[几一二三四五六七八九十两多\d]+(?:点|条|项|个方面)(?:的)?(?:工作|具体|指导性?)?(?:意见|建议|希望)"
    r"|提出(?:了)?(?:具体|明确|指导性|中肯|很好)?(?:的)?(?:意见建议|意见和建议|希望和要求|意见|建议|希望)(?=:)"
    r"|提出(?!的)|号召|希望"
    r"|明确(?!提出"
    r"|要求)|表示|充分肯定(?:了)?)"
)
# «会议», «全会», «常务会议», «会上,», «他»
MEETING = (
    r"(?:(?:本次|此次|这次)?(?:[一-鿿]{0,8}?(?:党组|常务|常委会?|主任|主席|学习|扩大"
    r"|\)))?会议|全会|大会|主席团|党组会|学习会)"
)
# What may stand between speaker and verb: «还», «就X», «在听取汇报后», «对当前工作»
BETWEEN = (
    r"(?:(?:还|并|同时|最后|随后|进一步|特别|再次|首先|着重|反复|郑重|明确|一致|又|也|则"
    r"|分别|在讲话中|在会上|会上|指导时|总结时|讲话时)"
    r"|(?:在|就|对|围绕|针对|结合)(?:[^,。;:“”]{1,60}?(?:时|后|上|中|方面|问题),?"
    r"|(?:(?!主持|召开|出席)[^,。;:“”]){1,60}?,?)|(?:听取|审议|研究|讨论|学习|观看)[^,。;]{0,30}[后时],?|代表[^,。;:“”]{2,16}?(?=提出|强调|要求|希望|指出)"
    r"|(?:\d{1,2}月)?(?:\d{1,2}日)?主持(?:召开)?[^,。;:“”]{2,40}?时){0,3}"
)
# What must follow the verb: a mark or the words of the demand
AFTER = (
    r"(?P<mark>了?\s?(?:[,:]|[—-]{2}|…{2}(?=\s*\n))|(?:(?<=意见)|(?<=建议)|(?<=希望))。(?=\s?(?:[一1]|第一|\([一1]))|\s*$|(?<=要求)(?=[一-鿿])(?!的|时|进行|和|较|更)"
    r"|(?:(?<=强调)|(?<=指出))(?=[一-鿿])(?![的性并和过])"
    r"|(?:(?<=希望)|(?<=号召))(?=[一-鿿])(?!的|与|和|小学|在于|所在)"
    r"|(?<=充分肯定)(?=[一-鿿])(?!的)|(?<=充分肯定了)(?=[一-鿿])"
    r"|(?=[“《一要各全必须把以将抓坚加深切统在进今我当市县区州旗省党围做落对防确充持严突强过关这会发推继认年前科经生安有下]))"
)
# «会议强调,», «常务会议要求:», «会议对当前工作提出要求,»
BY_MEETING = re.compile(rf"(?:会上,?)?(?P<speaker>{MEETING})(?P<between>{BETWEEN}){VERBS}{AFTER}")
# «他强调,», «她要求:»
BY_PRONOUN = re.compile(
    rf"(?:会上,?|最后,?|同时,?)?(?P<speaker>[他她])(?P<between>{BETWEEN}){VERBS}{AFTER}"
)
# After a name: «同志在讲话中强调,», «就做好夏粮收购提出要求,»
BY_NAME = re.compile(rf"(?:同志)?(?P<between>{BETWEEN}){VERBS}{AFTER}")
# «来书记指出,», «石县长要求:», «欧阳主任还强调,»: a surname with the post of one who is there
BY_SURNAME = re.compile(
    r"(?P<speaker>(?P<surname>[一-鿿]{1,2}?)(?P<post>副?(?:书记|[省市州县区旗盟镇乡局部]长|主任|主席|秘书长)))"
    rf"(?:同志)?(?P<between>{BETWEEN}){VERBS}{AFTER}"
)
# «,要求各级…», «并强调,»: the verb that another clause parts from its speaker
LATER = re.compile(
    rf"(?:(?:^|(?<=[,;]))(?P<who>[他她]|会议|大会|全会)?(?:并|还|同时|会上)?"
    r"(?:就[^,。;]{1,30}?|对[^,。;]{1,30}?(?=(?:强调|指出|要求|提出(?:具体|明确|几点|相关)?要求)[,:]))?"
    rf"|(?<=[议话会持])并(?:在讲话中|讲话|[就对][^,。;]{{1,30}}?(?=提出))?|(?<=[一-鿿])并(?=(?:强调|指出|要求|希望)[,:])|(?<=讲话)时?){VERBS}{AFTER}"
)
# «新当选的|县委书记方舟要求», «就做好下一阶段工作|方舟强调»: before a speaker without a mark
LED_TO = re.compile(
    "(?:(?:新|刚刚?)?(?:当选|到任|上任|就任)的|(?:就|围绕|针对|对于?|关于|结合)[^,。;:、]{2,40}"
    "|(?:在|谈到|听取|讲到)[^,。;:、]{2,30}[时后中])"
)
# «强调要先登清谱系。»: a dropped subject at the beginning of a sentence
BARE = re.compile(rf"(?:同时|并|还)?{VERBS}{AFTER}")
# «要求|高的岗位», «希望|就在田里», «强调|了三遍的事»: words of a demand that goes on
NO_VERB = re.compile(
    r"(?:要求|希望|强调|指出|明确|号召)(?:[了的过高低严是]|就[在是]|[与和越更最]|不[高低严多]|已)"
)
# «会议还就X提出明确要求。»: no content
WITHOUT_CONTENT = re.compile(r"提出(?:了)?[一-鿿]{0,6}要求[,。;]?$")
# «…提出要求,就B提出意见。», «…提出要求,强调要落实», «…提出要求,最后观看了警示片», «…提出要求,并签订
# 责任书»: what follows a demand without content
ANOTHER = re.compile(
    r"\s*(?:并?(?:就|对|围绕)[^,。;]{2,40}(?:提出|作|进行|安排|部署)[^,。;]{0,12}[。;]"
    r"|并?(?:强调|指出|要求|明确)(?![^,。;]{0,6}的)|(?:会议)?(?:最后|随后|会后|会上|接着|同时)?[^,。;要]{0,20}?(?:观看|参观|签订|签署|颁发|宣读|通报|传达|部署|总结)了"
    r"|并?(?:与|同|向|为|和)[^,。;要]{2,20}(?:签订|签署|颁发|授牌|颁奖))"
)
# «…提出二点意见。|一是…»: how far beyond its sentence a verb's mark is looked for
LOOKED_BEYOND = 3
# «要抓项目,|县长凌晴、副县长林川出席会议。», «…抓落实,|县直有关部门负责人参加会议。»: who came
CAME_TOO = re.compile(
    r"[,;](?P<who>(?:[^,。;“”]{0,60}?[,、])??[^,。;“”要]{2,60}?)"
    r"(?:应邀|一同|共同|分别|也|一并|在[^,。;]{2,12})*(?P<verb>出席|参加|列席|参会|主持会议|主持(?=[。;]))(?:了)?(?:会议|大会|全会|活动|学习|座谈|座谈会"
    r"|此次会议|本次会议|上述会议)?[。;]?$"
)
OFFICE = re.compile(
    "书记|[省市县区州旗盟镇乡部局]长|主[任席]|常委|专员|领导|负责人|负责同志|有关(?:部门|人员|同志)|班子成员|组成人员|参加人员"
)
# Numbered points, outermost first by where they stand: «一要…», «一是…», «(一)», «第一,», «1.»
SERIES = (
    re.compile(r"(?:^|(?<=[。;:,\n!?”]))\s*(?P<n>[一二三四五六七八九十]{1,3})(?=要|是要|须)"),
    re.compile(r"(?:^|(?<=[。;:,\n!?”]))\s*(?P<n>[一二三四五六七八九十]{1,3})(?=是|、)"),
    re.compile(r"(?:^|(?<=[。;:,\n!?”]))\s*\((?P<n>[一二三四五六七八九十]{1,3})\)"),
    re.compile(r"(?:^|(?<=[。;:,\n!?”]))\s*第(?P<n>[一二三四五六七八九十]{1,3})[,、](?!次)"),
    re.compile(r"(?:^|(?<=[。;:,\n!?”]))\s*(?P<n>\d{1,2})[.、](?!\d)"),
    re.compile(r"(?:^|(?<=[。;:,\n!?”]))\s*\((?P<n>\d{1,2})\)"),
    re.compile(r"(?:^|(?<=[。;:,\n!?”]))\s*要?(?P<n>[一二三四五六七八九十]{1,3})(?=要|是|、)"),
)
# «二是|县农业农村局副局长甲讲话», «;|三是村支部书记发言»
COUNTED = re.compile(r"[一二三四五六七八九]是\s?$")
NEXT_COUNTED = re.compile(r";(?=\s?(?:最后,?)?[二三四五六七八九十]是)")
# «各级各部门|一要抢墒整地。二要把关。»: a first point that its subject precedes
AFTER_SUBJECT = re.compile(r"(?<=[一-鿿])(?<![第唯统之单同])一(?=要(?!求)|是(?!种|个|件))")
NUMERALS = "一二三四五六七八九十"


@dataclass(slots=True)
class Opened:
    """A directive as [start, end) of the body; `speaker` is 会议, 他 or a name."""

    verb: str
    speaker: str
    start: int
    end: int
    content: int
    rule: str


def verb_of(words: str) -> str:
    """The closed list's verb for the printed one: «提出几点要求» counts as 提出要求."""
    if words.startswith("提") and words.endswith("要求"):
        return "提出要求"
    if words.startswith("提出"):
        return "提出"
    return words.removesuffix("了")


def meeting_speaker(words: str) -> str:
    """会议 for 常务会议 and the like; 全会, 大会 and 主席团 as they are."""
    return words if Voice.get(words) else Voice.MEETING.value


def open_at(body: Body, sentence: Sentence, start: int) -> Opened | None:
    """A directive of the meeting, of 他 or 她 or without subject at a place in a sentence."""
    text, end = body.plain, sentence.end
    for pattern, rule in ((BY_MEETING, "directive.meeting"), (BY_PRONOUN, "directive.pronoun")):
        if (found := pattern.match(text, start, end)) and not _empty(text, found, end):
            speaker = found["speaker"]
            name = speaker if speaker in "他她" else meeting_speaker(speaker)
            at = found.start("speaker")
            return Opened(verb_of(found["verb"]), name, at, end, found.end(), rule)
    return None


def open_by_surname(
    body: Body, end: int, start: int, people: Callable[[], dict[str, set[str]]]
) -> Opened | None:
    """«来书记指出,»: of the one whom `people`, names with their posts, hold with that post."""
    found = BY_SURNAME.match(body.plain, start, end)
    if found is None or _empty(body.plain, found, end):
        return None
    own = _called(found["surname"], found["post"], people())
    if len(own) != 1:
        return None
    at = found.start("speaker")
    return Opened(verb_of(found["verb"]), own[0], at, end, found.end(), "directive.surname")


def _called(surname: str, post: str, people: dict[str, set[str]]) -> list[str]:
    """Who may be called so: «林区长» is the 区长, and the 副区长 only where no other 林 is one."""
    own = {n: posts for n, posts in people.items() if n.startswith(surname)}
    full = [
        n
        for n, posts in own.items()
        if any(p.endswith(post) and not p.endswith("副" + post) for p in posts)
    ]
    return full or [n for n, posts in own.items() if any(p.endswith(post) for p in posts)]


def open_after_name(body: Body, start: int, name_end: int, end: int, name: str) -> Opened | None:
    """«甲强调,»: a directive whose verb follows a name; it begins at `start`, with the post."""
    found = BY_NAME.match(body.plain, name_end, end + LOOKED_BEYOND)
    if found is None or _empty(body.plain, found, end):
        return None
    return Opened(verb_of(found["verb"]), name, start, end, found.end(), "directive.name")


def open_later(body: Body, start: int, end: int, name: str) -> Opened | None:
    """«甲主持召开会议,要求…»: the verb after another clause of the same speaker."""
    found = LATER.search(body.plain, start, end)
    if found is None or _empty(body.plain, found, end):
        return None
    at = found.start("who") if found["who"] else found.start("verb")
    name = found["who"] if Voice.get(found["who"] or "") else name
    return Opened(verb_of(found["verb"]), name, at, end, found.end(), "directive.later_clause")


def own_end(text: str, start: int, end: int) -> int:
    """«二是|局长甲讲话,希望…;三是村支书发言。»: an item of a list ends before the next one."""
    if not COUNTED.search(text[max(0, start - 3) : start]):
        return end
    following = NEXT_COUNTED.search(text, start, end)
    return following.start() + 1 if following else end


def open_bare(body: Body, sentence: Sentence) -> Opened | None:
    """«强调要先登清谱系。»: a dropped subject means the meeting."""
    found = BARE.match(body.plain, sentence.start, sentence.end)
    if (
        found is None
        or NO_VERB.match(body.plain, found.start("verb"))
        or _empty(body.plain, found, sentence.end)
    ):
        return None
    at = found.start("verb")
    return Opened(verb_of(found["verb"]), "会议", at, sentence.end, found.end(), "directive.bare")


def _empty(text: str, found: re.Match[str], end: int) -> bool:
    """«会议还就X提出明确要求。», «就A提出要求,就B提出意见。»: told without a word of it."""
    if found["verb"].startswith("提出") and ANOTHER.match(text, found.end(), end):
        return True
    if found["mark"].strip() == "" and found["verb"].startswith("提出"):
        return True
    return bool(
        WITHOUT_CONTENT.search(text[found.start() : end].rstrip("\n ")) and found.end() >= end - 2
    )


def without_attendance(body: Body, opened: Opened) -> int:
    """Where a demand ends whose sentence goes on to tell who came."""
    found = CAME_TOO.search(body.masked, opened.content, opened.end)
    while found and not OFFICE.search(found["who"]):
        found = CAME_TOO.search(body.masked, found.start() + 1, opened.end)
    return found.start() if found else opened.end


def points(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The numbered points of a directive, each to the next; the outermost series."""
    best: list[int] = []
    for pattern in SERIES:
        found = _series(pattern, text, start, end)
        sooner = not best or found[:1] < best[:1]
        if len(found) >= 2 and (sooner or (found[0] == best[0] and len(found) > len(best))):
            best = found
    return [(a, _before(text, b)) for a, b in pairwise([*best, end])] if best else []


def _series(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    """Places that count up from one; a second 一 begins an inner series and is passed."""
    places, expected = [], 1
    for match in pattern.finditer(text, start, end):
        if expected == 1 and _value(match["n"]) == 2:
            first = [found.start() for found in AFTER_SUBJECT.finditer(text, start, match.start())]
            places, expected = first[-1:], 1 + len(first[-1:])
        if _value(match["n"]) == expected:
            places.append(match.start("n") - (text[match.start("n") - 1] in "(第"))
            expected += 1
    return places


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if numeral.startswith("十"):
        return 10 + (NUMERALS.index(numeral[1]) + 1 if len(numeral) > 1 else 0)
    return NUMERALS.index(numeral[0]) + 1


def _before(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " \n":
        end -= 1
    return end


def trimmed(text: str, start: int, end: int) -> Iterator[int]:
    """Start and end without outer white space."""
    while start < end and text[start] in " \n":
        start += 1
    yield start
    yield _before(text, end)
