"""Whatever the text, reading it raises nothing, takes time in proportion and tells the same."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.extraction.form import to_json
from meetings.extraction.report import extract
from tests.extraction.corpus import ROOT, every_text
from tests.extraction.placing import misplaced

MEGABYTE = 1_000_000
# Seconds of processor time; a megabyte takes up to seven, so that a slow machine still passes.
BOUND = 60.0
SMALL, LARGE = 3_000, 30_000
STEEPEST = 15
# Below this the cost of ten times the text is no matter, whatever the ratio.
NO_MATTER = 0.4

modest = settings(max_examples=200, deadline=None, derandomize=True, database=None)

# Words that rules look for, to be thrown together in any order
WORDS = (
    "5月8日", "昨(7)日", "317日", "2022年", "上午", "市委", "市政府", "市委书记", "副市长",
    "市长", "张三", "李四光", "欧阳修远", "阿不都·卡德尔", "主持", "召开", "举行", "第十二届",
    "第38次", "常务会议", "常委会会议", "党组会议暨", "全会", "会议", "大会", "出席", "参加",
    "列席", "等", "和", "、", ",", ",,", "。", ":", ";", "(", ")", "《", "》", "“", "”", "指出",
    "强调", "要求", "他", "审议了", "听取了", "传达学习", "关于防汛的报告", "一要", "二要",
    "(一)", "(二)", "应到57人", "实到53人", "本报讯", "(记者", "受", "委托", "由",
    "来源:长沙晚报", "发布时间:2020-05-09", "相关链接", "版权所有", "(作者为湘潭市委书记)",
    "湘潭市", "书(shū)记", "會議", "<br>", "&nbsp;", "★", "左 行", "\n", " ",
)  # fmt: skip


def check(source: str) -> None:
    """Read a text; its reading can be printed, and every span is exact."""
    found = extract(source)
    json.dumps(to_json(found, name="", sha256=""))
    assert misplaced(found, source) == []


@modest
@given(st.text())
def test_any_text_is_read_without_error(source: str) -> None:
    check(source)


@settings(modest, max_examples=500)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_the_words_of_reports_in_any_order_are_read_without_error(source: str) -> None:
    check(source)


@modest
@given(st.sampled_from([one.text for one in every_text()]), st.data())
def test_a_torn_report_is_read_without_error(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    check(text[start : data.draw(st.integers(start, len(text)))])


@pytest.mark.parametrize(
    "source", ["", " ", "\n", "\ufeff", "\0", "。", "\r\n\r\n", "(", "”", "市长"]
)
def test_next_to_nothing_is_read_without_error(source: str) -> None:
    check(source)


@pytest.mark.parametrize("char", "会1\n")
def test_a_megabyte_of_one_character_is_read_in_bounded_time(char: str) -> None:
    source = char * (MEGABYTE // len(char.encode()))
    assert seconds(source) < BOUND


@pytest.mark.parametrize("char", " (《“”·、市长第月<&@记，。")
def test_a_run_of_one_character_is_read_in_bounded_time(char: str) -> None:
    assert seconds(char * LARGE) < BOUND / 10


SHAPES: dict[str, Callable[[int], str]] = {
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "nested quotations": lambda n: "《“" * (n // 4) + "”》" * (n // 4),
    "no line feed": lambda n: "5月8日,市长张三主持召开市政府常务会议," * (n // 20),
    "only punctuation": lambda n: "，。、；：？！“”（）《》" * (n // 13),
    "a post over and over": lambda n: "市长" * (n // 2),
    "a long list of one name": lambda n: lead("、".join(["李四"] * (n // 3)) + "参加会议。"),
    "a long list of names": lambda n: lead("、".join(invented(n // 4)) + "参加会议。"),
    "a long agenda": lambda n: lead(
        "会议审议了" + "、".join(f"《关于{i}的报告》" for i in range(n // 12)) + "。"
    ),
    "the same demand": lambda n: "会议指出," * (n // 5),
    "a number without end": lambda n: "第" * n,
    "meetings a line each": lambda n: "5月8日,市长张三主持召开市政府常务会议。\n" * (n // 20),
    "titles a line each": lambda n: "市政府召开常务会议\n" * (n // 10),
    "entries of a digest": lambda n: "★8月2日 旗委书记张三主持召开常委会。\n" * (n // 20),
    "points without end": lambda n: lead(
        "会议强调," + "".join(f"({c})要好。" for c in "一二三四五六七八九十") * (n // 60)
    ),
    "open tags": lambda n: "<a " * (n // 3),
    "an address without end": lambda n: "http://" + "a/" * (n // 2),
    "places without end": lambda n: "长沙市湘潭市" * (n // 6),
    "padded characters": lambda n: "张 " * (n // 2),
    "dotted names": lambda n: "市长" + "阿·" * (n // 2),
}  # fmt: skip


def lead(body: str) -> str:
    """A report with this body."""
    return f"5月8日,市长张三主持召开市政府常务会议。{body}"


def invented(count: int) -> list[str]:
    """Names that differ."""
    return [f"张{chr(0x4E00 + i % 997)}{chr(0x5E00 + i // 997)}" for i in range(count)]


@pytest.mark.parametrize("shape", SHAPES)
def test_ten_times_the_text_costs_about_ten_times_as_much(shape: str) -> None:
    small, large = SHAPES[shape](SMALL), SHAPES[shape](LARGE)
    cheapest = min(seconds(small) for _ in range(3))
    for _ in range(4):  # another process may have taken the cache or the clock
        cost = seconds(large)
        if cost < max(NO_MATTER, STEEPEST * cheapest):
            return
    pytest.fail(f"{LARGE} characters took {cost:.2f} s, {SMALL} took {cheapest:.3f} s")


def seconds(source: str) -> float:
    """Processor time that reading a text takes, of this process alone."""
    started = time.process_time()
    extract(source)
    return time.process_time() - started


def readings(sources: list[str]) -> dict[str, str]:
    """What is read in each text, as JSON."""
    return {one: json.dumps(to_json(extract(one), name="", sha256="")) for one in sources}


def test_the_order_of_reading_and_reading_again_change_nothing() -> None:
    sources = [golden.text for golden in every_text()]
    forward = readings(sources)
    assert readings(sources[::-1]) == forward
    assert readings(sources) == forward


PRINTS = """
import hashlib, json
from meetings.extraction.form import to_json
from meetings.extraction.report import extract
from tests.extraction.corpus import every_text
all = [to_json(extract(one.text), name=one.name, sha256=one.sha256) for one in every_text()]
print(hashlib.sha256(json.dumps(all).encode()).hexdigest())
"""


def test_the_same_bytes_read_the_same_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", PRINTS],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64
