"""What can be done with many chosen rows: read them again, take them along."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meetings.curation import review
from meetings.extraction.vocabulary import ReviewState
from meetings.ingest import Outcome, rereading
from meetings.ingest.batch import reextract_all
from meetings.models import Article, Meeting

# So few are read at once; more with a page that shows how far it is.
FEW_READ = 20
# A cell that begins like this would be a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_again(request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse | None:
    """Run the current extractor over articles; corrections stay. Many have a page of their own."""
    chosen = articles.order_by("pk").distinct()
    ids = list(chosen.values_list("pk", flat=True))
    if len(ids) > FEW_READ:
        return redirect("admin:rereading", rereading.begin(ids, who=request.user).pk)
    counts = reextract_all(chosen.values_list("sha256", flat=True)).outcomes
    told = (
        f"已重新提取 {counts.total()} 篇：{counts[Outcome.UPDATED]} 篇有更新，"
        f"{counts[Outcome.KEPT]} 篇保留了人工更正，{counts[Outcome.UNCHANGED]} 篇没有变化。"
    )
    messages.success(request, told)
    return None


def tell_bulk(request: HttpRequest, bulk: review.Bulk, called: str) -> None:
    """Say what became of many at once."""
    counted = f"{bulk.accepted} {called}"
    messages.success(request, f"已将 {counted}标为{ReviewState.ACCEPTED.zh}。")
    if bulk.refused:
        names = "、".join(str(record) for record in bulk.refused[:10])
        refused = f"{len(bulk.refused)} {called[0]}"
        messages.warning(request, f"{refused}不是待核，没有改动，请逐一核校：{names}")


def articles_to_csv(articles: QuerySet[Article]) -> HttpResponse:
    """The chosen articles as a table that spreadsheets open."""
    head = [
        "SHA-256",
        "标题",
        "来源媒体",
        "刊发日期",
        "类别",
        "原因",
        "区划代码",
        "城市",
        "核校状态",
    ]
    rows = (_article_row(row) for row in articles.select_related("city").order_by("pk"))
    return _table("articles.csv", head, rows)


def _article_row(article: Article) -> list[Any]:
    city = article.city
    return [
        article.sha256,
        article.title,
        article.outlet,
        article.published,
        article.get_kind_display(),
        article.get_reason_display(),
        city.code if city else "",
        city.name if city else "",
        article.get_state_display(),
    ]


def to_csv(meetings: QuerySet[Meeting]) -> HttpResponse:
    """The chosen meetings as a table that spreadsheets open."""
    head = ["编号", "会议名称", "区划代码", "城市", "机构", "类型", "日期", "核校状态"]
    rows = (_row(meeting) for meeting in meetings.select_related("city").order_by("pk"))
    return _table("meetings.csv", head, rows)


def _table(name: str, head: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """A file of UTF-8 with its mark."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(head)
    table.writerows([_plain(value) for value in row] for row in rows)
    answer = HttpResponse(f"\ufeff{file.getvalue()}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _row(meeting: Meeting) -> list[Any]:
    city = meeting.city
    return [
        meeting.pk,
        meeting.title,
        city.code if city else "",
        city.name if city else "",
        meeting.get_organ_display(),
        meeting.get_kind_display(),
        meeting.date_edtf,
        meeting.get_state_display(),
    ]


def _plain(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
