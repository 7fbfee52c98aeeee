"""Part the objects of an agenda verb into items."""

import re
from collections.abc import Iterator

# «等议题», «等3项议题», «等事项», «等文件»: an object ends before it
AND_OTHERS = re.compile(
    r"等(?:当前|重点|系列|多项|若干|[一二三四五六七八九十\d两几多]+[项个件份部]|议题|事项|文件"
    r"|议案|内容|有关|相关|工作|其[他它]"
    r"|情况|会议|精神|报告|汇报|意见|方面|重要|制度|方案|事宜|问题|$)"
)
# «其他事项», «有关事项», «贯彻落实意见»: no items
CATCH_ALL = re.compile(
    r"^(?:以下|如下|下列)|^并|^(?:落实|执行)?(?:意见|措施|举措)$|^按程序|^提请[^,。;]{0,20}(?:研究|审定|审议)$|^其他需要|^(?:了)?(?:关于)?(?:其他|其它|有关"
    r"|相关|另外|部分|若干)(?:的)?(?:有关"
    r"|相关|重要"
    r"|其他)?(?:事项|事宜|议题|工作|内容|问题|议程|文件)"
    r"|^(?:我?[省市县区州旗盟镇]|全[省市县区州旗盟镇]"
    r"|[一-鿿]{2,3}[省市县区州旗盟镇]|党组|[省市县区州旗盟]委|[市县区州旗]政府|[市县区州旗]政协)?"
    r"(?:的|具体|初步)*(?:贯彻|落实)(?:落实|执行)?(?:的)?(?:意见"
    r"|措施|举措|办法|工作)$"
    r"|^(?:该|此|上述|以上|这)(?:[一二两三四五六七八九十几]|项|个|份|件|些)[^,。;]{0,16}$|^该[^,。;]{1,10}$"
    r"|^(?:上述|以上|前述)[^,。;《》]{1,12}$|^(?:有关|相关|上级)(?:文件|会议|、|和)*精神$|^(?:有关|相关)?(?:工作|情况)$"
    r"|^(?:并)?原则(?:同意|通过)$|^(?:会议)?精神$"
)
# Heads of noun phrases after which 、 begins another item
HEAD = re.compile(
    r"(?:精神|方案|报告|汇报|情况|办法|意见|决定|决议|草案|计划|名单|规划|议程|说明|工作|事项"
    r"|事宜|问题|规定|纲要|条例|规则|细则|通知|通报|文件|讲话|批示|指示|预算|议案|建议|要点|清单"
    r"|制度|措施|安排|公报|论述|议题|任务|视频|专题片|人选|决算|总结|请求|要求|日程|稿|案|委员会|请示|批复|公告|章程|协议|目录|清单|标准|指标|责任书|情况表|函|第[一二三四五六七八九十百\d]{1,4}[章节编条款卷篇讲课]|[》)])$"
)
# «《A》、《B》有关情况汇报»: what is heard is the telling, not the documents
ABOUT = re.compile(
    "(?:《[^《》]*》(?:、|和|及)?)+(?:(?:的|有关|相关)*(?:起草|编制|修订|制定|修改|贯彻|实施|执行|落实|审议|办理|审查|学习)*(?:情况|意见|说明|工作)?的?(?:汇报|报告|说明|介绍)|[^《》、,]{0,8}情况(?:的?(?:汇报|报告|说明))?)$"
)
# «公车改革、安全生产、金融等工作»: what closes a list of topics, and what makes it no plain list
TOPICS = re.compile(
    r"等(?:重点|当前|近期|有关|相关|具体|其他|其它|重要|方面|几|多|大|的|[一二三四五六七八九十两\d]|[类项个件])*"
    r"(?:议题|事项|工作|事宜|议程|问题|内容)(?![一-鿿])"
)
NOT_TOPICS = re.compile(
    "《(?![^《》]*》[一-鿿]{2})|关于|精神|就(?![业近地餐职读医诊学])|对(?![口外标接象])|的|、[^、]{17,}|^[^、]{24,}"
)
# «等六个受评单位工作的评议意见», «等工作情况的汇报»: what 等 closes is only a modifier
OF_OTHERS = re.compile(
    "等[^,。;、《》]{1,24}?(?:的|情况)[^,。;、《》]{0,8}(?:报告|汇报|意见|方案|说明|通知|决定|办法|请示|议案|决议|计划)(?:$|[、,;。和及])"
)
# «研究了|夜景提升工程、转运站选址»; the last head is shared in «道路、桥梁建设», «防汛、抗旱工作»
STUDIED = re.compile("(?:专题|集中|会议)?(?:研究|讨论|商议|商讨)(?:讨论|研究)?了?$")
TOPIC = "(?:(?!关于|精神)[^、,;。《》“”的对就和及与了]){4,20}"
PLAIN_TOPICS = re.compile(
    rf"了?{TOPIC}(?:、{TOPIC}){{1,6}}(?<!工作)(?<!情况)(?<!问题)(?<!事项)(?<!事宜)(?<!汇报)(?<!报告)(?<!方案)"
    "(?<!意见)(?<!任务)(?<!措施)(?<!计划)(?<!安排)(?<!建设)(?<!管理)(?<!办法)(?<!保障)(?<!活动)(?<!机制)(?<!制度)(?<!标准)(?<!名单)(?<!人选)"
)
LISTED_TOPICS = re.compile(rf"{TOPIC}(?:、{TOPIC})+(?P<last>[和及与](?:以及)?{TOPIC})?")
TOLD = re.compile(
    "(?:汇报|报告|说明|通报|情况|介绍|意见|建议|发言|反馈|述职|总结|方案|草案|事项|[》)])$"
)
# How far behind a separator is looked: further than any item reaches
LOOKED_AHEAD = 300
# «议案|及其说明», «报告|及相关说明»: what belongs to the item before
ITS = re.compile(
    "(?:和|及|以及|与)(?:其(?![他它余中])|(?:相关|有关|配套)(?:的)?(?:情况)?(?:说明|材料|文件|资料|附件))"
)
# «…的重要论述|和全国、全省安全生产电视电话会议精神»: words passed on, then a meeting of its own
WORDS = re.compile("(?:论述|讲话|指示|批示|回信|贺信)$")
OWN_MEETING = re.compile(
    "(?:全国|全省|全市|全区|全县|中央|中共中央|国务院|省委|省政府|市委|市政府|自治区|党的|省|市|区|县)"
    "[^。;《》]{0,40}?(?:会议?|两会)精神"
)
# «关于A方案|以及关于B方案»
AGAIN_ABOUT = re.compile("(?:、|和|及|以及|与)关于")
# «财经委关于计划(草案)|和预算(草案)的审查报告»: one telling of several drafts
OF_DRAFTS = re.compile(r"关于[^的,;《》]*(?:\)|情况|计划|预算|决算|工作)$")
TOLD_OF = re.compile(
    "(?:、|和|及|以及|与)(?:(?!关于)[^,;。《》]){2,40}的[^,;。《》和及、]{0,8}(?:报告|汇报|说明|意见|情况|决议|决定)"
)
# A document that passes nothing on: it shares no 精神 with what follows
RULING = re.compile("(?:规定|通报|通知|意见|办法|条例|规则|决定|纲要|公报)$")
# What is read out or decided as a document of its own: «…工作汇报及…事项说明»
DOCUMENT = re.compile("(?:汇报|报告|说明|通报|决定|决议|议案|办法|名单)$")
# «2016年工作总结|和2017年工作要点», «审查委员会名单|和大会议程»: papers with heads of their own
PAPER = re.compile(
    "[^、,;。]{2,}(?:名单|议程|日程)|[^、,;。]{4,}(?:总结|要点|计划|方案|办法|规定|细则|清单|草案|规划)"
)
# «全省大会精神|和省委《意见》»: a paper with who issued it
ISSUED = re.compile(r"[^、,;。《》]{2,14}《[^《》]*》(?:\([^()]*\))?(?:$|[、,;。和及等])")
# «重要指示精神|以及中央、省委有关会议精神»: words of several that are passed on
OF_SEVERAL = re.compile("(?:[一-鿿]{2,8}、){1,4}[^、,;。《》]{2,30}精神")
# «就中央和国家机关学习贯彻全会精神»: its verb is still to come («…作出的重要指示»)
OPEN_ADVERBIAL = re.compile(
    "(?:总书记|主席|总理|书记|省长|市长|同志)(?:就|对|围绕|关于)(?:[^,的]|党的)*$"
)
# «议程、日程(草案)», «重要讲话、重要指示精神»: a tail that both sides share
SHARED_TAIL = re.compile(r"(?:精神|\((?:草案|送审稿|讨论稿|征求意见稿|审议稿|修订稿)\))$")
QUOTED_END = re.compile(
    r"\((?:以下简称|简称)[^)]*\)$|\(书面\)$|(?<=[》)告案报])后$|(?<=[》)告案算])(?:,?并|和)(?:作出|作|形成|提出)[^,。;、《》]{2,16}$"
)


def find_objects(
    text: str, plain: str, verb: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """The objects of one verb: parts with heads of their own, catch-alls left out.

    `text` is masked, `plain` is not.
    """
    if others := _others(text, start, end):
        topics = TOPICS.match(text, others, end) and not NOT_TOPICS.search(text, start, others)
        end = others
    if others and topics:
        parts = _topics(text, start, end)
    elif STUDIED.match(verb):
        parts = _plain_topics(text, _parts(text, start, end))
    else:
        parts = _parts(text, start, end)
    if verb.startswith("听取"):
        parts = _told(text, parts)
    for at, to in parts:
        at, to = _trimmed(plain, at, to)
        if to - at >= 2 and not CATCH_ALL.search(plain[at:to]):
            yield at, to


def _told(text: str, parts: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """«防汛工作、防火工作情况汇报»: what is heard ends in a telling; what does not goes on."""
    begin = None
    for at, to in parts:
        begin = at if begin is None else begin
        if TOLD.search(text, at, to):
            yield begin, to
            begin = None
    if begin is not None:
        yield begin, to


def _topics(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """«公车改革、安全生产、金融|等工作»: every part is a topic."""
    while (cut := text.find("、", start, end)) >= 0:
        yield start, cut
        start = cut + 1
    yield start, end


def _plain_topics(text: str, parts: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """«夜景提升工程、转运站选址»: topics each with a head of its own.

    Behind an item that has one, so has each: «…改造方案、蓄水工程、入户价格和轮换计划».
    """
    listed = False
    for at, to in parts:
        if listed and (found := LISTED_TOPICS.fullmatch(text, at, to)):
            last = found.start("last") if found["last"] else to
            yield from _topics(text, at, last)
            if found["last"]:
                yield last + 1, to
        elif PLAIN_TOPICS.fullmatch(text, at, to):
            yield from _topics(text, at, to)
        else:
            yield at, to
        listed = text[to : to + 1] == "、" and bool(HEAD.search(text, at, to))


def _others(text: str, start: int, end: int) -> int | None:
    """Where «等…» closes the object, outside brackets."""
    depth = 0
    for place in range(start, end):
        depth += (text[place] in "(《“") - (text[place] in ")》”")
        closes = depth <= 0 and text[place] == "等" and AND_OTHERS.match(text, place, end)
        if closes and not OF_OTHERS.match(text, place, end):
            return place
    return None


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at 、, 和 or 》《 where both sides stand for themselves."""
    begin, depth, place = start, 0, start
    while place < end:
        char = text[place]
        depth += (char in "(《“") - (char in ")》”")
        touches = char == "《" and depth == 1 and place > begin and text[place - 1] == "》"
        if touches and not ABOUT.match(text, place, min(end, place + LOOKED_AHEAD)):
            yield begin, place
            begin = place
        if depth <= 0 and place > begin and (width := _cut(text, begin, place, end)):
            yield begin, place
            begin = place = place + width
            continue
        place += 1
    yield begin, end


def _cut(text: str, begin: int, place: int, end: int) -> int:
    """Width of the separator at a place that parts two items, else 0."""
    left = text[begin:place].strip()
    if ITS.match(text, place, end):
        return 0
    if OF_DRAFTS.search(left) and TOLD_OF.match(text, place, min(end, place + LOOKED_AHEAD)):
        return 0
    named = left.startswith("关于") and "的" not in left and not left.endswith("》")
    if named and not AGAIN_ABOUT.match(text, place, end):
        return 0
    for mark in ("、", "和", "及", "以及", "与"):
        if text.startswith(mark, place):
            right = text[place + len(mark) : min(end, place + LOOKED_AHEAD)]
            parts = _parts_items(left, right, mark)
            if parts is not None:
                return len(mark) if parts else 0
    return 0


def _parts_items(left: str, right: str, mark: str) -> bool | None:
    """Whether a mark parts two items by what stands around it; None where another may."""
    shared = right.split("、")[0] if re.search("、(?:关于|《)", right) else right
    own = SHARED_TAIL.search(left) or left.endswith("》") or RULING.search(left)
    if WORDS.search(left) and OWN_MEETING.match(right):
        return True
    if left.endswith("精神") and OF_SEVERAL.fullmatch(right.rstrip()):
        return True
    if (left.endswith("精神") or DOCUMENT.search(left)) and ISSUED.match(right):
        return True
    if SHARED_TAIL.search(shared) and not own:
        return False
    if left.endswith("》") and right.startswith("《") and ABOUT.match(right):
        return False
    beside_title = left.endswith(("》", ")")) and _titled(right)
    if beside_title or re.match("(?:有关|相关|部分)?(?:人事|任免|干部任免)", right):
        return True
    if right.startswith(("关于", "《")) and HEAD.search(left):
        return True
    return (_stands_alone(left, right) and (mark == "、" or _same_head(left, right))) or None


def _titled(right: str) -> bool:
    """Whether what follows a title is an item: «和《…》», «及人事事项», not «及相关文件»."""
    if right.startswith(("《", "关于")):
        return True
    return bool(HEAD.search(right)) and not re.match(
        "其?(?:相关|有关|配套|附属)(?:文件|材料|资料)|其[他它]", right
    )


def _same_head(left: str, right: str) -> bool:
    """«省委全会精神和市委常委会会议精神», «编纂工作汇报及人事事项说明»: each told of its own."""
    head = re.split("[、和及等]", right)[0].rstrip()
    if right.startswith(("其他", "其它")):
        return False
    if left.endswith("精神"):
        return head.endswith("精神")
    papers = PAPER.fullmatch(left.split("、")[-1]) and PAPER.fullmatch(head)
    return bool(papers or (DOCUMENT.search(left) and DOCUMENT.search(head)))


def _stands_alone(left: str, right: str) -> bool:
    """Whether a part has its own head: not the first of several modifiers («A、B工作情况»)."""
    if not HEAD.search(left) or OPEN_ADVERBIAL.search(left):
        return False
    if left.startswith("关于") and not left.endswith(("》", ")")) and "的" not in left:
        return False
    return bool(HEAD.search(re.split("[、等]", right)[0].rstrip()) or HEAD.search(right.rstrip()))


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    words_ = plain[start:end]
    for pattern in (QUOTED_END,):
        if found := pattern.search(words_):
            words_ = words_[: found.start()] if found.end() == len(words_) else words_
    end = start + len(words_)
    while start < end and plain[start] in " 了:、":
        start += 1
    while end > start and plain[end - 1] in " 、,;。的":
        end -= 1
    return start, end
