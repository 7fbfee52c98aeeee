"""What can be done with many chosen rows: read them again, take them along."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from meetings.ingest import Outcome
from meetings.ingest.batch import reextract_all
from meetings.models import Article, Meeting

# More than this is the command's work: manage.py reextract.
MOST_READ = 200
# A cell that begins like this would be a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_again(request: HttpRequest, articles: QuerySet[Article]) -> None:
    """Run the current extractor over articles; corrections stay."""
    hashes = list(articles.order_by("pk").values_list("sha256", flat=True).distinct())
    if len(hashes) > MOST_READ:
        told = f"一次最多重新提取 {MOST_READ} 篇：更多请用命令 manage.py reextract。"
        messages.error(request, told)
        return
    tally = reextract_all(hashes)
    counts = tally.outcomes
    told = (
        f"已重新提取 {counts.total()} 篇：{counts[Outcome.UPDATED]} 篇有更新，"
        f"{counts[Outcome.KEPT]} 篇保留了人工更正，{counts[Outcome.UNCHANGED]} 篇没有变化。"
    )
    messages.success(request, told)


def to_csv(meetings: QuerySet[Meeting]) -> HttpResponse:
    """The chosen meetings as a table that spreadsheets open: UTF-8 with its mark."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(["编号", "会议名称", "区划代码", "城市", "机构", "类型", "日期", "核校状态"])
    for meeting in meetings.select_related("city").order_by("pk"):
        table.writerow([_plain(value) for value in _row(meeting)])
    answer = HttpResponse(f"\ufeff{file.getvalue()}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="meetings.csv"'
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
