"""The kinds of meeting that the corpus tells of, each with the name that reports print."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from meetings.extraction.vocabulary import Kind, Organ
from tests.bench.cast import CONGRESS, CPPCC, DISCIPLINE, MAYOR, SECRETARY, SINCE, Town

DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of meeting: its printed name, who leads it, and how often it is held.

    In the name {w} is the word for the level, {name} the unit, {t} the term, {m} and {n} the
    number in characters and in figures.
    """

    organ: Organ
    kind: Kind
    name: str
    leader: int
    weight: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting: its form, its printed name, its term and number if it has them."""

    form: Form
    name: str
    term: int | None
    number: int | None


PARTY, GOVERNMENT = Organ.PARTY_COMMITTEE, Organ.GOVERNMENT
FORMS = (
    Form(GOVERNMENT, Kind.EXECUTIVE, "{w}政府第{n}次常务会议", MAYOR, 24),
    Form(GOVERNMENT, Kind.PARTY_GROUP, "{w}政府党组会议", MAYOR, 6),
    Form(GOVERNMENT, Kind.WORKING_MEETING, "{w}政府专题会议", MAYOR, 6),
    Form(PARTY, Kind.STANDING_COMMITTEE, "{w}委常委会会议", SECRETARY, 18),
    Form(PARTY, Kind.STANDING_COMMITTEE, "{w}委常委会(扩大)会议", SECRETARY, 5),
    Form(PARTY, Kind.PLENUM, "{w}委{t}届{m}次全会", SECRETARY, 3),
    Form(PARTY, Kind.STUDY_SESSION, "{w}委理论学习中心组学习会", SECRETARY, 5),
    Form(PARTY, Kind.LEADING_GROUP, "{w}委全面深化改革委员会第{m}次会议", SECRETARY, 5),
    Form(PARTY, Kind.WORK_CONFERENCE, "{w}委经济工作会议", SECRETARY, 4),
    Form(PARTY, Kind.SYMPOSIUM, "{w}委党外人士座谈会", SECRETARY, 2),
    Form(
        Organ.PEOPLES_CONGRESS,
        Kind.STANDING_COMMITTEE,
        "{w}{t}届人大常委会第{m}次会议",
        CONGRESS,
        8,
    ),
    Form(
        Organ.PEOPLES_CONGRESS,
        Kind.CHAIRPERSONS,
        "{w}{t}届人大常委会第{m}次主任会议",
        CONGRESS,
        5,
    ),
    Form(Organ.CPPCC, Kind.CHAIRPERSONS, "政协{name}第{t}届委员会第{m}次主席会议", CPPCC, 4),
    Form(Organ.CPPCC, Kind.PARTY_GROUP, "{w}政协党组会议", CPPCC, 2),
    Form(Organ.DISCIPLINE_COMMISSION, Kind.STANDING_COMMITTEE, "{w}纪委常委会会议", DISCIPLINE, 2),
    Form(Organ.JOINT, Kind.JOINT, "{w}四大班子联席会议", SECRETARY, 1),
)
WEIGHTS = tuple(accumulate(form.weight for form in FORMS))


def sitting(chance: Random, town: Town, year: int) -> Sitting:
    """Some meeting of a town in a year."""
    form = chance.choices(FORMS, cum_weights=WEIGHTS)[0]
    wanted = form.name
    term = 8 + (year - SINCE) // 5 if "{t}" in wanted else None
    number = chance.randrange(1, 60) if "{n}" in wanted or "{m}" in wanted else None
    if form.kind == Kind.PLENUM:
        number = 1 + (number or 0) % 9
    name = wanted.format(
        w=town.word, name=town.name, t=in_words(term or 0), m=in_words(number or 0), n=number
    )
    return Sitting(form, name, term, number)


def in_words(number: int) -> str:
    """A number below a hundred in characters: 38 is 三十八."""
    tens, ones = divmod(number, 10)
    head = ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "")
    return head + (DIGITS[ones] if ones or not tens else "")
