"""Questions made up from the schema, good ones and bad ones, are answered as it says."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from archive.wsgi import application
from tests.pages.factories import make_meeting, make_places

# No schema says which cities and officials there are, and empty values are left out.
BEYOND: list[Any] = [checks.positive_data_acceptance, checks.negative_data_rejection]
# Made up anew each time would be another test each time.
MADE_UP = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(transactional_db: None) -> Any:
    """The schema that the running site gives of itself."""
    make_meeting(make_places()[1], text="防汛", said=[("会议", "指出", "要防汛。")])
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_is_answered_as_the_schema_says(
    described: Any, mode: GenerationMode
) -> None:
    def check(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=BEYOND)

    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 2
    for operation in operations:
        made_up: Any = given(operation.as_strategy(generation_mode=mode))
        MADE_UP(made_up(check))()
