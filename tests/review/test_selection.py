"""Words that a curator selects, read as what they print."""

import pytest

from meetings.curation import Refused, selection


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2017年9月25日", "2017-09-25"),
        ("9月5日", "XXXX-09-05"),
        ("25日", "XXXX-XX-25"),
        ("２０１７年９月", "2017-09"),
        ("2017年", "2017"),
        ("2017-09-25", "2017-09-25"),
        ("2017/9/5", "2017-09-05"),
        ("昨日", ""),
        ("", ""),
    ],
)
def test_printed_days_become_edtf(words: str, edtf: str) -> None:
    assert selection.to_edtf(words) == edtf


def test_selected_words_stand_where_they_were_selected() -> None:
    text = "会议指出,会议强调"
    assert selection.place(text, "会议", 5, 7) == (5, 7)
    assert selection.place(text, "会议", 1, 3) == (0, 2)
    assert selection.place(text, "强调", None, None) == (7, 9)
    with pytest.raises(Refused, match="文章中找不到"):
        selection.place(text, "要求", 0, 2)
