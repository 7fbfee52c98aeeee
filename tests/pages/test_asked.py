"""A query with fields is shown in words, sorted as fits it, and survives a change of list."""

from urllib.parse import quote

import pytest

from meetings.models import City
from tests.pages.conftest import Get
from tests.pages.factories import make_meeting, make_places

SAID = [
    ("城市:湘潭", ("城市", "湘潭")),
    ("官员:王明", ("官员", "王明")),
    ("主持:王明", ("主持", "王明")),
    ("届次:12-38", ("届次", "第 12 届 第 38 次")),
    ("机构:government", ("机构", "政府")),
    ("类型:unknown", ("类型", "不详")),
    ("year:2019", ("年", "2019")),
    ("日期:2019-09..2020-02", ("日期", "2019-09 至 2020-02")),
    ("日期:2019-09..", ("日期", "2019-09 起")),
    ("年:..2019", ("年", "至 2019")),
    ("日期:不详", ("日期", "不详")),
    ("来源:日报", ("来源", "日报")),
    ("动词:stressed", ("动词", "强调")),
    ("发言:会议", ("发言", "会议")),
    ("-城市:湘潭", ("不要", "城市 湘潭")),
    ("-防汛", ("不要", "“防汛”")),
    ("防汛 OR 抗旱", ("任一", "“防汛” 或 “抗旱”")),
    ("年:2019 OR (防汛 抗旱)", ("任一", "年 2019 或 （“防汛” 且 “抗旱”）")),
    ("-(防汛 抗旱)", ("不要", "同时 “防汛” 且 “抗旱”")),
    ("防汛 ~10 抗旱", ("相邻", "“防汛”与“抗旱”相隔不超过 10 字")),
]


@pytest.fixture
def city(db: None) -> City:
    """湘潭市 with one meeting."""
    city = make_places()[1]
    make_meeting(city, text="防汛", people=[("王明", "chair", "市长")])
    return city


@pytest.mark.parametrize(("typed", "said"), SAID)
def test_a_field_is_said_in_words(get: Get, city: City, typed: str, said: tuple[str, str]) -> None:
    (chip,) = get(f"/meetings/?q={quote(typed)}").context["asked"]
    assert (chip.label, chip.value) == said


def test_words_alone_need_no_explanation(get: Get, city: City) -> None:
    assert get("/meetings/?q=防汛 “市长”").context["asked"] == []
    assert get("/meetings/").context["asked"] == []


def test_each_part_can_be_taken_back(get: Get, city: City) -> None:
    page = get("/meetings/?year=2019&q=防汛 城市:长沙 -抗旱")
    assert page.context["page"].total == 0
    parts = {chip.label: chip.url for chip in page.context["asked"]}
    assert set(parts) == {"文字", "城市", "不要"}
    back = get(parts["城市"])
    assert back.context["typed"] == "防汛 -抗旱"
    assert back.context["page"].total == 1
    assert {chip.label for chip in back.context["chips"]} == {"年份"}
    (alone,) = get("/meetings/?q=城市:湘潭").context["asked"]
    assert alone.url == "/meetings/"


def test_fields_are_said_in_english_on_english_pages(get: Get, city: City) -> None:
    page = get("/en/meetings/?q=机构:政府 -(动词:强调 OR 日期:2019..)")
    said = [(chip.label, chip.value) for chip in page.context["asked"]]
    assert said == [
        ("Organ", "Government"),
        ("Without", "Any of Verb stressed or Year from 2019"),
    ]


def test_the_other_list_is_asked_the_same_in_the_same_order(get: Get, city: City) -> None:
    asked = "q=城市:湘潭 防汛&sort=oldest&year=2019"
    for path, other in (("/meetings/", "/directives/"), ("/directives/", "/meetings/")):
        address = get(f"{path}?{asked}").context["other"]
        assert address.path == other
        assert dict(address.pairs) == {"q": "城市:湘潭 防汛", "sort": "oldest", "year": "2019"}


@pytest.mark.parametrize(
    ("asked", "sort"),
    [
        ("", "newest"),
        ("q=防汛", "relevance"),
        ("q=城市:湘潭 防汛", "relevance"),
        ("q=城市:湘潭", "newest"),
        ("q=-防汛", "newest"),
        ("q=城市:湘潭&sort=relevance", "newest"),
        ("q=防汛&sort=oldest", "oldest"),
    ],
)
def test_relevance_is_the_usual_order_of_words_alone(
    get: Get, city: City, asked: str, sort: str
) -> None:
    page = get(f"/meetings/?{asked}")
    assert page.context["found"].sort == sort
    offered = set(page.context["sorts"])
    assert offered == {"newest", "oldest"} | (
        {"relevance"} if "防汛" in asked and "-" not in asked else set()
    )
    assert f'<option value="{sort}" selected>' in page.content.decode()
