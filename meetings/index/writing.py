"""Write the folded text of meetings and of their directives."""

from collections.abc import Iterable
from itertools import groupby

from meetings.models import Article, Directive, DirectiveText, Meeting, MeetingText, Report
from meetings.search.folding import fold

# Blocks that are not the article's own words: site furniture, links to other pages.
FOREIGN = {"furniture", "tail"}


def refresh(meetings: Iterable[int]) -> None:
    """Write the search rows of these meetings anew, by id; without a live report there are none."""
    wanted = sorted(set(meetings))
    found = Meeting.objects.filter(pk__in=wanted, reports__withdrawn_at=None).distinct()
    rows = [MeetingText(meeting_id=m.pk, text=_folded(m)) for m in found]
    rows = [row for row in rows if row.text]
    MeetingText.objects.filter(meeting__in=wanted).exclude(
        meeting__in=[row.meeting_id for row in rows]
    ).delete()
    MeetingText.objects.bulk_create(
        sorted(rows, key=lambda row: row.meeting_id),
        update_conflicts=True,
        unique_fields=["meeting"],
        update_fields=["text"],
    )
    _refresh_directives(wanted)


def _folded(meeting: Meeting) -> str:
    """Title and runs of the articles' own words, folded apart so that none matches across two."""
    articles = Article.objects.filter(reports__meeting=meeting, reports__withdrawn_at=None)
    runs = [run for article in articles.distinct().order_by("id") for run in own_words(article)]
    return "\n".join(filter(None, map(fold, [meeting.title, *runs])))


def own_words(article: Article) -> list[str]:
    """The article's text in the runs that site furniture and link tails leave of it."""
    if not article.blocks:
        return [article.text]
    runs = groupby(article.blocks, key=lambda block: block["kind"] in FOREIGN)
    spans = [[block["span"] for block in run] for foreign, run in runs if not foreign]
    return [article.text[own[0][0] : own[-1][1]] for own in spans]


def _refresh_directives(meetings: list[int]) -> None:
    """By lists of ids, so that no join hangs on statistics that a first ingest has not yet."""
    reports = Report.objects.filter(meeting__in=meetings).in_bulk()
    told = Directive.objects.filter(report__in=list(reports)).order_by("id")
    live = [d for d in told if not d.withdrawn_at and not reports[d.report_id].withdrawn_at]
    rows = [DirectiveText(directive_id=d.pk, text=fold(d.text)) for d in live]
    gone = {d.pk for d in told} - {d.pk for d in live}
    if gone:
        DirectiveText.objects.filter(directive__in=gone).delete()
    DirectiveText.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["directive"], update_fields=["text"]
    )
