"""What a list of people is made of: how it opens, who is in it, how it closes."""

import re
from dataclasses import dataclass, field
from functools import cache

from meetings.extraction.lexicon import is_office, surnames
from meetings.extraction.names import Name

# «3:00», «8时30分», «2点许»: the hour of a half day
HOUR = r"\d{1,2}(?::\d{2}|[时点](?:\d{1,2}分|半)?)(?:[时点许整]){0,2}"
# «9月25日下午», «近日», «昨天上午», «上午8时»: before a post at the beginning of a clause
TIME = re.compile(
    rf"(?:(?:\d{{4}}年)?(?:\d{{1,2}}|元|[一二三四五六七八九十]{{1,3}})月(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]|\d{{1,4}}日|[今昨前](?:\(\d{{1,2}}日?\))?[日天晚]|近日|日前"
    rf"|当日|当天|同日|(?:上午|下午|晚上?)(?:{HOUR})?|一早|[★●◆▲])+\s?"
)
# «尔古木加、从容也参加了会议»: whoever came «as well» is a person, and one has a known surname
CAME_TOO = re.compile(
    r"(?P<names>(?:[一-鿿·]{2,8}、){1,9}[一-鿿·]{2,8}?)(?:等?也|等?一同|等?应邀)(?:出席|参加|列席)了?(?:会议|大会|全会|活动|学习)?[,。;(]"
)
# «左右、和得永、席中平等县领导»: the label behind a list vouches for every token of it, but not
# for the place before it («在石桥举行,|左右、席中平等县领导»)
LABELLED = re.compile(
    r"(?![一-鿿]{0,10}(?:举行|举办|召开|开幕|闭幕|落幕|进行|结束|开会|闭会),)"
    r"[一-鿿·]{2,8}(?:[、,]\s?[一-鿿·]{1,8}(?: {1,3}[一-鿿]{1,2})?){1,40}?等"
    r"(?:在家的?)?(?:(?:[省市县区州旗盟镇乡]|党政|[省市县区州旗盟]委|[省市厅县处]级)(?:主要)?领导|副?[省市厅县处科]级(?:以上)?(?:领导)?干部"
    r"|[一-鿿]{0,4}副(?:[省市州县区旗盟镇乡]长|主任|主席)|[一-鿿]{0,6}(?:常务主席|执行主席|常委(?!会)))"
)
# «钟离平、步会也参加了会议»: what follows a list without posts where they were there
PRESENT = re.compile(
    r"(?:[,、][^,。;]{1,40}?(?<=[人志员表导部])(?=等?(?:应邀|分别)?(?:出席|参加|列席)))?等?也?(?:一同|共同|应邀|分别)?(?:出席|参加|列席|[在于]?主席台(?:前排)?就[座坐])"
)
# «佟望生|主持会议», «邬懿然|在会上发表讲话»: what vouches for one name without a post
PRESIDES = re.compile(
    r"主持(?:会议|大会|学习|召开|并|[,。])|(?:及|和|以及|与)[^,。;、]{2,24}(?:人|同志|人员|代表|成员|领导|干部)(?:等)?(?:应邀)?(?:出席|参加|列席)"
    r"|在会上(?:发表|作|讲)|(?:作|发表)(?:了)?(?:重要|总结|动员)?讲话"
)
# «等市领导», «等副厅级以上领导干部», «等县委常委会组成人员», «等同志», «等10人», «等»
CLOSER = re.compile(
    r"\s?(?:等(?:[一二两三四五六七八九十\d]{1,3}[位名个])?|等?[两三四五六七八]位)(?P<label>[^、,;。主出参列在就到及和与作讲]{0,14}?(?:领导干部|领导同志|领导|负责人"
    r"|负责同志|大会(?:主席团)?(?:常务主席|执行主席)|主席团(?:常务主席|执行主席|成员)|副主席|副主任|副[省市州县区旗盟镇乡]长|组成人员|人员|同志|[级休]以?上?干部|常委(?!会)"
    r"|委员(?!会)))?(?:\d{1,3}人)?(?:同志)?"
)
LABEL_IS_POST = re.compile(
    r"(?:领导|领导干部|领导同志|[级休](?:以上)?干部|常委|副主席|副主任|副[省市州县区旗盟镇乡]长|常务主席|执行主席|主席团成员)$"
)
GROUP_LABEL = re.compile(
    r"^(?:主要|有关|分管|相关)领导$|^(?:[一-鿿]{0,6}[省市县区州盟旗镇乡](?:党政)?"
    r"|[省市县区州盟旗]?[厅县处科]级以?上?|[省市县区州]级"
    r"|四(?:大|套)(?:家|班子)|党政)?(?:[厅县处]级以上|副?[厅处县科]级以?上?)?(?:党员)?(?:领导|领导干部|离?退休干部|老干部|(?<=[级上])干部"
    r"|领导同志)$"
)
# Where a list of people may begin inside a clause: «由», «受», «听取了», «传达了», «参加会议的有»,
# «就做好下一阶段工作|方舟强调»
BEFORE = re.compile(
    r"(?P<led>(?:就|围绕|针对|对于?|关于|结合)[^,。;:、《》]{2,40}?(?:工作|问题|事项|任务|落实|建设|形势|生产|发展|安全)(?=[^,。;:、]{2,24}(?:强调|指出|要求|提出|希望|号召))"
    r"|(?:在|谈到|听取|讲到)[^,。;:、《》主]{2,30}?[时后中](?=[^,。;:、]{2,24}(?:强调|指出|要求|提出)(?:[,:]|[一-鿿]{1,6}要求)))"
    r"|(?P<object>(?:传达(?:学习|贯彻|落实)*|学习(?:传达|贯彻|领会|落实)*)了?(?:《[^《》\n]{1,80}》(?:、|和|及|以及|与))*|贯彻|落实|按照|根据|遵照|转达了?|针对|拥护|受)"
    r"|(?P<told>(?:书面)?听取(?:(?:和|并|、)?(?:审议|讨论|审查|评议|研究|审定|通过|批准)){0,3}了?|审议(?:并?(?:通过|批准))?了?)"
    r"|(?P<listed>(?:出席|参加|列席)(?:今天|此次|本次|这次)?(?:会议|大会|全会|开幕式|开幕会"
    r"|闭幕会|活动|座谈|座谈会|学习)?的(?:市|县|区|州|旗|省)?(?:领导|同志|领导同志|还"
    r"|人员)?(?:还)?有\s?:?"
    r"|在?主席台(?:前排)?就座的(?:还)?有\s?:?|(?:与会|到会|参会|在座|应邀(?:出席|列席|参加)[^,。;]{0,4})的[^,。;:]{0,8}有\s?:?"
    r"|(?:出席|参加|参会|列席|主持)(?:会议|大会)?的?(?:人员|人|领导|同志|领导同志)?\s?:)"
    r"|(?P<plain>由|在家的|在|经|邀请了?|请|会上|选举|推选|决定递补|递补|增补|补选|任命|会议由|并由"
    r"|(?:不是|非)[一-鿿]{2,10}的"
    r"|(?:新|刚刚?)?(?:当选|到任|上任|就任|卸任|离任)的|(?:分管|联系|挂钩|包保)(?:[一-鿿]{2,8})?的(?=[副县市区州])"
    r"|会后|会前|会议期间|期间|随后|首先|其次|最后|接着|其中|[一二三四五六七八九]是"
    r"|同时|(?:本次|此次)?(?:会议|大会|全会)(?=执行主席)|中共(?=[一-鿿]{2,8}委))"
)


@dataclass(slots=True)
class Person:
    """A name met in a sentence with the posts that stand with it there."""

    name: Name
    posts: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """People that one predicate governs: `[start, end)` and how the group is introduced."""

    start: int
    end: int
    people: list[Person]
    opened_by: str = ""
    label: tuple[int, int] | None = None
    told: bool = False


@dataclass(slots=True)
class Run:
    """A list while it is read: posts that wait for a name, those of the last, who came."""

    place: int
    stop: int
    people: list[Person] = field(default_factory=list)
    pending: list[tuple[int, int]] = field(default_factory=list)
    current: list[tuple[int, int]] = field(default_factory=list)
    label: tuple[int, int] | None = None
    apart: int | None = None
    introduced: bool = False
    labelled: bool = False
    told: bool = False


def masked(text: str) -> str:
    """The text with titles of documents and quotations blanked, length kept."""
    text = re.sub("《[^《》\n]{0,200}》", lambda m: "《" + "□" * (len(m.group()) - 2) + "》", text)
    return re.sub("“[^“”\n]{1,60}”", _blank, text)


def _blank(quotation: re.Match[str]) -> str:
    """A quotation blanked; the end of a sentence («“今年通水。”局长…») differs from a word's."""
    words = quotation.group()[1:-1]
    last = "■" if words[-1] in "。!?,;" else "□"
    return "“" + "□" * (len(words) - 1) + last + "”"


@cache
def group_label(post: str) -> bool:
    """Whether a post is only the label of a group: 市领导, 副厅级以上领导干部."""
    return bool(GROUP_LABEL.match(post))


def came_too(text: str, at: int, end: int) -> bool:
    """Whether a sentence tells only who came too, and one of them has a known surname."""
    if at and text[at - 1] not in "。\n ":
        return False
    found = CAME_TOO.match(text, at, end)
    names = found["names"].split("、") if found else []
    if any(is_office(name, listed=True) for name in names):
        return False
    sure = [name for name in names if name[0] in surnames() and len(name) < 4]
    return bool(sure) and all(len(name) > 2 for name in names if name not in sure)


def halves(text: str, post: tuple[int, int]) -> list[tuple[int, int]]:
    """«市委书记兼市长» as two."""
    start, end = post
    cut = text.find("兼", start + 2, end - 2)
    if cut < 0 or text[cut - 1] == "(":
        return [(start, end)]
    return [(start, cut), (cut + 1, end)]
