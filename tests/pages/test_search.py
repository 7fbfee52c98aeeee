"""Whatever stands in a text is found, in either script, and nothing that does not hold it."""

from pathlib import Path

import pytest
from django.conf import settings
from opencc import OpenCC

from meetings import index
from meetings.extraction.text import TONED
from meetings.models import Meeting, MeetingText
from meetings.search.folding import fold
from meetings.search.query import Query, Words
from tests.conftest import SEEDS
from tests.pages.factories import make_article, make_meeting

TRADITIONAL = OpenCC("s2t")
PINYIN = {"(", ")", *TONED}


@pytest.fixture
def seeds(db: None) -> dict[str, Meeting]:
    """A meeting for each seed text, by file name."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SEEDS}
    return {name: make_meeting(article=make_article(text)) for name, text in texts.items()}


def parts(text: str) -> list[str]:
    """Strings of two to nine characters from all over a text, without injected pinyin."""
    cuts = [text[at : at + 2 + at % 8] for at in range(0, len(text) - 9, 61)]
    return [part for part in cuts if fold(part) and not set(part) & PINYIN]


def found(typed: str) -> set[int]:
    """The meetings that a search finds."""
    asked = Query(Words(fold(typed)), typed)
    return set(index.ask(index.Unit.MEETING, asked).page(limit=100))


@pytest.mark.parametrize("name", [path.name for path in SEEDS])
def test_any_part_of_a_text_is_found_in_either_script(seeds: dict[str, Meeting], name: str) -> None:
    text = (Path(settings.SEEDS_DIR) / name).read_text(encoding="utf-8")
    for part in parts(text):
        for typed in (part, TRADITIONAL.convert(part)):
            assert seeds[name].pk in found(typed), typed


def test_what_is_found_is_what_a_plain_scan_finds(seeds: dict[str, Meeting]) -> None:
    texts = dict(MeetingText.objects.values_list("meeting", "text"))
    for part in ("会议", "产业", "市长", "全会", "项目", "湘潭", "100%", "PPP", "指出，要", "一"):
        wanted = {pk for pk, text in texts.items() if fold(part) in text}
        assert found(part) == wanted
