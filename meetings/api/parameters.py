"""The JSON Schema of each parameter, by how the filters read its values."""

import re
from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from meetings.filters import values
from meetings.filters.base import Parameter
from meetings.filters.queries import query
from meetings.querysets.held import UNKNOWN
from meetings.search.query.reading import LONGEST

Schema = dict[str, Any]


def _anchored(*patterns: str) -> str:
    """A pattern of Python as JSON Schema takes it: whole, its groups without names."""
    joined = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for pattern in patterns)
    return f"^(?:{joined})$"


DATE = {"type": "string", "pattern": _anchored(values.PARTIAL_DATE.pattern)}
READ: dict[Callable[[str], Any], Schema] = {
    query: {"type": "string", "maxLength": LONGEST},
    values.text: {"type": "string", "maxLength": values.LONGEST_TEXT},
    values.code: {"type": "string", "pattern": _anchored(values.CODE.pattern, UNKNOWN)},
    values.identifier: {"type": "integer", "minimum": 1, "maximum": values.BIGGEST_ID},
    values.year: {"type": "integer", "minimum": 1000, "maximum": 9999},
    values.month: {"type": "integer", "minimum": 1, "maximum": 12},
    values.page: {"type": "integer", "minimum": 1, "maximum": values.FURTHEST_PAGE},
    values.first_day: DATE,
    values.last_day: DATE,
    values.unknown: {"type": "string", "enum": [UNKNOWN]},
}


def one_value(parameter: Parameter) -> Schema:
    """The JSON Schema of one value of a parameter."""
    read = parameter.extra["read"]
    if isinstance(read, values.OneOf):
        return {"type": "string", "enum": list(read.values)}
    return READ[read]


def parameters_of(known: dict[str, Parameter]) -> list[OpenApiParameter]:
    """The parameters of a question, each with its label; lists repeat the parameter."""
    return [
        OpenApiParameter(name, _values(one), description=one.label, explode=_many(one) or None)
        for name, one in known.items()
    ]


def _many(parameter: Parameter) -> bool:
    return bool(parameter.extra["many"])


def _values(parameter: Parameter) -> Schema:
    one = one_value(parameter)
    if not _many(parameter):
        return one
    return {"type": "array", "items": one, "maxItems": values.MOST_VALUES}
