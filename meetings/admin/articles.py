"""Curators' pages of articles, their bytes and reports."""

from typing import Any

from django.contrib import admin
from django.db.models.functions import Length
from django.http import HttpRequest

from meetings.admin.base import Curated, ReadOnly, ShownInline
from meetings.admin.evidence import ArticleClaimInline
from meetings.models import Article, Original, Report


class ReportInline(ShownInline):
    """The reports of an article or of a meeting."""

    model = Report
    fields = ("article", "meeting", "relation", "title", "withdrawn_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what each row names."""
        return super().get_queryset(request).select_related("article", "meeting")


@admin.register(Article)
class ArticleAdmin(Curated):
    """Articles; text and bytes stay as they came."""

    list_display = ("__str__", "kind", "reason", "outlet", "published", "city", "acquired_at")
    list_filter = ("kind", "reason", "script", "extractor", "encoding")
    list_select_related = ("city",)
    search_fields = ("title", "outlet", "source_name", "sha256", "url")
    autocomplete_fields = ("city",)
    date_hierarchy = "acquired_at"
    inlines = (ReportInline, ArticleClaimInline)
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
