"""Questions about articles and their reports."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Prefetch

from meetings.extraction.vocabulary import ArticleKind, ReviewState
from meetings.querysets.held import PUBLIC

if TYPE_CHECKING:
    from meetings.models import Article, Report  # noqa: F401  # named in the base class


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about articles."""

    def published(self) -> Self:
        """Articles that readers see: neither rejected nor withdrawn."""
        return self.exclude(state__in=(ReviewState.REJECTED, ReviewState.WITHDRAWN))

    def as_came(self) -> Self:
        """Without those that stand for what was entered by hand."""
        return self.filter(by_hand=False)

    def of_kind(self, kinds: list[str]) -> Self:
        """Of one of these kinds."""
        return self.filter(kind__in=kinds)

    def no_reports(self) -> Self:
        """Articles that are not about a meeting; each has its reason."""
        return self.filter(kind=ArticleKind.NOT_MEETING)

    def hashed(self, prefix: str) -> Self:
        """Whose SHA-256 begins with these hexadecimal digits."""
        return self.filter(sha256__startswith=prefix.lower())

    def without_text(self) -> Self:
        """Without the long columns, for lists."""
        return self.defer("text", "blocks").select_related("city__parent__parent")

    def with_reports(self) -> Self:
        """With the reports that stand and the public meetings they tell of."""
        reports = apps.get_model("meetings", "Report").objects.live()
        reports = reports.select_related("meeting__city__parent__parent").order_by("ordinal")
        return self.select_related("city__parent__parent").prefetch_related(
            Prefetch("reports", reports, to_attr="told")
        )

    def by_kind(self) -> dict[str, int]:
        """Number of articles of each kind."""
        return dict(self.order_by().values_list("kind").annotate(n=Count("pk")))


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def live(self) -> Self:
        """Reports that stand, of public meetings: reporting before discussing, oldest first."""
        rows = self.filter(withdrawn_at=None, meeting__state__in=PUBLIC)
        return rows.order_by("-relation", "article_id", "ordinal")
