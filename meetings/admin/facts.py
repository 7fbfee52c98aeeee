"""Curators' pages of what a report says: attendances, agenda, directives, counts."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.postgres.fields import ArrayField
from django.db.models import Max, Model, Q, TextField
from django.http import HttpRequest

from meetings import curation, index
from meetings.admin.base import Curated, CuratedForm, Table, correct_changed, to_list_field
from meetings.admin.histories import WithHistory
from meetings.admin.searching import Searched
from meetings.curation import CORRECTABLE, ROW_TYPES
from meetings.ingest.facts import place_official, reidentify
from meetings.models import AgendaItem, Attendance, Directive, Quorum

# The field whose words a new row rests on.
QUOTED: dict[type[Model], str] = {
    Attendance: "name",
    AgendaItem: "text",
    Directive: "text",
    Quorum: "group",
}


class FactForm(CuratedForm):
    """A fact of a report: a new one must stand in the article."""

    def clean(self) -> dict[str, Any] | None:
        """Find the words of a new row in the article; keep one row an official."""
        cleaned = super().clean()
        report = (
            self.instance.report if self.instance.report_id else self.cleaned_data.get("report")
        )
        words = self.cleaned_data.get(QUOTED[type(self.instance)])
        if self.instance.pk is None and report and words:
            self._anchor(report, words)
        if report and isinstance(self.instance, Attendance):
            self._refuse_second(report)
        return cleaned

    def _anchor(self, report: Any, words: str) -> None:
        span = curation.locate(report.article.text, words)
        if span is None:
            msg = f"文章中找不到“{words[:40]}”：请照原文填写。"
            raise forms.ValidationError(msg)
        self.instance.start, self.instance.end = span
        if hasattr(self.instance, "ordinal"):
            siblings = type(self.instance).objects.filter(report=report)
            self.instance.ordinal = (siblings.aggregate(top=Max("ordinal"))["top"] or 0) + 1

    def _refuse_second(self, report: Any) -> None:
        official = self.cleaned_data.get("official")
        others = Attendance.objects.filter(report=report, withdrawn_at=None)
        others = others.exclude(pk=self.instance.pk)
        name = self.cleaned_data.get("name")
        if (official and others.filter(official=official).exists()) or (
            self.instance.pk is None and others.filter(name=name).exists()
        ):
            msg = f"本报道中已有“{official or name}”：请修改那一行。"
            raise forms.ValidationError(msg)

    def write(self, request: HttpRequest, *, why: str, reject: bool) -> None:
        """Keep what a curator did to the row."""
        row = self.instance
        if reject and row.pk:
            curation.reject(row, who=request.user, why=why)
        elif row.pk and not reject:
            correct_changed(row, self.changed_data, request, why=why)
            if isinstance(row, Attendance) and "name" in self.changed_data:
                reidentify(row)
        elif self.has_changed() and not reject:
            if isinstance(row, Attendance) and row.official_id is None:
                place_official(row)
            curation.add(row, who=request.user, why=why)


class FactInline(Table):
    """The live facts of a report, to correct, add and reject."""

    form = FactForm
    extra = 0
    show_change_link = True

    def get_fields(self, *_: Any, **__: Any) -> Any:
        """What is corrected here; the official of a name has its own page, or is found by rule."""
        names = CORRECTABLE[ROW_TYPES[self.model]]
        return tuple(name for name in names if name != "official")

    def get_queryset(self, request: HttpRequest) -> Any:
        """What stands, in order."""
        rows = super().get_queryset(request).filter(withdrawn_at=None)
        return rows.select_related("report__article")

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        """Lists are written with 、 between their elements, texts in a few lines."""
        if isinstance(db_field, ArrayField):
            return to_list_field(db_field)
        if isinstance(db_field, TextField):
            kwargs["widget"] = AdminTextareaWidget({"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[arg-type]  # as its parent calls it


class AttendanceInline(FactInline):
    """Who took part."""

    model = Attendance


class AgendaInline(FactInline):
    """What was on the agenda."""

    model = AgendaItem


class DirectiveInline(FactInline):
    """What was directed."""

    model = Directive


class QuorumInline(FactInline):
    """Who was due, and who came."""

    model = Quorum


INLINES = (AttendanceInline, AgendaInline, DirectiveInline, QuorumInline)


class FactAdmin(WithHistory, Curated):
    """One kind of fact."""

    form = FactForm
    list_select_related: ClassVar[Any] = ("report__article", "report__meeting")
    autocomplete_fields: ClassVar[Any] = ("report",)
    readonly_fields = ("printed", "withdrawn_at")
    actions = ("restore",)
    list_filter: ClassVar[Any] = (("withdrawn_at", admin.EmptyFieldListFilter),)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """The report first; it is chosen once."""
        return ("report", *super().get_fields(request, obj))

    def get_readonly_fields(self, _: HttpRequest, obj: Model | None = None) -> Any:
        """A fact never moves to another report."""
        return (*self.readonly_fields, "report") if obj else self.readonly_fields

    @admin.display(description="原文")
    def printed(self, row: Any) -> str:
        """The words of the article that the row rests on."""
        return row.report.article.text[row.start : row.end] if row.pk else "—"

    def save_model(self, request: HttpRequest, _obj: Any, form: Any, *_: Any) -> None:
        """As in the inlines."""
        form.write(request, why=form.cleaned_data.get("why", ""), reject=False)


@admin.register(Attendance)
class AttendanceAdmin(FactAdmin):
    """Attendances."""

    list_display = ("name", "role", "posts", "official", "report")
    list_filter = ("role", *FactAdmin.list_filter)
    list_select_related = ("official", *FactAdmin.list_select_related)
    search_fields = ("name", "official__name", "official__pinyin", "report__title")
    autocomplete_fields = ("report", "official")


@admin.register(AgendaItem)
class AgendaItemAdmin(FactAdmin):
    """Agenda items."""

    list_display = ("verb", "text", "report")
    search_fields = ("text", "report__title")


@admin.register(Directive)
class DirectiveAdmin(Searched, FactAdmin):
    """Directives."""

    unit = index.Unit.DIRECTIVE
    hidden = Q(withdrawn_at__isnull=False)
    list_display = ("speaker", "verb", "official", "report")
    list_filter = ("verb", *FactAdmin.list_filter)
    list_select_related = ("official", *FactAdmin.list_select_related)
    search_fields = ("speaker", "official__pinyin", "text", "report__title")
    autocomplete_fields = ("report", "official")


@admin.register(Quorum)
class QuorumAdmin(FactAdmin):
    """Counts of those due and present."""

    list_display = ("group", "expected", "present", "report")
    search_fields = ("group", "report__title")
