"""What counts as what: meetings, days, items, demands and look-alikes; all people are invented."""

import pytest

from meetings.extraction.report import extract
from tests.extraction.cases import Case, check, each

CASES = [
    Case(
        "two conveners make a joint meeting",
        "6月11日,市委、市政府召开全市经济工作会议。",
        meeting={"organ": "joint", "kind": "work_conference", "title": "全市经济工作会议"},
    ),
    Case(
        "the convener before the verb belongs to the title",
        "6月11日,市政府召开全体(扩大)会议。",
        meeting={"title": "市政府全体(扩大)会议", "kind": "plenum", "organ": "government"},
    ),
    Case(
        "十三届八次全会 tells term and number",
        "6月11日,湘潭市委十三届八次全会召开。",
        meeting={"term": 13, "number": 8, "kind": "plenum", "organ": "party_committee"},
    ),
    Case(
        "an ordinal year tells the year, not a number or a term",
        "6月11日,县政府党组召开2022年第四次会议。",
        meeting={"date": "2022-06-11", "term": None, "number": 4, "kind": "party_group"},
    ),
    Case(
        "a presidium's meeting has its own number",
        "2月27日,黔东南苗族侗族自治州第十一届人民代表大会第五次会议主席团举行第三次会议。",
        meeting={"kind": "presidium", "organ": "peoples_congress", "number": 3},
    ),
    Case(
        "the number of a document on the agenda is not the meeting's",
        "6月11日,市政府召开常务会议。会议传达学习了市委第38次常委会会议精神。",
        meeting={"number": None, "kind": "executive"},
    ),
    Case(
        "a demand without content is no directive",
        "6月11日,市政府召开常务会议。会议还就安全生产提出明确要求。",
        directives=[],
    ),
    Case(
        "a national leader quoted by formula is neither participant nor speaker",
        "6月11日,市委召开常委会会议。会议传达学习了习近平总书记重要讲话精神。",
        people={},
        directives=[],
    ),
    Case(
        "a participant's report makes a speaker and an item",
        "6月11日,市政府召开常务会议。会议听取了市水利局局长方舟关于防汛工作的汇报。",
        people={"方舟": ("speaker", "市水利局局长")},
        agenda=[("听取", "市水利局局长方舟关于防汛工作的汇报")],
    ),
    Case(
        "each document joined by 、 is an item, what follows 等 is none",
        "6月11日,市政府召开常务会议。会议审议了《防汛预案》《抗旱预案》等文件,研究了其他事项。",
        agenda=[("审议", "《防汛预案》"), ("审议", "《抗旱预案》")],
    ),
    Case(
        "a group's label behind the names is the post of those who have no other",
        "6月11日,市委召开常委会会议。宁远、陆川、向阳等市领导参加会议。",
        people={
            "宁远": ("attendee", "市领导"), "陆川": ("attendee", "市领导"),
            "向阳": ("attendee", "市领导"),
        },
    ),
    Case(
        "a day without any year stays without one",
        "12月25日,市政府召开常务会议。会议讨论了《2020年预算(草案)》。",
        meeting={"date": "XXXX-12-25", "date_year_inferred": False},
    ),
    Case(
        "a budget adjustment names the year, which counts as inferred",
        "9月25日,市政府召开常务会议。会议审议了《2017年市本级财政预算调整方案(草案)》。",
        meeting={"date": "2017-09-25", "date_year_inferred": True},
    ),
    Case(
        "昨日 without a stamp is no day",
        "昨日,市政府召开常务会议。",
        meeting={"date": ""},
    ),
    Case(
        "a meeting over days is a range",
        "发布时间:2021-08-01\n7月29日至30日,市委召开全会。",
        meeting={"date": "2021-07-29/2021-07-30"},
    ),
    Case(
        "a county's meeting is the county's, told by the paper's name",
        "本报讯 6月11日,市委召开常委会会议。\n来源:浏阳日报",
        city="浏阳市",
    ),
    Case(
        "a company's meeting is none of ours",
        "6月11日,某某水务公司召开安全生产工作会议。总经理方舟主持会议。",
        kind="not_meeting", reason="institution",
    ),
    Case(
        "a press conference is no meeting",
        "6月11日,市政府召开新闻发布会。副市长方舟发布有关情况。",
        kind="not_meeting", reason="press_conference",
    ),
    Case(
        "a speech is no report, whatever stands above its salutation",
        "时政要闻\n同志们:今天我们召开全市安全生产紧急会议,主要任务是传达省里精神。",
        kind="not_meeting", reason="speech",
    ),
]  # fmt: skip


def test_a_quorum_is_told_with_its_group_and_counts() -> None:
    found = extract("6月11日,湘潭市委召开全会。市委委员应到57人,实到53人;候补委员应到9人,实到8人。")
    counts = [(one.group, one.expected, one.present) for one in found.meetings[0].quorum]
    assert counts == [("市委委员", 57, 53), ("候补委员", 9, 8)]


@pytest.mark.parametrize("case", each(CASES))
def test_a_rule_of_reading_holds(case: Case) -> None:
    check(case)
