"""Tell whose organ met: weighted votes for a city, each with its words."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.extraction import gazetteer, levels
from meetings.extraction.blocks import Page
from meetings.extraction.byline import Dateline, Named, find_reporting
from meetings.extraction.facts import Place, Span
from meetings.extraction.posts import titles_in
from meetings.extraction.text import Text
from meetings.extraction.vocabulary import Level

# After a name that tells the organ: «湘潭市|委书记», «长沙市|第十三届委员会», «那曲市|政协»
ORGAN_AFTER = re.compile(
    r"(?:第?[一二三四五六七八九十百\d]{1,4}届)?(?:委(?!托)|(?:人民)?政府|人大|人民代表大会|政协"
    r"|委员会|纪委|领导|[市县区州旗盟]?长(?!期|远|江|春|沙)"
    r"|第[一二三四五六七八九十]{1,4}次代表大会|纪律检查|常委会|党委|[市县区州旗盟]委|行署)"
)
CONVENES_AFTER = re.compile(r"(?:召开|举行|调度|组织召开|部署)")
# Before a name that is no host: «赴苏州考察», «与重庆市», «贯彻益阳市人民政府»
GUEST_BEFORE = re.compile(
    r"(?:聚焦|省委、?省政府和|省委[^,。;]{0,8}和|赴|前往|来自|与|同|像|学习借鉴|贯彻|传达"
    r"|传达学习|落实|学习|对接|驻|向|距|去"
    r"|率[^,。]{0,6}|毗邻|帮扶|协作|会上?,|转发)$"
)
GUEST_AFTER = re.compile(
    r"(?:考察|经验|模式|等地|镇(?![长级村])|乡(?![长级镇村])|街道|村(?![级镇])|路|大道|桥|港|机场|高速|铁路|大学|学院|站|监狱"
    r"|籍|客商|海关|两地|协作|挂职|来宾)"
)
# «传达学习了肇戈书记在|成都市|委全会上的讲话精神»: a superior whose words are passed down
PASSED_DOWN = re.compile(
    "(?:传达|学习|贯彻|落实)(?:[^,。;《》]{0,24}|(?:[^,。;《》]|(?<=会议),|(?<=[全大]会),){0,60})$"
)
# «研究了落实《|许昌市|人民政府专题会议纪要》的措施»: most often a superior's document
ABOVE = re.compile(
    "(?:传达|学习|贯彻|落实|转发|对照|执行)(?:了|学习|贯彻|落实|传达|执行)*(?:[^,。;、《》]{0,12})《[^《》]*$"
)
PASSED_ON = re.compile(
    "(?:[^,。;《》]{0,24}|(?:[^,。;《》]|(?<=会议),|(?<=[全大]会),){0,60})(?:精神|讲话|纪要|指示|批示|部署要求)"
)
# A verb whose last character begins a place by accident: «传达县委», «召开县»
ACROSS = re.compile(
    "[担曾历现兼]任|传达|转达|到达|召开|公安县(?=局)|推进|促进|先进|跟进|改进|[肯规决制审确认指划稳拟商评固锁]定县"
    "|[完组形合变]成县|[回响反]应县|[整管办治受处梳审代监协]理县|[贡奉]献县|振兴县|[沟交联]通县|[公展敞]开县"
)
TITLE_SLOT = re.compile(
    r"^\s*(?P<name>[一-鿿]{2,6}?)(?::|第?[一二三四五六七八九十]{1,3}届|召开|举行|区委|县委|市委|部署|调度)"
)
WEIGHTS = {
    "city.organ": 8.0, "city.convener": 6.0, "city.title_slot": 5.0, "city.outlet": 4.0,
    "city.dateline": 3.0, "city.document": 3.0, "city.full": 2.0, "city.furniture": 2.0,
    "city.short": 1.0, "city.below": 1.0,
    "city.host": 1.0, "city.zone": 1.0, "city.passed": 1.0,
    "city.slogan": 1.0,
}  # fmt: skip
LEAST = 1.0
# «宁乡市|委书记方舟主持召开», «政协宁乡市|委员会召开»; «长沙市|政协副主席凌晴应邀出席»
CONVENING = 1.5
CONVENES = re.compile(r"[^,。;:《》]{1,30}?(?:召开|举行|主持)")
VISITS = re.compile(
    r"[^,。;:《》]{1,20}?(?:应邀|到会指导|来[^,。;]{0,6}(?:调研|督导|指导|考察)|督导组|调研组|考察团|巡察组|巡视组)"
)
# «播州区、仁怀市|政府主要负责人作表态发言»: one of those below, who answer for their own
REPORTS = re.compile(
    r"[^,。;:《》]{0,14}?(?:负责人|负责同志|主要领导|分管领导|书记|[市县区州旗]长)[^,。;:《》]{0,12}?[作做]了?(?:表态|交流|典型|经验|大会|书面|检讨)"
    r"|[^,。;:《》]{0,10}?(?:负责人|负责同志)(?:分别|先后|应邀|依次|在[^,。;]{2,8})?(?:列席|参加|汇报|表态|发言|参会|作)"
)


@dataclass(frozen=True, slots=True)
class Vote:
    """A unit that a place in the text speaks for."""

    place: gazetteer.Place
    weight: float
    span: Span
    rule: str


def find_votes(
    page: Page,
    outlets: list[Named],
    dateline: Dateline,
    year: int | None,
    people: frozenset[Span] = frozenset(),
) -> Iterator[Vote]:
    """Every vote, in no particular order; ancestors and guests are left to `elect`.

    A place inside the name of one of the `people` casts none: 长春 in 刘长春.
    """
    for vote in in_range(page.body, 0, len(page.body.plain), year):
        if not any(vote.span.start < p.end and p.start < vote.span.end for p in people):
            yield vote
    for line, words in page.of_kind("title", "caption"):
        yield from in_range(page.text, line.start, line.end, year)
        slot = TITLE_SLOT.match(words)
        if slot and (place := only(slot["name"], year)):
            start = line.start + slot.start("name")
            span = page.text.span(start, start + len(slot["name"]))
            yield Vote(place, WEIGHTS["city.title_slot"], span, "city.title_slot")
    for line, _ in page.of_kind("furniture", "credit", "stamp"):
        for vote in in_range(page.text, line.start, line.end, year):
            yield Vote(
                vote.place, min(vote.weight, WEIGHTS["city.furniture"]), vote.span, "city.furniture"
            )
    yield from _by_outlets(page, outlets, year)
    if dateline.place and (place := only(dateline.place, year)):
        at = page.body.plain.find(dateline.place, 0, dateline.end)
        span = dateline.day_span or page.body.span(at, at + len(dateline.place))
        yield Vote(place, WEIGHTS["city.dateline"], span, "city.dateline")


def _by_outlets(page: Page, outlets: list[Named], year: int | None) -> Iterator[Vote]:
    """Votes of who published and of whom credits name; the first counts most."""
    weight = WEIGHTS["city.outlet"]
    every = [(outlet, weight / 2 if n else weight) for n, outlet in enumerate(outlets)]
    for outlet, own in [*every, *((one, weight) for one in find_reporting(page))]:
        if place := gazetteer.outlet_place(outlet.value, year):
            yield Vote(place, own, outlet.span, "city.outlet")


def only(name: str, year: int | None) -> gazetteer.Place | None:
    return gazetteer.resolve(name, year)


def in_range(text: Text, start: int, end: int, year: int | None) -> Iterator[Vote]:
    words = text.plain[start:end]
    above: gazetteer.Place | None = None
    for hit in gazetteer.find_names(words):
        place = only(hit.name, year) or _within(hit.name, year, above)
        above = place or above
        if place is None:
            continue
        before, after = words[max(0, hit.start - 70) : hit.start], words[hit.end : hit.end + 70]
        rule = "" if _is_accident(words, hit) else _rule(hit, before, after)
        if rule:
            weight = WEIGHTS[rule] * (_doubt(words, hit) if hit.weak else 1.0)
            if rule == "city.organ":
                weight = _of_organ(weight, words, hit)
            yield Vote(place, weight, text.span(start + hit.start, start + hit.end), rule)


def _of_organ(weight: float, words: str, hit: gazetteer.Hit) -> float:
    """How much an organ's name counts: most where it convenes, little where it visits."""
    if VISITS.match(words, hit.end) or REPORTS.match(words, hit.end):
        return WEIGHTS["city.full"]
    if hit.start > 300:
        return WEIGHTS["city.document"]
    return weight * CONVENING if CONVENES.match(words, hit.end) else weight


def _doubt(words: str, hit: gazetteer.Hit) -> float:
    """How much an ordinary word counts as a name: more where a phrase begins with it."""
    begins = hit.start == 0 or words[hit.start - 1] in "《“,。;:( \n"
    return 0.6 if begins and hit.full and hit.name[0] not in "和与及对在应开成" else 0.3


def _within(name: str, year: int | None, above: gazetteer.Place | None) -> gazetteer.Place | None:
    """A name that several units bear, by the unit named last before it: «南通市通州区»."""
    return gazetteer.resolve(name, year, within=above.code) if above else None


def _is_accident(words: str, hit: gazetteer.Hit) -> bool:
    """Whether a name only arises where two words meet: 代县 in 代县长, 达县 in 传达县委."""
    if (
        hit.weak
        and len(hit.name) == 2
        and hit.name[0] in "和与及对在"
        and re.match("[一-鿿》)”]", words[hit.start - 1 : hit.start])
    ):
        return True
    if ACROSS.match(words, max(0, hit.start - 1)) and hit.full:
        return True
    short = len(hit.name) == 2 and hit.full
    crossing = any(
        a < hit.end < b and a > hit.start for a, b in titles_in(words, hit.start, hit.end + 2)
    )
    return short and crossing


def _rule(hit: gazetteer.Hit, before: str, after: str) -> str:
    """Which rule a name in the text falls under; empty where it speaks for nobody."""
    if GUEST_BEFORE.search(before) or GUEST_AFTER.match(after):
        return ""
    titled = "《" in before and "》" not in before.rsplit("《", 1)[1]
    if titled and ABOVE.search(before):
        return "city.passed"
    if not titled and PASSED_DOWN.search(before) and PASSED_ON.match(after):
        return ""
    if ORGAN_AFTER.match(after):
        return "city.organ"
    if CONVENES_AFTER.match(after):
        return "city.convener"
    if titled:
        return "city.document"
    return "city.full" if hit.full else "city.short"


def elect(votes: list[Vote], word: str, year: int | None) -> tuple[Place | None, list[Vote]]:
    """The unit with the most votes that fits the organ's level word, with its votes first."""
    totals: dict[str, float] = defaultdict(float)
    places: dict[str, gazetteer.Place] = {}
    for vote in votes:
        if levels.fits(vote.place, word):
            totals[vote.place.code] += vote.weight
            places[vote.place.code] = vote.place
    if not totals:
        return None, votes
    best = max(totals, key=lambda code: (totals[code], code))
    rivals = [code for code in totals if code != best and totals[code] == totals[best]]
    if totals[best] < LEAST or rivals:
        return None, votes
    chosen = places[best]
    ranked = sorted(votes, key=lambda vote: (vote.place.code != best, -vote.weight))
    return to_place(chosen, year), ranked


def to_place(place: gazetteer.Place, year: int | None) -> Place:
    """The unit in the form of an extraction."""
    province = gazetteer.lineage(place, year)[-1]
    return Place(place.code, place.name, province.name, Level.of(place.level))


def resolve_post(post: str) -> gazetteer.Place | None:
    """The unit in an author's post: «湘潭市委书记»."""
    for hit in gazetteer.find_names(post):
        if place := gazetteer.resolve(hit.name, None):
            return place
    return None
