"""Whose meeting a page tells of, where names are few; all people are invented."""

import pytest

from tests.extraction.cases import Case, check, each

CASES = [
    Case(
        "a county is told by its name beside its superior's",
        "6月11日,县委书记方舟主持召开县委常委会会议,传达学习益阳市委全会精神。"
        "会议强调,安化要抓好落实,建设富美安化。",
        city="安化县",
    ),
    Case(
        "a superior whose words are passed on does not meet",
        "今日简阳\n2022年01月03日 星期一\n昨(2)日,市委书记方舟主持召开市委常委会会议,"
        "传达学习成都市委全会上的讲话精神。",
        city="简阳市", meeting={"date": "2022-01-02"},
    ),
    Case(
        "a reporter's station tells the city",
        "6月11日,市委书记方舟主持召开市委常委会会议。(大冶电视台记者 林川)",
        city="大冶市",
    ),
    Case(
        "a league has an administrative office too",
        "6月11日,行署召开常务会议。会议强调,要让锡盟的牛出名。",
        city="锡林郭勒盟",
    ),
    Case(
        "the place in a meeting's name tells the level",
        "6月11日,2024世界电池大会翠屏区筹备工作推进会召开。市政府副市长、区委书记方舟出席。",
        city="翠屏区",
    ),
    Case(
        "a township's county is the one it names with an organ",
        "6月11日,企水镇召开全镇工作会议。会议强调,要落实省委、市委和雷州市委部署。",
        city="雷州市",
    ),
    Case(
        "乾 is no dry thing in a name",
        "6月11日,乾县召开县委常委会会议。县委书记李乾主持会议。",
        city="乾县", people={"李乾": ("chair", "县委书记")},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", each(CASES))
def test_a_city_is_told_by_what_the_page_prints(case: Case) -> None:
    check(case)
