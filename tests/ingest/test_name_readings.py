"""The pinyin of names."""

import pytest

from meetings.ingest.readings import surname_readings, to_pinyin, to_sort_key


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("曹炯芳", "cao jiong fang"),
        ("单霁翔", "shan ji xiang"),
        ("曾庆红", "zeng qing hong"),
        ("仇和", "qiu he"),
        ("区小玉", "ou xiao yu"),
        ("解振华", "xie zhen hua"),
        ("查玉春", "zha yu chun"),
        ("尉迟恭", "yu chi gong"),
        ("欧阳修", "ou yang xiu"),
        ("吕志刚", "lv zhi gang"),
        ("阿不都热合曼·艾则孜", "a bu dou re he man ai ze zi"),
        ("单", "shan"),
    ],
)
def test_a_name_is_read_with_its_surname_s_own_reading(name: str, pinyin: str) -> None:
    assert to_pinyin(name) == pinyin


def test_names_sort_by_syllable_then_tone_then_glyph() -> None:
    assert to_sort_key("王伟") == "wang2 wei3 王伟"
    assert to_sort_key("任刚") < to_sort_key("任岗")


def test_every_surname_in_the_table_reads_its_own_example() -> None:
    assert len(surname_readings()) > 50
    assert {len(s) for s in surname_readings()} == {1, 2}
