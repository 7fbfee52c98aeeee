"""Weaker votes for a city, asked for only where nothing else has told it."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from meetings.extraction import gazetteer, levels
from meetings.extraction.blocks import Page
from meetings.extraction.byline import OUTLET
from meetings.extraction.places import ORGAN_AFTER, WEIGHTS, Vote, in_range, only

if TYPE_CHECKING:
    from meetings.extraction.facts import Span

# «主办:政协南昌市青山湖区委员会办公室 赣ICP备00000000号», «版权所有:云阳县人民政府»
HOST = re.compile(r"(?:主办|承办|主管)(?:单位)?\s?[:/ ]|版权所有|Copyright|©")
# «论坛 » 周至新闻 » …», «首页 > 三门新闻»
PATH = re.compile(r"[»>→/|]|(?<=[一-鿿]) ?[-—–] ?(?=[一-鿿])|::|当前位置|所在位置|所在栏目")
CRUMB = re.compile(
    r"(?:^|[\s»>→|/:—–-])(?P<name>[一-鿿]{2,6}?)(?:新闻|要闻|动态|时政|快讯|头条|发布|融媒|日报|资讯|论坛|在线|热线|政务|信息港|之窗)网?(?=[\s»>→|/—–-]|$)"
)
# «枞阳|经济开发区», «合肥|高新技术产业开发区»
ZONE = re.compile(
    r"(?<=[一-鿿]{2})(?:经济|高新|工业|循环经济|化工|临港|综合保税)(?:技术)?(?:产业)?(?:开发|园|试验|保税)区"
)
# «2021年09月15日 第A01版 |永城日报| 数字报», «…召开会议_永城要闻_|永城网|», «原创 |永城发布|»
TOKEN = re.compile("[一-鿿]{3,14}")
LABELLED = re.compile(
    "^(?:原创|来源|稿源|作者|编辑|本报|转自|据)"
    "|(?:数字报(?:刊|纸)?|电子报|电子版|(?:全媒体|融媒体|首席|见习)?(?:记者|通讯员).*)$"
)
# «奋力谱写现代化|永城|建设新篇章», «推动|平昌|高质量发展», «把|永城|建成»
SLOGAN = re.compile(
    r"(?:现代化|现代|美丽|美好|平安|法治|健康|幸福|富裕|富强|文明|数字|活力|魅力|生态|和谐|宜居|品质|大美|谱写|推动|推进|助力|实现|奋进|促进|加快|开创|书写|绘就|把|将|打造|建设|为|让)"
    r"(?P<name>[一-鿿]{2,4}?)(?:县|市|区)?(?=放[在到]|建成|打造|建设|发展|跨越|高质量|新篇章|篇章|振兴|崛起|实践|经济社会|更好|全面|加快|绿色|转型|新(?:局面|辉煌|发展|未来)|贡献)"
)
# «推动各项部署在|淳安|落地», «是对|淳安|的信任»: what a superior gives its own
ENTRUSTED = re.compile(
    r"(?:(?:部署|精神|决策|要求|政策|任务|讲话|战略|决议|指示|批示|举措)(?:要求|安排|部署)?,?(?:真正|全面|更好|都|早日)?在"
    r"|(?<![针相应面])对|寄予|赋予|关心支持)"
    r"(?P<name>[一-鿿]{2,4}?)(?:县|市|区)?(?=落地|落实落[地细]|见行见效|落细落实"
    r"|的(?:信任|关心|关怀|厚爱|重托|期望|期许|期待|嘱托|鞭策|鼓励|定位|重视))"
)


def find_county(page: Page, year: int | None) -> Iterator[Vote]:
    """The one county that a township's report names with an organ: «省委、市委和雷州市委»."""
    text = page.body.plain
    found: dict[str, tuple[gazetteer.Place, Span]] = {}
    for hit in gazetteer.find_names(text):
        place = only(hit.name, year)
        if place and place.level == "county" and ORGAN_AFTER.match(text, hit.end):
            found.setdefault(place.code, (place, page.body.span(hit.start, hit.end)))
    if len(found) == 1:
        place, span = next(iter(found.values()))
        yield Vote(place, WEIGHTS["city.below"], span, "city.below")


def find_below(page: Page, word: str, year: int | None) -> Iterator[Vote]:
    """A county that a superior it names vouches for: 安化 twice in a text that names 益阳市.

    Only where nothing else told the city; districts have names that are ordinary words.
    """
    text = page.body.plain
    above = {
        place.code
        for hit in gazetteer.find_names(text)
        if (place := only(hit.name, year)) and place.level == "prefecture"
    }
    below = [p for code in sorted(above) for p in gazetteer.children(code, year)]
    told = [p for p in below if len(p.short) > 1 and p.name.endswith(levels.CLASSES[word])]
    counts = {p: text.count(p.short) for p in told}
    best = max(counts.values(), default=0)
    found = [p for p in told if counts[p] == best]
    if best >= 2 and len(found) == 1:
        at = text.index(found[0].short)
        span = page.body.span(at, at + len(found[0].short))
        yield Vote(found[0], WEIGHTS["city.below"], span, "city.below")


def find_zones(page: Page, year: int | None) -> Iterator[Vote]:
    """The unit whose short name a zone bears: only where nothing else told the city."""
    plain = page.text.plain
    for zone in ZONE.finditer(plain):
        for size in (4, 3, 2):
            start = max(0, zone.start() - size)
            if place := only(plain[start : zone.start()], year):
                span = page.text.span(start, zone.start())
                yield Vote(place, WEIGHTS["city.zone"], span, "city.zone")
                break


def find_crumbs(page: Page, year: int | None) -> Iterator[Vote]:
    """The unit whose site the page's path names: only where nothing else told the city."""
    for line, words in page.of_kind("furniture"):
        if not PATH.search(words):
            continue
        for found in CRUMB.finditer(words):
            if place := only(found["name"], year):
                start = line.start + found.start("name")
                span = page.text.span(start, start + len(found["name"]))
                yield Vote(place, WEIGHTS["city.host"], span, "city.host")


def find_hosts(page: Page, year: int | None) -> Iterator[Vote]:
    """The unit whose organ keeps the site: only where nothing else told the city."""
    for line, words in page.of_kind("tail", "furniture"):
        if HOST.search(words):
            for vote in in_range(page.text, line.start, line.end, year):
                yield Vote(vote.place, WEIGHTS["city.host"], vote.span, "city.host")


def find_papers(page: Page, year: int | None) -> Iterator[Vote]:
    """The unit whose paper, station or site a line around the report names."""
    for line, words in page.of_kind("title", "furniture", "stamp", "credit", "caption"):
        for token in TOKEN.finditer(words):
            name = LABELLED.sub("", token.group())
            if OUTLET.search(name) and (place := gazetteer.outlet_place(name, year)):
                start = line.start + token.start() + token.group().index(name)
                span = page.text.span(start, start + len(name))
                yield Vote(place, WEIGHTS["city.host"], span, "city.host")


def find_slogans(page: Page, year: int | None) -> Iterator[Vote]:
    """The unit that a demand wants to bloom, or that a superior has given something."""
    for found in chain(SLOGAN.finditer(page.body.plain), _entrusted(page.body.plain)):
        if place := only(found["name"], year):
            yield Vote(
                place, WEIGHTS["city.slogan"], page.body.span(*found.span("name")), "city.slogan"
            )


def _entrusted(text: str) -> Iterator[re.Match[str]]:
    """What a superior gives a place, but not a word such as 和平: «对和平的期望»."""
    for found in ENTRUSTED.finditer(text):
        if not any(hit.weak for hit in gazetteer.find_names(found["name"])):
            yield found
