"""Records by names that tell them apart on the curators' site."""

from typing import Any

from meetings.models import City


def told_city(city: City) -> str:
    """鼓楼区 · 江苏省南京市: a unit with those above it, since many are called the same."""
    names: list[str] = []
    above = city.parent
    while above is not None:
        names.insert(0, above.name)
        above = above.parent
    return f"{city.name} · {''.join(names)}" if names else city.name


def told_record(record: Any) -> str:
    """应有为 #199 湘潭市: an official or a meeting with number and city."""
    return f"{record} #{record.pk} {record.city or '所在地不详'}"
