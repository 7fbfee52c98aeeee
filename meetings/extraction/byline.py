"""Read who published a page and who wrote it: dateline, credits, copyright line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from meetings.extraction import gazetteer
from meetings.extraction.blocks import Page
from meetings.extraction.daylines import DAY
from meetings.extraction.facts import Span

# Words that an outlet's name ends in: «长沙晚报», «晋城在线», «红网时刻», «娄底市融媒体中心»
OUTLET_END = (
    r"(?:报|网|台|在线|融媒体?(?:中心)?|通讯社|新华社|社|客户端|发布|时刻|新闻|频道"
    r"|传媒|电视|广电|政务|热线|党建|之窗|门户|刊|杂志)"
)
# What tells an outlet from a place before 讯: «掌上浏阳», «长沙晚报», not «浏阳»
OUTLET = re.compile(rf"{OUTLET_END}$|^(?:掌上|今日)|(?:[网报台]|时刻)[一-鿿]{{1,6}}站$")
# «红网时刻9月26日讯», «本网那曲9月8日讯», «本报讯», «驻马店广电融媒体消息:», «新华社长沙9月24日电»
DATELINE = re.compile(
    r"^[\s?�□■●◆]*(?:[【(]?\s*)据?(?P<outlet>本[报网台刊站社]"
    r"|[一-鿿]{1,8}?(?:[网报台]|时刻)[一-鿿]{1,6}?(?:分?站|频道)(?=\s?\d|讯|消息|报道)"
    rf"|[一-鿿A-Za-z·/]{{1,22}}?{OUTLET_END}(?=\s?\d"
    rf"|讯|消息|报道|电(?!视))"
    r"|(?:掌上|今日)[一-鿿]{2,4}(?=\s?\d|讯|消息)|[一-鿿A-Za-z]{2,10}-[一-鿿]{2,10}?客户端(?=\s?\d|讯|消息)"
    rf"|[一-鿿A-Za-z·]{{1,16}}?{OUTLET_END}(?=[一-鿿]{{2,8}}\d|[一-鿿]{{2,4}}讯)"
    r"|[一-鿿]{2,8}?(?=讯))"
    r"\s?(?P<place>[一-鿿]{2,8})?\s?(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})日)?\s?"
    r"(?P<mark>讯|消息|报道|电)[】)]?\s?[:,]?"
)
# «【连网】(记者 庄婷)»
BRACKETED = re.compile(rf"^\s*【(?P<outlet>[一-鿿A-Za-z]{{1,12}}?{OUTLET_END})】")
# «(湘潭分站记者 焦炬)», «【全媒体记者 方舟】», «见习记者祁墨、通讯员雷渊报道:»
REPORTED = re.compile(
    r"\s*(?:[(【]\s*(?P<inner>[^()【】]{0,16}?(?:记者|通讯员|实习生)[^()【】]{1,50})[)】]"
    r"|(?P<outer>(?:[一-鿿]{0,10}?(?:记者|通讯员))\s?[一-鿿]{2,4}(?:[、 ](?:[一-鿿]{0,6}(?:记者"
    r"|通讯员))?\s?[一-鿿]{2,4}){0,4}?\s?(?:报道|摄影报道)?:))\s*"
)
# «来源:浏阳日报», «信息来源: 晋城在线», «稿源:红网»
SOURCE = re.compile(r"(?:来源|稿源|出处)\s?[:|丨][ ]?(?P<outlet>[^\s,。:;()\[\]【】|]{2,30})")
# «(铜陵日报)», «(转自浏阳日报)»: a line of its own below the report
ALONE = re.compile(
    rf"^[(【—]{{1,2}}\s?(?:(?:转自|摘自|选自)\s?:?)?《?(?P<outlet>[一-鿿A-Za-z]{{1,12}}?{OUTLET_END})》?[)】]?$"
)
# «来源:广安新闻网|讯»: what a label's name carries from a dateline
AS_DATELINE = re.compile(
    "(?<=[网报台社线刻布闻端])(?:讯|消息)$|(?<=报)(?:数字报刊?|电子报|电子版)$"
)
# «2019-09-25 12:55:03 华夏经纬网»: a name alone after the stamp's day and hour
AFTER_STAMP = re.compile(
    rf"^(?:https?://\S+\s+)?[^一-鿿]{{0,4}}{DAY}[\sT]*[\d:]{{0,8}}[\s|]+(?!GMT)(?P<outlet>[^\s:|]{{2,20}})[\s|]*$"
)
# «江都日报 | 2023-02-08 00:14», «云浮日报 2020-01-12 第01版»: a name before the day
BEFORE_STAMP = re.compile(rf"^(?P<outlet>[一-鿿]{{1,12}}{OUTLET_END})[\s|]+(?=(?:19|20)\d\d)")
# «Copyright © 2017 www.hnzy.gov.cn 湖南政研网 湘ICP备», «版权所有:云阳网»
COPYRIGHT = re.compile(
    rf"(?:(?:Copyright|©|版权所有|ICP备).*?[\s:]|^)(?P<outlet>[一-鿿]{{1,16}}{OUTLET_END})(?=\s"
    rf"|$|版权|湘|备)"
)
RIGHTS = re.compile(r"版权所有\s?:\s?(?P<outlet>[^\s|,。]{3,30})")
# «记者 焦炬», «全媒体记者凌晴», «记者 才让 桑杰»
REPORTERS = re.compile(
    r"(?:记\s?者"
    r"|作者\s?:\s?记者)(?:员)?(?![从了获在日昨今看采注])\s?[:/|丨]?\s?(?P<names>[一-鿿·]{1,8}(?:[\s、,/]{1,4}(?!通讯员"
    r"|实习|编辑|摄|文(?![一-鿿])|图(?![一-鿿])|见习|特约|记者)[一-鿿·]{1,4}){0,5})"
)
# «(大冶电视台记者 皮洁琼)», «株洲日报全媒体记者 张三»
REPORTING = re.compile(
    rf"(?:^|[(【\s:])(?P<outlet>[一-鿿]{{2,12}}?{OUTLET_END})(?:全媒体|首席|融媒体?|见习|实习|特约|数字)?(?:记者|通讯员)"
)
# «今日简阳», «浏阳日报», «沅江新闻»: a line that is a paper's name
MASTHEAD_NAME = re.compile(
    r"^(?:(?:今日|掌上)[一-鿿]{2,4}|[一-鿿]{2,4}(?:日报|晚报|晨报|周报|报|新闻|新闻网|发布|融媒))$"
)
# «责任编辑: 程立胜», «责任编辑/杨丽», «审核:李明»
EDITORS = re.compile(
    r"(?:责任编辑|执行编辑|值班编辑|编辑|责编|审核|初审|复审|一审|二审|三审|终审)(?:\([一二三四初复终]审\))?\s?[:/|丨\s]\s?"
    r"(?P<names>[一-鿿]{1,4}(?:[\s、,]{1,3}(?!审核|校对|终审|[二三初复]审|责编|编辑"
    r"|监制)[一-鿿]{1,4}){0,3})(?![一-鿿])"
)
# «(撰稿:程立胜)», «作者:周明», «供稿:李四»
AUTHORS = re.compile(
    r"(?:撰稿|供稿|作者|撰文"
    r"|文/)\s?[:/]?\s?(?P<names>[一-鿿]{2,4}(?:[\s、]{1,2}[一-鿿]{2,4}){0,3})(?![一-鿿])"
)
# «(作者为湘潭市委书记)», «(作者张三,系中共瑞金市委书记)», «本文作者系…»
AUTHOR_POST = re.compile(
    r"(?<![工创写制合操劳著译务从])作者(?P<name>[一-鿿]{2,3}?)?[,:]?\s?(?:为|系|是|单位:|现任)\s?(?P<post>[^()。\n]{3,40})"
)
# «作者:方舟(石桥县委书记)»
AUTHOR_BRACKET = re.compile(r"作者\s?:\s?(?P<name>[一-鿿]{2,4})\s?\((?P<post>[^()\n]{3,24})\)")
# «中共庆元县委书记 杜光旻» on a line below the title: who wrote the article
POST_LINE = re.compile(
    r"^[◎●□■◆\s]*(?:中共)?(?P<post>[一-鿿、()]{2,30}(?:书记|[省市州县区盟旗镇乡]长|主任|主席|专员|局长"
    r"|部长|秘书长|检察长|院长))[ ]{1,4}(?P<name>[一-鿿·]{2,4}|[一-鿿] [一-鿿])$"
)
# «章蕙 古 军», «(羊骥)»: a line of names alone; «…出席会议。(羊骥)»: at the end of a paragraph
BARE_LINE = re.compile(r"^\(?(?P<names>[一-鿿]{1,4}(?:[ 、]{1,3}[一-鿿]{1,4}){0,5})\)?$")
BARE_END = re.compile(r"(?<=[。”!])\s*\((?P<names>[一-鿿]{2,4}(?:[ 、,][一-鿿]{1,4}){0,4})\)\s*$")
LABELS = re.compile(
    "网站(?:简介|团队|地图|声明)|友情链接|版权声明|投稿|本网动态|联系我们|关于我们|相关|推荐|原创|admin|互联网|^网络|未知|综合整理|供稿|公告|时间|日期|阅读|记者|通讯员|作者|来源|日期|时间|编辑|实习|摄影|供图|所有|字号|字体|浏览|点击|审核|校对|报道|版式|美编|值班"
)
# «记者陈绍鹏|报道:»
REPORTED_END = re.compile("(?:综合|摄影)?(?:报道|报導|摄影|摄)$")
ORGANISATION = re.compile(r"(?:[部办局委室处科社网台报站院校司党政府]|中心)$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The report's opening formula; `end` is where the lead proper begins in the body."""

    outlet: str
    outlet_span: Span | None
    place: str
    month: int | None
    day: int | None
    day_span: Span | None
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """Words that stand for themselves, with their place."""

    value: str
    span: Span
    rule: str


def find_dateline(page: Page) -> Dateline:
    """The dateline at the head of the body; empty values where there is none."""
    body = page.body
    found = DATELINE.match(body.plain)
    if not found and (bracketed := BRACKETED.match(body.plain)):
        reported = REPORTED.match(body.plain, bracketed.end())
        end = reported.end() if reported else bracketed.end()
        where = body.span(*bracketed.span("outlet"))
        return Dateline(bracketed["outlet"], where, "", None, None, None, end)
    end = found.end() if found else 0
    if reported := REPORTED.match(body.plain, end):
        end = reported.end()
    if not found:
        return Dateline("", None, "", None, None, None, end)
    own = found["outlet"].startswith("本") or not OUTLET.search(found["outlet"])
    day = found["day"]
    return Dateline(
        "" if own else found["outlet"],
        None if own else body.span(*found.span("outlet")),
        found["place"] or ("" if found["outlet"].startswith("本") or not own else found["outlet"]),
        int(found["month"]) if found["month"] else None,
        int(day) if day else None,
        body.span(
            found.start("month") if found["month"] else found.start("day"), found.end("day") + 1
        )
        if day
        else None,
        end,
    )


def find_outlets(page: Page, dateline: Dateline) -> Iterator[Named]:
    """Outlets from the strongest evidence to the weakest: dateline, 来源, stamp, copyright."""
    if dateline.outlet and dateline.outlet_span:
        yield Named(dateline.outlet, dateline.outlet_span, "outlet.dateline")
    for pattern, kinds, rule in (
        (SOURCE, ("stamp", "furniture", "credit", "caption"), "outlet.source"),
        (ALONE, ("credit",), "outlet.alone"),
        (AFTER_STAMP, ("stamp",), "outlet.after_stamp"),
        (BEFORE_STAMP, ("stamp",), "outlet.before_stamp"),
        (COPYRIGHT, ("tail", "furniture"), "outlet.copyright"),
        (RIGHTS, ("tail", "furniture"), "outlet.rights"),
    ):
        for line, words in page.of_kind(*kinds):
            found = pattern.search(words)
            if found and not _is_person(found["outlet"]) and not LABELS.search(found["outlet"]):
                outlet, start = AS_DATELINE.sub("", found["outlet"]), found.start("outlet")
                place = line.start + start
                yield Named(outlet, page.text.span(place, place + len(outlet)), rule)


def _is_person(name: str) -> bool:
    return len(name) <= 3 and not re.search(
        f"{OUTLET_END}$|[办局委部府室]$|(?:人大|政协|法院|妇联|工会)$", name
    )


def find_reporting(page: Page) -> Iterator[Named]:
    """Outlets that credits and mastheads name: «(大冶电视台记者 皮洁琼)», «今日简阳»."""
    for line, words in page.of_kind("title", "caption", "furniture"):
        if MASTHEAD_NAME.match(words):
            yield Named(words, page.text.span(line.start, line.end), "outlet.masthead")
    for start, end in _credit_ranges(page):
        part = page.text.joined(start, end)
        for found in REPORTING.finditer(part.plain):
            yield Named(found["outlet"], part.span(*found.span("outlet")), "outlet.credit")


def find_credits(page: Page, pattern: re.Pattern[str]) -> Iterator[Named]:
    """Names that a credit pattern finds: in credit lines, at the body's head and its ends."""
    for start, end in _credit_ranges(page):
        part = page.text.joined(start, end)
        for found in pattern.finditer(part.plain):
            for name, at, to in _split(found["names"], found.start("names")):
                yield Named(name, part.span(at, to), "credit")


def _credit_ranges(page: Page) -> Iterator[tuple[int, int]]:
    """Where credits stand: whole lines, a lead's first and every paragraph's last words."""
    seen = 0
    for line in page.lines:
        if line.kind in {"credit", "stamp", "caption", "furniture"}:
            yield line.start, line.end
        elif line.kind == "text":
            seen += 1
            if seen <= 3:
                yield line.start, min(line.start + 90, line.end)
            tail = page.text.plain.rfind("(", max(line.start, line.end - 60), line.end)
            if tail > line.start:
                yield tail, line.end


def _split(names: str, offset: int) -> Iterator[tuple[str, int, int]]:
    """Names apart; two single characters with a space are one padded name."""
    parts = [
        (part.group(), part.start() + offset, part.end() + offset)
        for part in re.finditer(r"[一-鿿·]+", names)
    ]
    while parts:
        name, start, end = parts.pop(0)
        if len(name) == 1 and parts and len(parts[0][0]) <= 2:
            more, _, end = parts.pop(0)
            name += more
        reported = REPORTED_END.search(name)
        if reported:
            name, end = name[: reported.start()], end - len(reported.group())
        if len(name) >= 2 and not LABELS.search(name):
            yield name, start, end


def find_bare_reporters(page: Page) -> Iterator[Named]:
    """«章蕙 古 军» on the last line, «(祝亚男 黎得水)» at the end of a paragraph."""
    for kind, pattern in (("credit", BARE_LINE), ("text", BARE_END)):
        for line, words in page.of_kind(kind):
            found = pattern.search(words)
            if found and not LABELS.search(found["names"]):
                for name, start, end in _split(found["names"], line.start + found.start("names")):
                    yield Named(name, page.text.span(start, end), "credit.bare")


def find_author_post(page: Page) -> Named | None:
    """The post of a signed article's author, without 中共."""
    plain = page.text.plain
    for found in chain(AUTHOR_POST.finditer(plain), AUTHOR_BRACKET.finditer(plain)):
        post = re.sub("^中共|^中国共产党", "", found["post"]).strip()
        start = found.end("post") - len(post)
        return Named(post, page.text.span(start, start + len(post)), "author.post")
    if (line := find_post_line(page)) is not None:
        return line
    return None


def find_post_line(page: Page) -> Named | None:
    """A post and a name alone on a line above the text, as signed articles print them."""
    for line, words in page.of_kind("title", "caption", "credit"):
        if found := POST_LINE.match(words):
            start, end = line.start + found.start("post"), line.start + found.end("post")
            return Named(found["post"], page.text.span(start, end), "author.post_line")
    return None


def is_person_name(name: str) -> bool:
    """Whether a credit names a person rather than an office or a login."""
    if not 2 <= len(name) <= 4 or ORGANISATION.search(name):
        return False
    return len(name) < 3 or name[-1] not in "省市县区州旗盟" or not gazetteer.resolve(name, None)
