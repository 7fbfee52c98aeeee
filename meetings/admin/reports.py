"""Curators' pages of reports, with all that they say."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from meetings.admin.base import Curated
from meetings.admin.evidence import ClaimInline
from meetings.admin.facts import INLINES, FactForm
from meetings.admin.histories import WithHistory
from meetings.models import Report


@admin.register(Report)
class ReportAdmin(WithHistory, Curated):
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
