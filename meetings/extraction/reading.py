"""Read a report's body sentence by sentence: who was there, what was done, what was said."""

import re
from dataclasses import replace
from functools import partial

from meetings.extraction import closing, directives
from meetings.extraction.agenda import (
    Item,
    answered,
    find_agenda,
    find_listed,
    is_heading,
    listing_verb,
    names_subject,
)  # fmt: skip
from meetings.extraction.chains import PLANNED
from meetings.extraction.closing import Held
from meetings.extraction.directives import Opened
from meetings.extraction.lists import Group
from meetings.extraction.mentions import (
    BARE_AGENDA,
    WEAK_RULES,
    Mention,
    Reading,
    acting,
    is_named,
    last_of_list,
    posts_of,
    read_mentions,
)  # fmt: skip
from meetings.extraction.people import Scanner
from meetings.extraction.sentences import Body, Sentence, dated_before
from meetings.extraction.vocabulary import Role, Voice

# What may stand before a speaker at the beginning of a sentence: «会上,», «最后,», «在听取汇报后,»
LEADING = re.compile(
    r"\s*(?:(?:会上|会后|会议最后|最后|同时|随后|会议结束时|就此|对此|其中|首先|其次|在会上"
    r"|会议期间)[,:]?|在[^,。;]{1,40}(?:时|后|中|上),|(?:就|围绕|针对|对|结合|关于|对于)[^,。;]{1,40},"
    r"|[^,。;]{2,16}[后时],)?(?:\s*(?:[(（]?[一二三四五六七八九十]+[)）、]|\d[.、]))?\s*"
)
# Groups that are objects of the sentence
NOT_SUBJECT = {"object", "told", "listed"}
# «会议听取了…», «会上…»: the meeting acts
MEETING_ACTS = re.compile(r"\s*(?:会议|会上|全会|大会)")
SUPERIOR = re.compile("^(?:中共)?(?:中央|国务院|全国|国家)|总书记|国家主席|总理")
OPINION = {"认为", "表示"}


class Reader:
    """Goes through the sentences once; remembers names, the last speaker and an open directive."""

    def __init__(
        self, body: Body, start: int, heads: dict[int, int], held: tuple[Held, Held] | None
    ) -> None:
        self.body = body
        self.start = start
        self.heads = heads
        self.leads = {body.sentences[index].start for index in heads}
        self.held = held
        self.scanner = Scanner(body.masked)
        self.found = Reading()
        self.open: Opened | None = None
        self.last_speaker = ""
        self.after_agenda = False
        self.subject = ""
        self.listing: str | None = None
        self.posted: set[str] = set()

    def read(self) -> Reading:
        """Read all sentences."""
        for index, sentence in enumerate(self.body.sentences):
            if sentence.end > self.start:
                self._sentence(index, sentence, max(sentence.start, self.start))
        return self.found

    def _sentence(self, index: int, sentence: Sentence, start: int) -> None:
        groups = list(self.scanner.groups(start, sentence.end))
        background = closing.is_background(self.body, sentence, self.held)
        mentions = read_mentions(self.body, groups, index, sentence, background=background)
        opened = None if background else self._opened(sentence, start, groups, mentions)
        if opened is not None:
            self._open(index, opened)
        if (
            opened is None
            and self.open is not None
            and self._governed(sentence, mentions, background=background)
        ):
            if not closing.is_headline(self.body, sentence):
                self.open.end = sentence.end
            self._keep(self._named(mentions, 0), Role.MENTIONED)
            return
        if opened is None:
            self.open = None
        elif Voice.get(opened.speaker):
            self._quote(opened, mentions)
        self._keep(self._named(mentions, opened.content) if opened else mentions, None)
        limit = opened.start if opened is not None else sentence.end
        items = [] if background else self._agenda(index, sentence, start, limit, groups, mentions)
        if opened is not None and Voice.get(opened.speaker):
            items = items or answered(self.body, sentence.start, sentence.end)
        self.found.agenda.extend((index, item) for item in items)
        self.after_agenda = bool(items)
        self.subject = self._subject(sentence, groups)

    def _subject(self, sentence: Sentence, groups: list[Group]) -> str:
        """The one person whom a sentence is about; empty where it is about none or several."""
        own = [g for g in groups if g.opened_by not in NOT_SUBJECT]
        if not groups and self.body.plain[sentence.start] in "他她":
            return self.subject
        one = len(own) == 1 and len(own[0].people) == 1
        return own[0].people[0].name.value if one and self.open is None else ""

    def _named(self, mentions: list[Mention], start: int) -> list[Mention]:
        """Without who is no person in a demand whose words begin at `start`."""
        known = self.scanner.known_roles
        named = [m for m in mentions if m.start < start or is_named(self.body, m, known)]
        return [m for m in named if m.start < start or start or m.posts]

    def _quote(self, opened: Opened, mentions: list[Mention]) -> None:
        """«会议认为,省委书记甲所作的报告…»: who is named in a demand takes no part by it."""
        for mention in mentions:
            if mention.start >= opened.content and mention.role in {Role.CHAIR, Role.SPEAKER}:
                mention.role, mention.spoke, mention.main = Role.MENTIONED, False, False

    def _keep(self, mentions: list[Mention], role: Role | None) -> None:
        for mention in mentions:
            unsure = mention.rule in WEAK_RULES and not mention.told
            if unsure and mention.name not in self.scanner.known_roles:
                continue
            mention.role = role or mention.role
            self.found.mentions.append(mention)
            if mention.posts:
                self.found.posts.setdefault(mention.name, mention.posts)
            if mention.posts or mention.role != Role.MENTIONED:
                self.scanner.known |= {mention.name}
            if mention.role != Role.MENTIONED:
                self.scanner.known_roles.add(mention.name)
            if mention.spoke and role is None:
                self.last_speaker = mention.name

    def _opened(
        self, sentence: Sentence, start: int, groups: list[Group], mentions: list[Mention]
    ) -> Opened | None:
        """The directive that a sentence opens, if it does."""
        leading = LEADING.match(self.body.plain, start, sentence.end)
        at = leading.end() if leading else start
        for place in dict.fromkeys((start, at)):
            if (opened := directives.open_at(self.body, sentence, place)) is not None:
                return self._resolved(opened)
        if (opened := self._by_person(sentence, at, groups, mentions)) is not None:
            return opened
        there = partial(posts_of, self.body, self.found.mentions, self.scanner.known_roles)
        if opened := directives.open_by_surname(self.body, sentence.end, at, there):
            return opened
        if opened := self._later(sentence, start, groups, mentions):
            return opened
        return self._bare(sentence)

    def _bare(self, sentence: Sentence) -> Opened | None:
        """«强调要…» after agenda is the meeting's, «希望…» after a person's sentence that one's."""
        speaker = self.subject or (self.open.speaker if self.open else "")
        if not self.after_agenda and (sentence.first or not speaker):
            return None
        opened = directives.open_bare(self.body, sentence)
        if opened is not None and not self.after_agenda and opened.verb not in OPINION:
            opened.speaker = speaker
        return opened

    def _resolved(self, opened: Opened) -> Opened | None:
        """他 and 她 are the one whom the sentence before is about, else the last named speaker."""
        if opened.speaker in "他她":
            opened.speaker = self.subject or self.last_speaker
        return opened if opened.speaker else None

    def _by_person(
        self, sentence: Sentence, at: int, groups: list[Group], mentions: list[Mention]
    ) -> Opened | None:
        """«甲强调,…» at the beginning, or «…,甲强调,…» of one who is there or in the lead."""
        at_name = {m.start: m for m in reversed(mentions)}
        leads = sentence.start in self.leads and all(g.opened_by != "object" for g in groups)
        for group in groups:
            person = group.people[0]
            begin = person.name.start
            if person.posts and person.posts[0][0] >= group.start:
                begin = min(begin, person.posts[0][0])
            inside = begin > at + 1 and not directives.LED_TO.fullmatch(self.body.plain, at, begin)
            known = person.name.value in self.scanner.known_roles
            clause = (known or (leads and bool(person.posts))) and self.body.plain[
                begin - 1
            ] in ",;"
            if len(group.people) != 1 or group.opened_by in NOT_SUBJECT or (inside and not clause):
                continue
            opened = directives.open_after_name(
                self.body, begin, group.end, sentence.end, person.name.value
            )
            own = at_name.get(person.name.start)
            if opened and own and self._may_speak(person.name.value, opened.verb, own):
                own.role = min(own.role, Role.SPEAKER, key=list(Role).index)
                own.main = own.told = True
                return opened
        return None

    def _may_speak(self, name: str, verb: str, mention: Mention) -> bool:
        """Not a superior who is quoted; opinions only of the chair and the main speaker."""
        posts = [self.body.plain[a:b] for a, b in mention.posts]
        if any(SUPERIOR.search(post) for post in posts):
            return False
        main = {m.name for m in self.found.mentions if m.main}
        present = any(
            m.name == name and (m.main or m.role != Role.MENTIONED) for m in self.found.mentions
        )
        if verb in OPINION:
            return name in main
        return present or bool(posts)

    def _later(
        self, sentence: Sentence, start: int, groups: list[Group], mentions: list[Mention]
    ) -> Opened | None:
        """«甲主持召开会议并强调,…», «会议听取了…,强调,…», «听取了…,要求…»."""
        subjects = [g for g in groups if g.opened_by not in NOT_SUBJECT]
        stops = [*(g.start for g in subjects[1:]), sentence.end]
        at_name = {m.start: m for m in reversed(mentions)}
        for group, stop in zip(subjects, stops, strict=False):
            own = at_name.get(group.people[0].name.start)
            if (opened := self._later_of(group, stop, own)) is not None:
                opened.end = directives.own_end(self.body.plain, group.start, sentence.end)
                return opened
        if subjects:
            return None
        if MEETING_ACTS.match(self.body.plain, start) or BARE_AGENDA.match(self.body.plain, start):
            return directives.open_later(self.body, start + 2, sentence.end, "会议")
        return None

    def _later_of(self, group: Group, stop: int, own: Mention | None) -> Opened | None:
        """What the one person of a group demands in a later clause."""
        name = group.people[0].name
        if len(group.people) != 1 or own is None:
            return None
        opened = directives.open_later(self.body, group.end, stop, name.value)
        if opened is None or Voice.get(opened.speaker):
            return opened
        present = own.role != Role.MENTIONED or name.value in self.scanner.known_roles
        if closing.greets(self.body, group.end, stop):
            present, own.role = True, min(own.role, Role.SPEAKER, key=list(Role).index)
        return opened if own.main or (present and opened.verb not in OPINION) else None

    def _open(self, index: int, opened: Opened) -> None:
        opened.end = directives.without_attendance(self.body, opened)
        self.open = opened
        self.found.directives.append((index, opened))
        if not Voice.get(opened.speaker):
            self.last_speaker = opened.speaker

    def _governed(self, sentence: Sentence, mentions: list[Mention], *, background: bool) -> bool:
        """Whether the open directive goes on over a sentence."""
        if (
            background
            or closing.ends_directive(self.body, sentence)
            or dated_before(self.body, sentence)
        ):
            return False
        if names_subject(self.body.masked, sentence.start, sentence.end):
            return False
        if is_heading(self.body, sentence, self.open.content if self.open else 0):
            return False
        if any(m.role != Role.MENTIONED and m.start < sentence.start + 40 for m in mentions):
            return False
        for first in mentions[:1]:
            place = (first.start, last_of_list(self.body.plain, mentions))
            present = first.name in self.scanner.known_roles
            if closing.acts(self.body, sentence, place, present=present, own=bool(first.posts)):
                return False
        words = self.body.words(sentence)
        return not closing.ACTED.match(words)

    def _agenda(
        self,
        index: int,
        sentence: Sentence,
        start: int,
        limit: int,
        groups: list[Group],
        mentions: list[Mention],
    ) -> list[Item]:
        """Items told by a sentence up to `limit`, where a directive begins."""
        if self.listing is not None or is_heading(self.body, sentence):
            listed = find_listed(self.body, sentence, self.listing or "")
            if listed is not None:
                return listed
        self.listing = listing_verb(self.body.masked, sentence.start, sentence.end)
        opening = self.body.openings[sentence.paragraph]
        if PLANNED.search(self.body.plain, opening.start, start):
            return []
        ranges = [(self.heads.get(index, start), limit)]
        if index not in self.heads:
            ranges = acting(self.body, (start, limit, sentence.end), groups, mentions)
        cuts = ((at, replace(sentence, end=max(stop, at))) for at, stop in ranges)
        return [item for at, cut in cuts for item in find_agenda(self.body, cut, at)]
