"""Every row of a rule table holds for its example, and not for its counter-example."""

import re
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from meetings.extraction import gazetteer
from meetings.extraction.agenda import Item, find_agenda
from meetings.extraction.blocks import divide
from meetings.extraction.candidates import kind_of
from meetings.extraction.lists import group_label, masked
from meetings.extraction.people import Scanner
from meetings.extraction.report import extract
from meetings.extraction.sentences import read_body
from meetings.extraction.tables import rows, rules
from meetings.extraction.text import Text, simplified
from meetings.extraction.vocabulary import ArticleKind, Kind, Reason
from meetings.extraction.years import body_year

# What no meeting is convened by
NOTICE = "经2020年5月8日市政府第十次常务会议研究,现将有关事项通知如下。"
REPORT = "5月8日,市长张三主持召开市政府常务会议。会议审议了《防汛预案》。"

Row = dict[str, str]
# What an item's verb leaves out: 听取并审议 is told as 听取审议
UNTOLD = re.compile("书面|集中|并|和|原则(?=通过)")


def each(name: str, *columns: str) -> list[ParameterSet]:
    """The rows of a table named by some columns."""
    table = rules(name) if name in {"lines", "kinds", "lookalikes", "years"} else rows(name)
    return [
        pytest.param(
            row,
            id="-".join(row[column] for column in columns)[:50],
        )
        for row in table
    ]


def people_of(sentence: str) -> dict[str, list[str]]:
    """Names with their posts as a sentence alone tells them."""
    text = masked(Text.of(sentence).plain)
    return {
        person.name.value: [text[start:end] for start, end in person.posts]
        for group in Scanner(text).groups(0, len(text))
        for person in group.people
    }


@cache
def line_patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Kind and pattern of each rule in the file's order."""
    return [(rule["kind"], re.compile(rule["pattern"])) for rule in rules("lines")]


@pytest.mark.parametrize("rule", each("lines", "kind", "example"))
def test_a_line_rule_decides_its_example_and_leaves_its_counter_example(rule: Row) -> None:
    example = Text.of(rule["example"]).plain
    first = next(kind for kind, pattern in line_patterns() if pattern.search(example))
    assert re.search(rule["pattern"], example)
    assert first == rule["kind"]
    assert not re.search(rule["pattern"], Text.of(rule["counter"]).plain)


@pytest.mark.parametrize("rule", each("kinds", "kind", "example"))
def test_a_meetings_name_tells_its_kind(rule: Row) -> None:
    assert kind_of(rule["example"]) == Kind.of(rule["kind"])
    assert re.search(rule["pattern"], rule["example"])
    assert not re.search(rule["pattern"], rule["counter"])


@pytest.mark.parametrize(
    "rule",
    each("lookalikes", "reason", "example"),
)
def test_a_look_alike_is_refused_for_its_reason_and_its_counter_example_is_not(rule: Row) -> None:
    for words, refused in ((rule["example"], True), (rule["counter"], False)):
        found = re.findall(rule["pattern"], Text.of(words).plain, re.MULTILINE)
        assert (len(found) >= int(rule["times"])) == refused


@pytest.mark.parametrize("rule", each("lookalikes", "reason", "example"))
def test_a_page_with_a_look_alikes_words_is_no_report_though_it_tells_of_a_meeting(
    rule: Row,
) -> None:
    words = rule["example"].strip()
    page = f"{words}\n{REPORT}" if rule["where"] == "title" else f"{REPORT}\n{words}\n{REPORT}"
    if "unless" in rule:
        page = f"{words}\n{NOTICE}" if rule["where"] == "title" else f"{NOTICE}{words}"
    article = extract(page).article
    assert (article.kind, article.reason) == (ArticleKind.NOT_MEETING, Reason.of(rule["reason"]))


@pytest.mark.parametrize("rule", each("years", "rule"))
def test_words_in_the_body_bind_the_meeting_to_a_year(rule: Row) -> None:
    year = int(re.findall(r"\d{4}", rule["example"])[0]) + int(rule.get("offset", "0"))
    assert told_year(rule["example"]) == (year, f"date.{rule['rule']}")
    assert told_year(rule["counter"]) is None


def told_year(words: str) -> tuple[int, str] | None:
    """The year and the rule by which a body with these words tells it."""
    found = body_year(divide(Text.of(f"5月8日,市政府召开常务会议。会议审议了{words}。")))
    return (found[0], found[2]) if found else None


@pytest.mark.parametrize("row", each("titles", "word", "example"))
def test_a_post_is_read_up_to_its_head_noun(row: Row) -> None:
    post = row["example"]
    assert post.endswith(row["word"])
    # what names a group stands behind its names: 甲、乙等市领导
    sentence = f"张三、李四等{post}出席会议。" if group_label(post) else f"{post}张三出席会议。"
    assert people_of(sentence)["张三"] == [post]


@pytest.mark.parametrize("row", each("followers", "word"))
def test_a_name_ends_before_a_word_that_follows_names(row: Row) -> None:
    example = row["example"]
    assert re.search(f"[三四]{row['word']}", example)
    sentence = f"市长{example}" if example.startswith("张三") else example
    assert [name for name in people_of(sentence) if name.startswith("张三")] == ["张三"]


@pytest.mark.parametrize("row", each("agenda_verbs", "word"))
def test_an_agenda_verb_takes_its_object(row: Row) -> None:
    told = [item.verb for item in agenda_of(row["example"])]
    verb = UNTOLD.sub("", row["word"])
    assert [one for one in told if one.startswith(verb)] == told != []


def agenda_of(sentence: str) -> list[Item]:
    """The items that a sentence alone tells."""
    body = read_body(Text.of(sentence))
    return find_agenda(body, body.sentences[0], 0)


@pytest.mark.parametrize("row", each("surnames", "surname"))
def test_a_name_with_a_listed_surname_is_read_after_a_post(row: Row) -> None:
    assert row["example"].startswith(row["surname"])
    name = simplified(row["example"])
    assert people_of(f"副市长{name}出席会议。") == {name: ["副市长"]}


@pytest.mark.parametrize("row", each("non_names", "word"))
def test_a_word_that_looks_like_a_name_is_none(row: Row) -> None:
    assert row["word"] in row["example"]
    assert [name for name in people_of(row["example"]) if row["word"].startswith(name)] == []


@pytest.mark.parametrize("row", each("national_leaders", "word"))
def test_a_leader_quoted_by_formula_is_no_participant(row: Row) -> None:
    assert row["word"] in row["example"]
    (meeting,) = extract(f"{REPORT}会议传达学习了{row['example']}。").meetings
    assert [person.name for person in meeting.officials] == ["张三"]


@pytest.mark.parametrize("row", each("outlet_affixes", "affix", "where"))
def test_an_outlets_name_without_its_affix_is_a_places(row: Row) -> None:
    at_its_end = row["where"] == "end"
    assert (row["example"].endswith if at_its_end else row["example"].startswith)(row["affix"])
    assert gazetteer.outlet_place(row["example"]) is not None


@pytest.mark.parametrize("row", each("outlets", "outlet"))
def test_a_curated_outlet_names_a_unit_that_exists_or_none(row: Row) -> None:
    place = gazetteer.outlet_place(row["outlet"])
    assert gazetteer.is_national(row["outlet"]) == (row["code"] == "national")
    assert (place.code if place else "") == row["code"].replace("national", "")


@pytest.mark.parametrize(
    "name", ["followers", "agenda_verbs", "national_leaders", "non_names", "titles"]
)
def test_a_word_stands_once_in_its_table(name: str) -> None:
    words = [(row["word"], row.get("before")) for row in rows(name)]
    assert len(words) == len(set(words))
