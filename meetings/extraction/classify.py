"""Tell a meeting report from signed articles, digests and look-alikes."""

import re
from dataclasses import dataclass
from functools import cache

from meetings.extraction.blocks import Page
from meetings.extraction.byline import find_post_line
from meetings.extraction.facts import Span
from meetings.extraction.leaddays import find_day
from meetings.extraction.lists import TIME
from meetings.extraction.tables import rules
from meetings.extraction.vocabulary import ArticleKind, Reason

# «市委书记霍涛到开发区调研重点项目», «一行到我县调研», «看望慰问», «会见了…»
INSPECTS = re.compile(r"调研|视察|检查(?!院)|考察|督导|督查|暗访|巡查|踏勘|走访|夜查|巡河")
VISITS = re.compile(
    r"看望|慰问|会见|会晤|拜会|座谈交流|接待|迎接|来访|接访|宴请|参加[^,。]{0,12}(?:植树|捐款"
    r"|升旗|公祭|仪式)|出席[^,。]{0,20}(?:仪式|启动|开工|揭牌)"
)
# What makes a lead a meeting's: «召开», «主持», «举行…会议»
CONVENES = re.compile(
    r"召开|举行[^,。]{0,40}会|主持[^,。]{0,30}(?:会|学习)|[^,。]{2,40}会议?[^,。]{0,6}(?:开幕"
    r"|闭幕|召开|举行)|(?:参加|出席)[^,。]{0,40}(?:会议|大会|全会)|会议?[^。]{0,60}(?:[开闭落]幕|帷幕|结束)"
)
# Whose meeting is not a local organ's: «某某学校召开», «市水利局召开», «公司召开»
INSTITUTION = re.compile(
    r"(?:学校|中学|小学|大学|学院|幼儿园|医院|公司|集团|银行|支行|协会|学会|商会|联社|供电|烟草"
    r"|电网|移动|电信|联通|书店|[一二三四五六七八九十]中|职中|职院|技校|党校|研究[院所]|气象台"
    r"|有限责任公司|厂|局|支队|大队|中队|派出所|卫健委|发改委|教体委|教委|教育工委|税务|社区"
    r"|居委会|村委会|村支部|村两委|村|供销社|报社|出版社|合作社|医保中心|融媒体中心|电视台"
    r"|(?:图书|文化|博物|档案|美术|科技)馆|文化站|卫生院|敬老院|福利院|法院|检察院|文联|工商联|妇联|总工会|团[省市县区州旗]委|科协|侨联|残联|社科联|红十字会"
    r"|(?:民盟|民革|民建|民进|农工党|致公党|九三学社|台盟)[一-鿿]{0,6}(?:委|委会|支部))(?:党委|党组(?!织(?:书记|负责人|带头人|成员|建设|活动))|党支部|党总支|支部|机关|召开|举行|举办|组织"
    r"|征得|于|在[^,。]{2,14}召开)"
    r"|(?:文联|工商联|妇联|总工会|团[省市县区州旗]委|科协|侨联|残联|社科联|红十字会|商会|协会|学会)"
    r"(?:\([一-鿿]{2,6}\))?第?[一二三四五六七八九十]{1,3}(?:届|次)[^,。;]{0,14}(?:会议|大会|全会|全委会)"
    r"|(?:[省市县区州旗]委)?(?:组织部|宣传部|统战部|政法委|网信办|编办|信访局|办公室)(?:机关)?(?:召开|举行)(?:部务|部机关|机关|委机关|室务|支部|党支部)"
)
# «市水产局党组书记、局长沈拙主持召开汛期值守会议»: a bureau's head chairs its own
BUREAU_HEAD = re.compile(
    r"(?:局长|院长|校长|董事长|总经理|台长|社长|馆长|所长|行长|理事长|(?:局|中心|医院|公司|集团|社)(?:党组|党委)书记)"
    r"[一-鿿·]{2,4}(?:同志)?(?:主持)?召开(?!全[省市县区州旗盟]|[省市县区州旗盟][委政人])"
)
# «局领导班子成员、局属单位主要负责人和机关各科室负责人参加会议»
BUREAU_STAFF = re.compile(
    r"局(?:领导)?班子成员|局属|局机关|局系统|各科室|机关科室|[我全]局(?!面|势|部)|院属|全院|全校|校领导|集团公司|公司领导|全体(?:职工|员工)"
)
# «党委书记成天惠主持召开十届党委常委会»: whose party committee only the staff tells
PARTY_HEAD = re.compile(
    r"^[\s,]*(?:校|学校|学院|医院|公司|集团)?党委(?:副)?书记[一-鿿·]{2,4}(?:同志)?主持召开"
)
# «校长张望、副校长丁宁», «院长陆离、总会计师», «后勤»
ACADEMIC_STAFF = re.compile(
    r"(?<!党校)(?<!党校、)副校长|副院长|校长助理|总会计师|副总经理|校领导|院领导|全校|全院"
)
# «推进会在柳溪社区|召开»: where, not who
HELD_IN = re.compile(r"[在于][^,。;]{2,30}(?=(?:隆重|胜利|顺利|正式|如期)?(?:召开|举行))")
LOCAL_ORGAN = re.compile(
    r"[省市县区州旗盟镇乡地]委|[省市县区州旗盟镇乡]政府|人民政府|行署|人大|政协|党工委|管委会"
    r"|[省市县区州旗盟镇]长|专员|领导小组|纪委|全[省市县区州旗盟镇](?!民)|[市县区旗州]召开"
    r"|镇召开|乡召开|街道召开|中国共产党[^,。]{2,30}代表大会|党代会"
)
# «★8月2日…», «◆», «同日»: entries of a digest
ENTRY = re.compile(
    r"(?:^|\n)\s*[★☆●◆▲■◇·•*-]?\s*(?:【[^】\n]{2,40}】)?\s*(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    r"|\d{1,2}日|同日"
    r"|[一二三四五六七八九十]+日)[ ,:、\s]?[^\n]{6,}"
)
# «▲县长华清主持召开县政府党组会议。»: an entry without a day
MARKED_ENTRY = re.compile(r"(?:^|\n)\s*[★☆●◆▲■◇]\s*[^\n]{2,40}?召开[^\n]{4,}")
# «22日,市委书记主持召开市委常委会会议»: an entry with a sitting of its own
SITS = re.compile("主持召开|(?:委|政府|人大|政协|党组|常委会)[^,。;]{0,12}(?:召开|举行)")
DIGEST_TITLE = re.compile(
    r"大事记|月报|周报|[一本上每]周(?:动态|要闻|要情|政务|回顾|大事)|政务(?:动态|要情)|要闻回顾|会议(?:一览|汇编|摘要|集锦)|政务简报"
    r"|活动(?:周报"
    r"|一览)|工作日志"
)
SIGNED = re.compile(
    r"(?:^|(?<=[\s(【。!?”》:—|]))[(【]?\s*(?:本文|文章|该文)?作者[一-鿿]{0,4}?[,:]?\s?(?:系|为|是|单位|现任)[^)】\n。]{2,40}"
    r"|(?:^|(?<=\s))作者\s?:\s?[一-鿿]{2,4}\s?\([^()\n]{2,20}(?:书记|[省市县区州旗盟镇乡]长|主[任席]|部长)\)"
)
# «作者单位:县政府办公室», «(作者系县融媒体中心记者)»: who sends in a report signs no article
SENDER = re.compile("单位|记者|通讯员|编辑|融媒|电视台|日报|新闻|办公室$|宣传部$")
SCRIPTS_OF_OTHERS = re.compile("[぀-ヿ가-힯]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page is, by which rule, with the words that told."""

    kind: ArticleKind
    reason: str
    rule: str
    span: Span | None = None


@cache
def _lookalikes() -> tuple[tuple[Reason, str, int, re.Pattern[str], bool], ...]:
    return tuple(
        (
            Reason.of(rule["reason"]), rule["where"], int(rule["times"]),
            _pattern(rule["pattern"]), rule.get("unless") == "convened",
        )
        for rule in rules("lookalikes")
    )  # fmt: skip


def _pattern(words: str) -> re.Pattern[str]:
    """^ and $ mean a line's."""
    return re.compile(words, re.MULTILINE)


def classify(page: Page, *, sittings: int) -> Verdict:
    """The kind of a page; `sittings` is how many meetings its text convenes."""
    plain = page.text.plain
    if not page.body.plain.strip():
        return Verdict(ArticleKind.NOT_MEETING, Reason.EMPTY, "kind.empty")
    if len(SCRIPTS_OF_OTHERS.findall(plain)) * 10 > len(plain):
        return Verdict(ArticleKind.NOT_MEETING, Reason.NO_MEETING, "kind.other_script")
    sent = bool(sittings) and _convened(page)
    found = SIGNED.search(plain)
    if found and not (sent and SENDER.search(found.group())):
        return Verdict(
            ArticleKind.SIGNED_ARTICLE, "", "kind.author_post", page.text.span(*found.span())
        )
    if verdict := _lookalike(page, convened=bool(sittings) and _convened(page)):
        return verdict
    if _is_digest(page):
        return Verdict(ArticleKind.DIGEST, "", "kind.digest")
    return _by_lead(page, sittings)


def _convened(page: Page) -> bool:
    """Whether the first sentence convenes: «市七届人大常委会举行第二十次会议»."""
    first = re.split("[。!?\n]", page.body.plain.lstrip())[0]
    return bool(re.search("(?:召开|举行|主持)(?!的)", first))


def _lookalike(page: Page, *, convened: bool) -> Verdict | None:
    places = _places(page)
    for reason, where, times, pattern, spared in _lookalikes():
        if spared and convened:
            continue
        for start, end in places[where]:
            found = [
                match
                for _, match in zip(
                    range(times), pattern.finditer(page.text.plain, start, end), strict=False
                )
            ]
            if len(found) >= times:
                span = page.text.span(*found[0].span())
                return Verdict(ArticleKind.NOT_MEETING, reason, f"kind.{reason}", span)
    return None


def _places(page: Page) -> dict[str, list[tuple[int, int]]]:
    titles = [(line.start, line.end) for line, _ in page.of_kind("title")]
    texts = [(line.start, line.end) for line in page.lines if line.kind == "text"]
    start = texts[0][0] if texts else 0
    last = max((line.end for line in page.lines if line.kind != "tail"), default=0)
    first = min((line.start for line in page.lines if line.kind in {"title", "text"}), default=0)
    return {
        "title": titles,
        "lead": [(start, start + 120)],
        "head": [(start, start + 400)],
        "text": [(first, last)],
    }


def _is_digest(page: Page) -> bool:
    entries = [
        m
        for m in ENTRY.finditer("\n" + page.body.plain)
        if CONVENES.search(m.group()) or "主持" in m.group()
    ]
    marked = sum(m.group().lstrip()[0] in "★☆●◆▲■◇·" for m in entries)
    titled = any(DIGEST_TITLE.search(words) for _, words in page.of_kind("title", "furniture"))
    if page.body.plain.count("会议摘要:") >= 2:
        return True
    if not titled and not marked and _of_one_session(page, [m.group() for m in entries]):
        return False
    undated = len(MARKED_ENTRY.findall("\n" + page.body.plain))
    return (
        max(len(entries), undated) >= 3
        or marked >= 2
        or (titled and max(len(entries), undated) >= 2)
    )


def _of_one_session(page: Page, entries: list[str]) -> bool:
    """Whether entries tell the days of one session that the lead names with first and last day."""
    day = find_day(page, 0)
    return day is not None and day.until is not None and not any(map(SITS.search, entries[1:]))


def _by_lead(page: Page, sittings: int) -> Verdict:
    lead = page.body.plain.split("\n")[0][:400]
    sentence = re.split("[。!?]", lead)[0]
    sentence = re.sub(TIME.pattern, "", sentence)
    titles = " ".join(words for _, words in page.of_kind("title"))
    if not CONVENES.search(sentence) and not CONVENES.search(lead):
        if INSPECTS.search(sentence) or INSPECTS.search(titles):
            return Verdict(ArticleKind.NOT_MEETING, Reason.INSPECTION, "kind.inspection")
        if VISITS.search(sentence) or VISITS.search(titles):
            return Verdict(ArticleKind.NOT_MEETING, Reason.VISIT, "kind.visit")
    if not sittings and (line := find_post_line(page)) is not None:
        return Verdict(ArticleKind.SIGNED_ARTICLE, "", "kind.author_post", line.span)
    if not sittings:
        reason = (
            Reason.INSPECTION
            if INSPECTS.search(sentence)
            else Reason.VISIT
            if VISITS.search(sentence)
            else Reason.NO_MEETING
        )
        return Verdict(ArticleKind.NOT_MEETING, reason, "kind.no_sitting")
    sentence = HELD_IN.sub("", sentence)
    first_clauses = re.split("(?<=召开)|(?<=举行)", sentence)[0]
    institution = INSTITUTION.search(sentence)
    local = LOCAL_ORGAN.search(first_clauses)
    if local is None and PARTY_HEAD.match(sentence) and ACADEMIC_STAFF.search(page.body.plain):
        return Verdict(ArticleKind.NOT_MEETING, Reason.INSTITUTION, "kind.institution")
    own = institution and (local is None or institution.start() <= local.start())
    if own or (BUREAU_HEAD.search(sentence) and BUREAU_STAFF.search(page.body.plain)):
        return Verdict(ArticleKind.NOT_MEETING, Reason.INSTITUTION, "kind.institution")
    return Verdict(ArticleKind.MEETING_REPORT, "", "kind.convened")
