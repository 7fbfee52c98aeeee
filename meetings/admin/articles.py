"""Curators' pages of articles, their bytes and reports."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest

from meetings import curation
from meetings.admin.base import Curated, ReadOnly, ShownInline
from meetings.admin.evidence import ArticleClaimInline
from meetings.admin.histories import WithHistory
from meetings.admin.selection import read_again
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Article, Original, Report


class ReportInline(ShownInline):
    """The reports of an article or of a meeting."""

    model = Report
    fields = ("article", "meeting", "relation", "title", "withdrawn_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what each row names."""
        return super().get_queryset(request).select_related("article", "meeting")


@admin.register(Article)
class ArticleAdmin(WithHistory, Curated):
    """Articles; text and bytes stay as they came."""

    list_display = ("__str__", "kind", "reason", "outlet", "published", "city", "state")
    list_filter = ("state", "kind", "reason", "script", "extractor", "encoding")
    list_select_related = ("city",)
    search_fields = ("title", "outlet", "source_name", "sha256", "url")
    autocomplete_fields = ("city",)
    date_hierarchy = "acquired_at"
    inlines = (ReportInline, ArticleClaimInline)
    actions = ("accept", "flag", "reextract")
    readonly_fields = (
        "sha256",
        "source_name",
        "encoding",
        "script",
        "extractor",
        "acquired_at",
        "extracted_at",
        "text",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the blocks, which no page here shows."""
        return super().get_queryset(request).defer("blocks")

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether the actions of review are offered."""
        return request.user.has_perm("meetings.review_meeting")

    @admin.action(description="标为已核校", permissions=["review"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Mark the chosen articles as reviewed."""
        self._review(request, queryset, ReviewState.ACCEPTED)

    @admin.action(description="标为存疑", permissions=["review"])
    def flag(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Mark the chosen articles as doubtful."""
        self._review(request, queryset, ReviewState.FLAGGED)

    @transaction.atomic
    def _review(
        self, request: HttpRequest, queryset: QuerySet[Article], state: ReviewState
    ) -> None:
        who = request.user
        moved = sum(curation.correct(row, "state", state.value, who=who) for row in queryset)
        messages.success(request, f"已将 {moved} 篇文章标为{state.zh}。")

    @admin.action(description="重新提取所选文章", permissions=["review"])
    def reextract(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Read them again."""
        read_again(
            request, Article.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
        )

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """No: articles are ingested."""
        return False

    def has_delete_permission(self, *_: Any, **__: Any) -> bool:
        """No: an article is kept as it came."""
        return False


@admin.register(Original)
class OriginalAdmin(ReadOnly):
    """The bytes of articles, by size."""

    list_display = ("article", "size")
    list_select_related = ("article",)
    search_fields = ("article__title", "article__sha256")
    fields = ("article", "size")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the size instead of the bytes."""
        return super().get_queryset(request).defer("content").annotate(size=Length("content"))

    @admin.display(description="字节数")
    def size(self, original: Any) -> int:
        """Bytes."""
        return int(original.size)
