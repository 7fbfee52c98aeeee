"""What was chosen, each with the way to take it back; and the way out of an empty list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.extraction import vocabulary as vocab
from meetings.filters import HeldFilter
from meetings.filters.labels import label, voice
from meetings.index import Answer, Count, TooSlow
from meetings.querysets.held import UNKNOWN

TERMS: dict[str, type[vocab.Term]] = {
    "kind": vocab.Kind,
    "organ": vocab.Organ,
    "role": vocab.Role,
    "verb": vocab.Verb,
}
NOT_CHIPS = ("q", "sort", "page", "after", "who", "where", "facets")
# The parameters that one facet is made of.
GROUPS = {
    "q": ("q",),
    "city": ("city",),
    "date": ("year", "month", "date_from", "date_to", "date"),
    "kind": ("kind",),
    "organ": ("organ",),
    "official": ("official", "role"),
    "verb": ("verb",),
    "speaker": ("speaker",),
    "excluded": ("-city", "-year", "-kind", "-organ", "-official", "-verb", "-speaker"),
}
GROUP_LABELS = {
    "q": gettext_lazy("检索词"),
    "city": gettext_lazy("地区"),
    "date": gettext_lazy("日期"),
    "kind": gettext_lazy("会议类型"),
    "organ": gettext_lazy("机构"),
    "official": gettext_lazy("官员"),
    "verb": gettext_lazy("动词"),
    "speaker": gettext_lazy("发言者"),
    "excluded": gettext_lazy("排除的条件"),
}


@dataclass(frozen=True)
class Chip:
    """One chosen value: its parameter's label, the value in words, the address without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Rescue:
    """What could be taken back to see something again, and how many rows that gives.

    `about` says that the number is an estimate.
    """

    label: str
    count: int
    url: str
    about: bool = False


def chips(found: HeldFilter) -> list[Chip]:
    """The chosen values in the order of the address; a role narrows nothing without an official."""
    address = found.address
    hidden = NOT_CHIPS if address.chosen("official") else (*NOT_CHIPS, "role")
    shown = [(name, value) for name, value in address.pairs if name not in hidden]
    return [
        Chip(
            found.label(name),
            _in_words(found, name.lstrip("-"), value),
            _without(found, name, value),
        )
        for name, value in shown
    ]


def _without(found: HeldFilter, name: str, value: str) -> str:
    address = found.address.dropped(name, value)
    return str(address if address.chosen("official") else address.without("role"))


def _in_words(found: HeldFilter, name: str, value: str) -> str:
    if value == UNKNOWN:
        return _("不详")
    if name == "city":
        return found.unit_name(value)
    if name == "official":
        return found.person_name(int(value))
    if name == "speaker":
        return voice(value)
    if name in TERMS:
        term = TERMS[name].get(value)
        return label(term) if term else value
    return _("{n} 月").format(n=value) if name == "month" else value


def rescues(found: HeldFilter) -> list[Rescue]:
    """For a list without rows: each group of filters whose removal gives some, with the number."""
    return [rescue for rescue in _rescues(found) if rescue.count]


def _rescues(found: HeldFilter) -> Iterator[Rescue]:
    address = found.address.fresh()
    for group, names in GROUPS.items():
        if any(address.chosen(name) for name in names):
            count, exact = total_of(found.answer.without(group))
            url = str(address.without(*names))
            yield Rescue(str(GROUP_LABELS[group]), count, url, about=not exact)


def total_of(answer: Answer) -> Count:
    """The number of rows; none where counting takes too long: no way out may end in a fault."""
    try:
        return answer.total
    except TooSlow:
        return Count(0)
