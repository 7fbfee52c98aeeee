"""Bad input gets a page that names the parameter, the fault and the way out; never a 500."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from tests.pages.conftest import Get
from tests.pages.factories import make_meeting

BAD = [
    ("q", "q=%00", "空字符"),
    ("q", "q=a%00b", "空字符"),
    ("q", "q=%ff%fe", "UTF-8"),
    ("q", "q=%ed%a0%80", "UTF-8"),
    ("q", "q=" + quote("长" * 201), "上限 200 个字"),
    ("q", "q=" + quote(" ".join("一二三四五六七八九十百千万")), "上限 12 个"),
    ("q", "q=%3Cb%3E", "没有可检索的文字"),
    ("q", "q=a&q=b", "只能给一个"),
    ("page", "page=0", "页码为 1 至 50"),
    ("page", "page=-1", "页码为 1 至 50"),
    ("page", "page=51", "页码为 1 至 50"),
    ("page", "page=99999999999999999999", "页码为 1 至 50"),
    ("page", "page=1e1", "页码为 1 至 50"),
    ("page", "page=" + quote("１"), "页码为 1 至 50"),
    ("page", "page=1&page=2", "只能给一个"),
    ("city", "city=abc", "六位数字"),
    ("city", "city=43030", "六位数字"),
    ("city", "city=999999", "没有区划代码 999999"),
    ("-city", "-city=x", "六位数字"),
    ("city", "city=%00", "空字符"),
    ("official", "official=1e5", "不是编号"),
    ("official", "official=0", "不是编号"),
    ("official", "official=99999999999999999999", "不是编号"),
    ("official", "official=9999999", "没有编号为 9999999 的官员"),
    ("-official", "-official=9999999", "没有编号为 9999999 的官员"),
    ("role", "role=boss", "chair"),
    ("year", "year=0", "四位数字"),
    ("year", "year=20191", "四位数字"),
    ("-year", "-year=x", "四位数字"),
    ("month", "month=13", "1 至 12"),
    ("month", "month=0", "1 至 12"),
    ("date_from", "date_from=2020&date_to=2019", "晚于"),
    ("date_from", "date_from=2019-02-30", "不是日期"),
    ("date_from", "date_from=0000-01", "不是日期"),
    ("date_to", "date_to=2019-13", "不是日期"),
    ("date_to", "date_to=2019-00", "不是日期"),
    ("date_to", "date_to=2019-01-00", "不是日期"),
    ("date", "date=known", "unknown"),
    ("kind", "kind=party", "standing_committee"),
    ("organ", "organ=%00", "空字符"),
    ("sort", "sort=best", "newest"),
    ("after", "after=nonsense", "从第一页"),
    ("after", "after=2019-01-01_1_1_1", "从第一页"),
    ("after", "after=2019-99-01_1", "从第一页"),
    ("after", "after=2019-01-01_99999999999999999999", "从第一页"),
    ("after", "after=2019-01-01_1&page=2", "只能用一个"),
]


@pytest.mark.parametrize("path", ["/meetings/", "/directives/"])
@pytest.mark.parametrize(("parameter", "query", "said"), BAD)
def test_a_bad_parameter_is_named_with_its_fault(
    get: Get, path: str, parameter: str, query: str, said: str
) -> None:
    response = get(f"{path}?{query}", 400)
    assert [fault.parameter for fault in response.context["faults"]] == [parameter]
    page = response.content.decode()
    assert said in page
    assert f'<a href="{path}">去掉全部条件</a>' in page


@pytest.mark.parametrize(
    "address",
    [
        "/directives/?verb=x",
        "/directives/?speaker=%00",
        "/officials/?initial=1",
        "/officials/?q=%00",
        "/officials/?page=0",
        "/officials/?city=abc",
        "/articles/?kind=x",
        "/articles/?page=0",
    ],
)
def test_the_other_lists_are_as_strict(get: Get, address: str) -> None:
    get(address, 400)


def test_every_fault_is_told_at_once(get: Get) -> None:
    response = get("/meetings/?page=0&city=abc&month=13", 400)
    assert {f.parameter for f in response.context["faults"]} == {"page", "city", "month"}


def test_what_was_given_is_escaped(get: Get) -> None:
    page = get("/meetings/?city=%3Cscript%3Ealert(1)%3C/script%3E", 400).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/0/",
        "/meetings/007/",
        "/meetings/9223372036854775808/",
        "/meetings/99999999999999999999999/",
        "/meetings/999999/",
        "/meetings/abc/",
        "/meetings/%00/",
        "/directives/999999/",
        "/officials/999999/",
        "/cities/123/",
        "/cities/000000/",
        "/articles/zzzzzzzzzzzz/",
        "/articles/000000000000/",
        "/articles/" + "0" * 65 + "/",
        "/meetings/%ff/",
    ],
)
def test_an_address_of_nothing_is_not_found(get: Get, address: str) -> None:
    get(address, 404)


def test_words_to_mark_on_a_record_are_checked_too(get: Get) -> None:
    address = make_meeting().get_absolute_url()
    get(f"{address}?q=%00", 400)
    get(f"{address}?nonsense=%00")


def test_no_combination_of_odd_values_breaks_a_list(client: Client, db: None) -> None:
    make_meeting()
    odd = [
        "%00",
        "%ff",
        "",
        "0",
        "-1",
        "1" * 30,
        "unknown",
        "%F0%9F%98%80",
        "a" * 300,
        "%5C",
        "%25",
    ]
    page = client.get("/meetings/").content.decode()
    names = sorted(set(re.findall(r'name="([a-z_]+)"', page)) - {"viewport"})
    assert {"q", "sort", "date_from", "date_to"} <= set(names)
    for name in [*names, "city", "-city", "official", "after", "page", "month"]:
        for value in odd:
            assert client.get(f"/meetings/?{name}={value}").status_code in (200, 400)
