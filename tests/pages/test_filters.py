"""Each parameter of the lists narrows them as its name says."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest

from meetings import index
from meetings.models import City, Directive, Meeting
from tests.pages.conftest import Get
from tests.pages.factories import (
    make_article,
    make_city,
    make_meeting,
    make_name,
    make_official,
    make_places,
)

Ids = Callable[[str], set[int]]


@pytest.fixture
def places(db: None) -> tuple[City, City, City]:
    """湖南省, 湘潭市, 长沙市."""
    return make_places()


def test_a_city_gives_its_own_meetings(places: tuple[City, ...], ids: Ids) -> None:
    here = make_meeting(places[1])
    make_meeting(places[2])
    assert ids("/meetings/?city=430300") == {here.pk}


def test_a_province_takes_its_cities_along(places: tuple[City, ...], ids: Ids) -> None:
    inside = {make_meeting(place).pk for place in places}
    make_meeting(make_city("320000", "江苏省", "province"))
    assert ids("/meetings/?city=430000") == inside


def test_cities_are_alternatives(places: tuple[City, ...], ids: Ids) -> None:
    wanted = {make_meeting(places[1]).pk, make_meeting(places[2]).pk}
    make_meeting(places[0])
    assert ids("/meetings/?city=430300&city=430100") == wanted


def test_an_older_code_means_the_unit_of_today(places: tuple[City, ...], ids: Ids) -> None:
    make_name(places[1], "990001", "湘潭地区", 1980, 1986)
    meeting = make_meeting(places[1])
    assert ids("/meetings/?city=990001") == {meeting.pk}


def test_a_city_can_be_excluded_and_the_unplaced_stay(places: tuple[City, ...], ids: Ids) -> None:
    make_meeting(places[1])
    wanted = {make_meeting(places[2]).pk, make_meeting(None).pk}
    assert ids("/meetings/?-city=430300") == wanted


def test_meetings_without_a_city_can_be_asked_for(places: tuple[City, ...], ids: Ids) -> None:
    make_meeting(places[1])
    nowhere = make_meeting(None)
    assert ids("/meetings/?city=unknown") == {nowhere.pk}
    assert len(ids("/meetings/?city=unknown&city=430300")) == 2
    assert nowhere.pk not in ids("/meetings/?-city=unknown")


def test_kind_and_organ_are_each_alternatives_and_meet(db: None, ids: Ids) -> None:
    wanted = make_meeting(kind="plenum", organ="government")
    make_meeting(kind="plenum", organ="party_committee")
    make_meeting(kind="executive", organ="government")
    assert ids("/meetings/?kind=plenum&kind=symposium&organ=government") == {wanted.pk}


def test_kind_organ_and_year_can_be_excluded(db: None, ids: Ids) -> None:
    wanted = make_meeting(kind="plenum", organ="joint", day="2020-01-01")
    make_meeting(kind="symposium", organ="joint", day="2020-01-01")
    make_meeting(kind="plenum", organ="cppcc", day="2020-01-01")
    make_meeting(kind="plenum", organ="joint", day="2021-01-01")
    assert ids("/meetings/?-kind=symposium&-organ=cppcc&-year=2021") == {wanted.pk}


def test_an_unknown_kind_can_be_asked_for(db: None, ids: Ids) -> None:
    make_meeting()
    nameless = make_meeting(kind="")
    assert ids("/meetings/?kind=unknown") == {nameless.pk}


def test_years_are_alternatives_and_a_month_narrows_them(db: None, ids: Ids) -> None:
    wanted = {make_meeting(day="2019-05-01").pk, make_meeting(day="2020-05-31").pk}
    make_meeting(day="2019-06-01")
    make_meeting(day="2021-05-01")
    assert ids("/meetings/?year=2019&year=2020&month=5") == wanted


def test_a_month_leaves_out_dates_of_which_only_the_year_is_known(db: None, ids: Ids) -> None:
    year: dict[str, Any] = {"date_first": date(2019, 1, 1), "date_last": date(2019, 12, 31)}
    make_meeting(date_edtf="2019", **year)
    assert ids("/meetings/?year=2019&month=1") == set()


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("date_from=2019", {"2019-01-01", "2019-05-31", "2020-02-29"}),
        ("date_from=2019-05", {"2019-05-31", "2020-02-29"}),
        ("date_from=2019-05-31&date_to=2019-05-31", {"2019-05-31"}),
        ("date_to=2018", {"2018-12-31"}),
        ("date_to=2020-02", {"2018-12-31", "2019-01-01", "2019-05-31", "2020-02-29"}),
        ("date_from=2020-2-29", {"2020-02-29"}),
    ],
)
def test_dates_are_read_at_any_precision(db: None, ids: Ids, asked: str, days: set[str]) -> None:
    for day in ("2018-12-31", "2019-01-01", "2019-05-31", "2020-02-29"):
        make_meeting(day=day)
    found = Meeting.objects.filter(pk__in=ids(f"/meetings/?{asked}"))
    assert {meeting.date_edtf for meeting in found} == days


def test_a_date_known_to_the_year_lies_in_every_range_that_touches_it(db: None, ids: Ids) -> None:
    year: dict[str, Any] = {"date_first": date(2019, 1, 1), "date_last": date(2019, 12, 31)}
    meeting = make_meeting(date_edtf="2019", **year)
    assert ids("/meetings/?date_from=2019-06&date_to=2019-07") == {meeting.pk}


def test_unknown_dates_are_a_value_of_their_own(db: None, ids: Ids) -> None:
    undated = make_meeting(day="", date_edtf="XXXX-12-25")
    dated = make_meeting(day="2019-01-01")
    make_meeting(day="2018-01-01")
    assert ids("/meetings/?date=unknown") == {undated.pk}
    assert ids("/meetings/?date=unknown&year=2019") == {undated.pk, dated.pk}


def test_official_and_role_meet_in_one_attendance(places: tuple[City, ...], ids: Ids) -> None:
    city = places[1]
    wanted = make_meeting(city, people=[("王明", "chair", "市长"), ("李华", "attendee", "副市长")])
    other = make_meeting(city, people=[("李华", "chair", "市长"), ("王明", "attendee", "副市长")])
    person = make_official("王明", city)
    assert ids(f"/meetings/?official={person.pk}") == {wanted.pk, other.pk}
    assert ids(f"/meetings/?official={person.pk}&role=chair") == {wanted.pk}


def test_an_official_can_be_excluded(places: tuple[City, ...], ids: Ids) -> None:
    make_meeting(places[1], people=[("王明", "chair", "市长")])
    other = make_meeting(places[1], people=[("李华", "chair", "市长")])
    assert ids(f"/meetings/?-official={make_official('王明', places[1]).pk}") == {other.pk}


def test_a_merged_official_means_the_one_that_stands(places: tuple[City, ...], ids: Ids) -> None:
    meeting = make_meeting(places[1], people=[("王明", "chair", "市长")])
    old = make_official("王明明", places[2])
    old.merged_into = make_official("王明", places[1])
    old.save()
    assert ids(f"/meetings/?official={old.pk}") == {meeting.pk}


def test_withdrawn_attendances_do_not_count(places: tuple[City, ...], ids: Ids) -> None:
    meeting = make_meeting(places[1], people=[("王明", "chair", "市长")])
    row = meeting.reports.get().attendances.get()
    row.withdrawn_at = meeting.created_at
    row.save()
    index.refresh([meeting.pk])
    assert ids(f"/meetings/?official={row.official_id}") == set()


def test_words_meet_in_any_order_and_either_script(db: None, ids: Ids) -> None:
    wanted = make_meeting(text="駐馬店市市長(zhǎng)部署防汛，\n研究安全生产。")
    make_meeting(text="驻马店市研究财政。")
    for asked in ("防汛 驻马店", "駐馬店　防汛", "市长 安全", "防汛，研究", "“部署 防汛”", "汛"):
        assert ids(f"/meetings/?q={quote(asked)}") == {wanted.pk}, asked


def test_quotes_keep_a_phrase_whole(db: None, ids: Ids) -> None:
    wanted = make_meeting(text="优化营商环境")
    make_meeting(text="营商的环境")
    assert ids(f"/meetings/?q={quote('“营商环境”')}") == {wanted.pk}


@pytest.mark.parametrize("sign", ["%", "_", "\\"])
def test_signs_of_the_database_are_ordinary_characters(db: None, ids: Ids, sign: str) -> None:
    wanted = make_meeting(text=f"增长{sign}五")
    make_meeting(text="增长百五")
    assert ids(f"/meetings/?q={quote('长' + sign + '五')}") == {wanted.pk}


def test_the_furniture_of_a_page_is_not_searched(db: None, get: Get, ids: Ids) -> None:
    text = "会议研究防汛。\n相关链接：财政预算"
    blocks = [{"kind": "body", "span": [0, 8]}, {"kind": "tail", "span": [8, len(text)]}]
    meeting = make_meeting(article=make_article(text, blocks=blocks))
    assert ids(f"/meetings/?q={quote('防汛')}") == {meeting.pk}
    assert ids(f"/meetings/?q={quote('财政')}") == set()


def test_verb_and_speaker_narrow_directives(places: tuple[City, ...], ids: Ids) -> None:
    said = [("会议", "指出", "会议指出，要防汛。"), ("王明", "要求", "王明要求，要防汛。")]
    make_meeting(places[1], people=[("王明", "chair", "市长")], said=said)
    rows = {row.verb: row.pk for row in Directive.objects.all()}
    assert ids("/directives/?verb=指出") == {rows["指出"]}
    assert ids("/directives/?speaker=王明") == {rows["要求"]}
    assert ids("/directives/?verb=指出&verb=要求&city=430000") == set(rows.values())
    assert ids(f"/directives/?q={quote('会议指出')}") == {rows["指出"]}


def test_verbs_and_speakers_can_be_excluded(places: tuple[City, ...], ids: Ids) -> None:
    said = [("会议", "指出", "会议指出，要防汛。"), ("王明", "要求", "王明要求，要防汛。")]
    make_meeting(places[1], people=[("王明", "chair", "市长")], said=said)
    rows = {row.verb: row.pk for row in Directive.objects.all()}
    assert ids("/directives/?-verb=指出") == {rows["要求"]}
    assert ids("/directives/?-speaker=王明") == {rows["指出"]}
    assert ids("/directives/?-verb=指出&-speaker=王明") == set()


def test_the_lists_sort_by_date_with_the_unknown_last(db: None, get: Get) -> None:
    days = ("2019-01-01", "", "2021-01-01", "2020-01-01")
    rows = {day: make_meeting(day=day).pk for day in days}
    newest = [row.pk for row in get("/meetings/").context["page"].rows]
    oldest = [row.pk for row in get("/meetings/?sort=oldest").context["page"].rows]
    assert newest == [rows[day] for day in ("2021-01-01", "2020-01-01", "2019-01-01", "")]
    assert oldest == [rows[day] for day in ("2019-01-01", "2020-01-01", "2021-01-01", "")]


def test_relevance_puts_names_of_meetings_first(db: None, get: Get) -> None:
    named = make_meeting(title="防汛工作会议", day="2010-01-01", text="防汛工作会议")
    later = make_meeting(text="会议提到防汛", day="2020-01-01")
    rows = get(f"/meetings/?q={quote('防汛')}").context["page"].rows
    assert [row.pk for row in rows] == [named.pk, later.pk]


def test_unknown_parameters_are_ignored(db: None, ids: Ids) -> None:
    meeting = make_meeting()
    assert ids("/meetings/?utm_source=x&nonsense=%00") == {meeting.pk}


def test_officials_are_found_by_name_in_either_script_and_by_pinyin(
    places: tuple[City, ...], ids: Ids
) -> None:
    make_meeting(places[1], people=[("王会", "chair", "市长"), ("李华", "attendee", "副市长")])
    person = make_official("王会", places[1])
    for asked in ("王会", "會", "wang", "WÁNG"):
        assert ids(f"/officials/?q={quote(asked)}") == {person.pk}, asked
    assert ids("/officials/?initial=w") == {person.pk}
    assert len(ids("/officials/?city=430000")) == 2


def test_articles_are_narrowed_by_kind(db: None, ids: Ids) -> None:
    article = make_article("第一条", kind="not_meeting", reason="rules")
    make_article("会议")
    assert ids("/articles/?kind=not_meeting") == {article.pk}
