"""The API answers what the pages answer: the same records, numbers, facets and ways on."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from meetings.filters import paging, values
from meetings.index import finding
from meetings.models import City
from tests.api.conftest import Ask
from tests.pages.factories import make_official

HELD = (
    "",
    "q=防汛",
    "q=防汛 抗旱&sort=oldest",
    "q=官员:王明 -产业",
    "q=防汛 OR 年:2018&city=430000",
    "city=430300&city=370000&year=2019",
    "city=unknown",
    "-city=430000&-kind=plenum",
    "year=2018&year=2020&sort=newest",
    "year=2019&month=11",
    "date_from=2018-06&date_to=2019",
    "date=unknown",
    "organ=government&kind=plenum",
    "organ=unknown&kind=unknown",
    "role=chair",
    "official={wang}&role=chair",
    "-official={wang}",
    "-year=2019&-organ=unknown",
    "who=李&where=湘",
    "page=2",
    "q=防汛&page=2",
    "q=没有的词",
)
SAID = ("verb=强调", "verb=指出&-speaker=王明", "speaker=王明&page=2", "-verb=要求&q=抗旱")
ASKED = {"meetings": HELD, "directives": (*HELD, *SAID)}


@pytest.fixture
def wang(many: City) -> int:
    """The id of an official who took part in many."""
    return make_official("王明", many).pk


def choices(rows: Any) -> list[tuple[Any, ...]]:
    """The choices of a page's facet as the API tells them."""
    return [
        (row.value, str(row.label), row.count, row.checked, choices([*row.under, *row.rest]))
        for row in rows
    ]


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The choices of the API in the same form."""
    return [
        (row["value"], row["label"], row["count"], row["chosen"], told(row["choices"]))
        for row in rows
    ]


def parts(chips: Any) -> list[dict[str, str]]:
    """Chips of a page as the API tells them."""
    return [{"label": str(chip.label), "value": chip.value} for chip in chips]


def pairs(address: str | None) -> list[tuple[str, str]]:
    """The parameters of an address but whether facets are wanted."""
    return [pair for pair in parse_qsl(urlsplit(address or "").query) if pair[0] != "facets"]


def check_equal(shown: Any, said: dict[str, Any]) -> None:
    """The API says what the page shows."""
    page = shown["page"]
    assert [row["id"] for row in said["results"]] == [row.pk for row in page.rows]
    assert said["count"] == {"number": page.total, "exact": not page.about}
    assert pairs(said["next"]) == pairs(page.next)
    assert pairs(said["previous"]) == pairs(page.previous)
    query = said["query"]
    assert (query["typed"], query["sort"]) == (shown["typed"], shown["found"].sort)
    assert (query["words"], query["conditions"]) == (parts(shown["asked"]), parts(shown["chips"]))
    facets = [
        (f.name, f.title, not f.about, choices([*f.choices, *f.rest])) for f in shown["facets"]
    ]
    assert facets == [
        (f["name"], f["title"], f["exact"], told(f["choices"])) for f in said["facets"]
    ]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", ASKED)
def test_a_question_has_the_same_answer_on_the_page(
    client: Client, ask: Ask, wang: int, path: str, language: str
) -> None:
    for asked in ASKED[path]:
        question = asked.format(wang=wang)
        shown = client.get(f"{language}/{path}/?{question}")
        assert shown.status_code == 200, question
        said = ask(f"{language}/api/v1/{path}/?{question}&facets=1")
        check_equal(shown.context, said)


@pytest.mark.parametrize("path", ["meetings", "directives"])
def test_the_way_on_leads_through_all_of_them_once(ask: Ask, many: City, path: str) -> None:
    said = ask(f"/api/v1/{path}/?q=防汛")
    seen = [row["id"] for row in said["results"]]
    while said["next"]:
        said = ask(said["next"])
        seen += [row["id"] for row in said["results"]]
    assert len(seen) == len(set(seen)) == said["count"]["number"] > 20


@pytest.mark.parametrize("path", ["meetings", "directives"])
def test_beyond_the_fiftieth_page_one_goes_on_from_the_last_record(
    client: Client, ask: Ask, many: City, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for module in (paging, values):
        monkeypatch.setattr(module, "FURTHEST_PAGE", 1)
    said = ask(f"/api/v1/{path}/?city=430000")
    assert "after=" in said["next"]
    onward = ask(said["next"])
    assert onward["results"]
    assert onward["previous"] is None
    asked = urlsplit(said["next"]).query
    shown = client.get(f"/{path}/?{asked}").context
    check_equal(shown, ask(f"/api/v1/{path}/?{asked}&facets=1"))


@pytest.mark.parametrize("path", ["meetings", "directives"])
def test_estimates_are_told_as_such(
    client: Client, ask: Ask, many: City, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for name, number in {"MOST_READ": 3, "SAMPLE": 4, "ROUGH": 1}.items():
        monkeypatch.setattr(finding, name, number)
    asked = "q=防汛抗旱 OR 会议要防 OR 王明要求抗"
    said = ask(f"/api/v1/{path}/?{asked}&facets=1")
    assert not said["count"]["exact"]
    assert not any(facet["exact"] for facet in said["facets"])
    check_equal(client.get(f"/{path}/?{asked}").context, said)


def test_facets_come_only_where_they_are_asked_for(ask: Ask, many: City) -> None:
    for asked in ("", "?facets=0"):
        assert "facets" not in ask(f"/api/v1/meetings/{asked}")
    said = ask("/api/v1/meetings/?facets=1")
    assert "facets=1" in said["next"]


def test_what_the_pages_ignore_is_ignored(ask: Ask, many: City) -> None:
    plain, odd = (
        ask(f"/api/v1/meetings/{asked}") for asked in ("", "?format=x&lang=%00&nothing=1")
    )
    assert odd == plain
