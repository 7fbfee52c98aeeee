"""Curators' pages of officials."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest

from meetings.admin.base import SafeSearch, ShownInline, Table
from meetings.admin.histories import WithHistory
from meetings.curation import namesakes, officials, sayings
from meetings.ingest.readings import to_pinyin, to_sort_key
from meetings.models import Attendance, Official, OfficialName


class OfficialNameInline(Table):
    """Other names."""

    model = OfficialName
    extra = 0


class AttendedInline(ShownInline):
    """Where the official was."""

    model = Attendance
    fields = ("report", "posts", "role", "withdrawn_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what each row names."""
        rows = super().get_queryset(request)
        return rows.select_related("report__meeting", "report__article")


class InUse(admin.SimpleListFilter):
    """Those whom something tells of; whom only withdrawn facts made are out of sight."""

    title, parameter_name = "依据", "left"

    def lookups(self, *_: Any) -> list[tuple[str, str]]:
        """All."""
        return [("all", "连同只由已撤下的记录产生的")]

    def queryset(self, _: HttpRequest, queryset: Any) -> Any:
        """Without what is left of mistakes, unless asked for."""
        return queryset if self.value() == "all" else queryset.in_use()


@admin.register(Official)
class OfficialAdmin(WithHistory, SafeSearch):
    """Officials."""

    list_display = ("name", "pinyin", "city", "attended", "merged_into")
    list_filter = (InUse, ("merged_into", admin.EmptyFieldListFilter), "city__level")
    list_select_related = ("city", "merged_into")
    search_fields = ("name", "pinyin", "other_names__name")
    autocomplete_fields = ("city",)
    readonly_fields = ("merged_into", "also_in")
    fields = ("name", "pinyin", "city", "also_in", "merged_into")
    change_form_template = "curation/official_form.html"
    inlines = (OfficialNameInline, AttendedInline)
    ordering = ("sort_key", "id")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the number of attendances."""
        live = Attendance.objects.filter(official=OuterRef("pk"), withdrawn_at=None)
        rows = live.order_by().values("official")
        counted = Subquery(rows.annotate(n=Count("pk")).values("n"))
        return super().get_queryset(request).annotate(attended=counted)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """With the merges of and into this official, and whether they can be undone."""
        if (official := kw.get("obj")) is not None:
            context["merges"] = officials.merges_of(official)
            context["may_undo"] = request.user.has_perm("meetings.change_officialmerge")
        return super().render_change_form(request, context, *args, **kw)

    @admin.display(description="与会", ordering="attended")
    def attended(self, official: Any) -> int:
        """In how many reports the official stands."""
        return int(official.attended or 0)

    def save_model(self, request: HttpRequest, obj: Official, form: Any, change: bool) -> None:
        """Save what a person says; the pinyin is filled in where none was given, and one that was
        given sorts."""
        obj.pinyin = " ".join(obj.pinyin.lower().split()) or to_pinyin(obj.name)
        read_so = obj.pinyin == to_pinyin(obj.name)
        obj.sort_key = (to_sort_key(obj.name) if read_so else f"{obj.pinyin} {obj.name}")[:160]
        sayings.said_in_form(obj, form.changed_data)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the other names and the former one; who may be the same person follows."""
        super().save_related(request, form, formsets, change)
        if change and "name" in form.changed_data:
            sayings.keep_former(form.instance, form.initial["name"])
        namesakes.refresh([form.instance.pk])

    def has_delete_permission(self, *_: Any, **__: Any) -> bool:
        """No: an address that was given out stays."""
        return False


@admin.register(OfficialName)
class OfficialNameAdmin(SafeSearch):
    """Other names of officials."""

    list_display = ("name", "official")
    list_select_related = ("official",)
    search_fields = ("name", "official__name")
    autocomplete_fields = ("official",)

    def save_model(self, request: HttpRequest, obj: OfficialName, *rest: Any) -> None:
        """Save; who may be the same person follows."""
        super().save_model(request, obj, *rest)
        namesakes.refresh([obj.official_id])

    def delete_model(self, request: HttpRequest, obj: OfficialName) -> None:
        """Delete; who may be the same person follows."""
        super().delete_model(request, obj)
        namesakes.refresh([obj.official_id])

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """As with one."""
        for row in queryset:
            self.delete_model(request, row)
