"""The review page: the article beside its form, a decision, and the next one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meetings.admin.pages import allowed, context, told
from meetings.admin.review_forms import ReviewForm
from meetings.admin.review_text import article_text
from meetings.curation import Refused, review
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Meeting

# What a button decides; the others only save.
DECISIONS = {
    "accept": ReviewState.ACCEPTED,
    "flag": ReviewState.FLAGGED,
    "reject": ReviewState.REJECTED,
    "withdraw": ReviewState.WITHDRAWN,
}
SKIPPED = "review_skipped"
MOST_SKIPPED = 200


@allowed("review_meeting")
def review_next(request: HttpRequest) -> HttpResponse:
    """Open the meeting that needs a look most."""
    meeting = review.take_next(request.user, skip=request.session.get(SKIPPED, []))
    if meeting is not None:
        return redirect("admin:review", meeting.pk)
    if request.session.pop(SKIPPED, None):
        messages.info(request, "其余会议您都已跳过：再次开始，会从跳过的看起。")
    else:
        messages.success(request, "没有待核的会议了。")
    return redirect("admin:index")


@allowed("review_meeting", "change_meeting")
def review_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting; what is sent is saved whole or not at all."""
    meeting = get_object_or_404(Meeting.objects.select_related("city"), pk=pk)
    if request.method == "POST":
        return _answer(request, meeting)
    mine = review.lease(meeting, request.user)
    return _page(request, meeting, ReviewForm(meeting), mine=mine)


def _answer(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    do = request.POST.get("do", "save")
    if do == "skip":
        return _skip(request, meeting)
    if do == "withdraw" and not request.user.has_perm("meetings.withdraw_meeting"):
        told(request, Refused("撤回会议须由“管理”组的人来做：可以先标为存疑。"))
        return redirect("admin:review", meeting.pk)
    form = ReviewForm(meeting, request.POST)
    try:
        with transaction.atomic():
            if _save(request, meeting, form, do):
                return _onward(request, meeting, do)
    except Refused as fault:
        told(request, fault)
    except ValidationError as fault:
        told(request, Refused("；".join(fault.messages)))
    fresh = Meeting.objects.select_related("city").get(pk=meeting.pk)
    mine = review.holder(fresh, request.user) is None
    return _page(request, fresh, form, mine=mine, status=409)


def _save(request: HttpRequest, meeting: Meeting, form: ReviewForm, do: str) -> bool:
    """Write all and decide; False when a form has faults. Raises `Refused`."""
    seen = request.POST.get("m-seen", "")
    review.locked_as_seen(meeting.pk, int(seen) if seen.isascii() and seen.isdigit() else 0)
    if not form.is_valid():
        told(request, Refused("有几处没有填对，什么都没有保存：请看标出的字段。"))
        return False
    form.write(request)
    if state := DECISIONS.get(do):
        why = form.meeting.cleaned_data.get("why", "")
        review.decide(Meeting.objects.get(pk=meeting.pk), state, who=request.user, why=why)
    return True


def _onward(request: HttpRequest, meeting: Meeting, do: str) -> HttpResponse:
    if state := DECISIONS.get(do):
        messages.success(request, f"“{meeting}”已标为{state.zh}。")
        return redirect("admin:review_next")
    messages.success(request, "已保存。")
    return redirect("admin:review", meeting.pk)


def _skip(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    review.release(meeting, request.user)
    skipped = [*request.session.get(SKIPPED, []), meeting.pk]
    request.session[SKIPPED] = skipped[-MOST_SKIPPED:]
    return redirect("admin:review_next")


def _page(
    request: HttpRequest, meeting: Meeting, form: ReviewForm, *, mine: bool, status: int = 200
) -> HttpResponse:
    values: dict[str, Any] = {
        "meeting": meeting,
        "form": form,
        "texts": [(report, article_text(report)) for report in form.reports],
        "holder": None if mine else review.holder(meeting, request.user),
        "left": review.waiting().get("pending", 0),
        "may_withdraw": request.user.has_perm("meetings.withdraw_meeting"),
    }
    page = context(request, f"核校：{meeting}", **values)
    return render(request, "curation/review.html", page, status=status)
