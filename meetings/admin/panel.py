"""The panel of the review page in which words of an article become a fact."""

from typing import Any

from django import forms
from django.http import HttpRequest

from meetings import curation
from meetings.curation import Refused, selection
from meetings.extraction.vocabulary import Role, Verb
from meetings.ingest.facts import place_official
from meetings.models import Meeting, Report

MAX_COUNT = 999_999
WHAT = [
    ("name", "姓名（加一位与会者）"),
    ("date", "日期"),
    ("title", "会议名称"),
    ("directive", "指令"),
    ("agenda", "议程"),
    ("quorum", "出席人数"),
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


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MAX_COUNT, required=False)


class SelectedWords(forms.Form):
    """Words taken from an article, and where they stand."""

    words = forms.CharField(label="原文文字", required=False, max_length=20_000)
    report = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Selected(SelectedWords):
    """Words taken from an article, and which fact of its meeting they are."""

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
    group = forms.CharField(label="群体", max_length=40, required=False)
    expected = _number("应到")
    present = _number("实到")

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
        elif values["what"] == "quorum":
            counted = values["group"], values["expected"], values["present"]
            selection.add_quorum(report, span, *counted, who=who)
        else:
            self._add_name(report, span, request)

    def _add_name(self, report: Report, span: Any, request: HttpRequest) -> None:
        row = selection.attendance_of(report, span, self.cleaned_data["role"])
        place_official(row)
        curation.add(row, who=request.user)
