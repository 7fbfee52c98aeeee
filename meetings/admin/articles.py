"""Curators' pages of articles, their bytes and reports."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse

from meetings.admin.article_forms import ArticleForm
from meetings.admin.base import ReadOnly, ShownInline, is_list
from meetings.admin.evidence import ArticleClaimInline
from meetings.admin.narrowing import OwnWeakRule, Place, Sureness
from meetings.admin.reviewed import Reviewed
from meetings.admin.selection import articles_to_csv, read_again, tell_bulk
from meetings.curation import review
from meetings.extraction.vocabulary import ReviewState
from meetings.ingest import reextract
from meetings.models import Article, Original, Report


class ReportInline(ShownInline):
    """The reports of an article or of a meeting."""

    model = Report
    fields = ("article", "meeting", "relation", "title", "withdrawn_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what each row names."""
        return super().get_queryset(request).select_related("article", "meeting")


@admin.register(Article)
class ArticleAdmin(Reviewed):
    """Articles; text and bytes stay as they came. The list is the review queue."""

    form = ArticleForm
    review_page = "review_article"
    list_display = ("__str__", "why_first", "state", "kind", "reason", "outlet", "published")
    list_filter = ("state", "kind", "reason", Place, Sureness, OwnWeakRule, "script", "by_hand")
    list_select_related = ("city",)
    search_fields = ("title", "outlet", "source_name", "sha256", "url")
    autocomplete_fields = ("city",)
    date_hierarchy = "acquired_at"
    inlines = (ReportInline, ArticleClaimInline)
    actions = ("accept", "flag", "reextract", "export")
    change_form_template = "curation/article_form.html"
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
        """Without the blocks, which no page here shows, and for the list without the text."""
        rows = super().get_queryset(request).defer("blocks")
        return rows.defer("blocks", "text") if is_list(request, "article") else rows

    @admin.action(description="标为已核校（存疑的不动）", permissions=["review"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Mark the chosen articles as reviewed, all or none; flagged ones need a look each."""
        tell_bulk(request, review.accept_many(_chosen(queryset), who=request.user), "篇文章")

    @admin.action(description="标为存疑", permissions=["review"])
    def flag(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Mark the chosen articles as doubtful."""
        with transaction.atomic():
            rows = _chosen(queryset)
            moved = [review.decide(row, ReviewState.FLAGGED, who=request.user) for row in rows]
        messages.success(request, f"已将 {sum(moved)} 篇文章标为{ReviewState.FLAGGED.zh}。")

    @admin.action(description="重新提取所选文章", permissions=["review"])
    def reextract(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Read them again."""
        return read_again(request, _chosen(queryset))

    @admin.action(description="导出所选为 CSV", permissions=["view"])
    def export(self, _: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        """The chosen articles as a table."""
        return articles_to_csv(_chosen(queryset))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """As everywhere; an article of another kind is read again by it."""
        super().save_model(request, obj, form, change)
        if "kind" in form.changed_data:
            reextract(obj.sha256)

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """No: articles are ingested."""
        return False

    def has_delete_permission(self, *_: Any, **__: Any) -> bool:
        """No: an article is kept as it came."""
        return False


def _chosen(queryset: QuerySet[Article]) -> QuerySet[Article]:
    ids = list(queryset.order_by().values_list("pk", flat=True))
    return Article.objects.filter(pk__in=ids)


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
