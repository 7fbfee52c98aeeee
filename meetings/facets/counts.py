"""Count the choices of each facet over the rows that the other choices leave."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from meetings.extraction import vocabulary as vocab
from meetings.facets.choices import Choice, Facet, split
from meetings.facets.cities import MOST_FOUND, MOST_UNITS, city_facet
from meetings.filters import HeldFilter
from meetings.filters.labels import label as label_of
from meetings.filters.labels import voice
from meetings.models import Official
from meetings.querysets.held import UNKNOWN

MOST_YEARS = 6
MOST_PEOPLE = 8
# As many speakers as can be unfolded.
MOST_SPEAKERS = 48


def facets_of(found: HeldFilter, years: Mapping[int | None, int]) -> list[Facet]:
    """The facets of a list in their order; the years were counted for the chart already."""
    answer = found.answer
    facets = [
        city_facet(found),
        year_facet(found, years),
        closed_facet(found, "kind", _("会议类型"), vocab.Kind, answer.by_kind()),
        closed_facet(found, "organ", _("机构"), vocab.Organ, answer.by_organ()),
        official_facet(found),
    ]
    if "verb" in found.parameters:
        verbs = answer.by_verb()
        facets += [closed_facet(found, "verb", _("指令动词"), vocab.Verb, verbs)]
        facets += [speaker_facet(found)]
    return [_marked(found, facet) for facet in facets]


def _marked(found: HeldFilter, facet: Facet) -> Facet:
    """A facet that says when its numbers are estimates."""
    own = "date" if facet.name == "year" else facet.name
    return facet if found.answer.is_exact(own) else replace(facet, about=True)


def year_facet(found: HeldFilter, years: Mapping[int | None, int]) -> Facet:
    """Years, newest first, and the unknown date."""
    chosen = found.chosen["year"]
    every = sorted({year for year in years if year} | set(chosen), reverse=True)
    choices = [
        Choice(str(y), _("{year} 年").format(year=y), years.get(y, 0), y in chosen) for y in every
    ]
    shown, rest = split(choices, MOST_YEARS)
    return Facet("year", _("日期"), shown, rest, _("更早的年份"))


def closed_facet(
    found: HeldFilter, name: str, title: str, terms: type[vocab.Term], counts: Mapping[str, int]
) -> Facet:
    """The values of a closed list that have rows or are chosen, most rows first."""
    chosen = found.chosen[name]
    choices = [
        Choice(t.value, label_of(t), counts.get(t.value, 0), t.value in chosen)
        for t in terms
        if counts.get(t.value) or t.value in chosen
    ]
    choices.sort(key=lambda choice: -choice.count)
    if counts.get("") or UNKNOWN in chosen:
        unknown = _("{what}不详").format(what=title)
        choices.append(Choice(UNKNOWN, unknown, counts.get("", 0), UNKNOWN in chosen))
    shown, rest = split(choices, MOST_UNITS)
    rest_title = _("其余 {n} 项").format(n=len(rest))
    can_exclude = f"-{name}" in found.parameters
    return Facet(name, title, shown, rest, rest_title, can_exclude=can_exclude)


def official_facet(found: HeldFilter) -> Facet:
    """The officials who took part most, and those chosen, in the role asked for.

    A role without an official narrows no list: it turns these numbers to the meetings that each
    took part in so (`role=chair`: chaired), which is what choosing one of them then gives.
    """
    chosen, role = found.people("official"), found.chosen["role"] or ""
    if typed := found.chosen["who"]:
        alike = Official.objects.beginning_like(typed).values_list("pk", flat=True)
        counts = found.answer.by_official(role, MOST_FOUND, only=list(alike[:1000]))
    else:
        counts = found.answer.by_official(role, MOST_PEOPLE)
    missing = [pk for pk in chosen if pk not in counts]
    if missing:
        counts |= found.answer.by_official(role, len(missing), only=missing)
        counts |= {pk: counts.get(pk, 0) for pk in missing}
    people, roles = _people(counts, chosen), _roles(found)
    asked = next((one.label for one in roles if one.value and one.checked), "")
    return Facet("official", _("官员"), people, roles=roles, role=asked, finder="who")


def _people(counts: Mapping[int, int], chosen: Iterable[int]) -> tuple[Choice, ...]:
    people = Official.objects.names(counts)
    checked = set(chosen)
    return tuple(
        Choice(str(pk), _named(*people[pk]), number, pk in checked)
        for pk, number in counts.items()
        if pk in people
    )


def _named(name: str, place: str) -> str:
    return f"{name}（{place}）" if place else name


def _roles(found: HeldFilter) -> tuple[Choice, ...]:
    asked = found.chosen["role"] or ""
    every = [Choice("", _("不限角色"), 0, not asked)]
    every += [Choice(r.value, label_of(r), 0, r.value == asked) for r in vocab.Role]
    return tuple(every)


def speaker_facet(found: HeldFilter) -> Facet:
    """Who said it: the meeting or a person, most directives first."""
    chosen = found.chosen["speaker"]
    counts = found.answer.by_speaker(MOST_SPEAKERS, chosen)
    every = [*counts, *(word for word in chosen if word not in counts)]
    choices = [Choice(word, voice(word), counts.get(word, 0), word in chosen) for word in every]
    shown, rest = split(choices, MOST_UNITS)
    return Facet("speaker", _("发言者"), shown, rest, _("其余发言者"))
