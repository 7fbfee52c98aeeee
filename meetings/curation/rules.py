"""Tell which rule of the extractor had found a value that a person corrects."""

from typing import Any

from django.db.models import Count, Q

from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Claim,
    Correction,
    Directive,
    Meeting,
    Quorum,
    Report,
)

# The claim of a field where it is not called as the column is.
CLAIMED = {"date_edtf": "date", "date_year_inferred": "date"}
# The part of a claim's field under which the facts of a report stand.
LISTED = {
    Attendance: "officials",
    AgendaItem: "agenda",
    Directive: "directives",
    Quorum: "quorum",
}


def rule_of(row: Any, field: str = "") -> str:
    """The rule id that found a field of a row, or the row itself; empty where none is known."""
    if isinstance(row, Article):
        name = "city" if field == "city" else f"article.{field}"
        return _first(Claim.objects.filter(article=row, report=None, field=name))
    if isinstance(row, Meeting):
        return _of_meeting(row, field)
    if isinstance(row, Report):
        return _first(Claim.objects.filter(report=row, field__endswith=".title"))
    return _of_fact(row, field)


def _of_meeting(meeting: Meeting, field: str) -> str:
    if field == "city":
        return _first(Claim.objects.filter(article__reports__meeting=meeting, field="city"))
    name = f".{CLAIMED.get(field, field)}"
    return _first(Claim.objects.filter(report__meeting=meeting, field__endswith=name))


def _of_fact(row: Any, field: str) -> str:
    claims = Claim.objects.filter(
        report=row.report_id,
        field__contains=f".{LISTED[type(row)]}.",
        spans__contains=[[row.start, row.end]],
    )
    if isinstance(row, Attendance):
        wanted = field if field in {"role", "posts"} else "name"
        spans = row.post_spans if wanted == "posts" and row.post_spans else [[row.start, row.end]]
        claims = Claim.objects.filter(
            report=row.report_id, field__endswith=f".{wanted}", spans__contains=spans[:1]
        )
    return _first(claims)


def _first(claims: Any) -> str:
    found = claims.filter(chosen=True).order_by("id").values_list("rule", flat=True).first()
    return str(found or "")


def counts_by_rule() -> list[dict[str, Any]]:
    """The extractor's work list: corrections by rule and kind of row, most first.

    Keys: rule, row_type, changed, rejected, added, total, and `values`: how many values the rule
    has given in all. Rows without a rule were missed by all.
    """
    rows = Correction.objects.exclude(action=Correction.Action.RESTORE).order_by()
    counted: Any = (
        rows.exclude(field__in=("state", "state_reason"))
        .values("rule", "row_type")
        .annotate(
            changed=Count("pk", filter=Q(action="change")),
            rejected=Count("pk", filter=Q(action="reject")),
            added=Count("pk", filter=Q(action="add")),
            total=Count("pk"),
        )
        .order_by("-total", "rule", "row_type")
    )
    found = list(counted)
    given = Claim.objects.filter(rule__in={row["rule"] for row in found}, chosen=True).order_by()
    values = dict(given.values_list("rule").annotate(n=Count("pk")))
    return [row | {"values": values.get(row["rule"], 0)} for row in found]
