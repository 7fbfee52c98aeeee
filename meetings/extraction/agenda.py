"""Find what a meeting itself did: items of its agenda."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from meetings.extraction.chains import (
    ACTS,
    ADVERB,
    AGAIN,
    ANSWERED,
    ARRANGED,
    BREAKS,
    DECIDED,
    DECIDES,
    ENUMERATOR,
    FIRST,
    GRANTS,
    HEADING,
    LEAD_IN,
    LED,
    LISTING,
    MEANS,
    OBJECT_ONLY,
    PASSED_ON,
    PURPOSE,
    RESUMES,
    SUBJECT,
    THEME,
    VERB_PARTICLE,
)
from meetings.extraction.objects import HEAD, find_objects
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.tables import alternation, words

# «传达|省十二届人大三次会议», whose 精神 is still to come
MEETINGS_ONLY = re.compile("(?:会议?|两会|全会|大会|讲话|指示|批示)$")


@dataclass(frozen=True, slots=True)
class Item:
    """A verb and its object as [start, end) of the body."""

    verb: str
    start: int
    end: int


@cache
def _verb() -> re.Pattern[str]:
    every = alternation(words("agenda_verbs")) + "|[作做]出(?=了?(?:关于|《))"
    again = rf"(?:(?:并|和|、)(?:原则上?|表决|一致|审核)?(?:{every})(?:了|过(?!去))?)*"
    passed = "(?:并?(?:原则上?|表决|一致)?(?:通过|同意|批准)了?)?"
    return re.compile(
        rf"(?P<verb>(?:{every})(?:了|过(?!去))?(?:(?:{every})(?=了(?!解)))?{again}{passed})(?:(?<=决定)[,:])?"
        r"(?!办法|结果|现场|期间|过程|环节|气氛|热烈|会议?(?:上|时|期间)?[,。])"
    )


def find_agenda(body: Body, sentence: Sentence, start: int) -> list[Item]:
    """The items told from `start` of a sentence on; empty where it tells none.

    The chain of clauses breaks at the first that is no agenda: «会议指出…».
    """
    items: list[Item] = []
    verb = ""
    at, end = _after_subject(body.masked, start, sentence.end), sentence.end
    while at < end:
        following = _clause_end(body.masked, at, end)
        if DECIDES.match(body.masked, at, following):
            following = _clause_end(body.masked, following + 1, end)
        while (
            DECIDED.match(body.masked, at)
            and following < end
            and FIRST.search(body.masked, at, following)
        ):
            following = _clause_end(body.masked, following + 1, end)
        if GRANTS.search(body.masked, at, following):
            while PURPOSE.match(body.masked, following, end):
                following = _clause_end(body.masked, following + 1, end)
        found = list(_clause(body, at, following))
        alone = _verb().fullmatch(body.masked, at, following) if not items else None
        told = items[-1].verb if items else verb
        if not found and told and (more := _more(body, told, at, following)):
            found = _joined(body, items, more)
        verb = VERB_PARTICLE.sub("", alone["verb"]) if alone else verb
        if not found and _breaks(body.masked[at:following]):
            following = _resumed(body.masked, following, end)
        items.extend(found)
        at = following + 1
    return items


def _joined(body: Body, items: list[Item], more: list[Item]) -> list[Item]:
    """«传达A会议、B会议,|C会议精神»: what shares the head that only the next clause prints."""
    if not items or not MEETINGS_ONLY.search(body.masked, items[-1].start, items[-1].end):
        return more
    if not body.masked.endswith("精神", 0, more[-1].end):
        return more
    return [Item(items[-1].verb, items.pop().start, more[-1].end)]


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
    found = SUBJECT.match(text, _led(text, start, end), end)
    return bool(found and found.group().strip())


def names_subject(text: str, start: int, end: int) -> bool:
    """«县政府第39次常务会议审议…»: a meeting as subject, then what it did."""
    found = SUBJECT.match(text, _led(text, start, end), end)
    if not found or not found.group().strip():
        return False
    at = _skip(text, found.end(), end)
    return bool(_verb().match(text, at, end) or ARRANGED.match(text, at, end))


def _after_subject(text: str, start: int, end: int) -> int:
    found = SUBJECT.match(text, _led(text, start, end), end)
    return found.end() if found else start


def _led(text: str, start: int, end: int) -> int:
    """Past a clause that only leads to the meeting as subject."""
    led = LED.match(text, start, end)
    return led.end() if led else start


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
    if (LEAD_IN.match(clause) and not passed_on) or ACTS.search(clause):
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
        if depth <= 0 and text[place] in "、并和及" and _goes_on(text, start, place, end):
            return place
    return end


def _goes_on(text: str, start: int, place: int, end: int) -> bool:
    """«方案、|听取了…», «汇报并|确定了…», «办法和|讨论《…》»: whether a verb follows a link."""
    verb = _verb().match(text, place + 1, end)
    if verb is None:
        return False
    done, whole = verb.group().endswith("了"), bool(HEAD.search(text, start, place))
    if text[place] == "、":
        return done or whole
    return whole and (done or text.startswith(("《", "关于"), verb.end()))


def _objects(body: Body, verb: str, start: int, end: int) -> Iterator[Item]:
    """The items of one verb; 书面 is no part of it."""
    verb = verb.removeprefix("书面")
    for at, to in find_objects(body.masked, body.plain, verb, start, end):
        yield Item(verb, at, to)
