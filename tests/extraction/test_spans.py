"""Each fact carries its place: the words at a span are the words that the fact tells."""

import pytest

from meetings.extraction.report import extract
from tests.extraction.corpus import Golden, every_text, reading
from tests.extraction.placing import misplaced


@pytest.mark.parametrize("golden", every_text(), ids=str)
def test_every_fact_stands_where_its_span_says(golden: Golden) -> None:
    assert misplaced(reading(golden), golden.text) == []


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    source = "𠀀𠀁\n5月8日,市长张三主持召开市政府常务会议。"
    (person,) = extract(source).meetings[0].officials
    assert source[slice(*person.span)] == "张三"


def test_offsets_count_carriage_returns() -> None:
    source = "市政府召开常务会议\r\n5月8日,市长张三主持召开市政府常务会议。\r\n会议指出,好。"
    found = extract(source)
    assert source[slice(*found.meetings[0].officials[0].span)] == "张三"
    assert source[slice(*found.meetings[0].directives[0].span)] == "会议指出,好。"


def test_a_misplaced_fact_is_told() -> None:
    source = "5月8日,市长张三主持召开市政府常务会议。"
    assert misplaced(extract(source), source) == []
    assert any("张三" in fault for fault in misplaced(extract(source), "我" + source[:-1]))
