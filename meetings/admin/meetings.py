"""Curators' pages of meetings and the reports that tell of them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest

from meetings import curation
from meetings.admin.articles import ReportInline
from meetings.admin.base import Curated, CuratedForm
from meetings.admin.evidence import ClaimInline
from meetings.admin.facts import INLINES, FactForm
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Meeting, Report
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
        """Refuse to overwrite what another curator has saved since."""
        seen = self.cleaned_data.get("seen")
        if self.instance.pk and seen is not None and seen != self.instance.version:
            msg = "这次会议刚被其他人修改过：请重新打开本页，再作修改。"
            raise forms.ValidationError(msg)
        return super().clean()


@admin.register(Meeting)
class MeetingAdmin(Curated):
    """Meetings."""

    form = MeetingForm
    list_display = ("__str__", "city", "organ", "kind", "date_edtf", "state", "told")
    list_filter = ("state", "organ", "kind", "date_year_inferred", "reports__relation")
    list_select_related = ("city",)
    search_fields = ("title", "city__name", "reports__article__title")
    autocomplete_fields = ("city",)
    date_hierarchy = "date_first"
    inlines = (ReportInline,)
    readonly_fields = ("merged_into", "version", "created_at", "updated_at")
    actions = ("accept", "flag")

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """The fields, and the version that the form was made from."""
        return (*super().get_fields(request, obj), "seen")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the number of reports."""
        return super().get_queryset(request).annotate(told=Count("reports", distinct=True))

    @admin.display(description="报道", ordering="told")
    def told(self, meeting: Any) -> int:
        """How many reports tell of it."""
        return int(meeting.told)

    @admin.action(description="标为已核校")
    def accept(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Mark the chosen meetings as reviewed."""
        self._review(request, queryset, ReviewState.ACCEPTED)

    @admin.action(description="标为存疑")
    def flag(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Mark the chosen meetings as doubtful."""
        self._review(request, queryset, ReviewState.FLAGGED)

    def _review(
        self, request: HttpRequest, queryset: QuerySet[Meeting], state: ReviewState
    ) -> None:
        moved = (self._move(request, meeting, state) for meeting in queryset)
        messages.success(request, f"已将 {sum(moved)} 次会议标为{state.zh}。")

    def _move(self, request: HttpRequest, meeting: Meeting, state: ReviewState) -> bool:
        return curation.correct(meeting, "state", state.value, who=request.user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Correct a meeting; one made by hand rests on no article and is saved as it is."""
        if change:
            super().save_model(request, obj, form, change=change)
        else:
            obj.set_date(obj.date_edtf)
            obj.save()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Reject instead of deleting."""
        self._move(request, obj, ReviewState.REJECTED)


@admin.register(Report)
class ReportAdmin(Curated):
    """Reports with all that they say."""

    list_display = ("title", "meeting", "article", "relation", "withdrawn_at")
    list_filter = ("relation", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("meeting", "article")
    search_fields = ("title", "article__title", "meeting__title")
    readonly_fields = ("article", "meeting", "ordinal", "withdrawn_at")
    inlines = (*INLINES, ClaimInline)
    actions = ("restore",)

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """No: reports come from articles."""
        return False

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, *_: Any, **__: Any
    ) -> None:
        """Correct, add and reject the facts of the report."""
        formset.save(commit=False)
        why = form.cleaned_data.get("why", "")
        for row_form in (f for f in formset.forms if isinstance(f, FactForm)):
            row_form.write(request, why=why, reject=row_form in formset.deleted_forms)
        formset.save_m2m()
