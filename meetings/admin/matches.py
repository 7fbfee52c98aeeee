"""Officials who may be one person: judge, merge with a preview, split."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from meetings.admin.pages import allowed, context, told
from meetings.curation import Refused, namesakes, officials
from meetings.models import Attendance, Official, OfficialPair

PER_PAGE = 25


@allowed("change_officialpair")
@require_http_methods(["GET", "POST"])
def match_list(request: HttpRequest) -> HttpResponse:
    """The queue of namesakes; each is answered yes, no or unsure."""
    if request.method == "POST":
        return _judge(request)
    rows = namesakes.pairs().select_related("one__city", "other__city")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    pairs = namesakes.explained(page.object_list)
    posts = _posts({official.pk for pair in pairs for official in (pair.one, pair.other)})
    shown = [(pair, posts.get(pair.one.pk, ()), posts.get(pair.other.pk, ())) for pair in pairs]
    unsure = OfficialPair.objects.filter(verdict="unsure").select_related(
        "one__city", "other__city"
    )
    values = {"page": page, "rows": shown, "unsure": unsure[:PER_PAGE]}
    return render(request, "curation/matches.html", context(request, "可能是同一人", **values))


def _posts(people: set[int]) -> dict[int, list[Attendance]]:
    """Up to four attendances of each, newest first."""
    rows = Attendance.objects.filter(official__in=people, withdrawn_at=None)
    rows = rows.select_related("report__meeting__city").defer("report__meeting__state_reason")
    found: dict[int, list[Attendance]] = {}
    for row in rows.order_by("-report__meeting__date_last", "-pk"):
        if len(found.setdefault(row.official_id, [])) < 4:
            found[row.official_id].append(row)
    return found


def _judge(request: HttpRequest) -> HttpResponse:
    ids = [request.POST.get(name, "") for name in ("one", "other")]
    one, other = (get_object_or_404(Official, pk=pk if pk.isdigit() else 0) for pk in ids)
    verdict = request.POST.get("verdict", "")
    if verdict == "yes":
        return redirect("admin:official_merge", other.pk, one.pk)
    if verdict not in OfficialPair.Verdict.values or one.pk == other.pk:
        told(request, Refused("请选“是”“不是”或“不确定”。"))
    else:
        officials.judge(one, other, verdict, who=request.user)
        messages.success(request, f"已记下：两位“{one}”{OfficialPair.Verdict(verdict).label}。")
    return redirect("admin:official_matches")


@allowed("add_officialmerge")
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, gone: int, stays: int) -> HttpResponse:
    """What a merge would move, and what speaks against it; then the merge."""
    one, two = (get_object_or_404(Official, pk=pk) for pk in (gone, stays))
    preview = officials.preview(one, two)
    if request.method == "POST":
        if preview.same_meetings and not request.POST.get("sure"):
            told(request, Refused("两人出席过同一次会议：确认是同一人，请勾选后再合并。"))
        elif _merge(request, one, two):
            return redirect("admin:meetings_official_change", two.pk)
    posts = _posts({one.pk, two.pk})
    told_of = {"ones": posts.get(one.pk, ()), "others": posts.get(two.pk, ())}
    values = context(request, f"合并“{one}”", preview=preview, **told_of)
    return render(request, "curation/merge.html", values)


def _merge(request: HttpRequest, gone: Official, stays: Official) -> bool:
    try:
        officials.merge(gone, stays, who=request.user, why=request.POST.get("why", "")[:500])
    except Refused as fault:
        told(request, fault)
        return False
    messages.success(
        request, "已合并，原网址转到保留的一位。合错了可点“撤销这次合并”，照原样还回去。"
    )
    return True


@allowed("change_official", "add_officialmerge")
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the attendances that are another person's."""
    official = get_object_or_404(Official.objects.select_related("city"), pk=pk)
    rows = Attendance.objects.filter(official=official, withdrawn_at=None)
    rows = rows.select_related("report__meeting__city", "report__article").order_by("pk")
    if request.method == "POST":
        chosen = [int(pk) for pk in request.POST.getlist("row") if pk.isascii() and pk.isdigit()]
        if other := _split(request, official, rows.filter(pk__in=chosen[:10_000])):
            return redirect("admin:meetings_official_change", other.pk)
    values = context(request, f"拆分“{official}”", official=official, rows=rows)
    return render(request, "curation/split.html", values)


def _split(request: HttpRequest, official: Official, rows: Any) -> Official | None:
    try:
        why = request.POST.get("why", "")[:500]
        other = officials.split(official, rows, who=request.user, why=why)
    except Refused as fault:
        told(request, fault)
        return None
    messages.success(request, "已拆出另一位同名官员；每条移动都是一条更正。")
    return other
