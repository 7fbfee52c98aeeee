"""Running text and outlets: which names are found, and whose a newspaper is."""

from __future__ import annotations

import pytest

from meetings.extraction import gazetteer
from meetings.extraction.tables import rows

OUTLETS = """
浏阳日报 430181
长沙晚报 430100
晋城在线 140500
芙蓉报 430102
海西报 632800
娄底市融媒体中心 431300
驻马店广电融媒体 411700
临汾新闻网 141000
湘潭县融媒体中心 430321
安化县人民政府门户网站 430923
微沅江微信 430981
中国宁波网 330200
红网 430000
红网时刻 430000
红网浏阳站 430181
湖南日报 430000
吉林日报 220000
大众日报 370000
舜网 370100
半岛都市报 370200
姑苏晚报 320500
大理日报 532900
人民网-湖南频道 430000
《那曲新闻网》 540600
光明日报 -
人民日报 -
华夏经纬网 -
人民政协报 -
鼓楼报 -
团结报 -
融媒体中心 -
本报 -
- -
"""


def table(text: str, splits: int = -1) -> list[list[str]]:
    return [line.split(" ", splits) for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("湘潭市委书记曹炯芳主持", ["湘潭市"]),
        ("在湘潭考察后赴湖南省长沙市芙蓉区", ["湘潭", "湖南省", "长沙市", "芙蓉区"]),
        ("海西州委、海西蒙古族藏族自治州政府", ["海西州", "海西蒙古族藏族自治州"]),
        ("黔东南州与黔东南苗族侗族自治州", ["黔东南州", "黔东南苗族侗族自治州"]),
        ("正镶白旗旗委书记", ["正镶白旗"]),
        ("长沙市场监管", ["长沙"]),
        ("长沙市政府", ["长沙市"]),
        ("湖南县域经济", ["湖南"]),
        ("扩大理论学习,戴德清出席", []),
        ("召开县委常委会", []),
        ("县长治理水患", []),
        ("建成西南通道", []),
        ("深入田间地头和田间学校", []),
        ("", []),
        ("县", []),
    ],
)
def test_places_are_found_in_running_text(text: str, names: list[str]) -> None:
    hits = gazetteer.find_names(text)
    assert [h.name for h in hits] == names
    assert [text[h.start : h.end] for h in hits] == names


def test_a_hit_tells_full_names_from_short_ones_and_weak_ones() -> None:
    hits = {h.name: h for h in gazetteer.find_names("长沙、长沙市、城区、安康")}
    assert [(h.full, h.weak) for h in hits.values()] == [
        (False, False), (True, False), (True, True), (False, True),
    ]  # fmt: skip
    assert {p.code for p in hits["长沙市"].candidates} == {"430100"}


def test_finding_looks_at_each_position_a_bounded_number_of_times() -> None:
    index = gazetteer.finder._index()
    assert max(len(names) for names in index.values()) < 30
    assert max(len(name) for names in index.values() for name in names) < 20


@pytest.mark.parametrize("row", rows("places_weak"), ids=lambda r: r["name"])
def test_a_weak_name_is_a_name_and_stands_in_its_example(row: dict[str, str]) -> None:
    assert row["name"] in gazetteer.full_names() | gazetteer.short_names()
    assert row["name"] in row["example"]


@pytest.mark.parametrize("row", rows("places_traps"), ids=lambda r: r["word"])
def test_a_trap_hides_a_name_that_would_be_found_in_its_example(row: dict[str, str]) -> None:
    text = row["example"]
    start = text.index(row["word"])
    end = start + len(row["word"])
    names = gazetteer.full_names() | gazetteer.short_names()
    assert any(text[a:b] in names for a in range(end) for b in range(start, len(text) + 1))
    assert not [h for h in gazetteer.find_names(text) if h.start < end and start < h.end]


@pytest.mark.parametrize("row", rows("places_aliases"), ids=lambda r: r["alias"])
def test_an_alias_names_one_unit(row: dict[str, str]) -> None:
    place = gazetteer.resolve(row["alias"])
    assert place
    assert row["code"] in {p.code for p in gazetteer.by_unit(place.unit)}
    assert gazetteer.find_names(row["example"])[0].name == row["alias"]


def test_every_province_has_a_one_character_name() -> None:
    provinces = {p.code for p in gazetteer.places() if p.level == "province"}
    assert set(gazetteer.province_short().values()) == provinces
    assert gazetteer.province_short()["湘"] == "430000"


@pytest.mark.parametrize(("outlet", "code"), table(OUTLETS))
def test_an_outlet_has_a_place_where_its_name_tells_one(outlet: str, code: str) -> None:
    place = gazetteer.outlet_place(outlet, 2020)
    assert (place.code if place else "-") == code


def test_an_outlets_place_has_the_code_of_its_time() -> None:
    place = gazetteer.outlet_place("望城报", 2008)
    assert place
    assert place.code == "430122"


def test_a_national_outlet_is_told_from_an_unknown_one() -> None:
    assert gazetteer.is_national("新华网")
    assert gazetteer.is_national("人民日报客户端")
    assert not gazetteer.is_national("浏阳日报")
    assert not gazetteer.is_national("人民网-湖南频道")


@pytest.mark.parametrize("row", rows("outlets"), ids=lambda r: r["outlet"])
def test_a_curated_outlet_names_a_known_unit(row: dict[str, str]) -> None:
    place = gazetteer.outlet_place(row["outlet"])
    assert (place.code if place else "") == row["code"].replace("national", "")
    assert row["note"]


@pytest.mark.parametrize("row", rows("outlet_affixes"), ids=lambda r: r["affix"])
def test_an_affix_leaves_a_place_in_its_example(row: dict[str, str]) -> None:
    assert gazetteer.outlet_place(row["example"])
    assert row["affix"] in row["example"]
