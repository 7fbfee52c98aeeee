"""The help page of the query language names every field, and its examples find something."""

from html import unescape

import pytest

from meetings.facets.syntax import FIELDS, WORDS
from meetings.ingest import Stored
from meetings.search.query import FieldName
from meetings.search.query.reading import LONGEST, MOST_TERMS
from tests.pages.conftest import Get


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_example_finds_something_in_the_seeds(
    get: Get, seeded: list[Stored], language: str
) -> None:
    context = get(f"{language}/help/search/").context
    lines = {line.example: line.url for line in [*context["words"], *context["fields"]]}
    lines[context["mixed"][0]] = context["mixed"][1]
    assert len(lines) == len(WORDS) + len(FieldName) + 1
    for example, url in lines.items():
        page = get(url)
        assert page.context["typed"] == example
        assert page.context["page"].total > 0, example


def test_every_field_is_named_in_both_languages(get: Get, db: None) -> None:
    assert set(FIELDS) == set(FieldName)
    for language in ("", "/en"):
        page = get(f"{language}/help/search/").content.decode()
        for name in FieldName:
            assert f"{name.zh}:</code>" in page
            assert f"{name.en}:</code>" in page


def test_the_bounds_are_those_of_the_language(get: Get, db: None) -> None:
    page = unescape(get("/help/search/").content.decode())
    assert f"最长 {LONGEST} 个字、{MOST_TERMS} 个词" in page


def test_every_search_box_leads_to_it(get: Get, db: None) -> None:
    for address in ("/", "/meetings/", "/directives/"):
        assert 'href="/help/search/"' in get(address).content.decode()
    assert 'href="/en/help/search/"' in get("/en/meetings/").content.decode()
