"""Names: which unit a printed name means in a year, its short form and its pinyin."""

from __future__ import annotations

import pytest

from meetings.extraction import gazetteer

CODES = """
沅江市 430981 湖南省益阳市
芙蓉区 430102 湖南省长沙市
浏阳市 430181 湖南省长沙市
正镶白旗 152529 内蒙古自治区锡林郭勒盟
长武县 610428 陕西省咸阳市
海西州 632800 青海省
黔东南 522600 贵州省
石河子市 659001 新疆维吾尔自治区
五指山市 469001 海南省
神农架林区 429021 湖北省
六枝特区 520203 贵州省六盘水市
济源市 419001 河南省
浦东新区 310115 上海市
大兴安岭地区 232700 黑龙江省
香港 810000 -
台湾省 710000 -
"""

SHORT = """
湘潭市 湘潭
海西蒙古族藏族自治州 海西
黔东南苗族侗族自治州 黔东南
芷江侗族自治县 芷江
内蒙古自治区 内蒙古
新疆维吾尔自治区 新疆
香港特别行政区 香港
神农架林区 神农架
六枝特区 六枝
正镶白旗 正镶白旗
敖汉旗 敖汉
户县 户县
双江拉祜族佤族布朗族傣族自治县 双江
伊犁哈萨克自治州 伊犁
克孜勒苏柯尔克孜自治州 克孜勒苏
隆林各族自治县 隆林
东乡族自治县 东乡
锡林郭勒盟 锡林郭勒
那曲地区 那曲
浦东新区 浦东
"""

PINYIN = """
重庆市 chong qing shi
长沙市 chang sha shi
长子县 zhang zi xian
六安市 lu an shi
蚌埠市 beng bu shi
亳州市 bo zhou shi
丽水市 li shui shi
台州市 tai zhou shi
番禺区 pan yu qu
厦门市 xia men shi
陕西省 shaan xi sheng
山西省 shan xi sheng
荥阳市 xing yang shi
荥经县 ying jing xian
铅山县 yan shan xian
歙县 she xian
单县 shan xian
乐清市 yue qing shi
乐亭县 lao ting xian
东阿县 dong e xian
珲春市 hun chun shi
漯河市 luo he shi
浚县 xun xian
吕梁市 lv liang shi
成都市 cheng du shi
"""


def table(text: str, splits: int = -1) -> list[list[str]]:
    return [line.split(" ", splits) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("name", "code", "above"), table(CODES))
def test_a_name_is_resolved_to_its_code(name: str, code: str, above: str) -> None:
    place = gazetteer.resolve(name)
    assert place
    assert place.code == code
    assert "".join(p.name for p in reversed(gazetteer.lineage(place)[1:])) == above.strip("-")


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("望城县", 2011, "430122"),  # in use until the day of the change
        ("望城区", 2011, "430112"),
        ("望城", 2009, "430122"),
        ("鄠邑区", 2010, "610118"),  # a repost may print the later name
        ("户县", 2024, "610125"),  # and a slow printer the earlier one
        ("莱芜市", 2017, "371200"),
        ("莱芜", None, "370116"),
        ("巢湖市", 2005, "341400"),
        ("巢湖市", None, "340181"),
        ("和县", 2011, "340523"),  # same name, new code: the state at the year's end
        ("大理", 2020, "532900"),
        ("大理市", 2020, "532901"),
        ("吉林", 2020, "220000"),
        ("襄樊", None, "420600"),
        ("东乌旗", 2022, "152525"),
    ],
)
def test_a_name_is_resolved_in_its_year(name: str, year: int | None, code: str) -> None:
    place = gazetteer.resolve(name, year)
    assert place
    assert place.code == code


@pytest.mark.parametrize("name", ["鼓楼区", "鼓楼", "城区", "市中区", "", "理论", "巢湖市区"])
def test_what_may_be_several_units_or_none_is_not_resolved(name: str) -> None:
    assert gazetteer.resolve(name, 2015) is None


def test_a_unit_above_settles_a_name_borne_by_several() -> None:
    place = gazetteer.resolve("鼓楼区", 2015, within="320300")
    assert place
    assert place.code == "320302"
    assert gazetteer.resolve("鼓楼区", 2015, within="320000") is None
    assert gazetteer.resolve("鼓楼区", 2015, within="430000") is None


def test_several_bearers_are_all_given() -> None:
    assert {p.code for p in gazetteer.named("鼓楼区", 2015)} == {
        "320106", "320302", "350102", "410204",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "short"), table(SHORT))
def test_a_short_form_leaves_the_class_and_the_peoples_out(name: str, short: str) -> None:
    assert {p.short for p in gazetteer.named(name)} == {short}


@pytest.mark.parametrize(("name", "pinyin"), table(PINYIN, 1))
def test_pinyin_follows_the_reading_of_the_place(name: str, pinyin: str) -> None:
    assert gazetteer.named(name)[0].pinyin == pinyin
