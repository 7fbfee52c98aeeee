"""The administrative units of China through time: by code, by name, in text, by outlet."""

from .finder import Hit, find_names
from .outlets import is_national, outlet_place
from .places import (
    LEVELS,
    Place,
    bearers,
    by_code,
    by_unit,
    children,
    full_names,
    lineage,
    named,
    places,
    province_short,
    resolve,
    short_names,
    weak_names,
)

__all__ = [
    "LEVELS",
    "Hit",
    "Place",
    "bearers",
    "by_code",
    "by_unit",
    "children",
    "find_names",
    "full_names",
    "is_national",
    "lineage",
    "named",
    "outlet_place",
    "places",
    "province_short",
    "resolve",
    "short_names",
    "weak_names",
]
