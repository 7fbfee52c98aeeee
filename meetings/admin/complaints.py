"""The queue of what readers report, each with the record it is about."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from meetings.admin.base import SafeSearch
from meetings.curation import reporting
from meetings.models import Article, ErrorReport, Meeting, Official


class Reports(ChangeList):
    """A list whose rows know what they are about."""

    def get_results(self, request: HttpRequest) -> None:
        """The page, each report with its record."""
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        known = reporting.records_of(row.page for row in rows)
        for row in rows:
            row.record = known.get(row.page)
        self.result_list = rows


@admin.register(ErrorReport)
class ErrorReportAdmin(SafeSearch):
    """What readers report; the answer is shown to them."""

    list_display = ("made_at", "about", "beginning", "state")
    list_filter = ("state",)
    search_fields = ("page", "text")
    date_hierarchy = "made_at"
    fields = ("about", "page_link", "review_link", "text", "made_at", "state", "answer")
    readonly_fields = ("about", "page_link", "review_link", "text", "made_at")

    @admin.display(description="说的是")
    def about(self, row: ErrorReport) -> str:
        """The record by its name; of a page about none, its address."""
        record = self._record(row)
        return str(record) if record is not None else row.page

    @admin.display(description="核校")
    def review_link(self, row: ErrorReport) -> str:
        """A link to the page on which the record is reviewed."""
        record = self._record(row)
        pages = {Meeting: "review", Article: "review_article", Official: "meetings_official_change"}
        if record is None:
            return "—"
        address = reverse(f"admin:{pages[type(record)]}", args=[record.pk])
        return format_html('<a href="{}">核校“{}”</a>', address, record)

    def get_changelist(self, *_: Any, **__: Any) -> type[ChangeList]:
        """Rows with what they are about."""
        return Reports

    def _record(self, row: Any) -> Any:
        if not hasattr(row, "record"):
            row.record = reporting.records_of([row.page]).get(row.page)
        return row.record

    @admin.display(description="内容")
    def beginning(self, row: ErrorReport) -> str:
        """Its first words."""
        return row.text[:60]

    @admin.display(description="页面")
    def page_link(self, row: ErrorReport) -> str:
        """A link to the page; it is always one of this site."""
        return format_html('<a href="{}">{}</a>', row.page, row.page)

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """No: readers write them."""
        return False
