"""Find what a meeting itself did: items of its agenda."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from meetings.extraction.objects import HEAD, find_objects
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.tables import alternation, words

# Before an agenda verb: «会议», «会上», «本次会议共有两项议程:1、», «会议还», nothing
SUBJECT = re.compile(
    r"(?!\s*(?:结合|围绕|针对|通过|经过|贯彻|落实|做好|开好|抓好|办好|筹备|配合|切实|认真|积极))"
    r"\s*(?:(?:(?:会议|大会|全会)?(?:期间|最后|同时),?)?(?:本次|此次"
    r"|这次)?(?:[^,。;:《》\s传学听审研讨通决协表要根按照对把将是据]{0,24}?(?:会议|大会|全会"
    r"|学习会|主席团)|会上|会)(?!议(?!程)|[场期精前后])"
    r"[,]?(?:还|并|又|先(?![后进行])|首先|随后|先后|主要|认真|分别|集中"
    r"|共?有?[一二两三四五六七八九十]项(?:主要)?议程|主要内容(?:有|是|为)?"
    r"|(?:的)?(?:主要)?议[程题](?:有|为|是|包括|如下)+"
    r"|主要任务是)*[:,]?)?"
)
ADVERB = re.compile(
    r"(?:还|并|又|先(?![后进行])|再|同时|首先|随后|最后|先后"
    r"|逐一|逐条|组织(?=学习|观看|收看|传达)|主要|认真|分别|集中"
    r"|专题|逐项|共同|一并|依次|进一步|重点|原文|深入|全面|举手|投票"
    r"|充分|系统|及时|书面|[一二三四五六]是|以[^,。;:]{2,14}(?:方 ?式|形 ?式))+(?=[一-鿿])"
)
ENUMERATOR = re.compile(
    r"\s*(?:\d{1,2}[.、]|[(（]?[一二三四五六七八九十]{1,2}[)、.]|[一二三四五六七八九十]是)"
)
# «二、|听取…», «(三)|研究…», «4.|审议…»
HEADING = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、]、?|\d{1,2}[.、])\s?")
# «;会议还听取…»: the meeting named anew inside a sentence
AGAIN = re.compile(r"\s*会议?(?:还|并|又)+")
# «主任会议建议:…», «建议议程是:…»: the plan of a sitting to come
PLANNED = re.compile("主[任席]会议建议|建议议程(?:是|为|有|还有|如下|:)")
# «就当前重点工作进行安排部署», «对全市防汛工作作了部署»
ARRANGED = re.compile(
    r"(?:就|对)(?P<object>[^,。;:]{2,70}?)(?:进行|作出?|做出?|提出)(?:了)?(?:再|专题|全面|具体"
    r"|系统|动员|进一步|详细)*(?:安排部署|研究部署|动员部署|安排|部署|研究|审议|总结|学习)"
)
# «会议研究了以下事项:», «会议议程如下:»
LISTING = re.compile(
    r"(?:以下|如下|下列)[^,。;:]{0,12}\s?[:。]?\s?$|(?:议程|议题)(?:有|为|是|包括)?\s?:\s?$"
)
# A clause that ends the chain: speech, attendance, another subject
BREAKS = re.compile(
    r"建议议程|指出|强调|要求|认为|提出(?!的)|号召|希望|出席|参加|列席(?!了[^,]{4,40}会议$)|主持|讲话|^\s*(?:他|她"
    r"|大家|与会|[^,《》]{0,16}[局委办部院队司中心行社所站署团](?:主要|有关|分管)?(?:负责人|负责同志|领导)?(?:分别|先后|就[^,]{2,30})?(?:汇报|通报|介绍|报告)了|"
    r"全[市县区州旗省]上下)|(?:作了?|进行了?)[^,]{0,12}(?:发言|讲话|点评|总结)"
)
# «…名单(草案)», «…情况的报告», «《…》»: a clause that is an object and no more
OBJECT_ONLY = re.compile(
    r"(?:名单|报告|汇报|草案|办法|决议|决定|方案|意见|精神|讲话|论述|说明|议案|规划|计划|预案|要点|建议"
    r"|条例|规定|细则|通报|批示|指示|公报|决算|纲要|请示|批复|公告|章程|协议|目录|[》)])等?$"
)
# «对退役军人工作作出的重要指示», «在党外人士座谈会上的重要讲话精神»: words that are passed on
PASSED_ON = re.compile(
    r"(?:作出的|上的|的)(?:系列)?(?:重要)?(?:指示|讲话|批示|论述|回信|贺信)(?:指示|批示)?(?:精神)?$"
)
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
# «会议决定|,成立工作专班»: the verb alone, not «…辞职的决定»
DECIDES = re.compile("(?:会议|大会|全会|主席团)?(?:研究|讨论|一致|票决|表决|还|并)*决定$")
# «听取了…», «讨论通过了…», «会议审议…»
RESUMES = re.compile(
    "(?:会议)?(?:还|并)?(?:书面)?(?:听取|审议|讨论|传达|学习|研究|表决|通过|审查|协商|决定)[^,。;:]{0,8}?了|传达学习|审议通过|审议|听取"
)
# «会议决定,由市城管局修改完善后,|按程序印发»: what is decided comes with the next clause
FIRST = re.compile("(?:[后时]|基础上|前提下)$")


# «会议在|听取污水处理情况汇报|后强调,», «会议|审议《甲条例》|时指出,»: an act that a demand names
ANSWERED = re.compile(
    r"(?:会上,?)?(?:会议|大会|全会|主席团)?(?:还|并)*在?(?P<verb>(?:分别|认真|集体|专题)?(?:听取(?:和审议|并审议)?|审议|学习|研究|讨论|观看))了?"
    r"(?P<object>[^,。;:]{3,80}?)[后时],?(?:会议|大会|全会)?(?:指出|强调|要求|认为|提出|明确)"
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
            if FIRST.search(body.masked, at, following):
                following = _clause_end(body.masked, following + 1, end)
        found = list(_clause(body, at, following))
        if not found and items and (more := _more(body, items[-1].verb, at, following)):
            found = more
        if not found and _breaks(body.masked[at:following]):
            following = _resumed(body.masked, following, end)
        items.extend(found)
        at = following + 1
    return items


def answered(body: Body, start: int, end: int) -> list[Item]:
    """What the meeting heard before it demanded: «会议在听取…汇报后强调,»."""
    found = ANSWERED.match(body.masked, start, end)
    if found is None or not HEAD.search(found["object"]):
        return []
    return list(_objects(body, found["verb"], *found.span("object")))


def _resumed(text: str, at: int, end: int) -> int:
    """«…,并提出审议意见;|讨论通过了…»: the semicolon after which the chain goes on, else `end`."""
    at = text.find(";", at, end)
    after = _skip(text, at + 1, end)
    return at if at >= 0 and RESUMES.match(text, after, end) else end


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
    named = names_subject(body.masked, mark.end(), sentence.end)
    if named or _verb().match(body.masked, mark.end(), sentence.end):
        return find_agenda(body, sentence, mark.end())
    end = _clause_end(body.masked, mark.end(), sentence.end)
    alone = OBJECT_ONLY.search(body.masked, mark.end(), end) if verb else None
    return list(_objects(body, verb, mark.end(), end)) if alone else []


def is_heading(body: Body, sentence: Sentence, before: int = 0) -> bool:
    """«二、听取关于供暖工作情况的汇报» alone on a line: an item by itself.

    Not where a demand whose words begin at `before` counts points: «会议要求:», a line each.
    """
    counts = bool(re.match(r":?\s*\n", body.plain[max(0, before - 1) : before + 2]))
    if counts or not sentence.first or body.plain[sentence.end - 1] in "。;:,!?":
        return False
    mark = HEADING.match(body.masked, sentence.start, sentence.end)
    ends = sentence.end == len(body.plain) or body.plain[sentence.end] == "\n"
    return bool(ends and mark and _verb().match(body.masked, mark.end(), sentence.end))


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
    """The items of one verb; 书面 is no part of it."""
    verb = verb.removeprefix("书面")
    for at, to in find_objects(body.masked, body.plain, verb, start, end):
        yield Item(verb, at, to)
