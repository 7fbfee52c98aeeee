"""Where nothing is found, other spellings, fields rightly named and fewer words are offered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import City, Official
from tests.pages.conftest import Get
from tests.pages.factories import make_city, make_meeting, make_places

NAMES = {"曹炯芳": "cao jiong fang", "王震": "wang zhen", "胡衡华": "hu heng hua"}


@pytest.fixture
def city(db: None) -> City:
    """湘潭市 with three meetings, and another town whose name is read like nothing else."""
    city = make_places()[1]
    people = [(name, "chair", "市长") for name in NAMES]
    said = [("会议", "指出", "会议指出，要发展产业。")]
    make_meeting(city, people=people, text="湘潭市研究产业项目", said=said)
    make_meeting(city, people=people[:1], text="湘潭市研究防汛", day="2020-01-01")
    make_meeting(make_city("411700", "驻马店市"), text="驻马店市研究抗旱")
    for name, reading in NAMES.items():
        Official.objects.filter(name=name).update(pinyin=reading)
    return city


@contextmanager
def locked(table: str) -> Iterator[None]:
    """A table that nobody else can read for a while."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
    finally:
        other.close()


def offered(page: Any, which: str) -> dict[str, int]:
    """The queries that an empty page offers, with their numbers."""
    return {way.query: way.count for way in getattr(page.context["ways"], which)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("曹炯方", "曹炯芳"),
        ("曹炳芳", "曹炯芳"),
        ("曹窘芳", "曹炯芳"),
        ("王正", "王震"),
        ("官员:王振", "官员:王震"),
        ("主持:胡横华", "主持:胡衡华"),
        ("湘谭", "湘潭"),
        ("相潭市", "湘潭市"),
        ("城市:湘谭", "城市:湘潭"),
        ("城市:驻马甸", "城市:驻马店"),
        ("曹炯方 防汛", "曹炯芳 防汛"),
        ("城市:湘谭 -旅游", "城市:湘潭 -旅游"),
        ("(湘谭 OR 旅游) 产业", "(湘潭 OR 旅游) 产业"),
        ("曹炯方 湘谭", "曹炯芳 湘潭"),
    ],
)
def test_a_name_that_sounds_or_looks_alike_is_offered(
    get: Get, city: City, typed: str, meant: str
) -> None:
    page = get(f"/meetings/?q={quote(typed)}")
    assert page.context["page"].total == 0
    assert meant in offered(page, "spelt")


@pytest.mark.parametrize(
    "typed", ["李雷", "飞机大炮", "官员:驻马甸", "城市:曹炯方", "-曹炯方 李雷"]
)
def test_what_resembles_no_name_offers_none(get: Get, city: City, typed: str) -> None:
    assert offered(get(f"/meetings/?q={quote(typed)}"), "spelt") == {}


def test_a_name_without_public_meetings_is_not_offered(get: Get, city: City) -> None:
    Official.objects.create(name="马骏", pinyin="ma jun", sort_key="ma3 jun4 马骏")
    assert offered(get("/meetings/?q=马军"), "spelt") == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("城司:湘潭 产业", "城市:湘潭 产业"),
        ("地区:湘潭", "城市:湘潭"),
        ("citty:湘潭", "城市:湘潭"),
        ("主持人:王震", "主持:王震"),
    ],
)
def test_a_field_nearly_named_is_offered(get: Get, city: City, typed: str, meant: str) -> None:
    page = get(f"/meetings/?q={quote(typed)}")
    assert next(iter(offered(page, "spelt"))) == meant


def test_fewer_words_are_offered_where_they_find_something(get: Get, city: City) -> None:
    assert offered(get("/meetings/?q=产业 旅游"), "fewer") == {"产业": 1}
    assert offered(get("/meetings/?q=产业 防汛"), "fewer") == {"防汛": 1, "产业": 1}
    assert offered(get("/meetings/?q=研究 -湘潭 -驻马店"), "fewer")["研究"] == 3
    assert offered(get("/meetings/?q=产业 旅游 航天"), "fewer") == {}
    assert len(offered(get("/meetings/?q=市 研究 -湘潭 -驻马店 -长沙"), "fewer")) <= 3


@pytest.mark.parametrize("path", ["/meetings/", "/directives/"])
@pytest.mark.parametrize("asked", ["q=产业 旅游", "q=城司:湘潭", "q=城市:湘谭&year=2019", "q=产也"])
def test_the_number_of_a_way_is_what_a_click_gives(
    get: Get, city: City, path: str, asked: str
) -> None:
    page = get(f"{path}?{asked}")
    assert page.context["page"].total == 0
    ways = page.context["ways"]
    for way in [*ways.spelt, *ways.fewer]:
        assert way.count
        assert get(way.url).context["page"].total == way.count
        assert f">{way.query}</a> · {way.count} " in page.content.decode()
    assert ways.spelt or ways.fewer or asked == "q=产也"


def test_ways_keep_the_filters_or_say_that_they_do_not(get: Get, city: City) -> None:
    page = get("/meetings/?q=曹炯方&year=2020&sort=oldest")
    (way,) = page.context["ways"].spelt
    assert (way.count, way.alone) == (1, False)
    assert way.url == f"/meetings/?year=2020&sort=oldest&q={quote('曹炯芳')}"
    page = get("/meetings/?q=曹炯方&year=1999&sort=oldest")
    (way,) = page.context["ways"].spelt
    assert (way.count, way.alone) == (2, True)
    assert way.url == f"/meetings/?sort=oldest&q={quote('曹炯芳')}"
    assert "（不限其他条件）" in page.content.decode()


def test_an_answer_with_rows_offers_nothing_else(get: Get, city: City) -> None:
    ways = get("/meetings/?q=产业").context["ways"]
    assert (ways.spelt, ways.fewer) == ((), ())


@pytest.mark.django_db(transaction=True)
def test_a_way_that_takes_too_long_to_count_is_left_out(get: Get, settings: Any) -> None:
    make_meeting(text="研究旅游，发展产业")
    address = "/meetings/?q=“旅游 产业”"
    assert offered(get(address), "fewer") == {"旅游 产业": 1}
    settings.SEARCH_TIMEOUT = 100
    with locked("meetings_meetingtext"):
        page = get(address)
    assert page.context["page"].total == 0
    assert offered(page, "fewer") == {}


# In a test every question of the index stands between savepoints: four statements for one.
EMPTY = {
    "/meetings/?q=产业 旅游": 70,
    "/meetings/?q=曹炯方 湘谭 城司:湘潭 飞机 大炮 王正 胡横华&year=1999&kind=plenum": 211,
    "/directives/?q=曹炯方": 44,
}


@pytest.mark.parametrize(("address", "most"), EMPTY.items())
def test_the_number_of_queries_of_an_empty_page_is_bounded(
    client: Client,
    cold: None,
    city: City,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
    most: int,
) -> None:
    with django_assert_max_num_queries(most):
        client.get(address)
