"""Read a signed article: its author's post, the meeting it writes about, whom it quotes."""

import re
from collections.abc import Iterator
from functools import cache

from meetings.extraction import directives, gazetteer
from meetings.extraction.candidates import kind_of, organ_of
from meetings.extraction.lexicon import surnames
from meetings.extraction.mentions import Mention, Reading
from meetings.extraction.numerals import NUMERAL, to_number
from meetings.extraction.people import Scanner
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.sittings import Sitting
from meetings.extraction.tables import alternation, words
from meetings.extraction.vocabulary import Role

# «省委十二届五次全会», «市第十三届人民代表大会第二次会议»
DISCUSSED = re.compile(
    rf"(?P<name>(?:中共)?[一-鿿]{{0,10}}?(?:[省市县区州旗盟]委|[省市县区州旗](?=第?{NUMERAL}届)"
    rf"|政协|人大)?第?(?P<term>{NUMERAL})届[一-鿿]{{0,10}}?第?(?P<number>{NUMERAL})次(?:全体会议"
    rf"|全体\(扩大\)会议|全会|会议))"
)
# «人大常委会主任巴东在|市七届人大五次会议», «参加|市委十二届五次全会»
BEFORE_NAME = re.compile(
    "(?:.*(?:在|出席|参加|列席|召开的|举行的|提请|提交|向|为|和|从)(?=(?:中共)?(?:[一-鿿]{1,6})?(?:[省市县区州旗盟]|政协|人大)))?"
)
# What only lists a meeting: «落实市委十三届六次全会…精神»
LISTED = re.compile(r"(?:贯彻|落实|学习|按照|围绕|传达|根据|紧扣)[^,。;]{0,30}$")
# «习近平总书记指出,»
LEADER = r"(?:总书记|主席|总理|同志|书记)?(?:多次|反复|曾|明确|在[^,。;]{1,30})?"
# «市委书记甲|来县调研时|指出», «省长乙|在我市视察期间|强调»
VISITED = re.compile(
    r"(?:同志)?(?:近日|日前|此前|曾|多次|专程)*(?:来|到|赴|在|莅)[^,。;:“”]{0,20}?(?:调研|视察|考察|检查|指导|走访|督导|慰问|讲话)[^,。;:“”]{0,8}?(?:时|中|期间)"
)
# «曹炯芳、胡海军、傅国平、刘硕科案件», «易鹏飞案»
CASES = re.compile(
    r"(?P<names>[一-鿿]{2,12}?(?:、[一-鿿]{2,3}){0,8})(?:等人?)?(?:(?<![答方提议草预档图立结查办备教专破文个])案件?|严重违纪)"
)


def find_discussed(body: Body) -> Sitting | None:
    """The first meeting written about that has term and number."""
    for found in DISCUSSED.finditer(body.plain):
        before = body.plain[max(0, found.start() - 40) : found.start()]
        central = re.match("党的|中央|中共中央", found["name"]) or before.endswith(("党的", "中央"))
        if (
            central
            or LISTED.search(before)
            or not re.search("[省市县区州旗盟]|政协|人大", found["name"])
        ):
            continue
        start = found.start("name") + BEFORE_NAME.match(found["name"]).end()  # type: ignore[union-attr]  # matches nothing too
        name = body.plain[start : found.end("name")]
        return Sitting(
            name, body.text.span(start, found.end("name")), organ_of(name), kind_of(name),
            to_number(found["term"]), to_number(found["number"]), (name,),
            last=len(body.sentences),
        )  # fmt: skip
    return None


def discussed_city(name: str, home: gazetteer.Place | None) -> str:
    """Whose organ met: the author's unit, or the one above that the name's level word means."""
    if home is None:
        return ""
    lineage = list(gazetteer.lineage(home, None))
    if re.search("省委|省第|自治区", name):
        return next((place.code for place in lineage if place.level == "province"), "")
    word = re.match("(?:中共|政协)?(?P<level>[市县区州旗盟])", name)
    same = (place.code for place in lineage if word and place.name.endswith(word["level"]))
    return next(same, lineage[0].code if lineage else "")


def read_signed(body: Body) -> Reading:
    """Everyone named, as mentioned; the quoted instructions of named leaders, one sentence each."""
    found = Reading()
    scanner = Scanner(body.masked)
    for index, sentence in enumerate(body.sentences):
        for group in scanner.groups(sentence.start, sentence.end):
            for person in group.people:
                name = person.name
                if not person.posts and name.value not in scanner.known:
                    continue
                scanner.known |= {name.value}
                mention = Mention(
                    name.value,
                    name.start,
                    name.end,
                    person.posts,
                    Role.MENTIONED,
                    index,
                    rule=name.rule,
                )
                found.mentions.append(mention)
                begin = person.posts[0][0] if person.posts else name.start
                if len(group.people) == 1 and (
                    opened := directives.open_after_name(
                        body, begin, _after_visit(body, name.end), sentence.end, name.value
                    )
                ):
                    found.directives.append((index, opened))
        found.directives.extend((index, one) for one in _by_leader(body, sentence))
    found.directives.sort(key=lambda pair: pair[1].start)
    found.mentions.extend(_accused(body))
    return found


def _after_visit(body: Body, end: int) -> int:
    visited = VISITED.match(body.plain, end)
    return visited.end() if visited else end


@cache
def _leaders() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{alternation(words('national_leaders'))}){LEADER}")


def _by_leader(body: Body, sentence: Sentence) -> Iterator[directives.Opened]:
    for match in _leaders().finditer(body.plain, sentence.start, sentence.end):
        opened = directives.open_after_name(
            body, match.start(), match.end(), sentence.end, match["name"]
        )
        if opened is not None:
            yield opened


def _accused(body: Body) -> Iterator[Mention]:
    for found in CASES.finditer(body.plain):
        at = found.start("names")
        for number, part in enumerate(found["names"].split("、")):
            name = _last_name(part) if number == 0 else part
            if name and name[0] in surnames() and len(name) <= 3:
                start = at + len(part) - len(name)
                yield Mention(
                    name, start, start + len(name), [], Role.ATTENDEE, 0, rule="name.accused"
                )
            at += len(part) + 1


def _last_name(words_: str) -> str:
    """The name at the end of a run: «深刻汲取曹炯芳»."""
    for size in (3, 2):
        if len(words_) >= size and words_[-size] in surnames():
            return words_[-size:]
    return ""
