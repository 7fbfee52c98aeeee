"""Reports made up by number and seed, fast enough for a million, with the places of their facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from opencc import OpenCC

from meetings.extraction.vocabulary import Kind, Organ, Role, Verb
from tests.bench.cast import SEATS, Somebody, Town, cast_of, town_weights, towns
from tests.bench.forms import Sitting, sitting
from tests.bench.words import Writer, patterns, terms

YEARS = range(2008, 2027)
YEAR_WEIGHTS = tuple(accumulate(3 + year - 2008 for year in YEARS))
LAST_DAY = date(2026, 3, 31)
UNDATED = 0.03  # the share of reports that tell a day but no year
TRADITIONAL = 0.02  # the share of reports in the other script
CYCLE = 1000  # after so many reports the numbers of directives and of people repeat
DIRECTIVES = (3, 4, 5, 5, 6, 7)
PEOPLE = (6, 7, 8, 8, 9, 10)
SENTENCES = (6, 7, 8, 8, 9, 10)
MEETING_VERBS = (Verb.POINTED_OUT, Verb.STRESSED, Verb.REQUIRED, Verb.HELD)
PERSON_VERBS = (Verb.STRESSED, Verb.REQUIRED, Verb.POINTED_OUT)
HOURS = ("上午", "下午")
REPORTERS = ("于飞", "祝亚男", "程立胜", "吕萌", "章蕙", "何小苒")
HEADLINES = ("{0}召开{1}", "{0}召开{1}研究{2}工作", "{0}召开{1}部署{2}和{3}工作")
MEETING = "会议"


class Present(NamedTuple):
    """One person in a report: who, the printed post and its place, the role, the name's place."""

    somebody: Somebody
    post: str
    post_span: tuple[int, int]
    role: Role
    start: int


class Said(NamedTuple):
    """One directive: the verb, who speaks (nobody: the meeting), and its place in the text."""

    verb: Verb
    speaker: Somebody | None
    start: int
    end: int


@dataclass(slots=True)
class Record:
    """One report with all that the archive keeps of it; places are code points of `text`."""

    number: int
    town: int
    sitting: Sitting
    day: date
    dated: bool
    title: str
    outlet: str
    text: str = ""
    script: str = "hans"
    named: int = 0
    people: list[Present] = field(default_factory=list)
    directives: list[Said] = field(default_factory=list)
    blocks: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def organ(self) -> Organ:
        """Whose meeting it is."""
        return self.sitting.form.organ

    @property
    def kind(self) -> Kind:
        """The kind of meeting."""
        return self.sitting.form.kind

    @property
    def edtf(self) -> str:
        """The day held; without a stamp its year is unknown."""
        return self.day.isoformat() if self.dated else f"XXXX{self.day:-%m-%d}"

    @property
    def place(self) -> Town:
        """The unit whose organ met."""
        return towns()[self.town]

    @property
    def searched(self) -> tuple[str, str]:
        """What a search for the meeting reads, before folding: the meeting's name, the text."""
        return self.sitting.name, self.text

    def words(self, said: Said) -> str:
        """A directive's own words."""
        return self.text[said.start : said.end]


@cache
def _counts() -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    chance = Random(CYCLE)
    said = chance.choices(DIRECTIVES, k=CYCLE)
    present = chance.choices(PEOPLE, k=CYCLE)
    return tuple(said), tuple(present), (0, *accumulate(said)), (0, *accumulate(present))


def rows_before(number: int) -> tuple[int, int]:
    """How many directives and attendances the reports before this one have."""
    rounds, rest = divmod(number, CYCLE)
    _, _, said, present = _counts()
    return rounds * said[-1] + said[rest], rounds * present[-1] + present[rest]


class Reporter:
    """Makes reports by their number: the same number and seed give the same report."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        self.chance = Random()
        self.writer = Writer(self.chance)

    def record(self, number: int, of: Sitting | None = None) -> Record:
        """The report of this number, or the like of another meeting."""
        chance = self.chance
        chance.seed(self.seed * 1_000_000_007 + number)
        town = chance.choices(range(len(towns())), cum_weights=town_weights())[0]
        day = self._day()
        drawn = sitting(chance, towns()[town], day.year)
        held = of or drawn
        about = self.writer.terms(2)
        headline = HEADLINES[min(2, int(chance.random() * 4))]
        title = headline.format(towns()[town].name, held.name, *about)
        outlet = towns()[town].short + "日报"
        made = Record(number, town, held, day, chance.random() >= UNDATED, title, outlet)
        Draft(made, self.writer, about).write()
        if chance.random() < TRADITIONAL:
            made.text, made.script = made.text.translate(to_traditional()), "hant"
        return made

    def records(self, first: int, last: int) -> Iterator[Record]:
        """The reports from one number to another, the last left out."""
        return map(self.record, range(first, last))

    def _day(self) -> date:
        year = self.chance.choices(YEARS, cum_weights=YEAR_WEIGHTS)[0]
        days = (min(date(year, 12, 31), LAST_DAY) - date(year, 1, 1)).days
        return date(year, 1, 1) + timedelta(int(self.chance.random() * (days + 1)))


class Draft:
    """Writes the text of one report and notes where its facts stand."""

    def __init__(self, record: Record, writer: Writer, about: list[str]) -> None:
        self.record, self.writer, self.about = record, writer, about
        self.chance = writer.chance
        self.pieces: list[str] = []
        self.length = 0

    def write(self) -> None:
        """Title, stamp, lead, agenda, directives and byline."""
        record = self.record
        said, present, _, _ = _counts()
        self._line("title", record.title)
        self._line("furniture", self._stamp())
        with_lead = self.length
        self._lead(present[record.number % CYCLE])
        self._end_line("lead", with_lead)
        self._line("body", self._agenda())
        for number in range(said[record.number % CYCLE]):
            self._directive(number)
        self._line("byline", f"（责任编辑：{self.chance.choice(REPORTERS)}）")
        record.text = "".join(self.pieces)

    def _say(self, words: str) -> int:
        at = self.length
        self.pieces.append(words)
        self.length += len(words)
        return at

    def _line(self, kind: str, words: str) -> None:
        start = self._say(words)
        self._end_line(kind, start)

    def _end_line(self, kind: str, start: int) -> None:
        self.record.blocks.append((kind, start, self.length))
        self._say("\n")

    def _stamp(self) -> str:
        record = self.record
        if not record.dated:
            return f"来源：{record.outlet}"
        after = record.day + timedelta(int(self.chance.random() * 3))
        return f"发布时间：{after} 08:{self.chance.randrange(10, 60)}　来源：{record.outlet}"

    def _lead(self, count: int) -> None:
        record, chance = self.record, self.chance
        leader, *others = self._gathered(count)
        day = f"{record.day.month}月{record.day.day}日{chance.choice(HOURS)}"
        self._say(f"本报讯（记者 {chance.choice(REPORTERS)}）{day}，")
        if chance.random() < 0.6:
            self._somebody(leader, Role.CHAIR, leading=True)
            self._say("主持召开")
            record.named = self._say(record.sitting.name)
            self._say(f"，研究{self.about[0]}、{self.about[1]}等工作。")
        else:
            record.named = self._say(record.sitting.name)
            self._say("召开。")
            self._somebody(leader, Role.SPEAKER, leading=True)
            self._say("出席会议并讲话，")
            self._somebody(others.pop(0), Role.CHAIR)
            self._say("主持会议。")
        self._rest(others)

    def _gathered(self, count: int) -> list[Somebody]:
        """The leader, then others in the order of their seats."""
        cast = cast_of(self.record.town, self.record.day.year)
        lead = self.record.sitting.form.leader
        seats = [seat for seat in range(len(SEATS)) if seat != lead]
        return [cast[lead], *(cast[i] for i in sorted(self.chance.sample(seats, count - 1)))]

    def _rest(self, others: list[Somebody]) -> None:
        observers = others[len(others) - len(others) // 3 :]
        attendees = others[: len(others) - len(observers)]
        for people, role, ending in (
            (attendees, Role.ATTENDEE, "出席会议。"),
            (observers, Role.OBSERVER, "列席会议。"),
        ):
            for place, one in enumerate(people):
                if place:
                    self._say("、")
                shared = place > 0 and people[place - 1].post == one.post
                self._somebody(one, role, shared=shared)
            if people:
                self._say(ending)

    def _somebody(
        self, one: Somebody, role: Role, *, leading: bool = False, shared: bool = False
    ) -> None:
        """Post and name; of several with one post only the first has it printed."""
        if shared:
            post, span = self.record.people[-1].post, self.record.people[-1].post_span
        else:
            town = self.record.place
            ahead = (town.name if one.post == f"{town.word}长" else town.short) if leading else ""
            post = ahead + one.post
            at = self._say(post)
            span = (at, at + len(post))
        self.record.people.append(Present(one, post, span, role, self._say(one.name)))

    def _agenda(self) -> str:
        town, (learnt, passed, heard) = self.record.place, self.writer.terms(3)
        return (
            f"会议传达学习了{learnt}工作会议精神，审议通过了《{town.name}{passed}实施方案》，"
            f"听取了{heard}工作情况汇报。"
        )

    def _directive(self, number: int) -> None:
        """The meeting speaks first, then now and then who leads it."""
        leader = self.record.people[0].somebody
        speaker = leader if number and self.chance.random() < 0.3 else None
        verbs = PERSON_VERBS if speaker else MEETING_VERBS
        verb = verbs[number % len(verbs)]
        start = self._say(f"{speaker.name if speaker else MEETING}{verb}，")
        self._say(self.writer.sentences(self.chance.choice(SENTENCES)))
        self.record.directives.append(Said(verb, speaker, start, self.length))
        self._end_line("body", start)


@cache
def to_traditional() -> dict[int, str]:
    """The characters that have one Traditional form which folds back to them."""
    there, back = OpenCC("s2t"), OpenCC("t2s")
    text = "".join([*patterns().values, *terms().values, *HEADLINES, "发布时间来源责任编辑记者讯"])
    found = {char: there.convert(char) for char in sorted(set(re.findall("[一-鿿]", text)))}
    return {
        ord(char): other
        for char, other in found.items()
        if len(other) == 1 and back.convert(other) == char
    }


def articles(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """File names and bytes of reports, as the real ingest takes them."""
    for record in Reporter(seed).records(0, count):
        yield f"bench-{record.number:07}.txt", record.text.encode()
