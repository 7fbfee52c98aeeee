"""The form of the review page: the meeting, the facts of its reports, and what was selected."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.postgres.fields import ArrayField
from django.db.models import Prefetch, TextField
from django.forms import BaseModelFormSet, modelform_factory, modelformset_factory
from django.http import HttpRequest

from meetings import curation
from meetings.admin.article_forms import SHORT, article_form, own_claims
from meetings.admin.base import correct_changed, to_list_field
from meetings.admin.facts import FactForm
from meetings.admin.meetings import MeetingForm
from meetings.admin.review_text import article_text, marked
from meetings.curation import Refused, duplicates, need, selection
from meetings.extraction.vocabulary import Role, Verb
from meetings.ingest.facts import place_official
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
WHAT = [
    ("name", "姓名（加一位与会者）"),
    ("date", "日期"),
    ("title", "会议名称"),
    ("directive", "指令"),
    ("agenda", "议程"),
]
# The verbs that the panel proposes; a directive has one of these, an item of the agenda any.
VERBS: dict[str, tuple[str, ...]] = {
    "agenda": (
        "审议",
        "审议通过",
        "研究",
        "听取",
        "传达学习",
        "学习",
        "讨论",
        "部署",
        "通报",
        "表决通过",
    ),
    "directive": tuple(verb.value for verb in Verb),
}


class Selected(forms.Form):
    """Words taken from an article, and what they are."""

    words = forms.CharField(label="原文文字", required=False, max_length=20_000)
    report = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = forms.ChoiceField(label="设为", choices=WHAT, required=False)
    role = forms.ChoiceField(
        label="角色", choices=Role.choices(), required=False, initial=Role.ATTENDEE.value
    )
    verb = forms.CharField(
        label="动词",
        max_length=20,
        required=False,
        widget=forms.TextInput({"list": "verbs-agenda", "autocomplete": "off"}),
    )
    speaker = forms.CharField(label="发言者", max_length=40, required=False, initial="会议")

    def write(self, request: HttpRequest, meeting: Meeting, reports: list[Report]) -> None:
        """Make the fact. Raises `Refused` or ValidationError."""
        values = self.cleaned_data
        if not values.get("words") or not reports:
            msg = "还没有文字：请先在原文中选取，再点“设定”。"
            raise Refused(msg)
        if values["what"] in VERBS and not values["verb"]:
            examples = "、".join(VERBS[values["what"]][:3])
            msg = f"还没有动词：请照原文填写，如{examples}。"
            raise Refused(msg)
        report = next((r for r in reports if r.pk == values["report"]), reports[0])
        at = values["words"], values["start"], values["end"]
        span = selection.place(report.article.text, *at)
        who = request.user
        if values["what"] == "date":
            selection.set_date(meeting, report, span, who=who)
        elif values["what"] == "title":
            selection.set_title(meeting, report, span, who=who)
        elif values["what"] == "directive":
            selection.add_directive(report, span, values["verb"], values["speaker"], who=who)
        elif values["what"] == "agenda":
            selection.add_agenda(report, span, values["verb"], who=who)
        else:
            self._add_name(report, span, request)

    def _add_name(self, report: Report, span: Any, request: HttpRequest) -> None:
        row = selection.attendance_of(report, span, self.cleaned_data["role"])
        place_official(row)
        curation.add(row, who=request.user)


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
        """The rows of the page that rest on a weak claim."""
        found = set()
        for claim in need.weak().filter(report__in=self.reports):
            field = claim.field.rsplit(".", 1)[-1]
            found.add(f"m-{COLUMNS.get(field, field)}")
            found |= {self._at(claim.report_id, start) for start, _ in claim.spans}
        return found

    def _at(self, report: int | None, start: int) -> str:
        """The row of a fact that begins at a place."""
        for table in self.tables:
            for row in table.rows.forms if table.report.pk == report else ():
                if row.instance.start == start:
                    return str(row.fact)
        return ""

    @property
    def verbs(self) -> dict[str, tuple[str, ...]]:
        """The verbs that the panel proposes, by what the words are."""
        return VERBS

    @property
    def why(self) -> str:
        """The reason that was written."""
        return str(self.meeting.cleaned_data.get("why", ""))

    def texts(self) -> list[Any]:
        """Each report with its article, marked."""
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
