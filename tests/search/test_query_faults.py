"""A query that cannot be read is refused with what is wrong, where, and one that can."""

import pytest
from django.conf import settings

from meetings.search.query import Query, QueryError, faults
from tests.pages.catalogue import read_po

PO = settings.BASE_DIR / "meetings" / "locale" / "en" / "LC_MESSAGES" / "django.po"
TEMPLATES = [value for name, value in vars(faults).items() if name.isupper()]


def refused(typed: str) -> QueryError:
    """What is said of a query."""
    with pytest.raises(QueryError) as caught:
        Query.of(typed)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "template", "wrong", "suggestion"),
    [
        ('防汛 "营商 环境', faults.UNCLOSED_QUOTE, '"', '防汛 "营商 环境"'),
        ("防汛 “营商", faults.UNCLOSED_QUOTE, "“", "防汛 “营商”"),
        ("「营商 ", faults.UNCLOSED_QUOTE, "「", "「营商」"),
        ("防汛 (抗旱 OR (会议", faults.UNCLOSED_BRACKET, "(", "防汛 (抗旱 OR (会议))"),
        ("（防汛 OR (抗旱", faults.UNCLOSED_BRACKET, "(", "（防汛 OR (抗旱)）"),
        ("防汛 (", faults.UNCLOSED_BRACKET, "(", "防汛"),
        ("防汛）抗旱", faults.STRAY_BRACKET, "）", "防汛 抗旱"),
        ("防汛 () 抗旱", faults.EMPTY_BRACKETS, "()", "防汛 抗旱"),
        ("防汛 （ ）", faults.EMPTY_BRACKETS, "（ ）", "防汛"),
        ("()", faults.EMPTY_BRACKETS, "()", "“()”"),
        ("OR 防汛", faults.NOTHING_BEFORE, "OR", "防汛"),
        ("OR", faults.NOTHING_BEFORE, "OR", "or"),
        ("(｜防汛)", faults.NOTHING_BEFORE, "｜", "(防汛)"),
        ("防汛 OR", faults.NOTHING_AFTER, "OR", "防汛"),
        ("防汛 OR AND 抗旱", faults.NOTHING_AFTER, "OR", "防汛 AND 抗旱"),
        ("(防汛 NOT) 抗旱", faults.NOTHING_AFTER, "NOT", "(防汛) 抗旱"),
        ("防汛 -", faults.NOTHING_AFTER, "-", "防汛"),
        ("-", faults.NOTHING_AFTER, "-", "“-”"),
        ("防汛 - 抗旱", faults.LONE_MINUS, "-", "防汛 -抗旱"),
        ("~10 防汛", faults.NEAR_WHAT, "~10", "防汛"),
        ("防汛 ~10", faults.NEAR_WHAT, "~10", "防汛"),
        ("防汛 ~10 -抗旱", faults.NEAR_WHAT, "~10", "防汛 -抗旱"),
        ("防汛 ~10 城市:湘潭", faults.NEAR_WHAT, "~10", "防汛 城市:湘潭"),
        ('"防汛 抗旱" ~10', faults.NEAR_WHAT, "~10", '"防汛 抗旱"~10'),
        ('城市:"湘 潭"~10', faults.NEAR_WHAT, "~10", '城市:"湘 潭"'),
        ("防汛 ~10 <br>", faults.NEAR_WHAT, "~10", "防汛 <br>"),
        ('"防汛"~10', faults.NEAR_WHICH, '"防汛"~10', "防汛"),
        ('"甲 乙 丙"~3', faults.NEAR_WHICH, '"甲 乙 丙"~3', "甲 ~3 乙 ~3 丙"),
        ("防汛 ~ 抗旱", faults.NEAR_HOW_FAR, "~", "防汛 ~10 抗旱"),
        ("防汛 ~0 抗旱", faults.NEAR_HOW_FAR, "~0", "防汛 ~1 抗旱"),
        ('"防汛 抗旱"~51', faults.NEAR_HOW_FAR, "~51", '"防汛 抗旱"~50'),
        ("城市:", faults.NO_VALUE, "城市:", "城市"),
        ("城市: OR 防汛", faults.NO_VALUE, "城市:", "城市 OR 防汛"),
        ('防汛 city:""', faults.NO_VALUE, 'city:""', "防汛"),
        ("机构:市政府", faults.UNKNOWN_VALUE, "市政府", "机构:政府"),
        ("organ:goverment", faults.UNKNOWN_VALUE, "goverment", "organ:government"),
        ("机构:气象局 防汛", faults.UNKNOWN_VALUE, "气象局", "气象局 防汛"),
        ("类型:座谈", faults.UNKNOWN_VALUE, "座谈", "类型:座谈会"),
        ("动词:强調了", faults.UNKNOWN_VALUE, "强調了", "动词:强调"),
        ("verb:stresed", faults.UNKNOWN_VALUE, "stresed", 'verb:"stressed"'),
        ("年:19", faults.BAD_DATE, "19", "年:2019"),
        ("日期:2019-13", faults.BAD_DATE, "2019-13", "日期:2019"),
        ("日期:2019-02-30", faults.BAD_DATE, "2019-02-30", "日期:2019-02"),
        ("日期:2019-13..2021", faults.BAD_DATE, "2019-13..2021", "日期:2019..2021"),
        ("日期:..", faults.BAD_DATE, "..", ".."),
        ("日期:上午", faults.BAD_DATE, "上午", "上午"),
        ("年:0019", faults.BAD_DATE, "0019", "0019"),
        ("日期:2021..2019-09", faults.REVERSED, "2021..2019-09", "日期:2019-09..2021"),
        (
            "届次:十二届人大三十八次",
            faults.BAD_SESSION,
            "十二届人大三十八次",
            "届次:十二届三十八次",
        ),
        ("届次:0届", faults.BAD_SESSION, "0届", "0届"),
        ("届次:本届", faults.BAD_SESSION, "本届", "本届"),
        ("<br>", faults.NO_WORDS, "<br>", "br"),
        ("\u200b", faults.NO_WORDS, "\u200b", ""),
        ('""', faults.NO_WORDS, '""', ""),
    ],
)
def test_a_fault_has_its_place_and_a_way_out(
    typed: str, template: str, wrong: str, suggestion: str
) -> None:
    fault = refused(typed)
    assert fault.template == template
    assert typed[fault.start : fault.end] == wrong
    assert fault.suggestion == suggestion


def test_what_is_too_long_is_cut_to_the_bound() -> None:
    fault = refused("长" * 199 + " 防汛")
    assert "202" in str(fault)
    assert (fault.start, fault.end) == (200, 202)
    assert fault.suggestion == "长" * 199


def test_what_is_cut_is_mended_too() -> None:
    assert refused('"' + "长" * 300 + '"').suggestion == '"' + "长" * 198 + '"'


def test_terms_beyond_the_twelfth_are_cut() -> None:
    typed = "城市:湘潭 一 二 三 四 五 六 七 八 九 十 (百 OR 千 万)"
    fault = refused(typed)
    assert "14" in str(fault)
    assert typed[fault.start : fault.end] == "千 万)"
    assert fault.suggestion == "城市:湘潭 一 二 三 四 五 六 七 八 九 十 (百)"


def test_near_strings_are_two_terms() -> None:
    assert "14" in str(refused(" ".join(f"甲{n} ~5 乙{n}" for n in range(7))))


def test_a_fault_is_told_in_words() -> None:
    assert str(refused("防汛 OR")) == (
        "第 4 个字的“OR”后面缺少检索词。请补上；要查这几个字本身，请加引号。"
    )
    assert "党委；政府；人大" in str(refused("机构:气象局"))


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_fault_can_be_told_in_english(template: str) -> None:
    assert read_po(PO)[template]


def test_an_english_fault_names_fields_and_choices_in_english() -> None:
    fault = refused("organ:weather")
    told = read_po(PO)[fault.template].format(**fault.values)
    assert "is not a known organ" in told
    assert "Party committee" in told
    fault = refused("city:")
    assert read_po(PO)[fault.template].format(**fault.values).endswith(" city:驻马店.")
