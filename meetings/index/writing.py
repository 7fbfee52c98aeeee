"""Write the search rows of meetings, and of their directives, from what the archive says."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, groupby
from typing import Any

from django.db import transaction

from meetings.index.resolving import voice
from meetings.index.units import ROLES
from meetings.models import (
    Article,
    Attendance,
    Directive,
    DirectiveText,
    Meeting,
    MeetingText,
    Report,
)
from meetings.querysets.held import PUBLIC
from meetings.search.folding import fold

# Moves when a text is folded otherwise, so that rows of an earlier folding are told and written
# anew by `manage.py reindex`.
VERSION = 1
# Blocks that are not the article's own words: site furniture, links to other pages.
FOREIGN = {"furniture", "tail"}
# More characters than this are not searched: a tsvector holds a megabyte.
LONGEST = 100_000
ROLE_CODES = {role.value: code for code, role in enumerate(ROLES)}
UPDATED = {
    MeetingText: (
        *("text", "live", "version", "city", "organ", "kind", "term", "number"),
        *("date_first", "date_last", "people", "sources"),
    ),
    DirectiveText: ("text", "live", "version", "meeting", "verb", "voice"),
}


@transaction.atomic
def refresh(meetings: Iterable[int]) -> None:
    """Write the search rows of these meetings and their directives anew, by id.

    What is not public keeps a row that is not live and holds nothing.
    """
    wanted = sorted(set(meetings))
    found = list(Meeting.objects.filter(pk__in=wanted).order_by("pk"))
    reports = list(Report.objects.filter(meeting__in=wanted).order_by("article_id", "ordinal"))
    _write(MeetingText, "meeting", meeting_rows(found, reports))
    _write(DirectiveText, "directive", directive_rows(found, reports))


def _write(model: Any, key: str, rows: list[Any]) -> None:
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=UPDATED[model]
    )


def meeting_rows(meetings: list[Meeting], reports: list[Report]) -> list[MeetingText]:
    """The rows of these meetings, whose reports are all given."""
    told = [report for report in reports if report.withdrawn_at is None]
    articles = Article.objects.in_bulk({report.article_id for report in told})
    people = _people([report.pk for report in told])
    by_meeting = defaultdict(list)
    for report in told:
        by_meeting[report.meeting_id].append(report)
    return [_row(m, by_meeting[m.pk], articles, people) for m in meetings]


def _row(
    meeting: Meeting,
    reports: list[Report],
    articles: dict[int, Article],
    people: dict[int, set[int]],
) -> MeetingText:
    if meeting.state not in PUBLIC:
        return MeetingText(meeting_id=meeting.pk, text="", live=False, version=VERSION)
    of = list(dict.fromkeys(articles[report.article_id] for report in reports))
    names = chain.from_iterable((article.outlet, article.republished_by) for article in of)
    return MeetingText(
        meeting_id=meeting.pk,
        text=_folded(meeting.title, of),
        version=VERSION,
        city_id=meeting.city_id,
        organ=meeting.organ,
        kind=meeting.kind,
        term=meeting.term,
        number=meeting.number,
        date_first=meeting.date_first,
        date_last=meeting.date_last,
        people=sorted(set().union(*(people[report.pk] for report in reports))),
        sources=sorted({fold(name) for name in names} - {""}),
    )


def _people(reports: list[int]) -> dict[int, set[int]]:
    """Official × 8 + role of all who took part, by report."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Attendance.objects.filter(report__in=reports, withdrawn_at=None)
    for report, official, role in rows.values_list("report_id", "official_id", "role"):
        found[report].add(official * 8 + ROLE_CODES[role])
    return found


def _folded(title: str, articles: list[Article]) -> str:
    """The title, then the articles' own words in runs folded apart: nothing matches across two."""
    runs = [run for article in articles for run in own_words(article)]
    return "\n".join([fold(title), *filter(None, map(fold, runs))])[:LONGEST]


def own_words(article: Article) -> list[str]:
    """The article's text in the runs that site furniture and link tails leave of it."""
    if not article.blocks:
        return [article.text]
    runs = groupby(article.blocks, key=lambda block: block["kind"] in FOREIGN)
    spans = [[block["span"] for block in run] for foreign, run in runs if not foreign]
    return [article.text[own[0][0] : own[-1][1]] for own in spans]


def directive_rows(meetings: list[Meeting], reports: list[Report]) -> list[DirectiveText]:
    """The rows of the directives of these reports, by lists of ids: no join hangs on statistics."""
    public = {m.pk for m in meetings if m.state in PUBLIC}
    of = {report.pk: report for report in reports}
    rows = Directive.objects.filter(report__in=list(of)).order_by("pk")
    return [_said(d, of[d.report_id], public) for d in rows]


def _said(directive: Directive, report: Report, public: set[int]) -> DirectiveText:
    live = (
        directive.withdrawn_at is None
        and report.withdrawn_at is None
        and report.meeting_id in public
    )
    return DirectiveText(
        directive_id=directive.pk,
        meeting_id=report.meeting_id,
        text=fold(directive.text)[:LONGEST] if live else "",
        live=live,
        version=VERSION,
        verb=directive.verb,
        voice=voice(directive.speaker),
    )
