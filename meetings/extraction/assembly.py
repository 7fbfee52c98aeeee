"""Turn what was read into the meetings of an extraction."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import TypeVar

from meetings.extraction import directives as spoken
from meetings.extraction import participants
from meetings.extraction.agenda import Item as AgendaAt
from meetings.extraction.bodies import names_of
from meetings.extraction.dates import Dated
from meetings.extraction.directives import Opened
from meetings.extraction.facts import (
    AgendaItem,
    Directive,
    Item,
    Meeting,
    Participant,
    Quorum,
    Span,
)
from meetings.extraction.mentions import Mention, Reading
from meetings.extraction.numerals import to_number
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.sittings import Sitting
from meetings.extraction.text import Text, normalise
from meetings.extraction.vocabulary import Kind, Relation, Role

# A count of people: «57», «四十五», «一百零三», «二百三十六»
COUNT = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百千]{1,9})"
# «市委委员应到57人,实到53人», «应到代表298名,实到代表281名», «应出席代表300名,实际出席290名»,
# «主席团成员应到三十九人,实到三十六人»
QUORUM = re.compile(
    r"(?P<group>[一-鿿]{0,16}?)应(?:到会|到|出席)(?:会议)?的?"
    rf"(?P<after>[一-鿿]{{0,12}}?)\s?(?P<expected>{COUNT})\s?[人名位][,。;]?"
    rf"(?:(?:其中)?(?:因[^,。;]{{1,16}})?(?:请假|缺席|未到)[^,。;]{{0,8}}?{COUNT}\s?[人名位],?)?(?:今天|会议|本次会议"
    r"|今日|大会|现在)?"
    r"(?:实(?:际)?(?:到会出席|到会|到|出席)"
    rf"|出席(?:[一-鿿]{{0,6}}会议的)?)(?P<again>[一-鿿]{{0,10}}?)\s?(?P<present>{COUNT})\s?[人名位]"
)
# How far beyond its sentence a count may go on: «应出席代表255人。实际到会244人»
QUORUM_AFTER = 30
# How many items back a second telling is looked for: more than any report lists
REPEATED_WITHIN = 80
COUNTED = re.compile(rf"(?P<noun>[一-鿿]{{2,12}}?)\s?(?P<count>{COUNT})\s?[人名位]")
# «应出席市委委员59名、候补委员12名,实际出席会议的市委委员56名、候补委员12名»
QUORUM_LIST = re.compile(
    r"应(?:到会|到|出席)(?P<expected>[一-鿿\d、,]{4,60}?)[,;](?:今天|会议)?实(?:际)?(?:到会|到"
    r"|出席)(?:会议|全会|大会)?的?(?P<present>[一-鿿\d、]{4,60})"
)
PLACE_BEFORE = re.compile(
    r"^(?:(?:今天|今日|本次|此次)*(?:出席|参加|参会|到会|列席)?[一-鿿]{0,10}?的|本次(?:会议|大会|全会)|会议"
    r"|大会|全会|今天|的)+|^[一-鿿]{2,6}[省市县区州旗](?=[市县区州旗]委)"
    r"|^[一-鿿]{0,10}?第?[一二三四五六七八九十]{1,3}届(?:人大(?!代表)|政协(?!委员)|人民代表大会|委员会|人大常委会)?(?:第?[一二三四五六七八九十]{1,3}次(?:会议)?)?(?=主席团|代表|委员|常委|人大代表|政协委员)"
)
# «《…决定(草案)》|的说明» is heard, «…决定» is passed: two items
DRAFT = re.compile("(?:决定|决议|条例|办法|规定|草案|方案|议案|名单)$")
TOLD_OF = re.compile(
    "(?:草案|修改稿|修订草案|送审稿)?(?:情况|起草|修改|审议结果|审查)?(?:说明|汇报|报告)"
)
# «区委财经委员会第八次会议|审议了», «在县委深改委第三次会议|上,»: which sitting a sentence is about
SUBJECT = re.compile(r"[^,。;:]{0,40}?(?:(?<![委常])会议?(?!议|计|[场期精前后])|学习会|委会议)")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sitting is told with besides its own name."""

    city: str
    dated: Dated
    relation: Relation


def assemble(
    body: Body,
    sittings: list[Sitting],
    reading: Reading,
    frame: Frame,
    days: list[Dated] | None = None,
) -> tuple[Meeting, ...]:
    """One meeting a sitting; sittings that one sentence joins share people, and split acts.

    `days` are those of the sittings where they differ from the frame's.
    """
    owners = _owners(body, sittings)
    return tuple(
        _meeting(body, sitting, _own(reading, sitting, number, owners), replace(frame, dated=day))
        for number, (sitting, day) in enumerate(
            zip(sittings, days or [frame.dated] * len(sittings), strict=True)
        )
    )


def _own(reading: Reading, sitting: Sitting, number: int, owners: dict[int, int]) -> Reading:
    """What belongs to one sitting: its sentences, or the acts whose subject names it."""
    last = sitting.last if sitting.last is not None else 10**9
    mentions = _between(reading.mentions, sitting.first, last, key=attrgetter("sentence"))
    mentions = _carried(reading.posts, mentions)
    agenda = _between(reading.agenda, sitting.first, last, key=itemgetter(0))
    directives = _between(reading.directives, sitting.first, last, key=itemgetter(0))

    def acts(index: int) -> bool:
        return not sitting.shared or owners.get(index, number) == number

    return Reading(
        mentions,
        [(i, item) for i, item in agenda if acts(i)],
        [(i, one) for i, one in directives if acts(i)],
    )


def _carried(posts: dict[str, list[tuple[int, int]]], own: list[Mention]) -> list[Mention]:
    """A sitting's mentions; who has no post there keeps the one that another sitting printed."""
    bare = {m.name for m in own} - {m.name for m in own if m.posts}
    return [replace(m, posts=posts.get(m.name, [])) if m.name in bare else m for m in own]


def _between(rows: list[Row], first: int, last: int, *, key: Callable[[Row], int]) -> list[Row]:
    """The rows whose sentence lies in `[first, last)`; rows come in order of sentences."""
    return rows[bisect_left(rows, first, key=key) : bisect_left(rows, last, key=key)]


def _owners(body: Body, sittings: list[Sitting]) -> dict[int, int]:
    """Which of joined sittings a sentence's acts belong to: by its subject, else the last named."""
    if not any(sitting.shared for sitting in sittings):
        return {}
    owners, current = {}, next(i for i, s in enumerate(sittings) if s.shared)
    for index, sentence in enumerate(body.sentences):
        for number, sitting in enumerate(sittings):
            labels = _short_labels(sitting)
            subject = SUBJECT.match(body.words(sentence).lstrip())
            if sitting.shared and subject and any(one in subject.group() for one in labels):
                current = number
        owners[index] = current
    return owners


def _short_labels(sitting: Sitting) -> tuple[str, ...]:
    """«党组会议», «常务会议», «财经委会议»: what later sentences call a joined sitting."""
    if sitting.kind == Kind.LEADING_GROUP and (names := names_of(sitting.title)):
        return names
    found = re.search(r"党组|常务会|常委会|中心组|全体会|主任会|主席会", sitting.title)
    return (found.group(),) if found else ()


def _meeting(body: Body, sitting: Sitting, reading: Reading, frame: Frame) -> Meeting:
    text = body.text
    agenda = _distinct(text, reading.agenda)
    items = [(item.start, item.end) for item in agenda]
    directives = tuple(_directive(text, one) for _, one in reading.directives)
    officials = participants.join(text, reading.mentions, _named(body, sitting, items))
    return Meeting(
        relation=frame.relation,
        title="".join(sitting.title.split()),
        title_span=sitting.span,
        organ=sitting.organ,
        kind=sitting.kind,
        city=frame.city,
        term=sitting.term,
        number=sitting.number,
        date=frame.dated.edtf,
        date_year_inferred=frame.dated.inferred,
        officials=_speaking(officials, directives, frame.relation),
        agenda=tuple(
            AgendaItem(
                item.verb, text.printed(item.start, item.end), text.span(item.start, item.end)
            )
            for item in agenda
        ),
        directives=directives,
        quorum=tuple(_quorum(body, sitting)),
    )


def _named(body: Body, sitting: Sitting, items: list[tuple[int, int]]) -> list[tuple[str, Span]]:
    """Who is named in a sitting's titles and in orders that are read out."""
    own = body.sentences[sitting.first : sitting.last]
    ordered = participants.named_in_orders(body.text, own[0].start, own[-1].end) if own else []
    return participants.named_in_titles(body.text, items) + ordered


def _speaking(
    officials: tuple[Participant, ...], directives: tuple[Directive, ...], relation: Relation
) -> tuple[Participant, ...]:
    """A participant who is a directive's speaker is a speaker, if not the chair."""
    if relation == Relation.DISCUSSED:
        return tuple(replace(row, role=Role.MENTIONED) for row in officials)
    speakers = {directive.speaker for directive in directives}
    return tuple(
        replace(row, role=Role.SPEAKER)
        if row.name in speakers and row.role not in {Role.CHAIR, Role.SPEAKER}
        else row
        for row in officials
    )


def _directive(text: Text, one: Opened) -> Directive:
    start, end = spoken.trimmed(text.plain, one.start, one.end)
    items = tuple(
        Item(text.printed(a, b), text.span(a, b))
        for a, b in spoken.points(text.plain, one.content, end)
    )
    return Directive(
        one.verb, one.speaker, text.printed(start, end), text.span(start, end), items, one.rule
    )


def _distinct(text: Text, agenda: list[tuple[int, AgendaAt]]) -> list[AgendaAt]:
    """Without items told in lead and body both: the fuller telling stays.

    An item is compared with the REPEATED_WITHIN before it, so that the cost stays linear.
    """
    kept: list[AgendaAt] = []
    bare: list[str] = []
    told: list[int] = []
    for index, item in agenda:
        words = _bare(text.plain[item.start : item.end])
        near = range(max(0, len(kept) - REPEATED_WITHIN), len(kept))
        rivals = (k for k in near if _alike(bare[k], words, apart=told[k] != index))
        rival = next(rivals, None)
        if rival is None:
            kept.append(item)
            bare.append(words)
            told.append(index)
        elif len(words) > len(bare[rival]):
            kept[rival], bare[rival] = item, words
    return kept


def _bare(words: str) -> str:
    return re.sub(r"[\s《》“”()、,的]|关于", "", words)


def _alike(one: str, other: str, *, apart: bool) -> bool:
    """Whether two objects are one: one holds the other; within a sentence only where equal."""
    if one == other or not apart:
        return one == other
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4 or shorter not in longer or len(shorter) * 10 < len(longer) * 6:
        return False
    return not (DRAFT.search(shorter) and TOLD_OF.fullmatch(longer, len(shorter)))


def _quorum(body: Body, sitting: Sitting) -> Iterator[Quorum]:
    last = sitting.last if sitting.last is not None else len(body.sentences)
    for sentence in body.sentences[sitting.first : last]:
        group = ""
        if body.plain.find("应", sentence.start, sentence.end) < 0:
            continue
        for found in QUORUM.finditer(body.plain, sentence.start, sentence.end + QUORUM_AFTER):
            if found.start() >= sentence.end:
                break
            group = _noun(found) or group
            if group:
                span = body.text.span(*found.span())
                yield Quorum(group, _count(found["expected"]), _count(found["present"]), span)
        if not group:
            yield from _listed_quorum(body, sentence)


def _listed_quorum(body: Body, sentence: Sentence) -> Iterator[Quorum]:
    """«应出席市委委员59名、候补委员12名,实际出席…56名、候补委员12名»."""
    found = QUORUM_LIST.search(body.plain, sentence.start, sentence.end)
    if found is None:
        return
    expected = {m["noun"]: _count(m["count"]) for m in COUNTED.finditer(found["expected"])}
    present = {m["noun"]: _count(m["count"]) for m in COUNTED.finditer(found["present"])}
    for noun in (noun for noun in expected if noun in present):
        yield Quorum(noun, expected[noun], present[noun], body.text.span(*found.span()))


def _count(printed: str) -> int:
    """A printed count as number: 57, 四十五, 二百三十六."""
    return to_number(printed) or 0


def _noun(found: re.Match[str]) -> str:
    """The noun printed with 应到 or 实到, without place."""
    words = (PLACE_BEFORE.sub("", found[name] or "") for name in ("after", "again", "group"))
    return normalise(next((word for word in words if word), ""))
