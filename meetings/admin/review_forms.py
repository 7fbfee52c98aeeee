"""The form of the review page: the meeting, the facts of its reports, and what was selected."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.postgres.fields import ArrayField
from django.db.models import Prefetch, TextField
from django.forms import BaseModelFormSet, modelform_factory, modelformset_factory
from django.http import HttpRequest

from meetings.admin import doubts
from meetings.admin.article_forms import SHORT, article_form, own_claims
from meetings.admin.base import correct_changed, to_list_field
from meetings.admin.facts import FactForm
from meetings.admin.meetings import MeetingForm
from meetings.admin.panel import VERBS, Selected
from meetings.admin.review_text import article_text, marked
from meetings.curation import duplicates, need
from meetings.models import AgendaItem, Attendance, Claim, Directive, Meeting, Quorum, Report

MEETING_FIELDS = (
    "title",
    "date_edtf",
    "date_year_inferred",
    "city",
    "organ",
    "kind",
    "term",
    "number",
)
# Prefix of the rows' keys, heading, columns, and the name under which a report has its rows.
FACTS: tuple[tuple[Any, str, str, tuple[str, ...], str], ...] = (
    (Attendance, "p", "与会人员", ("name", "role", "posts"), "people"),
    (AgendaItem, "a", "议程", ("verb", "text"), "items"),
    (Directive, "d", "指令", ("verb", "speaker", "text"), "said"),
    (Quorum, "q", "出席人数", ("group", "expected", "present"), "counts"),
)
# The column that a claim speaks of, where they are called otherwise.
COLUMNS = {"date": "date_edtf"}


class ReviewForm:
    """All forms of the page over one meeting; `data` is what was sent."""

    def __init__(self, meeting: Meeting, data: Any = None) -> None:
        self.record = meeting
        self.reports = list(told(meeting))
        told_in = {report.article: None for report in self.reports}
        self.articles = [article_form(SHORT, article, data) for article in told_in]
        self.meeting = meeting_form()(data, instance=meeting, prefix="m")
        self.selected = Selected(data, prefix="sel")
        self.tables = [Table(report, *fact, data) for report in self.reports for fact in FACTS]

    @property
    def media(self) -> Any:
        """The scripts of the widgets."""
        return self.meeting.media

    @property
    def reasons(self) -> list[str]:
        """Why this meeting needs a look."""
        return need.reasons(self.record.need)

    def merges(self) -> Any:
        """Meetings that were merged into this one."""
        return duplicates.merges_of(self.record)

    def doubtful(self) -> set[str]:
        """The rows of the page that rest on a weak claim, each told why; none once decided."""
        if self.record.state not in need.TO_DO:
            return set()
        found = set()
        for claim in need.weak().filter(report__in=self.reports):
            name = claim.field.rsplit(".", 1)[-1]
            name = COLUMNS.get(name, name)
            if name in MEETING_FIELDS and ".officials." not in claim.field:
                self.meeting[name].doubt = doubts.told(claim)  # type: ignore[attr-defined]  # for the row
                found.add(f"m-{name}")
            for row in self._at(claim.report_id, {start for start, _ in claim.spans}):
                row.doubt = doubts.told(claim)
                found.add(str(row.fact))
        return found

    def _at(self, report: int | None, starts: set[int]) -> Iterator[Any]:
        """The rows of facts that begin at these places."""
        for table in self.tables:
            for row in table.rows.forms if table.report.pk == report else ():
                if row.instance.start in starts:
                    yield row

    @property
    def verbs(self) -> dict[str, tuple[str, ...]]:
        """The verbs that the panel proposes, by what the words are."""
        return VERBS

    @property
    def why(self) -> str:
        """The reason that was written."""
        return str(self.meeting.cleaned_data.get("why", ""))

    def texts(self) -> list[Any]:
        """Each report with its article, marked, and the other meetings that it tells of."""
        articles = {report.article_id for report in self.reports}
        also = Report.objects.filter(article__in=articles, withdrawn_at=None)
        also = also.exclude(meeting=self.record).select_related("meeting").order_by("ordinal")
        others = list(also)
        for report in self.reports:
            same = (other for other in others if other.article_id == report.article_id)
            report.others = {other.meeting_id: other for other in same}.values()
        return [(report, article_text(report)) for report in self.reports]

    def marked(self) -> set[str]:
        """The rows whose words are marked in a text."""
        return {key for report in self.reports for key in marked(report)}

    def is_valid(self) -> bool:
        """Whether everything can be saved; every form is looked at."""
        rows = (table.rows for table in self.tables)
        sent = (form for form in self.articles if form.is_bound)
        own: tuple[Any, ...] = (self.meeting, self.selected, *sent, *rows)
        return all([form.is_valid() for form in own])  # noqa: C419  # none may be left out

    def write(self, request: HttpRequest) -> None:
        """Keep every change as a correction. Raises `Refused`."""
        why, meeting = self.why, self.meeting.instance
        correct_changed(meeting, self.meeting.changed_data, request, why=why)
        for form in (form for form in self.articles if form.is_bound):
            form.write(request, why)
        for table in self.tables:
            table.write(request, why)

    def write_selected(self, request: HttpRequest) -> None:
        """Make a fact of the words in the panel. Raises `Refused` or ValidationError."""
        self.selected.write(request, self.meeting.instance, self.reports)

    def left_behind(self) -> str:
        """The words in the panel that nobody made a fact of."""
        return str(self.selected.cleaned_data.get("words", ""))


class Table:
    """The rows of one kind of fact in one report."""

    def __init__(
        self,
        report: Any,
        model: Any,
        key: str,
        title: str,
        columns: tuple[str, ...],
        rows: str,
        data: Any,
    ) -> None:
        self.report, self.key, self.title = report, key, title
        shown = model.objects.filter(pk__in=[row.pk for row in getattr(report, rows)])
        queryset = shown.select_related("report__article").order_by("start", "pk")
        prefix = f"r{report.pk}{key}"
        self.rows: Any = _formset(model, columns)(data, queryset=queryset, prefix=prefix)
        for row in self.rows.forms:
            row.fact = f"{key}{row.instance.pk}"

    def write(self, request: HttpRequest, why: str) -> None:
        """Correct or reject each row that was changed."""
        for form in self.rows.forms:
            if isinstance(form, FactForm) and form.has_changed():
                form.write(request, why=why, reject=form in self.rows.deleted_forms)


def _formset(model: Any, columns: tuple[str, ...]) -> "type[BaseModelFormSet[Any, Any]]":
    return modelformset_factory(
        model,
        form=FactForm,
        fields=columns,
        extra=0,
        can_delete=True,
        formfield_callback=_field,
    )


def _field(db_field: Any, **kwargs: Any) -> Any:
    if isinstance(db_field, ArrayField):
        return to_list_field(db_field)
    if isinstance(db_field, TextField):
        kwargs["widget"] = forms.Textarea({"rows": 2})
    return db_field.formfield(**kwargs)


def meeting_form() -> type[MeetingForm]:
    """The form of the meeting's own fields."""
    city = AutocompleteSelect(Meeting._meta.get_field("city"), admin.site)  # noqa: SLF001
    form: Any = modelform_factory(
        Meeting,
        form=MeetingForm,
        fields=MEETING_FIELDS,
        widgets={"city": city, "title": forms.Textarea({"rows": 2})},
    )
    return cast("type[MeetingForm]", form)


def told(meeting: Meeting) -> Any:
    """The live reports of a meeting with all that the page marks."""
    own = Claim.objects.filter(chosen=True, report__isnull=False, field__endswith=".date")
    parts = [
        Prefetch(name, model.objects.filter(withdrawn_at=None), to_attr=rows)
        for (model, _, _, _, rows), name in zip(
            FACTS, ("attendances", "agenda", "directives", "quorum"), strict=True
        )
    ]
    rows = Report.objects.filter(meeting=meeting, withdrawn_at=None)
    rows = rows.select_related("article__city").defer("article__blocks")
    claims = Prefetch("claims", own, to_attr="shown_claims")
    return rows.prefetch_related(*parts, claims, own_claims("article__claims"))
