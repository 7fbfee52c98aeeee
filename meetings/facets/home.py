"""What the archive holds in all, with what each number is drawn from."""

from typing import Any

from meetings.extraction import vocabulary as vocab
from meetings.facets.places import provinces
from meetings.facets.tiles import tiles
from meetings.facets.years import years_of
from meetings.filters.address import Address
from meetings.filters.labels import label
from meetings.models import Article, City, Directive, Meeting, Official

NEWEST = 6


def coverage() -> dict[str, Any]:
    """Numbers with their denominators: articles, meetings, places, officials, directives."""
    kinds = Article.objects.published().as_came().by_kind()
    figures = Meeting.objects.published().figures()
    return figures | {
        "articles": sum(kinds.values()),
        "reports": sum(kinds.values()) - kinds.get(vocab.ArticleKind.NOT_MEETING, 0),
        "kinds": [
            (label(term), term.value, kinds.get(term.value, 0)) for term in vocab.ArticleKind
        ],
        "officials": Official.objects.published().count(),
        "directives": Directive.objects.published().count(),
        "prefectures": City.objects.prefectures().in_being().count(),
        "prefectures_held": City.objects.prefectures().in_being().with_meetings().count(),
    }


def home_sheet(list_path: str) -> dict[str, Any]:
    """What the first page shows."""
    meetings = Meeting.objects.published()
    years = meetings.by_year()
    return {
        "query": None,
        "list_path": list_path,
        "coverage": coverage(),
        "years": years_of(years, Address(list_path)),
        "unknown_year": years.get(None, 0),
        "newest": meetings.for_list().sorted_by("newest")[:NEWEST],
        "tiles": tiles(provinces()),
        "provinces": City.objects.most_met(12),
        "people": meetings.by_official()[:12],
        "kinds": [
            (label(term), term.value, number)
            for value, number in meetings.counted_by("kind").items()
            if (term := vocab.Kind.get(value))
        ],
    }
