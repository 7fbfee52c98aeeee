"""Write the folded text of meetings and of their directives."""

from collections.abc import Iterable

from meetings.models import Article, Directive, DirectiveText, Meeting, MeetingText
from meetings.search.folding import fold

# Blocks that are not the article's own words: site furniture, links to other pages.
FOREIGN = {"furniture", "tail"}


def refresh(meetings: Iterable[int]) -> None:
    """Write the search rows of these meetings anew, by id; without a live report there are none."""
    wanted = sorted(set(meetings))
    found = Meeting.objects.filter(pk__in=wanted, reports__withdrawn_at=None).distinct()
    rows = [MeetingText(meeting_id=m.pk, text=fold(_words(m))) for m in found]
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


def _words(meeting: Meeting) -> str:
    articles = Article.objects.filter(reports__meeting=meeting, reports__withdrawn_at=None)
    told = [own_words(article) for article in articles.distinct().order_by("id")]
    return "\n\n".join([meeting.title, *told])


def own_words(article: Article) -> str:
    """The article's text without site furniture and link tails; all where no blocks are known."""
    kept = [b["span"] for b in article.blocks if b["kind"] not in FOREIGN]
    if not article.blocks:
        return article.text
    return "".join(article.text[start:end] for start, end in kept)


def _refresh_directives(meetings: list[int]) -> None:
    directives = Directive.objects.filter(report__meeting__in=meetings)
    live = directives.filter(withdrawn_at=None, report__withdrawn_at=None).order_by("id")
    rows = [DirectiveText(directive_id=d.pk, text=fold(d.text)) for d in live]
    DirectiveText.objects.filter(directive__in=directives).exclude(
        directive__in=[row.directive_id for row in rows]
    ).delete()
    DirectiveText.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["directive"], update_fields=["text"]
    )
