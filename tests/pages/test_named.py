"""Officials and cities are found by name, in either script, by pinyin and by initials."""

import pytest

from meetings.models import City, Official
from tests.pages.conftest import Get
from tests.pages.factories import make_meeting, make_places


@pytest.fixture
def person(db: None) -> Official:
    """王震 of 湘潭市."""
    _, city, _ = make_places()
    City.objects.filter(pk=city.pk).update(pinyin="xiang tan shi", short="湘潭")
    city.refresh_from_db()
    meeting = make_meeting(city, people=[("王震", "chair", "市长"), ("王震宇", "attendee", "")])
    Official.objects.filter(name="王震").update(pinyin="wang zhen")
    Official.objects.filter(name="王震宇").update(pinyin="wang zhen yu")
    return meeting.reports.get().attendances.get(name="王震").official


@pytest.mark.parametrize("typed", ["王震", "wangzhen", "Wang Zhen", "Wáng Zhèn", "wz"])
def test_an_exact_name_shows_its_page_first(get: Get, person: Official, typed: str) -> None:
    hits = get(f"/meetings/?q={typed}").context["hits"]
    assert [hit.name for hit in hits] == ["王震"]
    page = get(f"/directives/?q={typed}").content.decode()
    assert f'<a href="{person.get_absolute_url()}">王震</a>' in page


@pytest.mark.parametrize("typed", ["湘潭", "湘潭市", "xiangtan", "xiangtanshi", "xt", "xts"])
def test_a_city_is_found_by_its_names(get: Get, person: Official, typed: str) -> None:
    hits = get(f"/meetings/?q={typed}").context["hits"]
    assert [(hit.name, hit.place) for hit in hits] == [("湘潭市", "湖南省")]


def test_a_traditional_name_finds_the_simplified(get: Get, person: Official) -> None:
    Official.objects.filter(pk=person.pk).update(name="陈华")
    assert [hit.name for hit in get("/meetings/?q=陳華").context["hits"]] == ["陈华"]


def test_another_name_finds_its_official(get: Get, person: Official) -> None:
    person.other_names.create(name="王振")
    assert [hit.name for hit in get("/meetings/?q=王振").context["hits"]] == ["王震"]


@pytest.mark.parametrize("typed", ["震", "zhen", "防汛", "w z", "wangzhen y"])
def test_parts_of_names_are_no_exact_hit(get: Get, person: Official, typed: str) -> None:
    names = [hit.name for hit in get(f"/meetings/?q={typed}").context["hits"]]
    assert names in ([], ["王震"] if typed == "w z" else [])


def test_the_hits_stand_on_the_first_page_alone(get: Get, person: Official) -> None:
    make_meeting(day="2001-01-01", text="王震")
    assert get("/meetings/?q=王震&after=0_2030-01-01_1").context["hits"] == []
    assert get("/meetings/").context["hits"] == []


@pytest.mark.parametrize(
    ("typed", "first"), [("wang", "王震"), ("王", "王震"), ("xiang", "湘潭市")]
)
def test_suggestions_begin_like_what_is_typed(
    get: Get, person: Official, typed: str, first: str
) -> None:
    found = get(f"/suggest?q={typed}").json()["suggestions"]
    assert found[0]["label"] == first
    get(found[0]["url"])


def test_suggestions_of_nothing_are_none(get: Get, person: Official) -> None:
    for typed in ("", "%25", "\\", "." * 59):
        assert get(f"/suggest?q={typed}").json() == {"suggestions": []}
    get("/suggest?q=%00", 400)


def test_a_long_facet_is_searched_in_place(get: Get, person: Official) -> None:
    page = get("/meetings/?who=wzy")
    (facet,) = (f for f in page.context["facets"] if f.name == "official")
    assert [choice.label for choice in facet.choices] == ["王震宇（湘潭）"]
    assert page.context["page"].total == 1
    assert page.context["chips"] == []
    (facet,) = (f for f in get("/meetings/?where=xiang").context["facets"] if f.name == "city")
    assert [choice.label for choice in facet.choices] == ["湘潭市"]
