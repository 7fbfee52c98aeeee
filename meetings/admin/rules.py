"""Corrections counted by the rule that was wrong: the extractor's work list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.admin.pages import allowed, context
from meetings.curation import rules
from meetings.models import Correction


@allowed("view_correction")
def rule_list(request: HttpRequest) -> HttpResponse:
    """The rules with most corrections first, each with the number of values it gave."""
    labels = dict(Correction.RowType.choices)
    rows = [row | {"label": labels.get(row["row_type"], "")} for row in rules.counts_by_rule()]
    return render(request, "curation/rules.html", context(request, "各规则的更正", rows=rows))
