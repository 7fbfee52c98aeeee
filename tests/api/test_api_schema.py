"""The OpenAPI schema names every parameter and says what answers are made of."""

from typing import Any

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from meetings.filters import DirectiveFilter, MeetingFilter
from meetings.models import City
from tests.api.conftest import Ask

SCHEMA = "/api/v1/schema/"
QUESTIONS = {"meetings": MeetingFilter, "directives": DirectiveFilter}


def parameters(schema: Any, path: str) -> dict[str, Any]:
    """The parameters of the query string of a list, by name."""
    told = schema["paths"][f"/api/v1/{path}/"]["get"]["parameters"]
    return {one["name"]: one for one in told if one["in"] == "query"}


@pytest.mark.parametrize("language", ["", "/en"])
def test_it_is_valid(ask: Ask, language: str) -> None:
    schema = ask(f"{language}{SCHEMA}")
    validate_schema(schema)  # type: ignore[no-untyped-call]
    assert schema["openapi"].startswith("3.")
    assert set(schema["paths"]) == {"/api/v1/meetings/", "/api/v1/directives/"}


@pytest.mark.parametrize("path", QUESTIONS)
def test_it_lists_every_parameter_of_the_pages(ask: Ask, path: str) -> None:
    told = parameters(ask(SCHEMA), path)
    assert set(told) == {*QUESTIONS[path].parameters, "facets"}
    assert all(one["description"] for one in told.values())
    assert told["kind"]["schema"]["items"]["enum"][-1] == "unknown"
    assert told["sort"]["schema"]["enum"] == ["relevance", "newest", "oldest"]


def test_it_speaks_the_language_of_its_address(ask: Ask) -> None:
    for language, label in (("", "地区"), ("/en", "Place")):
        told = parameters(ask(f"{language}{SCHEMA}"), "meetings")
        assert told["city"]["description"] == label
        assert "servers" not in told


ANSWERS = (
    ("meetings", "", 200),
    ("meetings", "q=防汛 年:2019&facets=1", 200),
    ("meetings", "date=unknown&city=unknown&kind=unknown", 200),
    ("directives", "facets=1&page=2", 200),
    ("meetings", "page=0", 400),
    ("directives", "q=(x&verb=1", 400),
    ("directives", "q=OR", 400),
    ("directives", "page=50", 404),
)


@pytest.mark.parametrize(("path", "asked", "status"), ANSWERS)
def test_answers_and_refusals_are_as_it_says(
    ask: Ask, many: City, path: str, asked: str, status: int
) -> None:
    schema = ask(SCHEMA)
    responses = schema["paths"][f"/api/v1/{path}/"]["get"]["responses"]
    form = responses[str(status)]["content"]["application/json"]["schema"]
    checker = Draft202012Validator(
        {**form, "components": schema["components"]}, format_checker=FormatChecker()
    )
    checker.validate(ask(f"/api/v1/{path}/?{asked}", status))


def test_the_help_page_leads_to_it(client: Client, db: None) -> None:
    for language in ("", "/en"):
        page = client.get(f"{language}/help/search/").content.decode()
        assert f'href="{language}{SCHEMA}"' in page
        assert f'href="{language}/api/v1/meetings/?q=产业&amp;facets=1"' in page
