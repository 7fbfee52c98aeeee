"""An archive for the tests of the index: every golden text, and meetings that are hard to find."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection

from meetings import index
from meetings.index import fresh, postings, store
from meetings.index.units import SEGMENT
from meetings.ingest import read
from meetings.ingest import store as ingest
from meetings.models import City, Meeting, Report
from tests import planner
from tests.pages.factories import make_article, make_meeting, make_official

# As many golden texts as make an archive; more would only take longer.
GOLDEN = sorted(
    path
    for folder in ("composed", "own_[a-g]")
    for path in Path("tests/golden").resolve().glob(f"{folder}/texts/*.txt")
)
SEEDS = sorted(Path(settings.SEEDS_DIR).glob("*.txt"))
# Where ids begin, so that those of the archive fall into two segments and the first is missing.
FIRST_IDS = {"meeting": 2 * SEGMENT - 90, "directive": 4 * SEGMENT - 190}
# Kept from session to session, not part of the archive's facts.
STAYING = ("meetings_city", "meetings_cityname")

# What a text may hold: quotes, backslashes, the marks of the index, characters of four bytes,
# a day of a year, of a month, of two months, of two years.
ODD_TEXTS = (
    r"会议'审议'了\n与\\路径%_的\"预案\"",
    "控制\x01字符\x02在此，\x7f亦然",
    "𠮷野家与𡈽方𠮷𠮷，😀会议",
    "ab",
    "议",
    "会议\n会议会议\n议会",
    "Ｃ＃与ＰＰＰ项目 100% 完成(一)[二]{三}.*+?^$|",
)
ODD_DAYS = ("2019", "2019-09", "2019-09-28/2019-10-02", "2018-12-31/2019-01-01", "2019-09/2020-09")
STATES = ("accepted", "flagged", "rejected", "withdrawn")


def fill() -> None:
    """Ingest the golden texts and the seeds, and add what they have too little of."""
    with ids_from(FIRST_IDS):
        for number, path in enumerate((*GOLDEN, *SEEDS), 1):
            ingest(read(path))
            if number % planner.SOME == 0:
                planner.told()
        _add_odd_meetings()
        _add_people()
        _change_states()


@contextmanager
def ids_from(first: dict[str, int]) -> Iterator[None]:
    """Give new rows ids from a number on; afterwards the sequences go on where they were."""
    before = {name: _next(name, number) for name, number in first.items()}
    try:
        yield
    finally:
        for name, number in before.items():
            _next(name, number)


def _next(name: str, number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval('meetings_{name}_id_seq')")
        (before,) = cursor.fetchone()
        cursor.execute(f"SELECT setval('meetings_{name}_id_seq', %s)", [number])
    return int(before)


def _add_odd_meetings() -> None:
    city = City.objects.get(code="430300")
    for text in ODD_TEXTS:
        name = text.partition("\n")[0]
        make_meeting(city, title=name, text=text, day="", said=[("会议", "指出", text)])
    for days in ODD_DAYS:
        first, last = _bounds(days)
        make_meeting(
            None, day="", date_edtf=days, date_first=first, date_last=last, organ="", kind=""
        )


def _bounds(days: str) -> tuple[date, date]:
    meeting = Meeting()
    meeting.set_date(days)
    assert meeting.date_first
    assert meeting.date_last
    return meeting.date_first, meeting.date_last


def _add_people() -> None:
    """王明 is told in two roles by two articles; 李华 of one meeting comes in two towns."""
    xiangtan, changsha = (City.objects.get(code=code) for code in ("430300", "430100"))
    for number in range(12):
        make_meeting(
            (xiangtan, changsha)[number % 2],
            text=f"防汛抗旱工作第{number}次会议",
            day=("2018-01-01", "2019-02-02", "2019-02-02", "")[number % 4],
            people=[("王明", ("chair", "attendee")[number % 2], "市长"), ("李华", "observer", "")],
            said=[
                ("王明", ("指出", "强调")[number % 2], f"要防汛{number}。"),
                ("会议", "要求", "会议要求。"),
            ],
        )
    told = Meeting.objects.latest("pk")
    article = make_article("王明主持，李华出席。", outlet="《湘潭日报》", republished_by="红网")
    report = Report.objects.create(article=article, meeting=told, relation="reported", ordinal=0)
    for ordinal, (name, role) in enumerate((("王明", "chair"), ("李华", "attendee"))):
        report.attendances.create(
            official=make_official(name, told.city),
            name=name,
            role=role,
            ordinal=ordinal,
            start=0,
            end=2,
        )
    index.refresh([told.pk])


def _change_states() -> None:
    rows = Meeting.objects.exclude(organ="").exclude(date_first=None).order_by("pk")
    some = list(rows.values_list("pk", flat=True))[::9]
    for number, pk in enumerate(some):
        Meeting.objects.filter(pk=pk).update(state=STATES[number % len(STATES)])
    index.refresh(some)


def tables() -> list[str]:
    """The tables of the archive, cities left out."""
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return [name for name in found if name.startswith("meetings_") and name not in STAYING]


def emptied() -> None:
    """Leave nothing but the cities."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables())}")


def forget() -> None:
    """Have the next search read columns and postings anew."""
    store.forget()
    postings._kept.clear()
    fresh._kept.clear()
    fresh._last.clear()
