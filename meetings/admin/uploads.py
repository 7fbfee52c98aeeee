"""Upload articles: preview what would be read, then ingest with progress."""

from collections import Counter
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.admin.pages import allowed, context, told
from meetings.curation import Refused
from meetings.ingest import uploads

OUTCOMES = {
    "added": "新收录",
    "updated": "已有，重新提取后有更新",
    "unchanged": "已有，没有变化",
    "kept": "已有，保留人工更正",
    "unreadable": "不能收录",
}
# How many files a preview extracts; the rest are named only.
PREVIEWED = 20


class FilesInput(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """At least one file; an empty one is refused by name in the preview."""

    widget = FilesInput({"multiple": True, "accept": ".txt,.zip"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """All files."""
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class UploadForm(forms.Form):
    """Files to upload."""

    chosen = FilesField(
        label="文件",
        allow_empty_file=True,
        help_text=(
            f".txt 文件，或装有 .txt 文件的 ZIP；每个文件不超过 5 MB，"
            f"一次不超过 {uploads.MAX_FILES} 个。"
        ),
    )


@allowed("add_upload")
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files; they are kept until the preview is confirmed."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = uploads.keep(form.cleaned_data["chosen"], who=request.user)
            return redirect("admin:upload_batch", batch)
        except Refused as fault:
            told(request, fault)
    return render(request, "curation/upload.html", context(request, "上传文章", form=form))


@allowed("add_upload")
@require_http_methods(["GET", "POST"])
def batch_page(request: HttpRequest, batch: str) -> HttpResponse:
    """The preview of a batch, then its progress, then its outcomes."""
    if request.method == "POST":
        if request.POST.get("do") == "drop":
            uploads.waiting(batch, request.user).delete()
            return redirect("admin:upload")
        uploads.ingest_some(batch, request.user)
        return redirect(f"{request.path}?started=1")
    rows = list(uploads.waiting(batch, request.user))
    if not rows:
        raise Http404
    left = [row for row in rows if not row.outcome]
    if len(left) == len(rows) and "started" not in request.GET:
        shown = [uploads.preview(row) for row in rows[:PREVIEWED]]
        values = {"previews": shown, "rest": rows[PREVIEWED:], "count": len(rows)}
        return render(request, "curation/preview.html", context(request, "预览", **values))
    counts = Counter(row.outcome for row in rows if row.outcome)
    values = {
        "rows": rows,
        "left": len(left),
        "done": len(rows) - len(left),
        "total": len(rows),
        "labels": OUTCOMES,
        "counts": [(OUTCOMES[key], number) for key, number in counts.items()],
        "told": uploads.told(rows),
        "faults": [row for row in rows if row.outcome == "unreadable"],
    }
    return render(request, "curation/progress.html", context(request, "收录", **values))
