"""Families of sentences, with their counter-examples, in `data/families*.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from meetings.extraction.report import extract

DATA = Path(__file__).parent / "data"
PARTS = [
    tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    for name in ("families.toml", "families2.toml")
]
Row = dict[str, Any]
ASSEMBLY = "6月11日,市人大常委会召开第九次会议。"
TWO = "县里召开两个会议\n2017-07-05\n7月3日上午,县委书记方舟主持召开县委常委会会议。\n"
CONGRESS = ("peoples_congress", "congress", 18, 4, "石桥镇第十八届人民代表大会第四次会议")


def each(table: str) -> list[ParameterSet]:
    """The rows of a table."""
    rows = [row for part in PARTS for row in part.get(table, [])]
    return [pytest.param(row, id=f"{table}-{number}") for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize("row", each("report"))
def test_a_report_stays_one_whatever_its_words(row: Row) -> None:
    assert extract(row["text"]).article.kind == "meeting_report"


@pytest.mark.parametrize("row", each("refused"))
def test_what_is_no_report_is_refused_for_its_reason(row: Row) -> None:
    article = extract(row["text"]).article
    assert (article.kind, article.reason) == ("not_meeting", row["reason"])


@pytest.mark.parametrize("row", each("digest"))
def test_marks_before_lines_are_entries_where_these_convene(row: Row) -> None:
    assert (extract(row["text"]).article.kind == "digest") is row["digest"]


@pytest.mark.parametrize("row", each("congress"))
def test_a_congress_opens_and_closes_in_many_words(row: Row) -> None:
    found = extract(f"{row['text']}大会由镇人大主席方舟主持。").meetings[0]
    assert (found.organ, found.kind, found.term, found.number) == CONGRESS[:4]
    assert found.title in {CONGRESS[4], "石桥镇人大十八届四次会议"}


@pytest.mark.parametrize("row", each("second"))
def test_a_second_sitting_has_the_day_that_its_own_sentence_prints(row: Row) -> None:
    days = [one.date for one in extract(TWO + row["text"]).meetings]
    assert days == ["2017-07-03", row["day"]]


@pytest.mark.parametrize("row", each("city"))
def test_a_city_is_told_by_what_the_page_prints(row: Row) -> None:
    city = extract(row["text"]).city
    assert (city.name if city else "") == row["city"]


@pytest.mark.parametrize("row", each("lead"))
def test_a_lead_tells_day_and_name(row: Row) -> None:
    meeting = extract(row["text"]).meetings[0]
    assert {name: getattr(meeting, name) for name in row["meeting"]} == row["meeting"]


@pytest.mark.parametrize("row", each("dated"))
def test_a_page_tells_the_year_of_its_meeting(row: Row) -> None:
    lead = "4月16日上午,市长方舟主持召开市政府第63次常务会议。会议强调,要快。"
    page = "\n".join(["市政府召开会议", row.get("head", ""), lead, row.get("foot", "")])
    assert extract(page).meetings[0].date == row["day"]


@pytest.mark.parametrize("row", each("session"))
def test_a_session_lasts_from_its_first_day_to_its_last(row: Row) -> None:
    found = extract(row["text"]).meetings[0].directives
    assert [row["text"][slice(*one.span)] for one in found] == row["said"]


def test_what_a_meeting_studies_lends_it_no_number() -> None:
    lead = "6月11日,县政府党组召开学习贯彻十四届县委第二次全会精神专题会。县长方舟主持。"
    found = extract(lead).meetings[0]
    assert (found.term, found.number) == (None, None)


@pytest.mark.parametrize("row", each("outlet"))
def test_a_dateline_or_a_stamp_names_the_outlet(row: Row) -> None:
    assert extract(row["text"]).article.outlet == row["outlet"]


@pytest.mark.parametrize("row", each("parts"))
def test_parts_of_a_session_are_told_from_sittings(row: Row) -> None:
    assert [one.title for one in extract(row["text"]).meetings] == row["titles"]


@pytest.mark.parametrize("row", each("roles"))
def test_a_list_goes_to_the_verb_that_governs_it(row: Row) -> None:
    found = extract(ASSEMBLY + row["text"]).meetings[0].officials
    assert {one.name: one.role.value for one in found} == row["people"]


@pytest.mark.parametrize("row", each("posts"))
def test_a_post_is_told_as_printed(row: Row) -> None:
    found = extract(ASSEMBLY + row["text"]).meetings[0].officials
    assert [[post.name for post in one.posts] for one in found] == row["posts"]


@pytest.mark.parametrize("row", each("counts"))
def test_counts_are_read_in_figures_and_in_words(row: Row) -> None:
    found = extract(f"{ASSEMBLY}{row['text']},符合规定。").meetings[0].quorum
    assert [[one.group, one.expected, one.present] for one in found] == row["rows"]


@pytest.mark.parametrize("row", each("said"))
def test_a_demand_ends_where_others_speak_or_the_meeting_acts(row: Row) -> None:
    source = ASSEMBLY + row["text"]
    found = extract(source).meetings[0].directives
    assert [[one.speaker, source[slice(*one.span)]] for one in found] == row["rows"]


@pytest.mark.parametrize("row", each("agenda"))
def test_a_meeting_s_own_acts_are_items(row: Row) -> None:
    found = extract(ASSEMBLY + row["text"]).meetings[0].agenda
    assert [one.text for one in found] == row["items"]


@pytest.mark.parametrize("row", each("sittings"))
def test_two_commissions_in_one_lead_are_two_sittings(row: Row) -> None:
    found = extract(row["text"]).meetings
    assert [[one.title, *(item.text for item in one.agenda)] for one in found] == row["told"]


@pytest.mark.parametrize("row", each("name"))
def test_a_name_tells_organ_and_kind(row: Row) -> None:
    found = extract(f"6月11日,{row['text']}。会议强调,要快。").meetings[0]
    assert [found.organ or "", found.kind] == row["told"]


@pytest.mark.parametrize("row", each("page"))
def test_a_page_tells_who_printed_it_and_when(row: Row) -> None:
    lead = "6月11日,市委书记方舟主持召开市委常委会会议。会议强调,要快。"
    article = extract(
        "\n".join(["会议召开", row.get("head", ""), lead, row.get("foot", "")])
    ).article
    assert (article.outlet, article.published) == (row["outlet"], row["published"])


@pytest.mark.parametrize("row", each("title"))
def test_a_page_s_title_is_no_row_of_its_index_table(row: Row) -> None:
    assert extract(row["text"]).article.title == row["title"]


@pytest.mark.parametrize("row", each("quoted"))
def test_a_signed_article_quotes_a_leader_who_came(row: Row) -> None:
    page = (
        "在考卷上写好答案\n市委七届六次全会指明了方向。我们要落到田块上。\n"
        f"{row['text']}我们将修通末级渠系。\n(作者系中共南部县委书记)"
    )
    found = extract(page).meetings[0].directives
    expected = [(row["speaker"], row["text"])] if row["speaker"] else []
    assert [(one.speaker, page[slice(*one.span)]) for one in found] == expected


def test_a_list_with_dots_before_its_days_is_a_digest() -> None:
    page = (
        "罗甸县一周要闻\n● 3月4日,县委书记方舟主持召开县委常委会会议。\n"
        "● 3月5日,县长凌晴主持召开县政府常务会议。"
    )
    found = extract(page)
    assert found.article.kind == "digest"
    assert len(found.meetings) == 2


def test_the_meeting_of_a_signed_article_is_named_without_who_spoke_there() -> None:
    page = (
        "守好一河清水\n市人大常委会主任方舟在市七届人大五次会议上强调,要监督。"
        "\n(作者系枝江市人大常委会主任)"
    )
    found = extract(page).meetings[0]
    assert (found.title, found.kind) == ("市七届人大五次会议", "congress")


SPOKEN = {
    "6月11日,全市项目会召开,市长方舟要求各县区抢工期。": ("方舟", "市长方舟要求各县区抢工期。"),
    "6月11日,在全市表彰大会上,市委书记方舟强调,要尊师。": (
        "方舟",
        "市委书记方舟强调,要尊师。",
    ),
    "市委书记方舟6月11日主持召开座谈会时强调,要尊师。": (
        "方舟",
        "市委书记方舟6月11日主持召开座谈会时强调,要尊师。",
    ),
}


@pytest.mark.parametrize("page", SPOKEN)
def test_who_speaks_in_the_lead_demands(page: str) -> None:
    found = extract(page).meetings[0].directives
    assert [(one.speaker, page[slice(*one.span)]) for one in found] == [SPOKEN[page]]


def test_a_superior_whose_words_a_lead_passes_on_demands_nothing() -> None:
    page = "6月11日,全市项目会召开,传达省委书记江河的讲话,省委书记江河强调,要快。市长凌晴主持。"
    assert extract(page).meetings[0].directives == ()


def test_headlines_that_say_who_did_what_stay_apart() -> None:
    page = (
        "8月5日上午,市政府第二次全体会议在政务中心召开\n市委书记方舟作重要讲话\n"
        "常务副市长凌晴通报了园区建设情况\n市委常委、副市长林川主持会议\n会议强调,要快。"
    )
    found = extract(page).meetings[0].officials
    told = {one.name: ([post.name for post in one.posts], one.role.value) for one in found}
    assert told["林川"] == (["市委常委", "副市长"], "chair")


def test_a_notice_of_rights_with_the_site_s_name_ends_a_demand() -> None:
    page = (
        "6月11日,县委全会召开。会议强调,要快。\n\n滨州新闻网版权与免责声明:\n\n"
        "①凡注明来源的稿件,版权归本网所有。"
    )
    assert [one.text for one in extract(page).meetings[0].directives] == ["会议强调,要快。"]


@pytest.mark.parametrize(
    "signature", ["(作者系石桥县委书记)", "\n作者:方舟(石桥县委书记)", "(本文作者为石桥县委书记)"]
)
def test_whoever_holds_a_post_signs_an_article(signature: str) -> None:
    page = f"写好答卷\n县委十三届六次全会提出,要抓项目。我们要落实到田间。{signature}"
    found = extract(page).article
    assert (found.kind, found.author_post) == ("signed_article", "石桥县委书记")


@pytest.mark.parametrize("name", ["第三次主席团会议", "主席团第三次会议"])
def test_a_presidium_has_its_own_number(name: str) -> None:
    found = extract(f"9月24日,镇第十九届人民代表大会第四次会议{name}召开。").meetings[0]
    assert (found.kind, found.term, found.number) == ("presidium", 19, 3)


@pytest.mark.parametrize(
    ("below", "title"),
    [("召开", "旗政府第32次常务会议召开"), ("解读", "旗政府第32次常务会议")],
)
def test_a_title_is_printed_in_full_below_an_index_table(below: str, title: str) -> None:
    name = "旗政府第32次常务会议"
    lead = f"8月17日,旗长方舟主持召开{name}。会议强调,要快。"
    assert extract(f"名 称:{name}\n{name}{below}\n{lead}").article.title == title
