"""Enter a meeting that no article tells of: its fields, people, agenda, directives and counts."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from meetings.admin.base import SEPARATOR
from meetings.admin.pages import allowed, context, told
from meetings.curation import Refused, selection
from meetings.extraction.vocabulary import Kind, Organ, Role, Verb
from meetings.ingest.entering import enter as store_entry
from meetings.ingest.entries import Entry
from meetings.models import City, Meeting
from meetings.models.dates import is_edtf

UNKNOWN = [("", "不详")]
# What the lines of an entry are divided by, and so no name or verb may hold.
DIVIDERS = "，：、｜\n"
# Empty rows that a new form offers.
ROWS = 3


class Word(forms.CharField):
    """A name or a verb: one word without marks."""

    def clean(self, value: Any) -> Any:
        """Without white space; marks are refused."""
        word = "".join(str(super().clean(value) or "").split())
        if found := next((mark for mark in DIVIDERS if mark in word), ""):
            msg = f"“{word[:20]}”里有“{found}”：一格只填一项，多项请分开填。"
            raise forms.ValidationError(msg)
        return word


class Words(forms.CharField):
    """Several words with 、 between them."""

    def clean(self, value: Any) -> Any:
        """The list of words."""
        words = ["".join(word.split()) for word in str(super().clean(value) or "").split(SEPARATOR)]
        return [word.replace("，", "").replace("：", "") for word in words if word]


class EntryForm(forms.Form):
    """The meeting itself."""

    source = forms.CharField(
        label="出处",
        max_length=300,
        help_text="在哪里见到的：如《湘潭年鉴》2021 卷第 120 页。必填，公开显示。",
    )
    title = forms.CharField(label="会议名称", max_length=200)
    date = forms.CharField(
        label="日期",
        max_length=40,
        required=False,
        help_text="如 2017年9月25日、2017-09；只知月日写 XXXX-09-25；不详可不填。",
    )
    city = forms.ModelChoiceField(
        City.objects.all(),
        label="城市",
        required=False,
        widget=AutocompleteSelect(Meeting._meta.get_field("city"), admin.site),  # noqa: SLF001
    )
    organ = forms.ChoiceField(label="机构", choices=UNKNOWN + Organ.choices(), required=False)
    kind = forms.ChoiceField(label="类型", choices=UNKNOWN + Kind.choices(), required=False)
    term = forms.IntegerField(label="届", min_value=1, max_value=99, required=False)
    number = forms.IntegerField(label="次", min_value=1, max_value=9999, required=False)

    def clean_date(self) -> str:
        """A day as EDTF writes it; one as printed is understood too."""
        value = str(self.cleaned_data["date"]).strip()
        value = selection.to_edtf(value) or value
        if value and not is_edtf(value):
            msg = f"“{value}”不是可用的日期：请写成 2017-09-25、2017-09、2017 或 XXXX-09-25。"
            raise forms.ValidationError(msg)
        return value


class PersonForm(forms.Form):
    """One person."""

    name = Word(label="姓名", max_length=40)
    role = forms.ChoiceField(label="角色", choices=Role.choices(), initial=Role.ATTENDEE.value)
    posts = Words(label="职务（多项以、分隔）", max_length=400, required=False)


class AgendaForm(forms.Form):
    """One item of the agenda."""

    verb = Word(label="动词（审议、听取…）", max_length=20)
    text = forms.CharField(label="事项", max_length=2000)


class DirectiveForm(forms.Form):
    """One directive."""

    speaker = Word(label="发言者（会议或姓名）", max_length=40, initial="会议")
    verb = forms.ChoiceField(label="动词", choices=Verb.choices(), initial=Verb.POINTED_OUT.value)
    text = forms.CharField(
        label="内容（原话）", max_length=20_000, widget=forms.Textarea({"rows": 2})
    )


class QuorumForm(forms.Form):
    """One count."""

    group = Word(label="群体（委员、代表…）", max_length=40)
    expected = forms.IntegerField(label="应到", min_value=0, max_value=999_999)
    present = forms.IntegerField(label="实到", min_value=0, max_value=999_999)


TABLES: tuple[tuple[str, str, type[forms.Form]], ...] = (
    ("people", "与会人员", PersonForm),
    ("agenda", "议程", AgendaForm),
    ("directives", "指令", DirectiveForm),
    ("quorum", "出席人数", QuorumForm),
)


class Entering:
    """All forms of the page; `data` is what was sent."""

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        self.meeting = EntryForm(data, initial=initial, prefix="m")
        self.tables = [(key, title, _rows(form, key, data)) for key, title, form in TABLES]

    @property
    def media(self) -> Any:
        """The scripts of the widgets."""
        return self.meeting.media

    def is_valid(self) -> bool:
        """Whether everything can be kept; every form is looked at."""
        return all([self.meeting.is_valid(), *(rows.is_valid() for _, _, rows in self.tables)])

    def entry(self) -> Entry:
        """What was entered. Raises `Refused` when a name stands twice."""
        values = dict(self.meeting.cleaned_data)
        city = values.pop("city")
        rows = {key: _filled(rows) for key, _, rows in self.tables}
        names = [row["name"] for row in rows["people"]]
        if twice := next((name for name in names if names.count(name) > 1), ""):
            msg = f"“{twice}”填了两次：一人一行，多个职务以“、”分隔。"
            raise Refused(msg)
        return Entry(
            **values,
            city=city.code if city else "",
            people=[(row["name"], row["role"], row["posts"]) for row in rows["people"]],
            agenda=[(row["verb"], row["text"]) for row in rows["agenda"]],
            directives=[(r["speaker"], r["verb"], r["text"]) for r in rows["directives"]],
            quorum=[(row["group"], row["expected"], row["present"]) for row in rows["quorum"]],
        )


def _rows(form: type[forms.Form], key: str, data: Any) -> "BaseFormSet[Any]":
    made = formset_factory(form, extra=ROWS if key != "quorum" else 1, max_num=300)
    return made(data, prefix=key)


def _filled(rows: "BaseFormSet[Any]") -> list[dict[str, Any]]:
    return [form.cleaned_data for form in rows.forms if form.has_changed()]


@allowed("add_meeting")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a meeting."""
    return _enter(request, Entering(request.POST or None), None)


@allowed("add_meeting", "add_meetingmerge")
@require_http_methods(["GET", "POST"])
def supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter more on a meeting that stands, from another source."""
    meeting = get_object_or_404(Meeting.objects.select_related("city"), pk=pk)
    known = {"title": meeting.title, "date": meeting.date_edtf, "city": meeting.city_id}
    known |= {name: getattr(meeting, name) for name in ("organ", "kind", "term", "number")}
    return _enter(request, Entering(request.POST or None, known), meeting)


def _enter(request: HttpRequest, form: Entering, into: Meeting | None) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 409
        if not form.is_valid():
            told(request, Refused("有几处没有填对，什么都没有保存：请看标出的字段。"))
        else:
            try:
                meeting = store_entry(form.entry(), who=request.user, into=into)
            except Refused as fault:
                told(request, fault)
            else:
                messages.success(request, f"已录入“{meeting}”：请再核对一遍，然后通过。")
                return redirect("admin:review", meeting.pk)
    title = f"补录：{into}" if into else "手工录入会议"
    values = context(request, title, form=form, into=into)
    return render(request, "curation/enter.html", values, status=status)
