"""A record tells what is known, as precisely as it is known, and null where nothing is."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings import index
from meetings.models import Meeting
from tests.api.conftest import Ask
from tests.pages.factories import make_meeting, make_places, make_rich_meeting


@pytest.fixture
def rich(db: None) -> Meeting:
    """One meeting with everything that a page can show."""
    return make_rich_meeting(make_places()[1])


def only(ask: Ask, address: str) -> Any:
    """The one record of an answer."""
    (record,) = ask(address)["results"]
    return record


def test_a_meeting_is_told_in_short(ask: Ask, rich: Meeting) -> None:
    assert only(ask, "/api/v1/meetings/") == {
        "id": rich.pk,
        "url": f"http://testserver/meetings/{rich.pk}/",
        "name": "市政府第38次常务会议",
        "date": {
            "edtf": "2019-09-24",
            "first": "2019-09-24",
            "last": "2019-09-24",
            "year_inferred": False,
        },
        "city": {"code": "430300", "name": "湘潭市"},
        "organ": {"value": "government", "label": "政府"},
        "kind": {"value": "executive", "label": "政府常务会议"},
        "session": {"term": None, "number": 38},
        "state": {"value": "pending", "label": "待核"},
    }


def test_a_directive_is_told_with_its_meeting(ask: Ask, rich: Meeting) -> None:
    told = only(ask, "/api/v1/directives/")
    report = rich.reports.get()
    directive = report.directives.get()
    assert told["url"] == f"http://testserver/directives/{directive.pk}/"
    assert told["text"] == directive.text
    assert told["speaker"] == {"value": "会议", "label": "会议"}
    assert told["official"] is None
    assert told["verb"] == {"value": "指出", "label": "指出"}
    assert told["meeting"]["id"] == rich.pk
    assert told["meeting"]["city"] == {"code": "430300", "name": "湘潭市"}


def test_a_directive_of_a_person_leads_to_that_person(ask: Ask, db: None) -> None:
    make_meeting(people=[("王明", "chair", "市长")], said=[("王明", "强调", "要防汛。")])
    told = only(ask, "/api/v1/directives/")
    assert told["speaker"] == {"value": "王明", "label": "王明"}
    assert told["official"]["name"] == "王明"
    found = ask(f"/api/v1/directives/?official={told['official']['id']}")
    assert found["count"]["number"] == 1


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2019-09", "2019-09-01", "2019-09-30"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2021-07-29/2021-07-30", "2021-07-29", "2021-07-30"),
        ("XXXX-12-25", None, None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    ask: Ask, db: None, edtf: str, first: str | None, last: str | None
) -> None:
    make_meeting(day="", date_edtf=edtf, date_first=first, date_last=last, date_year_inferred=True)
    date = only(ask, "/api/v1/meetings/")["date"]
    assert date == {"edtf": edtf, "first": first, "last": last, "year_inferred": True}


def test_what_is_not_known_is_null(ask: Ask, db: None) -> None:
    make_meeting(day="", kind="", organ="")
    Meeting.objects.update(title="")
    told = only(ask, "/api/v1/meetings/")
    assert {name for name, value in told.items() if value is None} == {
        "city",
        "date",
        "kind",
        "organ",
    }
    assert told["session"] == {"term": None, "number": None}
    assert told["name"]


def test_labels_and_pages_are_in_the_language_of_the_address(ask: Ask, rich: Meeting) -> None:
    told = only(ask, "/en/api/v1/directives/")
    assert told["verb"]["label"] == "pointed out"
    assert told["speaker"]["label"] == "The meeting"
    assert told["meeting"]["kind"]["label"] == "Government executive meeting"
    assert told["meeting"]["url"] == f"http://testserver/en/meetings/{rich.pk}/"
    assert told["text"].startswith("会议指出")


def test_every_address_of_a_record_answers(client: Client, ask: Ask, rich: Meeting) -> None:
    told = only(ask, "/api/v1/directives/")
    for address in (told["url"], told["meeting"]["url"]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("state", ["rejected", "withdrawn", "merged"])
def test_what_is_not_public_is_not_told(ask: Ask, rich: Meeting, state: str) -> None:
    Meeting.objects.update(state=state)
    index.refresh([rich.pk])
    for path in ("meetings", "directives"):
        assert ask(f"/api/v1/{path}/?facets=1")["count"] == {"number": 0, "exact": True}


def test_the_question_is_told_as_it_was_read(ask: Ask, rich: Meeting) -> None:
    told = ask("/api/v1/meetings/?q= 防汛  城市：湘潭 &kind=executive")["query"]
    assert told == {
        "typed": "防汛  城市：湘潭",
        "canonical": "防汛 城市:湘潭",
        "words": [{"value": "“防汛”", "label": "文字"}, {"value": "湘潭", "label": "城市"}],
        "conditions": [{"value": "政府常务会议", "label": "会议类型"}],
        "sort": "relevance",
    }


QUERIES = {
    "/api/v1/meetings/": 10,
    "/api/v1/directives/": 10,
    "/api/v1/meetings/?q=会议&city=430000&year=2019&kind=executive": 25,
    "/api/v1/meetings/?facets=1": 13,
    "/api/v1/directives/?q=防汛&facets=1": 22,
    "/api/v1/schema/": 1,
}


@pytest.mark.parametrize("number", [1, 15])
@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_the_number_of_queries_is_pinned_whatever_is_found(
    client: Client,
    cold: None,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
    number: int,
) -> None:
    _, xiangtan, changsha = make_places()
    for _ in range(number):
        make_rich_meeting(xiangtan)
        make_rich_meeting(changsha)
    with django_assert_num_queries(queries):
        response = client.get(address)
    if "schema" not in address:
        assert len(response.json()["results"]) == min(20, response.json()["count"]["number"]) > 0
