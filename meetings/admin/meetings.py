"""Curators' pages of meetings and the reports that tell of them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from meetings import index
from meetings.admin.articles import ReportInline
from meetings.admin.base import CuratedForm, is_list
from meetings.admin.entries import enter
from meetings.admin.narrowing import Place, Sureness, WeakRule
from meetings.admin.reviewed import Reviewed
from meetings.admin.searching import Searched
from meetings.admin.selection import read_again, tell_bulk, to_csv
from meetings.curation import review
from meetings.curation.selection import to_edtf
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Article, City, Meeting, Report
from meetings.models.dates import is_edtf
from meetings.querysets.held import PUBLIC

DATES = "如 2017-01-05、2017年1月5日、2017-01；年份不详写 XXXX-01-05"


class MeetingForm(CuratedForm):
    """A meeting's fields, refused when somebody else has changed the meeting meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version
        if "date_edtf" in self.fields:
            self.fields["date_edtf"].help_text = DATES

    def clean_date_edtf(self) -> str:
        """A date as EDTF writes it, or nothing."""
        value = str(self.cleaned_data["date_edtf"]).strip()
        value = to_edtf(value) or value
        if value and not is_edtf(value):
            forms_known = "2017-09-25、2017-09、2017、XXXX-12-25 或 2021-07-29/2021-07-30"
            msg = f"“{value}”不是可用的日期：请写成 {forms_known}。"
            raise forms.ValidationError(msg)
        return value

    def clean(self) -> dict[str, Any] | None:
        """Refuse to overwrite what another has saved since, and what lacks a reason."""
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen")
        if self.instance.pk and seen is not None and seen != self.instance.version:
            msg = "这次会议刚被其他人修改过：请重新打开本页，再作修改。"
            raise forms.ValidationError(msg)
        withdrawn = self.cleaned_data.get("state") == ReviewState.WITHDRAWN
        if withdrawn and "state" in self.changed_data and not self.cleaned_data.get("why"):
            self.add_error("why", "撤回会公开显示理由：请写明为什么撤回。")
        return cleaned


@admin.register(Meeting)
class MeetingAdmin(Searched, Reviewed):
    """Meetings; the list is the review queue, the neediest first."""

    unit = index.Unit.MEETING
    hidden = ~Q(state__in=PUBLIC)
    form = MeetingForm
    review_page = "review"
    list_display = (
        "__str__",
        "why_first",
        "state",
        "date_edtf",
        "city",
        "organ",
        "kind",
        "told",
    )
    list_filter = ("state", Place, "organ", "kind", Sureness, WeakRule, "date_year_inferred")
    list_select_related = ("city",)
    search_fields = ("title", "city__name")
    autocomplete_fields = ("city",)
    date_hierarchy = "date_first"
    inlines = (ReportInline,)
    readonly_fields = ("entered_from", "merged_into", "version", "created_at", "updated_at")
    actions = ("accept", "flag", "reextract", "export")
    change_form_template = "curation/meeting_form.html"

    def named(self, term: str) -> Q:
        """Meetings of the cities that are called so."""
        return Q(city__in=City.objects.filter(name__contains=term.strip()).values("pk"))

    def add_view(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """A meeting is entered with all that is known of it."""
        return enter(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        """For the list, with the number of reports and with how urgent each is."""
        if not is_list(request, "meeting"):
            return super().get_queryset(request)
        reports = Report.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
        told = reports.annotate(n=Count("pk")).values("n")
        return Meeting.objects.annotate(told=Subquery(told))

    @admin.display(description="报道", ordering="told")
    def told(self, meeting: Any) -> int:
        """How many reports tell of it."""
        return int(meeting.told or 0)

    @admin.action(description="标为已核校（存疑的不动）", permissions=["review"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Mark the chosen meetings as reviewed, all or none; flagged ones need a look each."""
        rows = Meeting.objects.filter(pk__in=_chosen(queryset))
        tell_bulk(request, review.accept_many(rows, who=request.user), "次会议")

    @admin.action(description="标为存疑", permissions=["review"])
    def flag(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Mark the chosen meetings as doubtful."""
        rows = Meeting.objects.filter(pk__in=_chosen(queryset))
        with transaction.atomic():
            moved = [review.decide(row, ReviewState.FLAGGED, who=request.user) for row in rows]
        messages.success(request, f"已将 {sum(moved)} 次会议标为{ReviewState.FLAGGED.zh}。")

    @admin.action(description="重新提取所选会议的文章", permissions=["review"])
    def reextract(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> HttpResponse | None:
        """Read their articles again."""
        return read_again(request, Article.objects.filter(reports__meeting__in=_chosen(queryset)))

    @admin.action(description="导出所选为 CSV", permissions=["view"])
    def export(self, _: HttpRequest, queryset: QuerySet[Meeting]) -> HttpResponse:
        """The chosen meetings as a table."""
        return to_csv(Meeting.objects.filter(pk__in=_chosen(queryset)))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Reject instead of deleting."""
        review.decide(obj, ReviewState.REJECTED, who=request.user)


def _chosen(queryset: QuerySet[Meeting]) -> list[int]:
    return list(queryset.order_by().values_list("pk", flat=True))
