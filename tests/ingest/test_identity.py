"""Which names are one official."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.ingest import read, store
from meetings.ingest.identity import identify, standing_in, unit_of
from meetings.models import Attendance, City, Official, OfficialName
from tests.conftest import SEEDS
from tests.ingest.hand import ingest, meeting, person

pytestmark = pytest.mark.django_db


def city(code: str) -> City:
    return City.objects.get(code=code)


def met(code: str, name: str, *posts: str) -> Official:
    """The official that a report of a city makes of a name."""
    unit = standing_in(posts, city(code))
    return identify(name, unit)


@pytest.mark.parametrize(
    ("report", "posts", "unit"),
    [
        ("430300", ["湘潭市委书记", "市人大常委会主任"], "430300"),
        ("430300", ["省领导"], "430000"),
        ("430100", ["省委常委", "市委书记"], "430100"),
        ("430300", [], "430300"),
        ("430321", ["县委书记"], "430321"),
        ("430321", ["市委副书记"], "430300"),
        ("430321", ["副市长"], "430300"),
        ("430382", ["市委书记"], "430382"),
        ("430300", ["长沙市市长"], "430100"),
        ("430300", ["岳塘区委书记"], "430304"),
        ("450100", ["自治区主席"], "450000"),
        ("433100", ["州委书记"], "433100"),
        ("500101", ["市委书记"], "500000"),
        ("430300", ["党组成员"], "430300"),
        ("430300", ["原省长"], "430000"),
    ],
)
def test_a_person_stands_in_the_narrowest_unit_of_the_posts(
    report: str, posts: list[str], unit: str
) -> None:
    found = standing_in(posts, city(report))
    assert found is not None
    assert found.code == unit


def test_without_a_city_a_full_name_in_the_post_tells_the_unit() -> None:
    assert standing_in(["湘潭市委书记"], None) == unit_of(city("430300"))
    assert standing_in(["市委书记"], None) is None


def test_one_name_in_one_city_is_one_official() -> None:
    assert met("430300", "王伟", "市长") == met("430300", "王伟", "市委书记")


def test_one_name_in_a_city_and_its_province_is_one_official_whichever_comes_first() -> None:
    assert met("430100", "张三", "市委书记") == met("430300", "张三", "省领导")
    assert met("430300", "李四", "省领导") == met("430100", "李四", "省委常委", "市委书记")
    assert Official.objects.get(name="李四").city == city("430100")


def test_one_name_in_two_cities_of_a_province_is_two_officials() -> None:
    assert met("430100", "王伟", "市长") != met("430300", "王伟", "市长")


def test_the_province_does_not_make_one_of_two_cities() -> None:
    provincial = met("430300", "王伟", "省领导")
    assert met("430100", "王伟", "市长") == provincial
    assert met("430300", "王伟", "市长") != provincial


def test_one_name_in_two_provinces_is_two_officials() -> None:
    assert met("430300", "王伟", "省长") != met("140500", "王伟", "省长")


def test_where_several_fit_and_none_stands_there_none_is_chosen() -> None:
    two = {met("430100", "王伟", "市长"), met("430300", "王伟", "市长")}
    assert met("430300", "王伟", "省领导") not in two


def test_another_name_given_by_a_curator_counts() -> None:
    official = met("430300", "王玉", "市长")
    OfficialName.objects.create(official=official, name="王钰")
    assert met("430300", "王钰", "市长") == official


def test_a_merged_official_leads_to_the_other() -> None:
    gone, stays = met("430300", "王玉", "市长"), met("430300", "王钰", "市长")
    gone.merged_into = stays
    gone.save()
    assert met("430300", "王玉", "市长") == stays


def test_a_name_whose_city_is_unknown_is_of_its_report_alone() -> None:
    text = "王玉主持会议。"
    for tail in ("甲", "乙"):
        told = meeting(text + tail, city="", officials=(person(text, "王玉"),))
        ingest(told, text=text + tail, city="")
    assert Official.objects.filter(name="王玉").count() == 2


def test_a_city_that_becomes_known_joins_the_official_known_there() -> None:
    known = met("430300", "王玉", "市长")
    text = "王玉主持会议。"
    ingest(meeting(text, city="", officials=(person(text, "王玉"),)), text=text, city="")
    lone = Official.objects.exclude(pk=known.pk).get(name="王玉")
    ingest(meeting(text, officials=(person(text, "王玉"),)), text=text)
    assert Attendance.objects.get(name="王玉").official == known
    lone.refresh_from_db()
    assert lone.merged_into == known


def test_officials_carry_their_pinyin_and_sort_key() -> None:
    official = met("430300", "单玉", "市长")
    assert (official.pinyin, official.sort_key) == ("shan yu", "shan4 yu4 单玉")


@pytest.mark.parametrize("reverse", [False, True])
def test_the_seeds_hold_one_cao_jiongfang_and_one_hu_henghua(reverse: bool) -> None:
    """000 names 胡衡华 as a provincial leader, 002 as 省委常委 and Changsha's secretary."""

    for path in sorted(SEEDS, reverse=reverse):
        store(read(path))
    rows = Attendance.objects.filter(withdrawn_at=None)
    for name in ("曹炯芳", "胡衡华"):
        told = rows.filter(name=name)
        assert told.count() == 2
        assert len({row.official_id for row in told}) == 1


def test_reading_again_asks_little_for_each_person() -> None:
    text = "王玉、李明、张三、赵四出席会议。"
    names = ("王玉", "李明", "张三", "赵四")

    def queries(count: int) -> int:
        told = meeting(text, officials=tuple(person(text, name) for name in names[:count]))
        ingest(told, text=text)
        with CaptureQueriesContext(connection) as asked:
            ingest(told, text=text)
        return len(asked)

    assert queries(4) - queries(2) <= 2 * 4
