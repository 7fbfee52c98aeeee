"""Meetings that may be one: suggestions, comparison, merge."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from meetings.admin.pages import allowed, context, told
from meetings.curation import Refused, duplicates
from meetings.models import Meeting, MeetingPair

PER_PAGE = 25


@allowed("change_meetingpair")
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Pairs of one city, organ and day, the likest of a page first."""
    rows = duplicates.suggestions().select_related("city")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    pairs = duplicates.pairs_of(page.object_list)
    values = context(request, "可能重复的会议", page=page, pairs=pairs)
    return render(request, "curation/duplicates.html", values)


@allowed("change_meetingpair")
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Two meetings side by side, directive by directive; then the verdict."""
    left, right = (
        get_object_or_404(Meeting.objects.select_related("city"), pk=pk) for pk in (one, other)
    )
    if request.method == "POST" and left.pk != right.pk:
        return _judge(request, left, right)
    values = {"one": left, "other": right, "rows": duplicates.compare(left, right)}
    values["alike"] = duplicates.may_be_one(left, right)
    return render(request, "curation/compare.html", context(request, "比较两次会议", **values))


def _judge(request: HttpRequest, one: Meeting, other: Meeting) -> HttpResponse:
    verdict = request.POST.get("verdict", "")
    if verdict in {"no", "unsure"}:
        duplicates.judge(one, other, verdict, who=request.user)
        messages.success(request, f"已记下：{MeetingPair.Verdict(verdict).label}。")
    elif verdict != "yes" or not request.user.has_perm("meetings.add_meetingmerge"):
        told(request, Refused("请选“合并”“不是”或“不确定”。"))
    else:
        return _merge(request, one, other)
    return redirect("admin:meeting_duplicates")


def _merge(request: HttpRequest, one: Meeting, other: Meeting) -> HttpResponse:
    stays, gone = (other, one) if request.POST.get("keep") == str(other.pk) else (one, other)
    try:
        why = request.POST.get("why", "")[:500]
        duplicates.merge(gone, stays, who=request.user, why=why)
    except Refused as fault:
        told(request, fault)
        return redirect("admin:meeting_compare", one.pk, other.pk)
    messages.success(request, "已合并，原网址转到保留的会议。合错了可点“撤销这次合并”照原样还。")
    return redirect("admin:review", stays.pk)
