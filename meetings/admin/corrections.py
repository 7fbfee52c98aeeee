"""Curators' pages of corrections: what was changed, by whom and why, newest first, and its undo."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.admin.base import ReadOnly, is_list
from meetings.admin.histories import may_change
from meetings.curation import CORRECTABLE, traced
from meetings.models import Article, Correction, Report

NONE = "（空）"
REVIEWED = {"meeting": "review", "article": "review_article"}


class Traced(ChangeList):
    """A list whose rows know what they are about."""

    def get_results(self, request: HttpRequest) -> None:
        """The page, each correction with its row."""
        super().get_results(request)
        rows = list(self.result_list)
        for trace in traced.traced(rows):
            trace.correction.trace = trace  # type: ignore[attr-defined]  # for the columns
            trace.correction.offered = _offered(request, trace)  # type: ignore[attr-defined]
            trace.correction.place = place_of(request, trace)  # type: ignore[attr-defined]
        self.result_list = rows


class Field(admin.SimpleListFilter):
    """The field that was changed, by its name."""

    title, parameter_name = "字段", "field"

    def lookups(self, *_: Any) -> list[tuple[str, str]]:
        """Every field that people correct."""
        found: dict[str, str] = {}
        for kind, names in CORRECTABLE.items():
            for name in names:
                field = traced.MODELS[kind]._meta.get_field(name)  # noqa: SLF001
                found.setdefault(name, str(field.verbose_name))
        return list(found.items())

    def queryset(self, _: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Of that field."""
        return queryset.filter(field=self.value()) if self.value() else queryset


class Rule(admin.SimpleListFilter):
    """The rule that had found what was corrected."""

    title, parameter_name = "原规则", "rule"

    def lookups(self, *_: Any) -> list[tuple[str, str]]:
        """The rules that were corrected."""
        rules = Correction.objects.exclude(rule="").order_by("rule").values_list("rule", flat=True)
        return [(rule, rule) for rule in rules.distinct()[:100]]

    def queryset(self, _: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Of that rule."""
        return queryset.filter(rule=self.value()) if self.value() else queryset


@admin.register(Correction)
class CorrectionAdmin(ReadOnly):
    """Corrections, append-only."""

    list_display = ("made_at", "who", "about", "record", "label", "before", "after", "why", "undo")
    list_display_links = ("made_at",)
    list_filter = (
        ("who", admin.RelatedOnlyFieldListFilter),
        "made_at",
        "row_type",
        "action",
        Field,
        "standing__state",
        Rule,
    )
    list_select_related = ("who",)
    search_fields = ("told", "who__username", "sha256", "anchor", "why", "rule")
    search_help_text = "会议名称、文章标题、修改人、所据原文、理由、规则"
    ordering = ("-id",)
    fields = (
        "made_at",
        "who",
        "about",
        "record",
        "label",
        "before",
        "after",
        "why",
        "basis",
        "rule",
        "sha256",
    )
    change_form_template = "curation/correction_form.html"

    class Media:
        css: ClassVar[Any] = {"all": ["curation/curation.css", "curation/corrections.css"]}

    def get_changelist(self, *_: Any, **__: Any) -> type[ChangeList]:
        """Rows with what they are about."""
        return Traced

    def get_queryset(self, request: HttpRequest) -> Any:
        """For the list, with the name of the meeting or article."""
        rows = super().get_queryset(request)
        if not is_list(request, "correction"):
            return rows
        told = Report.objects.filter(
            article__sha256=OuterRef("sha256"), ordinal=OuterRef("report_ordinal")
        )
        titled = Article.objects.filter(sha256=OuterRef("sha256")).values("title")[:1]
        name = Coalesce(Subquery(told.values("meeting__title")[:1]), Subquery(titled))
        return rows.annotate(told=name)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, under a title that says whose it is."""
        mine = request.GET.get("who__id__exact") == str(request.user.pk)
        title = "我的更正：最新的在前" if mine else "更正：最新的在前"
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The correction, with what it is about."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            [found.trace] = traced.traced([found])
            found.offered = _offered(request, found.trace)
            found.place = place_of(request, found.trace)
        return found

    @admin.display(description="会议或文章")
    def about(self, made: Any) -> SafeString | str:
        """A link to where it is reviewed."""
        place: SafeString | str = made.place
        return place

    @admin.display(description="记录")
    def record(self, made: Any) -> str:
        """The kind of row, with its words."""
        return str(made.trace.record)

    @admin.display(description="字段")
    def label(self, made: Any) -> str:
        """The field by its name, or what was done."""
        return str(made.trace.label)

    @admin.display(description="原为")
    def before(self, made: Any) -> str:
        """What stood."""
        return made.trace.before[:200] or NONE

    @admin.display(description="改为")
    def after(self, made: Any) -> str:
        """What stands."""
        return made.trace.after[:200] or NONE

    @admin.display(description="撤销")
    def undo(self, made: Any) -> SafeString | str:
        """A button of the list's own form."""
        if not made.offered:
            return ""
        form = (
            '<button class="button" formmethod="post" formaction="{}" aria-label="{}">撤销</button>'
        )
        words = f"撤销：{made.trace.record} {made.trace.label} {made.trace.after[:20]}"
        return format_html(form, reverse("admin:undo_correction", args=[made.pk]), words)


def _offered(request: HttpRequest, trace: traced.Trace) -> bool:
    return trace.may_undo and may_change(request, trace.row)


def place_of(request: HttpRequest, trace: traced.Trace) -> SafeString | str:
    """A link to where this person reviews, or reads of, a correction's meeting or article."""
    record = trace.meeting or trace.article
    if record is None:
        return "—"
    name = str(record._meta.model_name)  # noqa: SLF001  # a documented name
    reviews = request.user.has_perm("meetings.review_meeting")
    page = REVIEWED[name] if reviews else f"meetings_{name}_change"
    address = reverse(f"admin:{page}", args=[record.pk])
    return format_html('<a href="{}">{}</a>', address, record)
