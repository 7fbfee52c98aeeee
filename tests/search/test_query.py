"""What is typed into the search box is read as a tree of conditions."""

from datetime import date

import pytest

from meetings.extraction.vocabulary import Kind, Organ, Role, Verb
from meetings.search.query import (
    And,
    Held,
    Near,
    Node,
    Not,
    OfKind,
    OfOrgan,
    Or,
    Person,
    Place,
    Query,
    Session,
    Source,
    Speaker,
    WithVerb,
    Words,
)


def both(*parts: Node) -> Node:
    """The parts joined by AND."""
    return And(parts)


def either(*parts: Node) -> Node:
    """The parts joined by OR."""
    return Or(parts)


FLOOD, DROUGHT, MEETING = Words("防汛"), Words("抗旱"), Words("会议")
YEAR = (date(2019, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize("typed", ["", "   ", "\u3000\n"])
def test_nothing_typed_asks_for_nothing(typed: str) -> None:
    assert not Query.of(typed)
    assert str(Query.of(typed)) == ""
    assert Query.of(typed) == Query()


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("防汛", ("防汛",)),
        ("防汛 安全生产", ("防汛", "安全生产")),
        ("防汛　安全\n生产", ("防汛", "安全", "生产")),
        ("防汛 防汛　防汛", ("防汛",)),
        ("駐馬店", ("驻马店",)),
        ("市長(zhǎng)", ("市长",)),
        ("(zhǎng)朱是西", ("朱是西",)),
        ("防汛 <br>", ("防汛",)),
        ("\u200b防汛", ("防汛",)),
        ("PPP ｐｐｐ", ("ppp",)),
        ("50%", ("50%",)),
        ("2019-09", ("2019-09",)),
        ("3～5天", ("3~5天",)),
        ("时间:上午", ("时间:上午",)),
        ("http://example.org", ("http://example.org",)),
        ("or and not", ("or", "and", "not")),
        ("《政府工作报告》", ("《政府工作报告》",)),
    ],
)
def test_words(typed: str, terms: tuple[str, ...]) -> None:
    assert Query.of(typed).terms == terms


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ('"营商 环境" 防汛', ("营商环境", "防汛")),
        ('"营商环境"防汛', ("营商环境", "防汛")),
        ("＂营商 环境＂", ("营商环境",)),
        ("“营商 环境”", ("营商环境",)),
        ("“营商 环境“", ("营商环境",)),
        ("”营商 环境“", ("营商环境",)),
        ('“营商 环境"', ("营商环境",)),
        ("「營商 環境」", ("营商环境",)),
        ("『营商 环境』", ("营商环境",)),
        ("‘营商 环境’", ("营商环境",)),
        ("'营商 环境'", ("营商环境",)),
        ("“他说“好”啊”", ('他说"好"啊',)),
        ('"OR" "(防汛)" "-" "城市:"', ("or", "(防汛)", "-", "城市:")),
        ('防汛 ""', ("防汛",)),
        ("people's", ("people's",)),
        ('开放崛起"战略', ('开放崛起"战略',)),
        ("推进“放管服”改革", ('推进"放管服"改革',)),
        ("”战略 会议", ('"战略', "会议")),
    ],
)
def test_quotes_of_any_kind_keep_a_phrase_whole(typed: str, terms: tuple[str, ...]) -> None:
    assert Query.of(typed).terms == terms


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("防汛 抗旱", both(FLOOD, DROUGHT)),
        ("防汛 AND 抗旱", both(FLOOD, DROUGHT)),
        ("防汛 OR 抗旱", either(FLOOD, DROUGHT)),
        ("防汛 ＯＲ 抗旱", either(FLOOD, DROUGHT)),
        ("防汛|抗旱", either(FLOOD, DROUGHT)),
        ("防汛 ｜ 抗旱", either(FLOOD, DROUGHT)),
        ("防汛 || 抗旱", either(FLOOD, DROUGHT)),
        ("防汛 或 抗旱", either(FLOOD, DROUGHT)),
        ("防汛或抗旱", Words("防汛或抗旱")),
        ("或", Words("或")),
        ("防汛 或", both(FLOOD, Words("或"))),
        ("或 防汛", both(Words("或"), FLOOD)),
        ("防汛 抗旱 OR 会议", either(both(FLOOD, DROUGHT), MEETING)),
        ("防汛 (抗旱 OR 会议)", both(FLOOD, either(DROUGHT, MEETING))),
        ("防汛（抗旱｜會議）", both(FLOOD, either(DROUGHT, MEETING))),
        ("((防汛) OR (抗旱 OR 会议))", either(FLOOD, DROUGHT, MEETING)),
        ("防汛 OR 防汛", FLOOD),
        ("(防汛 抗旱) 防汛", both(FLOOD, DROUGHT)),
    ],
)
def test_words_are_joined_by_and_and_or(typed: str, tree: Node) -> None:
    assert Query.of(typed).tree == tree


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("-防汛", Not(FLOOD)),
        ("－防汛", Not(FLOOD)),
        ("NOT 防汛", Not(FLOOD)),
        ('-"防 汛"', Not(FLOOD)),
        ("NOT NOT 防汛", FLOOD),
        ("--防汛", FLOOD),
        ("抗旱 -防汛", both(DROUGHT, Not(FLOOD))),
        ("抗旱-防汛", Words("抗旱-防汛")),
        ("抗旱 AND NOT 防汛", both(DROUGHT, Not(FLOOD))),
        ("抗旱 OR -防汛", either(DROUGHT, Not(FLOOD))),
        ("-防汛 抗旱", both(Not(FLOOD), DROUGHT)),
        ("-(防汛 OR 抗旱)", Not(either(FLOOD, DROUGHT))),
        ("-城市:郑州", Not(Place("郑州"))),
        ("-防汛 ~3 抗旱", Not(Near("防汛", "抗旱", 3))),
    ],
)
def test_what_is_excluded(typed: str, tree: Node) -> None:
    assert Query.of(typed).tree == tree


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("防汛 ~10 抗旱", Near("防汛", "抗旱", 10)),
        ("防汛 ～１０ 抗旱", Near("防汛", "抗旱", 10)),
        ('"防 汛" ~1 "抗 旱"', Near("防汛", "抗旱", 1)),
        ('"防汛 抗旱"~50', Near("防汛", "抗旱", 50)),
        ("“防汛 抗旱”～10", Near("防汛", "抗旱", 10)),
        ("防汛 ~1 抗旱 ~2 会议", both(Near("防汛", "抗旱", 1), Near("抗旱", "会议", 2))),
        ("防汛 ~1 抗旱 会议", both(Near("防汛", "抗旱", 1), MEETING)),
        ("~五天", Words("~五天")),
    ],
)
def test_strings_near_each_other(typed: str, tree: Node) -> None:
    assert Query.of(typed).tree == tree


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("城市:驻马店", Place("驻马店")),
        ("城市：駐馬店", Place("驻马店")),
        ("城市: 驻马店", Place("驻马店")),
        ("city:430300", Place("430300")),
        ("CITY:湘潭", Place("湘潭")),
        ("官员:王明", Person("王明")),
        ("官員:「王 明」", Person("王明")),
        ('official:"Wang Ming"', Person("wangming")),
        ("主持:王明", Person("王明", Role.CHAIR)),
        ("chair:王明", Person("王明", Role.CHAIR)),
        ("机构:党委", OfOrgan(Organ.PARTY_COMMITTEE)),
        ("機構:人大", OfOrgan(Organ.PEOPLES_CONGRESS)),
        ("organ:party_committee", OfOrgan(Organ.PARTY_COMMITTEE)),
        ('organ:"Party committee"', OfOrgan(Organ.PARTY_COMMITTEE)),
        ("organ:unknown", OfOrgan(None)),
        ("类型:座谈会", OfKind(Kind.SYMPOSIUM)),
        ("类型:主席会议", OfKind(Kind.CHAIRPERSONS)),
        ("kind:working-meeting", OfKind(Kind.WORKING_MEETING)),
        ("类型:不详", OfKind(None)),
        ("来源:湘潭日报", Source("湘潭日报")),
        ("source:http://a.cn/-x", Source("http://a.cn/-x")),
        ("动词:强调", WithVerb(Verb.STRESSED)),
        ('verb:"pointed out"', WithVerb(Verb.POINTED_OUT)),
        ("发言:会议", Speaker("会议")),
        ("speaker:市长", Speaker("市长")),
        ("城市:(湘潭 OR 郑州)", either(Place("湘潭"), Place("郑州"))),
        ("城市:湘潭 防汛", both(Place("湘潭"), FLOOD)),
    ],
)
def test_fields_in_either_language(typed: str, tree: Node) -> None:
    assert Query.of(typed).tree == tree


@pytest.mark.parametrize(
    ("typed", "term", "number"),
    [
        ("届次:12届38次", 12, 38),
        ("屆次:十二届三十八次", 12, 38),
        ("届次:第十二届第三十八次会议", 12, 38),
        ("届次:第12届 第38次", 12, 38),
        ("session:12-38", 12, 38),
        ("届次:12届", 12, None),
        ("届次:12", 12, None),
        ("届次:38次", None, 38),
        ("届次:第38次", None, 38),
    ],
)
def test_sittings(typed: str, term: int | None, number: int | None) -> None:
    assert Query.of(typed).tree == Session(term, number)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("年:2019", *YEAR),
        ("year:２０１９", *YEAR),
        ("年:2019年", *YEAR),
        ("年:2018..2019", date(2018, 1, 1), YEAR[1]),
        ("年:2018 .. 2019", date(2018, 1, 1), YEAR[1]),
        ("年:2018年至2019年", date(2018, 1, 1), YEAR[1]),
        ("年:2018-2019", date(2018, 1, 1), YEAR[1]),
        ("年:2019..", YEAR[0], None),
        ("日期:..2019", None, YEAR[1]),
        ("日期:2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("日期:2019/9/5", date(2019, 9, 5), date(2019, 9, 5)),
        ("日期:20190905", date(2019, 9, 5), date(2019, 9, 5)),
        ("日期:2019年9月5日", date(2019, 9, 5), date(2019, 9, 5)),
        ("date:2019-09..2019-12", date(2019, 9, 1), YEAR[1]),
        ("日期:2019-09-05～2019-12-01", date(2019, 9, 5), date(2019, 12, 1)),
    ],
)
def test_periods(typed: str, first: date | None, last: date | None) -> None:
    assert Query.of(typed).tree == Held(first, last)


@pytest.mark.parametrize("typed", ["日期:不详", "日期:不詳", "date:unknown", "年:不详"])
def test_unknown_days_can_be_asked_for(typed: str) -> None:
    assert Query.of(typed).tree == Held(unknown=True)


def test_marked_words_are_those_that_make_an_answer() -> None:
    typed = '防汛 OR (抗旱 -干旱 城市:湘潭) OR 会议 ~3 防汛 OR -(a OR -"b c")'
    assert Query.of(typed).terms == ("防汛", "抗旱", "会议")


def test_queries_in_either_script_are_equal() -> None:
    assert Query.of("駐馬店　會議") == Query.of("“驻马店” 会议")


def test_two_hundred_characters_and_twelve_terms_are_allowed() -> None:
    assert Query.of("长" * 200)
    assert Query.of("城市:湘潭 -一 (二 OR 三) 四 ~5 五 " + " ".join("六七八九十百"))
