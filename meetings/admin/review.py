"""The review pages: an article beside its form, a decision, and the next one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from meetings.admin.article_forms import ArticleReview
from meetings.admin.pages import allowed, context, told
from meetings.admin.review_forms import ReviewForm
from meetings.curation import Refused, review, traced
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Article, Meeting

# What a button decides; the others only save.
DECISIONS = {
    "accept": ReviewState.ACCEPTED,
    "flag": ReviewState.FLAGGED,
    "reject": ReviewState.REJECTED,
    "withdraw": ReviewState.WITHDRAWN,
}
# The button that makes a fact of the words in the panel; no other button does.
SET = "set"
MOST_SKIPPED = 200


@dataclass(frozen=True)
class Queue:
    """One kind of record that is reviewed, and what its pages are made of."""

    model: Any
    form: Callable[..., Any]
    name: str
    called: str

    @property
    def next(self) -> str:
        """The address that opens the next one."""
        return f"admin:{self.name}_next"

    @property
    def page(self) -> str:
        """The address of one."""
        return f"admin:{self.name}"

    @property
    def skipped(self) -> str:
        """Under this name a session keeps what was skipped."""
        return f"{self.name}_skipped"


MEETINGS = Queue(Meeting, ReviewForm, "review", "次会议")
ARTICLES = Queue(Article, ArticleReview, "review_article", "篇文章")


@allowed("review_meeting")
def review_next(request: HttpRequest) -> HttpResponse:
    """Open the meeting that needs a look most."""
    return _next(request, MEETINGS)


@allowed("review_meeting")
def article_next(request: HttpRequest) -> HttpResponse:
    """Open the article that needs a look most."""
    return _next(request, ARTICLES)


@allowed("review_meeting", "change_meeting")
def review_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting; what is sent is saved whole or not at all."""
    return _review(request, MEETINGS, pk)


@allowed("review_meeting", "change_article")
def review_article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article; what is sent is saved whole or not at all."""
    return _review(request, ARTICLES, pk)


def _next(request: HttpRequest, queue: Queue) -> HttpResponse:
    record = review.take_next(
        request.user, queue.model, skip=request.session.get(queue.skipped, [])
    )
    if record is not None:
        return redirect(queue.page, record.pk)
    if request.session.pop(queue.skipped, None):
        messages.info(request, f"其余各{queue.called}您都已跳过：再次开始，会从跳过的看起。")
    else:
        messages.success(request, f"没有等着您核校的{queue.called[1:]}了。")
    return redirect("admin:index")


def _review(request: HttpRequest, queue: Queue, pk: int) -> HttpResponse:
    record = get_object_or_404(queue.model.objects.select_related("city"), pk=pk)
    if request.method == "POST":
        return _answer(request, queue, record)
    mine = review.lease(record, request.user)
    return _page(request, queue, record, queue.form(record), mine=mine)


def _answer(request: HttpRequest, queue: Queue, record: Any) -> HttpResponse:
    do = request.POST.get("do", "save")
    if do == "skip":
        return _skip(request, queue, record)
    if do == "withdraw" and not request.user.has_perm("meetings.withdraw_meeting"):
        told(request, Refused("撤回须由“管理”组的人来做：可以先标为存疑。"))
        return redirect(queue.page, record.pk)
    form = queue.form(record, request.POST)
    try:
        with transaction.atomic():
            if _save(request, queue, form, do):
                return _onward(request, queue, record, do)
    except Refused as fault:
        told(request, fault)
    except ValidationError as fault:
        told(request, Refused("；".join(fault.messages)))
    fresh = queue.model.objects.select_related("city").get(pk=record.pk)
    mine = review.holder(fresh, request.user) is None
    return _page(request, queue, fresh, form, mine=mine, status=409)


def _save(request: HttpRequest, queue: Queue, form: Any, do: str) -> bool:
    """Write all and decide; False when a form has faults. Raises `Refused`."""
    seen, pk = request.POST.get("m-seen", ""), form.record.pk
    version = int(seen) if seen.isascii() and seen.isdigit() else 0
    review.locked_as_seen(queue.model, pk, version)
    if not form.is_valid():
        told(request, Refused("有几处没有填对，什么都没有保存：请看标出的字段。"))
        return False
    form.write(request)
    if do == SET:
        form.write_selected(request)
    elif words := form.left_behind():
        messages.warning(request, f"“{words[:40]}”没有点“设定”，没有加进来。")
    if state := DECISIONS.get(do):
        fresh = queue.model.objects.get(pk=pk)
        review.decide(fresh, state, who=request.user, why=form.why)
        if isinstance(fresh, Meeting) and state == ReviewState.ACCEPTED:
            review.accept_told(fresh, who=request.user)
    return True


def _onward(request: HttpRequest, queue: Queue, record: Any, do: str) -> HttpResponse:
    if state := DECISIONS.get(do):
        back = reverse(queue.page, args=[record.pk])
        form = "“{}”：{}。<a href='{}'>回到这一条</a>"
        messages.success(request, format_html(form, record, state.zh, back))
        return redirect(queue.next)
    messages.success(request, "已保存。")
    return redirect(queue.page, record.pk)


def _skip(request: HttpRequest, queue: Queue, record: Any) -> HttpResponse:
    review.release(record, request.user)
    skipped = [*request.session.get(queue.skipped, []), record.pk]
    request.session[queue.skipped] = skipped[-MOST_SKIPPED:]
    back = reverse(queue.page, args=[record.pk])
    messages.info(request, format_html("已跳过“{}”。<a href='{}'>回到这一条</a>", record, back))
    return redirect(queue.next)


def _page(
    request: HttpRequest, queue: Queue, record: Any, form: Any, *, mine: bool, status: int = 200
) -> HttpResponse:
    values: dict[str, Any] = {
        "record": record,
        "form": form,
        "texts": form.texts(),
        "doubtful": form.doubtful(),
        "decision": traced.decision_of(record),
        "unsaved": status != 200,
        "marked": form.marked(),
        "holder": None if mine else review.holder(record, request.user),
        "left": review.pending(queue.model).count(),
        "called": queue.called,
        "may_withdraw": request.user.has_perm("meetings.withdraw_meeting"),
    }
    page = context(request, f"核校：{record}", **values)
    return render(request, f"curation/{queue.name}.html", page, status=status)
