"""Queues and records of the curators' own work: conflicts, merges, verdicts, readers' reports."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from meetings.admin.base import ReadOnly
from meetings.admin.naming import told_record
from meetings.admin.pages import told
from meetings.curation import Refused, conflicts, duplicates, officials, standings
from meetings.models import (
    ArticleLease,
    Lease,
    MeetingMerge,
    MeetingPair,
    OfficialMerge,
    OfficialPair,
    Standing,
    Upload,
)


class Waiting(admin.SimpleListFilter):
    """What still awaits a decision; the queue, unless asked for all."""

    title, parameter_name = "处理", "decided"

    def lookups(self, *_: Any) -> list[tuple[str, str]]:
        """Decided, or all."""
        return [("yes", "已处理"), ("all", "全部情况")]

    def queryset(self, _: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The queue by default."""
        if self.value() == "yes":
            return queryset.exclude(decided_at=None)
        if self.value() == "all":
            return queryset
        return queryset.filter(decided_at=None, state__in=Standing.QUEUED)


@admin.register(Standing)
class StandingAdmin(ReadOnly):
    """Corrections that the newest reading contradicts."""

    list_display = ("about", "state", "person", "reading", "article", "since", "decided_by")
    list_filter = (Waiting, "state", "correction__row_type")
    list_select_related = ("correction", "decided_by")
    search_fields = ("correction__sha256", "correction__anchor", "correction__field")
    fields = ("correction", "state", "reading", "since", "decided_at", "decided_by")
    actions = ("keep_person", "take_machine")

    @admin.display(description="更正")
    def about(self, standing: Standing) -> str:
        """Row and field, with the words it rests on."""
        made = standing.correction
        words = f"“{made.anchor[:30]}”" if made.anchor else ""
        return f"{made.get_row_type_display()}{words} {made.field or made.get_action_display()}"

    @admin.display(description="人工值")
    def person(self, standing: Standing) -> str:
        """What the person says."""
        value = standing.correction.person_value
        return "—" if value is None else str(value)[:80]

    @admin.display(description="文章")
    def article(self, standing: Standing) -> str:
        """A link to the articles of this hash."""
        address = reverse("admin:meetings_article_changelist")
        sha256 = standing.correction.sha256
        return format_html('<a href="{}?q={}">{}</a>', address, sha256, sha256[:12])

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are decided by actions, never edited."""
        return obj is None and request.user.has_perm("meetings.change_standing")

    @admin.action(description="以人工值为准", permissions=["change"])
    def keep_person(self, request: HttpRequest, queryset: QuerySet[Standing]) -> None:
        """Settle for the person."""
        count = sum(standings.keep_person(row, who=request.user) for row in queryset)
        messages.success(request, f"{count} 条以人工值为准。")

    @admin.action(description="采用机器的新值", permissions=["change"])
    def take_machine(self, request: HttpRequest, queryset: QuerySet[Standing]) -> None:
        """Settle for the machine, by a new correction."""
        count = 0
        for row in queryset.select_related("correction"):
            try:
                count += conflicts.take_machine(row, who=request.user)
            except Refused as fault:
                told(request, fault)
        messages.success(request, f"{count} 条采用机器的新值。")


class MergeAdmin(ReadOnly):
    """Merges, which can be undone."""

    change_form_template = "curation/merge_record.html"
    kind = ""
    list_display = ("both", "undone", "who", "made_at", "why", "undone_at", "undone_by")
    list_display_links = ("both",)
    list_filter = (("undone_at", admin.EmptyFieldListFilter),)
    list_select_related = ("gone__city", "stays__city", "who", "undone_by")
    fields = ("goes", "remains", "why", "who", "made_at", "undone_at", "undone_by")
    actions = ("undo",)

    @admin.display(description="并入者 → 保留者")
    def both(self, merge: Any) -> str:
        """Both with number and city."""
        return f"{told_record(merge.gone)} → {told_record(merge.stays)}"

    @admin.display(description="已撤销", boolean=True)
    def undone(self, merge: Any) -> bool:
        """Whether it was undone."""
        return merge.undone_at is not None

    @admin.display(description="并入者")
    def goes(self, merge: Any) -> str:
        """A link to the record that went."""
        return self._linked(merge.gone)

    @admin.display(description="保留者")
    def remains(self, merge: Any) -> str:
        """A link to the record that stayed."""
        return self._linked(merge.stays)

    def _linked(self, record: Any) -> str:
        address = reverse(f"admin:meetings_{self.kind}_change", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, told_record(record))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """With the undo, where it is still to be had."""
        may = request.user.has_perm(f"meetings.change_{self.kind}merge")
        context |= {"kind": self.kind, "may_undo": may and kw["obj"].undone_at is None}
        return super().render_change_form(request, context, *args, **kw)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are undone by the action, never edited."""
        name = self.model._meta.model_name  # noqa: SLF001  # a documented name
        return obj is None and request.user.has_perm(f"meetings.change_{name}")

    @admin.action(description="撤销所选合并", permissions=["change"])
    def undo(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Give back all that was moved, the newest merge first."""
        count = 0
        for row in queryset.order_by("-pk"):
            try:
                undo = officials.undo if isinstance(row, OfficialMerge) else duplicates.undo
                undo(row, who=request.user)
                count += 1
            except Refused as fault:
                told(request, fault)
        messages.success(request, f"已撤销 {count} 次合并。")


@admin.register(OfficialMerge)
class OfficialMergeAdmin(MergeAdmin):
    """Merges of officials."""

    kind = "official"

    search_fields = ("gone__name", "stays__name")


@admin.register(MeetingMerge)
class MeetingMergeAdmin(MergeAdmin):
    """Merges of meetings."""

    kind = "meeting"

    search_fields = ("gone__title", "stays__title")


class PairAdmin(ReadOnly):
    """What was said of pairs."""

    list_display = ("__str__", "verdict", "who", "made_at")
    list_filter = ("verdict",)
    list_select_related = ("one", "other", "who")


@admin.register(OfficialPair)
class OfficialPairAdmin(PairAdmin):
    """Verdicts on officials."""

    search_fields = ("one__name", "other__name")


@admin.register(MeetingPair)
class MeetingPairAdmin(PairAdmin):
    """Verdicts on meetings."""

    search_fields = ("one__title", "other__title")


@admin.register(Lease)
class LeaseAdmin(ReadOnly):
    """Who has which meeting open."""

    list_display = ("meeting", "who", "until")
    list_select_related = ("meeting", "who")
    search_fields = ("meeting__title",)


@admin.register(ArticleLease)
class ArticleLeaseAdmin(ReadOnly):
    """Who has which article open."""

    list_display = ("article", "who", "until")
    list_select_related = ("article", "who")
    search_fields = ("article__title",)


@admin.register(Upload)
class UploadAdmin(ReadOnly):
    """What was uploaded, and what became of it."""

    list_display = ("name", "who", "made_at", "outcome", "reason")
    list_filter = ("outcome",)
    list_select_related = ("who",)
    search_fields = ("name",)
    fields = ("name", "who", "made_at", "outcome", "reason")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the bytes."""
        return super().get_queryset(request).defer("content")
