"""Curators' pages of meetings and the reports that tell of them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from meetings import index
from meetings.admin.articles import ReportInline
from meetings.admin.base import Curated, CuratedForm, correct_changed
from meetings.admin.histories import WithHistory
from meetings.admin.narrowing import Place, Sureness, WeakRule
from meetings.admin.selection import read_again, to_csv
from meetings.curation import review
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Article, Meeting, Report
from meetings.models.dates import is_edtf


class MeetingForm(CuratedForm):
    """A meeting's fields, refused when somebody else has changed the meeting meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean_date_edtf(self) -> str:
        """A date as EDTF writes it, or nothing."""
        value = str(self.cleaned_data["date_edtf"])
        if value and not is_edtf(value):
            forms_known = "2017-09-25、2017-09、2017、XXXX-12-25 或 2021-07-29/2021-07-30"
            msg = f"“{value}”不是可用的日期：请写成 {forms_known}。"
            raise forms.ValidationError(msg)
        return value

    def clean(self) -> dict[str, Any] | None:
        """Refuse to overwrite what another has saved since, and what lacks a reason or a source."""
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen")
        if self.instance.pk and seen is not None and seen != self.instance.version:
            msg = "这次会议刚被其他人修改过：请重新打开本页，再作修改。"
            raise forms.ValidationError(msg)
        withdrawn = self.cleaned_data.get("state") == ReviewState.WITHDRAWN
        if withdrawn and "state" in self.changed_data and not self.cleaned_data.get("why"):
            self.add_error("why", "撤回会公开显示理由：请写明为什么撤回。")
        if self.instance.pk is None and not self.cleaned_data.get("entered_from", "").strip():
            self.add_error("entered_from", "手工录入的会议须写明出处。")
        return cleaned


@admin.register(Meeting)
class MeetingAdmin(WithHistory, Curated):
    """Meetings; the list is the review queue, the neediest first."""

    form = MeetingForm
    list_display = ("__str__", "city", "organ", "kind", "date_edtf", "state", "why_first", "told")
    list_filter = ("state", Place, "organ", "kind", Sureness, WeakRule, "date_year_inferred")
    list_select_related = ("city",)
    search_fields = ("title", "city__name")
    autocomplete_fields = ("city",)
    date_hierarchy = "date_first"
    inlines = (ReportInline,)
    readonly_fields = ("merged_into", "version", "created_at", "updated_at")
    actions = ("accept", "flag", "reextract", "export")
    change_form_template = "curation/meeting_form.html"

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """The fields, and the version that the form was made from."""
        return (*super().get_fields(request, obj), "entered_from", "seen")

    def get_readonly_fields(self, _: HttpRequest, obj: Model | None = None) -> Any:
        """The source of a meeting entered by hand is given once."""
        return (*self.readonly_fields, "entered_from") if obj else self.readonly_fields

    def get_queryset(self, request: HttpRequest) -> Any:
        """For the list, with the number of reports and with how urgent each is."""
        if not _is_list(request):
            return super().get_queryset(request)
        reports = Report.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
        told = reports.annotate(n=Count("pk")).values("n")
        return review.by_need(Meeting.objects.annotate(told=Subquery(told)))

    def get_ordering(self, request: HttpRequest) -> Any:
        """The neediest first."""
        return ("-need", "-id") if _is_list(request) else ("-id",)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The meeting, locked while it is saved."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST":
            return Meeting.objects.select_for_update().get(pk=found.pk)
        return found

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only those who may withdraw touch what is withdrawn."""
        hidden = obj is not None and obj.state == ReviewState.WITHDRAWN
        may = super().has_change_permission(request, obj)
        return may and (not hidden or request.user.has_perm("meetings.withdraw_meeting"))

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether the actions of review are offered."""
        return request.user.has_perm("meetings.review_meeting")

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """States are offered as far as this curator may set them; merging has its own page."""
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "state" and field is not None:
            may = request.user.has_perm("meetings.withdraw_meeting")
            barred = {ReviewState.MERGED} if may else {ReviewState.MERGED, ReviewState.WITHDRAWN}
            if request.resolver_match.kwargs.get("object_id"):
                barred -= {ReviewState.MERGED}
            field.choices = [c for c in field.choices if c[0] not in barred]
        return field

    @admin.display(description="报道", ordering="told")
    def told(self, meeting: Any) -> int:
        """How many reports tell of it."""
        return int(meeting.told or 0)

    @admin.display(description="须看的原因", ordering="need")
    def why_first(self, meeting: Any) -> str:
        """What makes it urgent."""
        return "、".join(review.reasons(meeting.need)) or "—"

    @admin.action(description="标为已核校（存疑的不动）", permissions=["review"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Mark the chosen meetings as reviewed, all or none; flagged ones need a look each."""
        bulk = review.accept_many(
            Meeting.objects.filter(pk__in=_chosen(queryset)), who=request.user
        )
        messages.success(request, f"已将 {bulk.accepted} 次会议标为{ReviewState.ACCEPTED.zh}。")
        if bulk.refused:
            names = "、".join(str(meeting) for meeting in bulk.refused[:10])
            told = f"{len(bulk.refused)} 次不是待核，没有改动，请逐一核校：{names}"
            messages.warning(request, told)

    @admin.action(description="标为存疑", permissions=["review"])
    def flag(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Mark the chosen meetings as doubtful."""
        rows = Meeting.objects.filter(pk__in=_chosen(queryset))
        moved = (review.decide(row, ReviewState.FLAGGED, who=request.user) for row in rows)
        messages.success(request, f"已将 {sum(moved)} 次会议标为{ReviewState.FLAGGED.zh}。")

    @admin.action(description="重新提取所选会议的文章", permissions=["review"])
    def reextract(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Read their articles again."""
        read_again(request, Article.objects.filter(reports__meeting__in=_chosen(queryset)))

    @admin.action(description="导出所选为 CSV", permissions=["view"])
    def export(self, _: HttpRequest, queryset: QuerySet[Meeting]) -> HttpResponse:
        """The chosen meetings as a table."""
        return to_csv(Meeting.objects.filter(pk__in=_chosen(queryset)))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Correct a meeting; one made by hand rests on no article and is saved as it is."""
        if not change:
            obj.set_date(obj.date_edtf)
            obj.save()
            index.refresh([obj.pk])
            return
        why = form.cleaned_data.get("why", "")
        changed = [name for name in form.changed_data if name != "state"]
        correct_changed(obj, changed, request, why=why)
        if "state" in form.changed_data:
            review.decide(Meeting.objects.get(pk=obj.pk), obj.state, who=request.user, why=why)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Reject instead of deleting."""
        review.decide(obj, ReviewState.REJECTED, who=request.user)


def _is_list(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == "meetings_meeting_changelist"


def _chosen(queryset: QuerySet[Meeting]) -> list[int]:
    return list(queryset.order_by().values_list("pk", flat=True))
