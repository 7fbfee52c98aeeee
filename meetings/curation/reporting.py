"""Take readers' reports of errors: plain text, no name, not too many at once."""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from meetings.curation.refusal import Refused
from meetings.models import Article, Directive, ErrorReport, Meeting, Official

# From one address in an hour, and from everybody together.
FROM_ONE, FROM_ALL = 5, 200
WINDOW = timedelta(hours=1)
LONGEST = 4000
# /meetings/12/, /articles/573aca38808b/?q=预算: a page of this site, never another's
# /meetings/12/…, /en/articles/573aca38808b/
RECORD = re.compile(
    r"(?:/en)?/(meetings|directives|officials|articles)/([0-9a-f]{1,64})(?=[/?#-]|$)", re.ASCII
)
KINDS = ("meetings", "directives", "officials", "articles")
MOST_DIGITS = 9
# The hexadecimal digits of an article's address.
SHORT = 12
PAGE = re.compile(r"/(?!/)[^\s\\]{0,299}")


def sender_of(address: str) -> str:
    """A mark of an address that is another tomorrow, so that nobody is followed."""
    today = timezone.localdate().isoformat()
    return salted_hmac("error-report", f"{today} {address}", algorithm="sha256").hexdigest()


@transaction.atomic
def report(page: str, text: str, *, address: str) -> ErrorReport:
    """Keep what a reader says is wrong with a page. Raises `Refused`."""
    text = text.strip()
    if "\0" in text or "\0" in page or not PAGE.fullmatch(page):
        msg = _("不知道说的是哪一页：请从那一页的“报告错误”链接进来。")
        raise Refused(msg)
    if not text:
        msg = _("还没有写内容：请写明哪里错了，应当是什么。")
        raise Refused(msg)
    if len(text) > LONGEST:
        msg = _("最多 {n} 字：请写得简短一些。").format(n=LONGEST)
        raise Refused(msg)
    sender = sender_of(address)
    _refuse_flood(sender)
    return ErrorReport.objects.create(page=page, text=text, sender=sender)


def _refuse_flood(sender: str) -> None:
    recent = ErrorReport.objects.filter(made_at__gt=timezone.now() - WINDOW)
    if recent.filter(sender=sender).count() >= FROM_ONE or recent.count() >= FROM_ALL:
        msg = _("一小时内收到的报错太多：请过一会儿再试，谢谢。")
        raise Refused(msg)


def records_of(pages: Iterable[str]) -> dict[str, Meeting | Article | Official]:
    """The records that pages of this site are about: of a directive, its meeting."""
    asked = {page: found.groups() for page in pages if (found := RECORD.match(page))}
    known = {kind: _found(kind, {k for of, k in asked.values() if of == kind}) for kind in KINDS}
    records: dict[str, Meeting | Article | Official] = {}
    for page, (kind, key) in asked.items():
        if record := known[kind].get(key[:SHORT] if kind == "articles" else key):
            records[page] = record
    return records


def _found(kind: str, keys: set[str]) -> dict[str, Any]:
    if kind == "articles":
        begun = [Q(sha256__startswith=key[:SHORT]) for key in keys if len(key) >= SHORT]
        rows = Article.objects.filter(reduce(or_, begun)) if begun else ()
        return {article.sha256[:SHORT]: article for article in rows}
    ids = {int(key): key for key in keys if key.isdigit() and len(key) <= MOST_DIGITS}
    if kind == "directives":
        said = Directive.objects.filter(pk__in=ids).select_related("report__meeting")
        return {ids[row.pk]: row.report.meeting for row in said}
    model: Any = Meeting if kind == "meetings" else Official
    return {ids[pk]: row for pk, row in model.objects.in_bulk(list(ids)).items()}


def by_token(token: str) -> Any:
    """The report of a token, or None."""
    return ErrorReport.objects.filter(token=token).first()
