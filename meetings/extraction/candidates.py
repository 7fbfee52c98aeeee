"""Find names of meetings that a text convenes, each with its convener."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from meetings.extraction.facts import Span
from meetings.extraction.lists import HOUR, TIME
from meetings.extraction.tables import rules
from meetings.extraction.text import Text
from meetings.extraction.vocabulary import Kind, Organ

NAME = r"[^,。;:!?\n《》]"
MEETING = (
    r"(?:会议|大会|全会|全体会|生活会|会(?![议场期前后上员长见商计]|\([一-鿿]{1,4}\)会))"
    # «常务会议(第12次)», «常委会会议(十六届第12次)»
    r"(?:\([^()]{0,6}第?[\d一二三四五六七八九十百]{1,5}次\))?"
)
# «主持召开湘潭市第十二届市委常委会第38次会议», «市政府召开全体(扩大)会议»
AFTER_VERB = re.compile(
    rf"(?P<before>{NAME}{{0,40}}?)(?P<verb>(?:主持)?(?:(?:隆重|胜利|依次|先后|组织|集中|立即"
    rf"|紧急|迅速|及时|连夜)?(?:召开"
    rf"|举行|召集(?!{NAME}{{2,60}}(?:召开|举行))|开展)|主持(?!召开|会议|并|人|了"
    rf"|下))了?)(?P<name>{NAME}{{0,70}}?{MEETING}|{NAME}{{0,40}}?(?:专题|集体"
    rf"|集中)(?:学习(?:研讨)?|研讨))(?=[,。;:(”\s]|$|传达|研究|部署|学习|安排|听取"
    rf"|审议|强调|要求|并|时|后|期间)"
)
# «,历时两天», «经过全体代表的共同努力», «,在圆满完成各项议程后,»: what leads to a close
COMPLETED = (
    r"(?:,?(?:历时[^,。;]{1,8}|经过[^,。;]{2,24}|在?(?:圆满|顺利|胜利)?(?:地)?完成(?:了)?[^,。;]{0,12}"
    r"(?:任务|议程|使命)(?:后|之后)?),?){0,3}"
)
ON_DAY = (
    r"(?:(?:[今昨][日天晚]?|(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}[日号]|\d{1,2}月\d{1,2}(?=[上下晚]))"
    r"(?:(?:上午|下午|晚上?)?[至到—–、-](?:\d{1,2}月)?\d{1,2}[日号])?"
    rf"(?:(?:上午|下午|晚上?)(?:{HOUR})?)?)?"
)
# «中共长沙市第十三届委员会第八次全体会议召开», «…会议在州政府召开»
BEFORE_VERB = re.compile(
    rf"(?P<name>{NAME}{{2,70}}?{MEETING}),?(?:分别|先后|相继)?{ON_DAY}"
    rf"(?:于{NAME}{{2,20}}?)?(?:在{NAME}{{1,24}}?)?{COMPLETED}(?:于?{ON_DAY})?(?:在{NAME}{{1,24}}?)?"
    r"(?:(?:隆重|胜利|正式|顺利|圆满|如期)?(?:召开|举行|开幕|闭幕|落幕|闭会)|(?:落下|拉开|降下)帷幕"
    r"|(?:圆满|胜利|顺利)结束)(?=[,。;:!\s]|$)"
)
# «我区组织收听收看全省农村工作电视电话会议», «我市在分会场收看了…»
WATCHED = re.compile(
    rf"(?:收听收看|收看收听|收看|收听)了?(?P<name>{NAME}{{2,60}}?{MEETING})(?=[,。;\s]|$)"
)
# «区二届人大常委会第四次会议|决定», «县政府第39次常务会议|审议»
ACTING = re.compile(
    rf"(?:^|(?<=[,。\n]))(?P<name>{NAME}{{6,50}}?{MEETING})(?=(?:经)?(?:研究|表决)?(?:决定|审议|表决|通过|听取|传达|研究))"
)
NUMBERED = re.compile(r"第?[\d一二三四五六七八九十百]{1,5}次")
# What a meeting is called that has no name of its own
NAMELESS = {"会议", "本次会议", "此次会议", "大会", "全会"}
# «市政协党组书记», «县政府党组副书记»
PARTY_GROUP = re.compile("(?P<organ>政府|政协|人大|人大常委会)党组(?:副?书记|成员)")
CONVENING = re.compile("召开|举行|召集|开展|主持|[开闭落]幕|闭会|帷幕|结束")
# Words of the convening organ at the end of what stands before the verb: «县委», «市六届人大常委会»
CONVENER = re.compile(
    r"(?:^|[,、\s]|[日午天晚])(?P<organ>[^,、\s]{0,30}?(?:委|政府|行署|人大|人大常委会"
    r"|代表大会|政协|常委会|党组|领导小组|委员会|党工委|管委会|指挥部|防指|领导组|会议|纪委监委|纪委"
    r"|深改委|财经委|中心组|主席团|代表团|委会|班子)(?:\([一-鿿]{1,4}\))?)$"
)
# «石桥镇|召开第十八届人民代表大会第四次会议»: a name that wants its place
OF_PLACE = re.compile("第?[一二三四五六七八九十百\\d]{1,3}届(?:人民代表大会|人大)")
PLACE_END = re.compile(
    r"(?:^|[,、\s日午天晚])(?P<organ>[一-鿿]{1,8}[省市县区州旗镇乡])(?:隆重|胜利|顺利|正式|如期)?$"
)
UNITS = tuple("省市县区州旗镇乡")
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
    r"(?:(?:在|于)[^,]{1,30}|连续[一二两三四五六七八九十\d]+天|利用[^,]{2,10}|(?:(?:\d{1,2}月)?\d{1,2}[日号]|[今昨][日天晚])(?:上午|下午|晚上?)?)$"
)
TWO_CONVENERS = re.compile(
    r"[省市县区州旗盟地镇]委(?:(?:、|和|与|及|,)(?:[一-鿿]{0,8}[省市县区州旗镇])?|[省市县区州旗镇])"
    r"(?:人民)?(?:政府|行署)(?!党组)|党工委(?:、|和|与|及)管委会"
    r"|党委(?:、|和|与|及)(?:镇|乡|人民)?政府(?!党组)"
)
# A name that holds its own organ needs none from the subject: «县政府召开第五次县政府常务会议»
ORGAN_IN_NAME = re.compile(
    r"[省市县区州旗盟镇地]委(?!员)|政府|人大|人民代表|政协|党组|行署|中国共产党|中共|党工委"
    r"|[市县区州旗盟]长|管委会|纪律检查|全[市县区州旗盟镇省]|常务委员会"
)


# «市委书记方舟|主持召开会议», «在全市教师节表彰大会上,|市委书记方舟强调», where nothing is named
NAMELESS_CHAIRED = re.compile(
    rf"(?:书记|[省市县区州旗盟镇乡]长|主任|主席|专员|常委){NAME}{{2,12}}?主持召开(?:了)?(?P<name>(?:专题|工作)?会议)(?=[,。;])"
)
# «在6月12日召开的县政府第9次常务会议上», «记者从全市防汛工作会议获悉»
SPOKEN_AT = re.compile(
    r"(?:在|从)(?:[^,。;]{0,24}?(?:召开|举行|举办)的)?"
    r"(?P<name>(?:全[省市县区州旗盟镇乡]|[一-鿿]{0,8}[省市县区州旗盟镇乡]委|[一-鿿]{0,8}(?:政府|人大|政协|管委会|党工委)|[一-鿿]{2,8}[市县区旗州])"
    rf"{NAME}{{2,40}}?(?:会议|大会|全会|座谈会|推进会|动员会|调度会|办公会|常务会|例会|专题会)(?!议))"
    r"(?:上(?!的)|(?=(?:采访|中)?(?:获悉|了解到)))"
)
# «学习贯彻县委第二次全会精神|专题会»: what a meeting is about, with another meeting's name
ABOUT = re.compile(
    r"(?:认真|深入|全面|集中)*(?:传达|学习|宣传|贯彻|落实|宣讲|研讨|领会){1,4}了?[^,。;]{2,50}?精神"
)


# «全面从严治党工作会议|暨警示教育大会»
FIRST_HALF = re.compile("(?P<name>[^暨]{2,40}会议?)暨")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A meeting's name with its convener as one place prints it."""

    name: str
    organ: str
    span: Span
    sentence: int
    joint: bool = False
    chaired: Organ | None = None
    # The place in the source of each character of the name, where it may be parted.
    places: tuple[int, ...] = ()

    @property
    def full(self) -> str:
        """Convener and name without the verb between them."""
        if OF_PLACE.match(self.name) and self.organ[-1:] in UNITS:
            return self.organ + self.name
        own = ORGAN_IN_NAME.search(own_words(self.name))
        return self.name if own else self.organ + self.name


def own_words(name: str) -> str:
    """A meeting's name without what it is about: «专题会» of «学习贯彻…全会精神专题会»."""
    rest = ABOUT.sub("", name)
    return rest if "会" in rest else name


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    return tuple((re.compile(rule["pattern"]), Kind.of(rule["kind"])) for rule in rules("kinds"))


def kind_of(name: str) -> Kind | None:
    """The kind that a meeting's name tells; of two joined by 暨 the first where it is one."""
    words = own_words(name)
    found = next((kind for pattern, kind in _kinds() if pattern.search(words)), None)
    if found == Kind.OTHER and (first := FIRST_HALF.match(name)):
        return kind_of(first["name"])
    return found


@cache
def _organs() -> tuple[tuple[re.Pattern[str], Organ], ...]:
    return tuple((re.compile(rule["pattern"]), Organ.of(rule["organ"])) for rule in rules("organs"))


def organ_of(name: str) -> Organ | None:
    """The organ that a meeting's name tells; None where it tells none."""
    words = own_words(name)
    return next((organ for pattern, organ in _organs() if pattern.search(words)), None)


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
        if convener is None and OF_PLACE.match(match["name"]):
            convener = PLACE_END.search(before)
        at, to = match.span("name")
        at += match["name"].startswith("的")
        joint = bool(re.search(f"{TWO_CONVENERS.pattern}(?:联合)?$", before))
        found.append((at, to, text.plain[at:to], convener["organ"] if convener else "", joint))
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
            places = tuple(text.offsets[at:to])
            yield Candidate(name, organ, text.span(at, to), sentence, joint, chaired, places)


def find_acting(text: Text, start: int, end: int, sentence: int) -> Iterator[Candidate]:
    """«区二届人大常委会第四次会议决定,…»: a meeting that acts, where none is convened."""
    for match in ACTING.finditer(text.plain, start, end):
        name = _untimed(match["name"])
        to = match.end("name")
        if ORGAN_IN_NAME.search(name) and NUMBERED.search(name):
            yield Candidate(name, "", text.span(to - len(name), to), sentence)


def find_spoken_at(text: Text, start: int, end: int, sentence: int) -> Iterator[Candidate]:
    """«市长方舟主持召开会议», «在全市教师节表彰大会上»: where a lead convenes nothing by name."""
    for pattern in (NAMELESS_CHAIRED, SPOKEN_AT):
        for match in pattern.finditer(text.plain, start, end):
            yield Candidate(match["name"], "", text.span(*match.span("name")), sentence)


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
    while found := re.match(
        rf"\s*(?:{TIME.pattern}|会上|随后|首先|由|在|暨|(?:历时|为期)[^,。;的]{{1,6}}的)", words
    ):
        words = words[found.end() :]
    *_, last = words.split(" ")
    own = last != words and len(last) > 6 and ORGAN_IN_NAME.search(last) and kind_of(last)
    return last if own else words
