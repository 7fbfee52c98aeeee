"""What cannot be answered is refused in JSON: the thing, the fault and the way out; never a 500."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from django.test import Client
from rest_framework.throttling import AnonRateThrottle

from meetings.filters import paging, values
from meetings.models import City
from tests.api.conftest import Ask
from tests.pages.factories import make_meeting
from tests.pages.test_bad_input import BAD

LISTS = ("/api/v1/meetings/", "/api/v1/directives/")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(("parameter", "query", "said"), [*BAD, ("facets", "facets=2", "0、1")])
def test_a_bad_parameter_is_named_with_its_fault_and_what_is_allowed(
    ask: Ask, path: str, parameter: str, query: str, said: str
) -> None:
    told = ask(f"{path}?{query}", 400)
    (fault,) = told["faults"]
    assert fault["parameter"] == parameter
    assert said in fault["message"]
    assert said in told["message"]
    assert fault["allowed"]["type"] in ("string", "integer")


def test_a_closed_list_is_told_whole(ask: Ask) -> None:
    (fault,) = ask("/api/v1/meetings/?role=boss", 400)["faults"]
    assert fault["given"] == "boss"
    assert fault["allowed"]["enum"] == ["chair", "speaker", "attendee", "observer", "mentioned"]


def test_every_fault_is_told_at_once(ask: Ask) -> None:
    told = ask("/api/v1/meetings/?page=0&city=abc&month=13", 400)
    assert told["code"] == "bad_parameters"
    assert {fault["parameter"] for fault in told["faults"]} == {"page", "city", "month"}


@pytest.mark.parametrize(
    ("typed", "start", "end", "suggestion"),
    [
        ("(防汛", 0, 1, "(防汛)"),
        ("防汛 “抗旱", 3, 4, "防汛 “抗旱”"),
        ("  防汛 年:", 3, 5, "防汛 年"),
        ("“”", 0, 2, None),
    ],
)
def test_a_query_that_cannot_be_read_is_told_with_its_place_and_a_mended_one(
    ask: Ask, typed: str, start: int, end: int, suggestion: str | None
) -> None:
    told = ask(f"/api/v1/directives/?q={quote(typed)}", 400)
    assert told["code"] == "unreadable_query"
    assert told["at"] == {"start": start, "end": end}
    assert told["suggestion"] == suggestion
    if suggestion:
        ask(f"/api/v1/directives/?q={quote(suggestion)}")


def test_a_query_that_cannot_be_read_comes_before_other_faults(ask: Ask) -> None:
    told = ask("/api/v1/meetings/?page=0&q=(x", 400)
    assert told["code"] == "unreadable_query"
    assert {fault["parameter"] for fault in told["faults"]} == {"q", "page"}


def test_faults_are_told_in_the_language_of_the_address(ask: Ask) -> None:
    assert "no division code" in ask("/en/api/v1/meetings/?city=abc", 400)["message"]
    assert "bracket" in ask("/en/api/v1/meetings/?q=(x", 400)["message"]
    assert "no such address" in ask("/en/api/nothing", 404)["message"]


def test_a_language_header_changes_nothing(client: Client, db: None) -> None:
    asked = {"Accept-Language": "en"}
    assert "区划代码" in client.get("/api/v1/meetings/?city=abc", headers=asked).json()["message"]


def test_past_the_last_page_nothing_is_found(ask: Ask) -> None:
    make_meeting()
    assert ask("/api/v1/meetings/?page=2", 404)["code"] == "past_the_end"


NOWHERE = [
    "/api/",
    "/api/v1/",
    "/api/v2/meetings/",
    "/api/v1/meetings",
    "/api/v1/meetings/1/",
    "/api/%00",
    "/api/%ff/",
    "/api/v1/schema",
    "/en/api/x/",
]


@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_of_nothing_is_not_found(
    client: Client, db: None, address: str, method: str
) -> None:
    response = getattr(client, method)(address)
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"
    assert "/api/v1/schema/" in response.json()["message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", [*LISTS, "/api/v1/schema/"])
def test_nothing_can_be_written(client: Client, db: None, address: str, method: str) -> None:
    response = getattr(client, method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["code"] == "method_not_allowed"


def test_what_is_not_json_cannot_be_had(client: Client, db: None) -> None:
    response = client.get("/api/v1/meetings/", headers={"Accept": "text/csv"})
    assert response.status_code == 406
    assert response.json()["code"] == "not_acceptable"


@pytest.mark.parametrize("accept", ["", "*/*", "nonsense", "application/json; indent=x", ";;,/"])
def test_odd_wishes_are_no_fault_of_ours(client: Client, db: None, accept: str) -> None:
    response = client.get("/api/v1/meetings/", headers={"Accept": accept})
    assert response.status_code in (200, 406)
    assert response["Content-Type"] == "application/json"


def test_a_thousand_parameters_are_refused_too(ask: Ask) -> None:
    assert ask(f"/api/v1/meetings/?{'q=&' * 1001}", 400)["code"] == "bad_request"


ODD = (
    "%00",
    "%ff",
    "%ed%a0%80",
    "%",
    "-1",
    "1" * 30,
    "unknown",
    "%F0%9F%98%80",
    "%E4%B8",
    "a" * 10_000,
)


@pytest.mark.parametrize("path", LISTS)
def test_no_combination_of_odd_values_breaks_an_answer(client: Client, db: None, path: str) -> None:
    make_meeting(said=[("会议", "指出", "要防汛。")])
    names = ("q", "city", "-city", "year", "official", "speaker", "verb", "after", "page", "facets")
    for name in (*names, "who", "where", "date_from", "role", "sort", "month"):
        for value in ODD:
            response = client.get(f"{path}?{name}={value}&facets=1")
            assert response.status_code in (200, 400), (name, value)
            assert response["Content-Type"] == "application/json"


def test_a_mark_of_another_order_is_refused(
    ask: Ask, many: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (paging, values):
        monkeypatch.setattr(module, "FURTHEST_PAGE", 1)
    orders = ("sort=newest", "sort=relevance&q=防汛")
    lists = [f"{path}?{order}" for path in LISTS for order in orders]
    marks = {one: dict(parse_qsl(urlsplit(ask(one)["next"]).query))["after"] for one in lists}
    for one in lists:
        for other, mark in marks.items():
            ask(f"{one}&after={mark}", 200 if one == other else 400)


def test_who_asks_too_often_is_told_when_to_ask_again(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    statuses = [client.get(LISTS[0]).status_code for _ in range(2)]
    refused = client.get(LISTS[1])
    assert [*statuses, refused.status_code] == [200, 200, 429]
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["Retry-After"] in refused.json()["message"]
    assert client.get(LISTS[0], REMOTE_ADDR="10.0.0.9").status_code == 200
    forged = {"X-Forwarded-For": "10.0.0.8"}
    assert client.get(LISTS[0], headers=forged).status_code == 429
