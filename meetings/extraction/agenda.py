"""Find what a meeting itself did: items of its agenda."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.tables import alternation, words

# Before an agenda verb: «会议», «会上», «本次会议共有两项议程:1、», «会议还», nothing
SUBJECT = re.compile(
    r"(?!\s*(?:结合|围绕|针对|通过|经过|贯彻|落实|做好|开好|抓好|办好|筹备|配合|切实|认真|积极))"
    r"\s*(?:(?:(?:会议|大会|全会)?(?:期间|最后|同时),?)?(?:本次|此次"
    r"|这次)?(?:[^,。;:《》\s传学听审研讨通决协表要根按照对把将是据]{0,24}?(?:会议|大会|全会"
    r"|学习会|主席团)|会上|会)(?!议(?!程)|[场期精前后])"
    r"[,]?(?:还|并|又|首先|随后|先后|主要|认真|分别|集中"
    r"|共?有?[一二两三四五六七八九十]项(?:主要)?议程|主要内容(?:有|是|为)?"
    r"|(?:的)?(?:主要)?议[程题](?:有|为|是|包括|如下)+"
    r"|主要任务是)*[:,]?)?"
)
ADVERB = re.compile(
    r"(?:还|并|又|再|同时|首先|随后|最后|先后|逐一|逐条|组织(?=学习|观看|收看|传达)|主要|认真|分别|集中|专题|逐项|共同|一并|依次|进一步|重点"
    r"|原文|深入|全面|举手|投票|充分|系统|及时|书面|[一二三四五六]是|以[^,。;:]{2,14}(?:方式|形式))+(?=[一-鿿])"
)
ENUMERATOR = re.compile(
    r"\s*(?:\d{1,2}[.、]|[(（]?[一二三四五六七八九十]{1,2}[)、.]|[一二三四五六七八九十]是)"
)
# «;会议还听取…»: the meeting named anew inside a sentence
AGAIN = re.compile(r"\s*会议?(?:还|并|又)+")
# «主任会议建议:…», «建议议程是:…»: the plan of a sitting to come
PLANNED = re.compile("主[任席]会议建议|建议议程")
# «等议题», «等3项议题», «等事项», «等文件»: an object ends before it
AND_OTHERS = re.compile(
    r"等(?:当前|重点|系列|多项|若干|[一二三四五六七八九十\d两几多]+[项个件份部]|议题|事项|文件"
    r"|议案|内容|有关|相关|工作"
    r"|情况|会议|精神|报告|汇报|意见|方面|重要|制度|方案|事宜|问题|$)"
)
# «其他事项», «有关事项», «贯彻落实意见», «下步工作打算»: no items
CATCH_ALL = re.compile(
    r"^(?:以下|如下|下列)|^按程序|^提请[^,。;]{0,20}(?:研究|审定|审议)$|^其他需要|^(?:了)?(?:关于)?(?:其他|其它|有关"
    r"|相关|另外|部分|若干)(?:的)?(?:有关"
    r"|相关|重要"
    r"|其他)?(?:事项|事宜|议题|工作|内容|问题|议程|文件)"
    r"|^(?:我?[省市县区州旗盟镇]|全[省市县区州旗盟镇]"
    r"|[一-鿿]{2,3}[省市县区州旗盟镇]|党组|[省市县区州旗盟]委|[市县区州旗]政府|[市县区州旗]政协)?"
    r"(?:的|具体|初步)*(?:贯彻|落实)(?:落实|执行)?(?:的)?(?:意见"
    r"|措施|举措|办法|工作)$"
    r"|^(?:该|此|上述|以上|这)(?:[一二两三四五六七八九十几]|项|个|份|件|些)[^,。;]{0,16}$|^该[^,。;]{1,10}$"
    r"|^(?:有关|相关|上级)(?:文件|会议|、|和)*精神$|^(?:有关|相关)?工作$"
    r"|^(?:并)?原则(?:同意|通过)$|^(?:会议)?精神$|^(?:下一步|下一阶段|下步|今后)工作(?:打算|思路)?$"
)
# «就当前重点工作进行安排部署», «对全市防汛工作作了部署»
ARRANGED = re.compile(
    r"(?:就|对)(?P<object>[^,。;:]{2,70}?)(?:进行|作出?|做出?|提出)(?:了)?(?:再|专题|全面|具体"
    r"|系统|动员|进一步|详细)*(?:安排部署|研究部署|动员部署|安排|部署|研究|审议|总结|学习)"
)
# Heads of noun phrases after which 、 begins another item
HEAD = re.compile(
    r"(?:精神|方案|报告|汇报|情况|办法|意见|决定|决议|草案|计划|名单|规划|议程|说明|工作|事项"
    r"|事宜|问题|规定|纲要|条例|规则|细则|通知|通报|文件|讲话|批示|指示|预算|议案|建议|要点|清单"
    r"|制度|措施|公报|论述|议题|任务|视频|专题片|人选|决算|总结|请求|要求|日程|稿|案|委员会|请示|批复|公告|章程|协议|目录|清单|标准|指标|责任书|情况表|函|[》)])$"
)
# «会议研究了以下事项:», «会议议程如下:»
LISTING = re.compile(r"(?:以下|如下|下列)[^,。;:]{0,12}\s?[:。]?\s?$|(?:议程|议题)(?:有|为|是|包括)?\s?:\s?$")
# A clause that ends the chain: speech, attendance, another subject
BREAKS = re.compile(
    r"建议议程|指出|强调|要求|认为|提出(?!的)|号召|希望|出席|参加|列席|主持|讲话|^\s*(?:他|她"
    r"|大家|与会|全[市县区州旗省]上下)|(?:作了?|进行了?)[^,]{0,12}(?:发言|讲话|点评|总结)"
)
# «…名单(草案)», «…情况的报告», «《…》»: a clause that is an object and no more
OBJECT_ONLY = re.compile(
    r"(?:名单|报告|汇报|草案|办法|决议|决定|方案|意见|精神|讲话|论述|说明|议案|规划|计划|预案|要点|建议"
    r"|条例|规定|细则|通报|批示|指示|公报|决算|纲要|请示|批复|公告|章程|协议|目录|[》)])等?$"
)
# «对退役军人工作作出的重要指示», «在党外人士座谈会上的重要讲话精神»: words that are passed on
PASSED_ON = re.compile(r"(?:作出的|上的|的)(?:系列)?(?:重要)?(?:指示|讲话|批示|论述|回信|贺信)(?:指示|批示)?(?:精神)?$")
# «以…为指导», «围绕…», «并原则同意»: a clause that only leads in or closes
LEAD_IN = re.compile(
    r"\s*(?:围绕|聚焦|按照|根据|结合|紧扣|以(?!及)|为|并|原则|同意|以下简称|对|就|在|会议|要"
    r"|全面|深入"
    r"|贯彻|落实)"
)
VERB_PARTICLE = re.compile("了(?!解)|[并和、]|(?<!通)过(?!去)|原则上?(?=通过)|(?<=.)一致")
# «围绕贯彻落实…讲话精神», «按照省委要求»: what a clause of the chain is about
THEME = re.compile(r"\s*(?:会议|全会)?(?:围绕|聚焦|按照|根据|结合|紧密结合|紧扣|以(?!及))")
# «通过座谈、走访等方式»: 通过 as a preposition
MEANS = re.compile("方式|形式|渠道|途径|深入|手段")
# «《A》、《B》有关情况汇报»: what is heard is the telling, not the documents
ABOUT = re.compile(
    "(?:《[^《》]*》(?:、|和|及)?)+(?:(?:的|有关|相关)*(?:起草|编制|修订|制定|修改|贯彻|实施|执行|落实|审议|办理|审查|学习)*(?:情况|意见|说明|工作)?的?(?:汇报|报告|说明|介绍)|[^《》、,]{0,8}情况(?:的?(?:汇报|报告|说明))?)$"
)
# «公车改革、安全生产、金融等工作»: what closes a list of topics, and what makes it no plain list
TOPICS = re.compile(
    r"等(?:重点|当前|近期|有关|相关|具体|方面|几|多|大|的|[一二三四五六七八九十两\d]|[类项个件])*"
    r"(?:议题|事项|工作|事宜|议程|问题|内容)(?![一-鿿])"
)
NOT_TOPICS = re.compile("《|关于|精神|[就对]|的|、[^、]{17,}|^[^、]{24,}")
# «等六个受评单位工作的评议意见», «等工作情况的汇报»: what 等 closes is only a modifier
OF_OTHERS = re.compile(
    "等[^,。;、《》]{1,24}?(?:的|情况)[^,。;、《》]{0,8}(?:报告|汇报|意见|方案|说明|通知|决定|办法|请示|议案|决议|计划)(?:$|[、,;。和及])"
)
# «会议决定|,成立工作专班»: the verb alone, not «…辞职的决定»
DECIDES = re.compile("(?:会议|大会|全会|主席团)?(?:研究|讨论|一致|票决|表决|还|并)*决定$")
TOLD = re.compile("(?:汇报|报告|说明|通报|情况|介绍|意见|建议|发言|反馈|述职|总结|方案|草案|事项|[》)])$")
# How far behind a separator is looked: further than any item reaches
LOOKED_AHEAD = 300
# What is read out or decided as a document of its own: «…工作汇报及…事项说明»
DOCUMENT = re.compile("(?:汇报|报告|说明|通报|决定|决议|议案|办法|名单)$")
# «就中央和国家机关学习贯彻全会精神»: its verb is still to come («…作出的重要指示»)
OPEN_ADVERBIAL = re.compile("(?:总书记|主席|总理|书记|省长|市长|同志)(?:就|对|围绕|关于)(?:[^,的]|党的)*$")
# «议程、日程(草案)», «重要讲话、重要指示精神»: a tail that both sides share
SHARED_TAIL = re.compile(r"(?:精神|\((?:草案|送审稿|讨论稿|征求意见稿|审议稿|修订稿)\))$")
QUOTED_END = re.compile(
    r"\((?:以下简称|简称)[^)]*\)$|\(书面\)$|(?<=[》)告案报])后$|(?<=[》)告案算])(?:,?并|和)(?:作出|作|形成|提出)[^,。;、《》]{2,16}$"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A verb and its object as [start, end) of the body."""

    verb: str
    start: int
    end: int


@cache
def _verb() -> re.Pattern[str]:
    every = alternation(words("agenda_verbs"))
    again = rf"(?:(?:并|和|、)(?:原则上?|表决|一致|审核)?(?:{every})(?:了|过(?!去))?)*"
    passed = "(?:并?(?:原则上?|表决|一致)?(?:通过|同意|批准)了?)?"
    return re.compile(
        rf"(?P<verb>(?:{every})(?:了|过(?!去))?{again}{passed})(?:(?<=决定)[,:])?(?!办法|结果)"
    )


def find_agenda(body: Body, sentence: Sentence, start: int) -> list[Item]:
    """The items told from `start` of a sentence on; empty where it tells none.

    The chain of clauses breaks at the first that is no agenda: «会议指出…».
    """
    items: list[Item] = []
    at, end = _after_subject(body.masked, start, sentence.end), sentence.end
    while at < end:
        following = _clause_end(body.masked, at, end)
        if DECIDES.match(body.masked, at, following):
            following = _clause_end(body.masked, following + 1, end)
        found = list(_clause(body, at, following))
        if not found and items and (more := _more(body, items[-1].verb, at, following)):
            found = more
        if not found and _breaks(body.masked[at:following]):
            break
        items.extend(found)
        at = following + 1
    return items


def listing_verb(text: str, start: int, end: int) -> str | None:
    """«会议研究了以下事项:»: the verb of a list that the next lines print; None where none is."""
    if not LISTING.search(text, start, end):
        return None
    verbs = [found["verb"] for found in _verb().finditer(text, start, end)]
    return VERB_PARTICLE.sub("", verbs[-1]) if verbs else ""


def find_listed(body: Body, sentence: Sentence, verb: str) -> list[Item] | None:
    """«二、审议《…》», «3.《…》»: a line of such a list; None where it is none."""
    mark = ENUMERATOR.match(body.masked, sentence.start, sentence.end)
    if mark is None:
        return None
    if _verb().match(body.masked, mark.end(), sentence.end):
        return find_agenda(body, sentence, mark.end())
    end = _clause_end(body.masked, mark.end(), sentence.end)
    named = OBJECT_ONLY.search(body.masked, mark.end(), end) if verb else None
    return list(_objects(body, verb, mark.end(), end)) if named else []


def begins_agenda(text: str, start: int, end: int) -> bool:
    """Whether a sentence has the meeting as subject, or an enumerator after 议程."""
    found = SUBJECT.match(text, start, end)
    return bool(found and found.group().strip())


def names_subject(text: str, start: int, end: int) -> bool:
    """«县政府第39次常务会议审议…»: a meeting as subject, then what it did."""
    found = SUBJECT.match(text, start, end)
    if not found or not found.group().strip():
        return False
    at = _skip(text, found.end(), end)
    return bool(_verb().match(text, at, end) or ARRANGED.match(text, at, end))


def _after_subject(text: str, start: int, end: int) -> int:
    found = SUBJECT.match(text, start, end)
    return found.end() if found else start


def _clause_end(text: str, at: int, end: int) -> int:
    """The next comma, semicolon or stop outside brackets."""
    depth = 0
    for place in range(at, end):
        char = text[place]
        depth += (char in "(《“") - (char in ")》”")
        if depth <= 0 and char in ",;。:!?":
            return place
    return end


def _breaks(clause: str) -> bool:
    """Whether a clause begins what is no longer the meeting's own acts."""
    return bool(BREAKS.search(clause)) and not THEME.match(clause)


def _more(body: Body, verb: str, start: int, end: int) -> list[Item]:
    """A clause that is only a further object: «审议了A(草案),有关…名单(草案)»."""
    clause = body.masked[start:end]
    own = _skip(body.masked, start, end)
    passed_on = PASSED_ON.search(clause) and re.match(r"\s*[对就在]", clause)
    if len(re.sub("《[^《》]*》", "《》", clause)) > 70 or not OBJECT_ONLY.search(clause):
        return []
    if LEAD_IN.match(clause) and not passed_on:
        return []
    if _verb().match(body.masked, own, end):
        return []
    link = re.compile(r"\s*(?:以及|及|和)?").match(body.masked, start, end)
    return list(_objects(body, verb, link.end() if link else start, end))


def _clause(body: Body, start: int, end: int) -> Iterator[Item]:
    """Items of one clause: a verb at its beginning or after 、, or «就…进行部署»."""
    text = body.masked
    place = start
    for opening in (ENUMERATOR, AGAIN):
        if mark := opening.match(text, place, end):
            place = mark.end()
    if arranged := ARRANGED.match(text, _skip(text, place, end), end):
        yield from _objects(body, "部署", *arranged.span("object"))
        return
    while place < end:
        place = _skip(text, place, end)
        verb = _verb().match(text, place, end)
        if verb is None or (verb["verb"] == "通过" and MEANS.search(text, verb.end(), end)):
            return
        stop = _next_verb(text, verb.end(), end)
        yield from _objects(body, VERB_PARTICLE.sub("", verb["verb"]), verb.end(), stop)
        place = stop + 1


def _skip(text: str, place: int, end: int) -> int:
    while place < end and text[place] in " 、":
        place += 1
    adverb = ADVERB.match(text, place, end)
    if adverb and not _verb().match(text, place, end):
        return adverb.end()
    return place


def _next_verb(text: str, start: int, end: int) -> int:
    """Where a further verb begins after 、 («方案、听取了…») or the clause ends."""
    depth = 0
    for place in range(start, end):
        depth += (text[place] in "(《“") - (text[place] in ")》”")
        if depth <= 0 and text[place] == "、":
            verb = _verb().match(text, place + 1, end)
            if verb and (verb.group().endswith("了") or HEAD.search(text, start, place)):
                return place
    return end


def _objects(body: Body, verb: str, start: int, end: int) -> Iterator[Item]:
    """The objects of one verb: parts with heads of their own, catch-alls left out."""
    text = body.masked
    if others := _others(text, start, end):
        topics = TOPICS.match(text, others, end) and not NOT_TOPICS.search(text, start, others)
        end = others
    verb = verb.removeprefix("书面")
    parts = _topics(text, start, end) if others and topics else _parts(text, start, end)
    if verb.startswith("听取"):
        parts = _told(text, parts)
    for at, to in parts:
        at, to = _trimmed(body.plain, at, to)
        if to - at >= 2 and not CATCH_ALL.search(body.plain[at:to]):
            yield Item(verb, at, to)


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
        if char == "《" and depth == 1 and place > begin and text[place - 1] == "》":
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
    if left.startswith("关于") and "的" not in left and not left.endswith("》"):
        return 0
    for mark in ("、", "和", "及", "以及", "与"):
        if not text.startswith(mark, place):
            continue
        right = text[place + len(mark) : min(end, place + LOOKED_AHEAD)]
        shared = right.split("、")[0] if re.search("、(?:关于|《)", right) else right
        if SHARED_TAIL.search(shared) and not SHARED_TAIL.search(left) and not left.endswith("》"):
            return 0
        if left.endswith("》") and right.startswith("《") and ABOUT.match(right):
            return 0
        if left.endswith(("》", ")")) and _titled(right):
            return len(mark)
        if mark == "、" and re.match("(?:有关|相关|部分)?(?:人事|任免|干部任免)", right):
            return 1
        if right.startswith("关于") and HEAD.search(left):
            return len(mark)
        if _stands_alone(left, right) and (mark == "、" or _same_head(left, right)):
            return len(mark)
    return 0


def _titled(right: str) -> bool:
    """Whether what follows a title is an item of its own: «和《…》», «及人事事项», not «及相关文件»."""
    if right.startswith(("《", "关于")):
        return True
    return bool(HEAD.search(right)) and not re.match("其?(?:相关|有关|配套|附属)(?:文件|材料|资料)", right)


def _same_head(left: str, right: str) -> bool:
    """«省委全会精神和市委常委会会议精神», «编纂工作汇报及人事事项说明»: each told of its own."""
    head = re.split("[、和及等]", right)[0].rstrip()
    if left.endswith("精神"):
        return head.endswith("精神")
    return bool(DOCUMENT.search(left) and DOCUMENT.search(head))


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
