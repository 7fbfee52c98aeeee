"""Counts beside a list are the numbers of rows that a click gives."""

import re
from typing import Any

import pytest

from meetings.index import finding
from meetings.models import City
from tests.pages.conftest import Get
from tests.pages.factories import make_city, make_meeting, make_official, make_places


@pytest.fixture
def archive(db: None) -> City:
    """Ten meetings in three cities, two kinds and three years."""
    _, xiangtan, changsha = make_places()
    jinan = make_city("370100", "济南市", parent=make_city("370000", "山东省", "province"))
    for number in range(10):
        make_meeting(
            (xiangtan, changsha, jinan)[number % 3],
            kind=("plenum", "executive")[number % 2],
            day=("2018-01-01", "2019-02-02", "2020-03-03", "")[number % 4],
            people=[
                ("王明", ("chair", "attendee")[number % 2], "市长"),
                ("李华", "attendee", "副市长"),
            ],
            said=[("会议", ("指出", "强调")[number % 2], f"会议要防汛{number}。")],
        )
    return xiangtan


def every(choices: Any) -> list[Any]:
    """All choices of a facet, nested and folded ones too."""
    found = []
    for choice in choices:
        found += [choice, *every(choice.under), *every(choice.rest)]
    return found


def facet(page: Any, name: str) -> dict[str, int]:
    """The values of a facet with their counts."""
    (one,) = (facet for facet in page.context["facets"] if facet.name == name)
    return {choice.value: choice.count for choice in every([*one.choices, *one.rest])}


ASKED = ["", "year=2019&city=430000&q=防汛", "-kind=executive&year=2018&year=2020"]
HELD = ("city", "year", "kind", "organ", "official")
FACETS = [("/meetings/", name) for name in HELD]
FACETS += [("/directives/", name) for name in (*HELD, "verb", "speaker")]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(("path", "name"), FACETS)
def test_a_count_is_the_number_that_the_choice_gives(
    get: Get, archive: City, path: str, name: str, asked: str
) -> None:
    pairs = [pair for pair in asked.split("&") if pair and pair.split("=")[0] != name]
    counts = facet(get(f"{path}?{asked}"), name)
    assert counts
    for value, number in counts.items():
        address = f"{path}?{'&'.join([*pairs, f'{name}={value}'])}"
        assert get(address).context["page"].total == number, address


def test_a_role_narrows_the_counts_of_officials(get: Get, archive: City) -> None:
    person = make_official("王明", archive)
    counts = facet(get(f"/meetings/?official={person.pk}&role=chair"), "official")
    for pk, number in counts.items():
        page = get(f"/meetings/?official={pk}&role=chair").context["page"]
        assert page.total == number


@pytest.mark.parametrize("path", ["/meetings/", "/directives/"])
@pytest.mark.parametrize("role", ["", "chair", "attendee", "observer"])
@pytest.mark.parametrize("asked", ["", "&year=2018", "&q=防汛&-kind=executive"])
def test_a_role_alone_counts_officials_and_leaves_the_list(
    get: Get, archive: City, path: str, role: str, asked: str
) -> None:
    page = get(f"{path}?role={role}{asked}")
    assert page.context["page"].total == get(f"{path}?{asked}").context["page"].total
    assert [chip for chip in page.context["chips"] if chip.label == "角色"] == []
    counts = facet(page, "official")
    assert bool(counts) == (role != "observer")
    for pk, number in counts.items():
        chosen = get(f"{path}?role={role}{asked}&official={pk}").context
        assert chosen["page"].total == number
        assert bool(role) == any(chip.label == "角色" for chip in chosen["chips"])


def test_the_role_is_said_beside_its_numbers(get: Get, archive: City) -> None:
    page = get("/meetings/?role=chair").content.decode()
    assert '<option value="chair" selected>主持</option>' in page
    assert "数字是以“主持”与会的场次。" in page
    plain = get("/meetings/").content.decode()
    assert '<option value="chair">主持</option>' in plain
    assert "与会的场次。" not in plain


def test_the_unknown_date_is_counted(get: Get, archive: City) -> None:
    page = get("/meetings/")
    asked = get("/meetings/?date=unknown").context["page"].total
    assert page.context["unknown_year"] == asked == 2
    assert '<a href="/meetings/?date=unknown">另有 2 场年份不详</a>' in page.content.decode()
    page = get("/meetings/?year=2019&date_from=2019&q=防汛")
    undated = get(str(page.context["undated"])).context["page"]
    assert undated.total == page.context["unknown_year"] == 2


@pytest.fixture
def rough(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if an archive of ten meetings were too large to be read through."""
    for name, number in {"MOST_READ": 3, "SAMPLE": 4, "ROUGH": 1}.items():
        monkeypatch.setattr(finding, name, number)


@pytest.mark.parametrize("path", ["/meetings/", "/directives/"])
def test_estimates_are_marked_wherever_they_stand(
    get: Get, archive: City, rough: None, path: str
) -> None:
    page = get(f"{path}?q=会议要防汛")
    assert page.context["page"].about
    text = page.content.decode()
    assert re.search(r'<h2 id="total">约 \d+', text)
    assert "· 约数" in text
    assert re.findall(r"<b>(?:约 )?\d+</b>", text) == re.findall(r"<b>约 \d+</b>", text) != []
    exact = get(f"{path}?q=防汛").content.decode()
    assert re.search(r'<h2 id="total">共 10', exact)
    assert "<b>约" not in exact
    assert "· 约数" not in exact


def test_estimated_ways_out_are_marked(get: Get, archive: City, rough: None) -> None:
    page = get("/meetings/?q=会议要防汛&year=1999")
    assert page.context["page"].total == 0
    (rescue,) = page.context["rescues"]
    assert rescue.about
    assert f"去掉“日期”</a> · 约 {rescue.count} 场" in page.content.decode()


def test_a_chosen_value_stays_visible_at_zero(get: Get, archive: City) -> None:
    stranger = make_official("张三", archive)
    address = f"/meetings/?city=320000&kind=symposium&year=1999&official={stranger.pk}"
    make_city("320000", "江苏省", "province")
    page = get(address)
    assert facet(page, "city")["320000"] == 0
    assert facet(page, "kind")["symposium"] == 0
    assert facet(page, "year")["1999"] == 0
    assert facet(page, "official")[str(stranger.pk)] == 0


def test_chosen_values_are_chips_that_lead_back(get: Get, archive: City) -> None:
    address = "/meetings/?city=430300&kind=plenum&year=2019&-organ=cppcc&sort=oldest&q=防汛"
    chips = {chip.label: chip for chip in get(address).context["chips"]}
    assert {label: chip.value for label, chip in chips.items()} == {
        "地区": "湘潭市",
        "会议类型": "全体会议",
        "年份": "2019",
        "不含机构": "政协",
    }
    for chip in chips.values():
        back = get(chip.url).context["chips"]
        assert chip.label not in {other.label for other in back}
        assert len(back) == len(chips) - 1


def test_taking_back_the_official_takes_back_the_role(get: Get, archive: City) -> None:
    person = make_official("王明", archive)
    chips = get(f"/meetings/?official={person.pk}&role=chair").context["chips"]
    (url,) = (chip.url for chip in chips if chip.label == "官员")
    assert url == "/meetings/"


def test_nothing_found_names_what_stands_in_the_way(get: Get, archive: City) -> None:
    page = get("/meetings/?city=430300&year=1999&kind=plenum")
    rescues = {rescue.label: rescue for rescue in page.context["rescues"]}
    assert set(rescues) == {"日期"}
    assert get(rescues["日期"].url).context["page"].total == rescues["日期"].count
    assert "去掉“日期”" in page.content.decode()


def test_switching_to_directives_keeps_the_choice(get: Get, archive: City) -> None:
    other = str(get("/meetings/?city=430300&year=2018&q=防汛").context["other"])
    page = get(other)
    assert page.request["PATH_INFO"] == "/directives/"
    assert {chip.label for chip in page.context["chips"]} == {"地区", "年份"}
    assert page.context["typed"] == "防汛"


def test_exclusions_and_the_month_survive_the_form(get: Get, archive: City) -> None:
    page = get("/meetings/?-city=430300&month=1").content.decode()
    assert re.search(r'type="hidden" form="find" name="-city" value="430300"', page)
    assert re.search(r'type="hidden" form="find" name="month" value="1"', page)


def test_the_bars_of_the_chart_have_a_table_twin(get: Get, archive: City) -> None:
    page = get("/meetings/")
    years = {year.year: year.count for year in page.context["years"]}
    assert years == {2018: 3, 2019: 3, 2020: 2}
    text = page.content.decode()
    for year, number in years.items():
        assert f'aria-label="{year} 年 {number} 场"' in text
        assert re.search(rf'{year} 年</a></th><td class="number">{number}</td>', text)
