"""What the tables of meetings and articles share: states, the version check, the queue's order."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from meetings.admin.base import Curated, correct_changed, is_list
from meetings.admin.histories import WithHistory
from meetings.curation import need, review
from meetings.extraction.vocabulary import ReviewState


class QueueList(ChangeList):
    """A list whose rows open the page on which they are reviewed."""

    def url_for_result(self, result: Any) -> str:
        """The review page; the plain form for those who only look."""
        admin: Any = self.model_admin
        return admin.page_of(result) or super().url_for_result(result)


class Reviewed(WithHistory, Curated):
    """Records that are reviewed; the list is the queue, the neediest first."""

    change_list_template = "curation/queue_list.html"
    review_page = ""

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[ChangeList]:
        """Rows open their review page for those who review."""
        return QueueList if self.has_review_permission(request) else ChangeList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The queue, under a title that says what comes first."""
        title = f"{self.opts.verbose_name_plural}：最需要看的在前，点开即核校"
        shown = title if self.has_review_permission(request) else self.opts.verbose_name_plural
        return super().changelist_view(request, {"title": shown, **(extra_context or {})})

    def page_of(self, record: Any) -> str:
        """The review page of a record; empty where its form must do."""
        hidden = record.state in {ReviewState.MERGED, ReviewState.WITHDRAWN}
        return "" if hidden else reverse(f"admin:{self.review_page}", args=[record.pk])

    def get_fields(self, *_: Any, **__: Any) -> Any:
        """The fields, and the version that the form was made from."""
        return (*super().get_fields(), "seen")

    def get_ordering(self, request: HttpRequest) -> Any:
        """The neediest first."""
        queue = is_list(request, str(self.opts.model_name))
        return ("-need", "-id") if queue else ("-id",)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The record, locked while it is saved."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST":
            rows = self.model._default_manager.select_for_update(of=("self",))  # noqa: SLF001
            return rows.get(pk=found.pk)
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
            if request.resolver_match.kwargs.get("object_id") and self.opts.model_name == "meeting":
                barred -= {ReviewState.MERGED}
            field.choices = [c for c in field.choices if c[0] not in barred]
        return field

    @admin.display(description="须看的原因", ordering="need")
    def why_first(self, record: Any) -> str:
        """What makes it urgent."""
        told = need.reasons(record.need, article=self.opts.model_name == "article")
        return "、".join(told) or "—"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, *_: Any) -> None:
        """Correct each changed field; a new state is decided."""
        why = form.cleaned_data.get("why", "")
        correct_changed(obj, [n for n in form.changed_data if n != "state"], request, why=why)
        if "state" in form.changed_data:
            fresh = self.model._default_manager.get(pk=obj.pk)  # noqa: SLF001  # a documented name
            review.decide(fresh, obj.state, who=request.user, why=why)
