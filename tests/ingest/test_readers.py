"""Files become text, or a reason."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from opencc import OpenCC

from meetings.ingest.readers import MAX_BYTES, Unreadable, decode, find_files, of_bytes, read
from tests.conftest import SEEDS

MakeFile = Callable[[str, bytes], Path]
# Common characters in either reading: 啊 is 陛 in Big5.
ALIKE = "啊爱埃哀癌矮碍氨安"
# The first article of the Universal Declaration of Human Rights.
KOREAN = (
    "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 "
    "양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다. "
) * 2
LINE = "会议指出，各级各部门要认真抓好落实。\r\n会议强调，要守住底线。\r\n"


def seed_texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in SEEDS]


@pytest.mark.parametrize("text", seed_texts(), ids=[path.stem for path in SEEDS])
def test_a_seed_in_big5_is_read_as_big5(text: str) -> None:
    traditional = OpenCC("s2t").convert(text).encode("big5", "ignore")
    assert decode(traditional) == (traditional.decode("big5"), "big5")


@pytest.mark.parametrize("text", seed_texts(), ids=[path.stem for path in SEEDS])
@pytest.mark.parametrize("script", ["s2t", "t2s"])
def test_a_seed_in_gb18030_is_read_as_gb18030(text: str, script: str) -> None:
    converted = OpenCC(script).convert(text)
    assert decode(converted.encode("gb18030")) == (converted, "gb18030")


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (LINE.encode(), LINE, "utf-8"),
        (b"\xef\xbb\xbf" + LINE.encode(), LINE, "utf-8"),
        (LINE.encode("utf-16"), LINE, "utf-16"),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), LINE, "utf-16"),
        (b"plain words\n", "plain words\n", "utf-8"),
        ("會議指出，要抓好落實。".encode("big5"), "會議指出，要抓好落實。", "big5"),
    ],
)
def test_text_is_decoded_without_its_mark_and_with_its_line_ends(
    content: bytes, text: str, encoding: str
) -> None:
    assert decode(content) == (text, encoding)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR", "NUL"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        ("会议".encode() + b"\0" + "指出".encode(), "NUL"),
        ("会议\0指出".encode("utf-16"), "NUL"),
        (LINE.encode()[:-3], "neither UTF-8"),
        (LINE.encode("gb18030")[:-5], "neither UTF-8"),
        (OpenCC("s2t").convert(LINE).encode("big5")[:-5], "neither UTF-8"),
        (b"\xff\xfe\x00\xd8", "breaks at byte"),
        (ALIKE.encode("gb18030"), "alike"),
        (KOREAN.encode("euc-kr"), "neither UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        decode(content)


def test_a_file_of_five_megabytes_is_read_and_a_longer_one_refused(file: MakeFile) -> None:
    assert len(read(file("long.txt", b"a" * MAX_BYTES)).text) == MAX_BYTES
    with pytest.raises(Unreadable, match=r"longer\.txt: is over 5 MB"):
        read(file("longer.txt", b"a" * (MAX_BYTES + 1)))


def test_bytes_over_the_limit_are_refused_like_a_file() -> None:
    with pytest.raises(Unreadable, match=r"upload\.txt: is over 5 MB"):
        of_bytes(b"a" * (MAX_BYTES + 1), name="upload.txt")


def test_a_missing_file_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"gone\.txt: cannot be opened \(No such file"):
        read(tmp_path / "gone.txt")


def test_a_device_is_refused_unread() -> None:
    with pytest.raises(Unreadable, match="/dev/zero: is a device or a pipe"):
        read(Path("/dev/zero"))


def test_a_name_that_is_no_text_is_shown_and_stored_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("会\udcff.txt".encode("utf-8", "surrogateescape"))
    path.write_bytes(LINE.encode())
    assert read(path).name == "会\ufffd.txt"


def test_a_folder_gives_its_texts_at_any_depth_sorted(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.TXT", "a.txt", "c.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [str(path) for path in find_files([tmp_path])]
    assert found == [str(tmp_path / name) for name in ("a.txt", "b/10.TXT", "b/2.txt")]


def test_a_folder_without_texts_is_a_fault_of_its_own(tmp_path: Path) -> None:
    (fault,) = find_files([tmp_path])
    assert isinstance(fault, Unreadable)
    assert "holds no .txt file" in str(fault)


def test_the_name_of_a_source_is_the_file_s_and_its_hash_the_bytes(file: MakeFile) -> None:
    source = read(file("a.txt", LINE.encode()))
    assert (source.name, source.sha256[:8]) == ("a.txt", source.sha256[:8])
    assert source.content == LINE.encode()
