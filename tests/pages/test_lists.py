"""Lists are narrowed by clicking: months, exclusions, the other unit; dates and cities."""

import re

import pytest

from meetings.models import City
from tests.pages.conftest import Get
from tests.pages.factories import make_meeting, make_places


@pytest.fixture
def city(db: None) -> City:
    """湘潭市 with meetings in three months of two years, one of them of an unknown day."""
    city = make_places()[1]
    for day in ("2019-03-01", "2019-03-09", "2019-11-02", "2018-05-06"):
        make_meeting(city, day=day, text="防汛", said=[("会议", "指出", "会议指出，要防汛。")])
    make_meeting(city, day="2019-01-01", date_edtf="2019", date_last="2019-12-31", text="抗旱")
    return city


def test_a_chosen_year_is_shown_by_month(get: Get, city: City) -> None:
    page = get("/meetings/?year=2019")
    months = {month.month: month.count for month in page.context["months"]}
    assert {n: count for n, count in months.items() if count} == {3: 2, 11: 1}
    for month in page.context["months"]:
        if month.count:
            assert get(month.url).context["page"].total == month.count
    text = page.content.decode()
    assert re.search(r'3 月</a></th><td class="number">2</td>', text)
    assert 'href="/meetings/">回到各年份' in text


def test_a_chosen_month_is_taken_back_by_the_same_bar(get: Get, city: City) -> None:
    months = get("/meetings/?year=2019&month=3").context["months"]
    (march,) = (month for month in months if month.chosen)
    assert march.url == "/meetings/?year=2019"


def test_every_choice_can_be_excluded_by_a_button(get: Get, city: City) -> None:
    make_meeting(city, kind="plenum")
    page = get("/meetings/").content.decode()
    button = (
        r'<button form="find" class="not" name="-kind" value="plenum" aria-label="排除全体会议">'
    )
    assert re.search(button, page)
    assert get("/meetings/?-kind=plenum").context["page"].total == 5


def test_nothing_found_offers_the_other_unit(get: Get, city: City) -> None:
    page = get("/directives/?q=抗旱")
    assert page.context["page"].total == 0
    assert page.context["other_total"] == 1
    assert "按会议检索" in page.content.decode()


def test_nothing_found_counts_without_the_words_and_without_exclusions(
    get: Get, city: City
) -> None:
    rescues = get("/meetings/?q=旅游&year=2018").context["rescues"]
    assert {rescue.label: rescue.count for rescue in rescues} == {"检索词": 1}
    rescues = get("/meetings/?year=2018&-city=430000").context["rescues"]
    assert {rescue.label: rescue.count for rescue in rescues} == {"排除的条件": 1}


def test_a_page_of_twenty_is_light(get: Get, city: City) -> None:
    for _ in range(20):
        make_meeting(city, text="防汛抗旱" * 100, people=[("王明", "chair", "市长")])
    for address in ("/meetings/", "/en/meetings/", "/directives/"):
        assert len(get(address).content) < 60_000


def test_the_date_archive_shows_empty_months(get: Get, city: City) -> None:
    rows = get("/dates/").context["rows"]
    assert [row.year for row in rows] == [2019, 2018]
    counts = [month.count for month in rows[0].months]
    assert counts == [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert get("/dates/2019/04/").context["total"] == 0
    assert get("/dates/1950/").context["chosen"].total == 0


def test_a_day_lists_its_meetings(get: Get, city: City) -> None:
    page = get("/dates/2019/03/09/")
    assert [m.date_edtf for m in page.context["meetings"]] == ["2019-03-09"]
    assert 'href="/dates/2019/03/01/"' in page.content.decode()


@pytest.mark.parametrize("address", ["2019/13/", "2019/00/", "2019/02/30/", "0999/", "2019/2/"])
def test_an_impossible_day_is_not_found(get: Get, city: City, address: str) -> None:
    get(f"/dates/{address}", 404)


def test_cities_stand_side_by_side(get: Get, city: City) -> None:
    page = get("/cities/compare/?city=430300&city=430100")
    assert [column["total"] for column in page.context["columns"]] == [5, 0]
    assert "移去湘潭市" in page.content.decode()


def test_a_city_is_added_by_name(get: Get, city: City) -> None:
    found = get("/cities/compare/?city=430300&add=长沙").context["found"]
    urls = {city.name: url for city, url in found}
    assert urls["长沙市"] == "/cities/compare/?city=430300&city=430100"


@pytest.mark.parametrize("asked", ["city=abc", "city=999999", "add=%00", "city=unknown"])
def test_a_comparison_with_nothing_is_refused(get: Get, city: City, asked: str) -> None:
    get(f"/cities/compare/?{asked}", 400)


def test_at_most_six_cities_are_compared(get: Get, city: City) -> None:
    codes = ["430100", "430200", "430300", "430400", "430500", "430600", "430700"]
    get(f"/cities/compare/?city={'&city='.join(codes[:6])}")
    get(f"/cities/compare/?city={'&city='.join(codes)}", 400)


def test_the_map_leads_to_every_province(get: Get, city: City) -> None:
    page = get("/").content.decode()
    assert 'href="/cities/430000/" aria-label="湖南省，5 场" class="s4"' in page
    assert 'href="/cities/320000/" aria-label="江苏省，0 场" class="s0"' in page
