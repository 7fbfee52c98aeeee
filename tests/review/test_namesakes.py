"""Officials with one name or a near one are brought before a curator, never joined."""

import csv
import importlib

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from meetings.curation import namesakes, officials
from meetings.models import Attendance, Official, OfficialName, OfficialPair, Report
from tests.review.archive import apart, attend, official, stored

pytestmark = pytest.mark.django_db


def spoken(name: str, pinyin: str, code: str = "430300", post: str = "", n: int = 0) -> Official:
    """An official whose name sounds so, perhaps with a post in some report."""
    made = official(name, code)
    Official.objects.filter(pk=made.pk).update(pinyin=pinyin)
    if post:
        row = attend(made, Report.objects.get(meeting=apart(n + 1, number=n)), 5)
        Attendance.objects.filter(pk=row.pk).update(posts=[post])
    return made


def found() -> list[tuple[str, str, str]]:
    namesakes.refresh_all()
    pairs = namesakes.explained(namesakes.pairs())
    return [(pair.one.name, pair.other.name, pair.why) for pair in pairs]


def test_variants_of_a_character_are_suggested_wherever_they_stand() -> None:
    spoken("张昇民", "zhang sheng min"), spoken("张升民", "zhang sheng min", "110000")
    assert found() == [("张昇民", "张升民", "名字只差异体字")]


def test_another_name_of_one_that_the_other_bears_is_suggested() -> None:
    one, _ = official("王玉"), official("王小玉", "430100")
    OfficialName.objects.create(official=one, name="王小玉")
    assert found() == [("王玉", "王小玉", "都用过“王小玉”")]


def test_the_same_sound_needs_one_line_of_cities_and_one_post() -> None:
    spoken("汪钰", "wang yu", "430300", "副市长", 1)
    spoken("王雨", "wang yu", "430304", "副市长", 2)
    assert found() == [("汪钰", "王雨", "同音，同一地区，印过同一职务")]


@pytest.mark.parametrize(
    ("sound", "code", "post"),
    [
        ("wang yu", "430100", "副市长"),
        ("wang yu", "430304", "区长"),
        ("wang yi", "430304", "副市长"),
    ],
)
def test_the_same_sound_elsewhere_or_in_another_post_is_nobody(
    sound: str, code: str, post: str
) -> None:
    spoken("汪钰", "wang yu", "430300", "副市长", 1)
    spoken("王雨", sound, code, post, 2)
    assert found() == []


def test_those_of_one_province_come_first_and_the_judged_not_at_all(curator: User) -> None:
    far, near = official("陈立", "110000"), official("陈立", "430100")
    own = official("陈立", "430300")
    namesakes.refresh_all()
    pairs = [(pair.one, pair.other) for pair in namesakes.pairs()]
    assert pairs == [(near, own), (far, near), (far, own)]
    officials.judge(near, own, "no", who=curator)
    assert namesakes.pairs().count() == 2
    merge = officials.merge(far, own, who=curator)
    assert namesakes.pairs().count() == 0
    officials.undo(merge, who=curator)
    asked = [(pair.one, pair.other) for pair in namesakes.pairs()]
    assert asked == [(far, near), (far, own)]


def test_the_page_says_why_and_shows_the_sound(desk: Client) -> None:
    spoken("汪钰", "wang yu", "430300", "副市长", 1)
    spoken("王雨", "wang yu", "430304", "副市长", 2)
    namesakes.refresh_all()
    shown = desk.get("/admin/officials/matches/").content.decode()
    assert "同音，同一地区，印过同一职务" in shown
    assert "wang yu" in shown


def test_each_variant_is_one_character_with_an_example_that_differs_by_it() -> None:
    with namesakes.VARIANTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert len({row["variant"] for row in rows}) == len(rows)
    for row in rows:
        one, other = row["example"].split(" / ")
        assert one.replace(row["variant"], row["common"]) == other != one
        assert len(row["variant"]) == len(row["common"]) == 1
    assert not namesakes.variants().keys() & set(namesakes.variants().values())


def test_an_ingest_and_a_name_given_on_the_site_bring_pairs_by_themselves(desk: Client) -> None:
    other = official("王玉", "110000")
    stored()
    read = Attendance.objects.get(name="王玉").official
    assert [(pair.one, pair.other) for pair in namesakes.pairs()] == [(other, read)]
    stranger = official("赵强", "110000")
    desk.post("/admin/meetings/officialname/add/", {"official": stranger.pk, "name": "李明"})
    named = Attendance.objects.get(name="李明").official
    assert {(pair.one, pair.other) for pair in namesakes.pairs()} == {
        (other, read),
        (named, stranger),
    }


def test_the_migration_finds_the_pairs_that_the_code_does() -> None:
    spoken("汪钰", "wang yu", "430300", "副市长", 1)
    spoken("王雨", "wang yu", "430304", "副市长", 2)
    OfficialName.objects.create(official=official("陈立", "110000"), name="汪钰")
    official("陈立", "430100"), official("张昇民", "110000"), official("张升民", "110000")
    Official.objects.filter(name__startswith="张").update(pinyin="zhang sheng min")
    namesakes.refresh_all()
    before = set(namesakes.pairs().values_list("one", "other", "near"))
    OfficialPair.objects.all().delete()
    with connection.cursor() as cursor:
        made = importlib.import_module("meetings.migrations.0005_needs_and_entries")
        cursor.execute(made.NAMESAKES)
    assert set(namesakes.pairs().values_list("one", "other", "near")) == before
    assert len(before) >= 4
