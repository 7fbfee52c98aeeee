"""Turn files into decoded text, or say why a file cannot be read."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opencc import OpenCC

from meetings.extraction.text import TONED

MAX_BYTES = 5 * 1024 * 1024
# An encoding is believed when this share of the characters beyond ASCII is common, and when it
# leads the other encoding by the margin. Measured on 34 reports in either script, whole and cut to
# 30 bytes: the right encoding has 0.81 or more, the wrong one 0.60 or less.
COMMON_SHARE = 0.7
COMMON_MARGIN = 0.2
# Korean in EUC-KR reads as common characters of GB 2312 throughout, yet no language but Chinese has
# this share of its most frequent ones. In the same reports it is 0.21 or more, in other readings
# and languages 0.09 or less; a text shorter than this many characters tells nothing.
FREQUENT_SHARE = 0.1
TELLING_LENGTH = 100
FREQUENT = Path(__file__).parent / "data" / "frequent.txt"
# Text has no control characters but these; files with more than one in a hundred are no text.
WHITE = frozenset(b"\t\n\x0b\x0c\r")
PUNCTUATION = (
    "\u00b7\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u3000、。〈〉《》「」『』【】〔〕！（），：；？～％"
    "０１２３４５６７８９"
)
BIG5 = ("big5", "cp950", "big5hkscs")


class Unreadable(Exception):  # noqa: N818  # a fact about a file, told to people
    """A file that is no text of ours; the message names the file, the fault and the way out."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came and as decoded; `text` has no byte-order mark and keeps its line ends."""

    name: str
    content: bytes
    text: str
    encoding: str

    @property
    def sha256(self) -> str:
        """The hash of the bytes, 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()


def find_files(paths: Iterable[Path]) -> Iterator[Path | Unreadable]:
    """The files named, and the `.txt` files under the folders named, sorted; faults in place."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".txt" and p.is_file())
        yield from found
        if not found:
            yield Unreadable(shown(path), "the folder holds no .txt file.")


def read(path: Path) -> Source:
    """The text of one file. Raises `Unreadable`."""
    try:
        if path.exists() and not path.is_file():
            raise Unreadable(shown(path), "is a device or a pipe: save it as a file.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise Unreadable(shown(path), f"cannot be opened ({fault.strerror}).") from fault
    return of_bytes(content, name=shown(path.name), told_as=shown(path))


def shown(path: Path | str) -> str:
    """A path as text that can be printed and stored, � for bytes that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def of_bytes(content: bytes, *, name: str, told_as: str = "") -> Source:
    """The text of some bytes; `told_as` is the name that an error gives. Raises `Unreadable`."""
    told_as = told_as or name
    if len(content) > MAX_BYTES:
        reason = f"is over {MAX_BYTES // 1024 // 1024} MB: split it into articles."
        raise Unreadable(told_as, reason)
    try:
        text, encoding = decode(content)
    except ValueError as fault:
        raise Unreadable(told_as, str(fault)) from fault
    return Source(name, content, text, encoding)


def decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF-8, UTF-16 with its mark, else GB18030 or Big5.

    GB18030 and Big5 are told apart by the share of common characters in either reading.
    Raises ValueError with the reason when there is no text, or no one reading.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = _utf16(content), "utf-16"
    else:
        _refuse_binary(content)
        text, encoding = _utf8_or_chinese(content)
    if "\0" in text:
        msg = "holds NUL characters, so it is no text: save it as UTF-8 text."
        raise ValueError(msg)
    if not text.strip():
        msg = "is empty."
        raise ValueError(msg)
    return text, encoding


def common_share(text: str) -> float:
    """The share of common characters among those beyond ASCII, 0 to 1; 0 if not Chinese."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 1.0
    frequent = sum(char in frequent_characters() for char in beyond) / len(beyond)
    if len(beyond) >= TELLING_LENGTH and frequent < FREQUENT_SHARE:
        return 0.0
    return sum(char in common_characters() for char in beyond) / len(beyond)


@cache
def frequent_characters() -> frozenset[str]:
    """The hundred most frequent characters in both scripts, and the commonest punctuation."""
    lines = FREQUENT.read_text(encoding="utf-8").splitlines()
    listed = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(listed + OpenCC("s2t").convert(listed) + "，。、")


@cache
def common_characters() -> frozenset[str]:
    """The 3755 characters of GB 2312 level 1 (those in common use, rows 16-55) in both scripts."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    level1 = "".join(pair.decode("gb2312", "ignore") for pair in cells)
    return frozenset(level1 + OpenCC("s2t").convert(level1) + PUNCTUATION + TONED)


def _refuse_binary(content: bytes) -> None:
    if b"\0" in content:
        msg = "holds NUL bytes, so it is no text: save it as UTF-8 text."
        raise ValueError(msg)
    controls = sum(content.count(byte) for byte in range(32) if byte not in WHITE)
    if controls * 100 > len(content):
        msg = "is binary, not text: save it as UTF-8 text."
        raise ValueError(msg)


def _utf16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as fault:
        msg = f"starts as UTF-16 but breaks at byte {fault.start}: save it as UTF-8."
        raise ValueError(msg) from fault


def _utf8_or_chinese(content: bytes) -> tuple[str, str]:
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as fault:
        start = fault.start
    readings = [_first(content, ("gb18030",)), _first(content, BIG5)]
    ranked = sorted(((common_share(t), t, e) for t, e in filter(None, readings)), reverse=True)
    if not ranked or ranked[0][0] < COMMON_SHARE:
        msg = f"is neither UTF-8 (byte {start}) nor GB18030 nor Big5 throughout: save it as UTF-8."
        raise ValueError(msg)
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < COMMON_MARGIN:
        msg = "reads as GB18030 and as Big5 alike: save it as UTF-8."
        raise ValueError(msg)
    return ranked[0][1:]


def _first(content: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    decode_as: Callable[[str], str] = content.decode
    for encoding in encodings:
        try:
            return decode_as(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None
