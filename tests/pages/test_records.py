"""What stands around one record: its series, the list it came from, other reports, changes."""

import re
from typing import Any

import pytest

from meetings.models import City, Correction, Meeting
from tests.pages.conftest import Get
from tests.pages.factories import make_article, make_meeting, make_places


@pytest.fixture
def city(db: None) -> City:
    """湘潭市."""
    return make_places()[1]


def held(city: City, number: int, day: str, **values: Any) -> Meeting:
    """One numbered sitting of the government."""
    return make_meeting(city, number=number, day=day, title=f"第{number}次常务会议", **values)


def test_a_sitting_leads_to_those_before_and_after_it(get: Get, city: City) -> None:
    before, own = held(city, 37, "2019-08-01"), held(city, 38, "2019-09-01")
    after = held(city, 39, "2019-10-01")
    page = get(own.get_absolute_url()).content.decode()
    assert f'<a href="/meetings/{before.pk}/" rel="prev">‹ 第 37 次</a>' in page
    assert f'<a href="/meetings/{after.pk}/" rel="next">第 39 次 ›</a>' in page
    assert "（缺第" not in page


def test_missing_sittings_are_named(get: Get, city: City) -> None:
    held(city, 34, "2019-05-01")
    own = held(city, 38, "2019-09-01")
    held(city, 40, "2019-10-01")
    page = " ".join(get(own.get_absolute_url()).content.decode().split())
    assert "（缺第 35–37 次）" in page
    assert "（缺第 39 次）" in page


def test_other_terms_kinds_and_cities_are_other_series(get: Get, city: City) -> None:
    own = held(city, 38, "2019-09-01", term=13)
    held(city, 37, "2019-08-01", term=12)
    held(city, 37, "2019-08-01", term=13, kind="plenum")
    held(make_places()[2], 37, "2019-08-01", term=13)
    assert 'class="series"' not in get(own.get_absolute_url()).content.decode()


def test_a_count_that_begins_anew_is_another_series(get: Get, city: City) -> None:
    held(city, 80, "2021-12-01")
    own = held(city, 1, "2022-02-01")
    follows = held(city, 2, "2022-03-01")
    place = get(own.get_absolute_url()).context["place"]
    assert place.before is None
    assert place.after.meeting == follows


def test_the_city_page_tells_held_and_missing_numbers(get: Get, city: City) -> None:
    held(city, 1, "2019-01-10")
    held(city, 4, "2019-04-10")
    sheet = get("/cities/430300/").context
    (run,) = sheet["runs"]
    assert [(cell.number, cell.meeting is not None) for cell in run.cells] == [
        (1, True),
        (2, False),
        (3, False),
        (4, True),
    ]
    states = {month.month: month.state for month in sheet["calendar"][0].months}
    assert [states[n] for n in range(1, 6)] == ["held", "missing", "missing", "held", "unknown"]


def test_a_record_leads_on_through_the_list_it_was_opened_from(get: Get, city: City) -> None:
    made = [make_meeting(city, day=f"2019-0{n}-01", text="防汛") for n in (3, 2, 1)]
    make_meeting(city, day="2019-02-15", kind="plenum", text="防汛")
    trail = "?q=%E9%98%B2%E6%B1%9B&kind=executive&sort=newest"
    listed = get(f"/meetings/{trail}").content.decode()
    links = re.findall(r'<h3><a href="([^"]+)"', listed)
    assert [link.partition("?")[0] for link in links] == [m.get_absolute_url() for m in made]
    address = links[0].replace("&amp;", "&")
    seen = []
    while address:
        beside = get(address).context["beside"]
        seen.append(address.partition("?")[0])
        address = beside.next
    assert seen == [m.get_absolute_url() for m in made]
    middle = get(f"{made[1].get_absolute_url()}{trail}").context["beside"]
    assert middle.previous.startswith(made[0].get_absolute_url())
    assert middle.back == f"/meetings/{trail}"


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
def test_walking_back_is_walking_on_reversed(get: Get, city: City, sort: str) -> None:
    days = ["2019-01-01", "2018-01-01", "", "", "2018-01-01"]
    made = [make_meeting(city, day=d, text="防汛", title="防汛会" if d else "会") for d in days]
    listed = [row.pk for row in get(f"/meetings/?q=防汛&sort={sort}").context["page"].rows]
    assert len(listed) == len(made)
    address, back = f"/meetings/{listed[-1]}/?q=防汛&sort={sort}", []
    while address:
        back.append(int(address.split("/")[2]))
        address = get(address).context["beside"].previous
    assert back == listed[::-1]


def test_a_directive_leads_on_to_the_next_one_found(get: Get, city: City) -> None:
    words = [("会议", "指出", "会议指出，要防汛。"), ("会议", "强调", "会议强调，要防汛抗旱。")]
    meeting = make_meeting(city, said=words)
    first, second = meeting.reports.get().directives.order_by("pk")
    beside = get(f"{first.get_absolute_url()}?q=防汛").context["beside"]
    assert beside.next.startswith(second.get_absolute_url())
    assert beside.previous == ""


def test_a_record_opened_by_its_bare_address_has_no_list(get: Get, city: City) -> None:
    assert get(make_meeting(city).get_absolute_url()).context["beside"] is None


def test_a_directive_told_by_several_outlets_stands_once(get: Get, city: City) -> None:
    said = [("会议", "指出", "会议指出，要防汛。")]
    meeting = make_meeting(city, said=said)
    twin = make_meeting(
        city, said=said, article=make_article("会议指出，\n要防汛。会议指出，要防汛。")
    )
    twin.reports.update(meeting=meeting)
    page = get(meeting.get_absolute_url()).content.decode()
    assert page.count('class="said"') == 1
    assert "又见另一篇报道" in page
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r' href="#([^"]+)"', page)) <= ids


def test_corrections_by_people_are_told_without_their_names(get: Get, city: City) -> None:
    meeting = make_meeting(city)
    report = meeting.reports.get()
    Correction.objects.create(
        sha256=report.article.sha256,
        report_ordinal=report.ordinal,
        row_type="meeting",
        action="change",
        field="number",
        machine_value=3,
        person_value=8,
        why="原文作第八次",
    )
    page = get(meeting.get_absolute_url()).content.decode()
    assert "原文作第八次" in page
    assert "3 → 8" in page


def test_words_that_need_it_are_explained_where_they_stand(get: Get, city: City) -> None:
    meeting = make_meeting(city, people=[("王明", "observer", "主任")])
    page = get(meeting.get_absolute_url()).content.decode()
    assert "不是该机构成员而到会，无表决权。" in page
    assert "党的委员会全体会议" not in page
