"""Store where each field of the current reading comes from."""

import re

from meetings.extraction import facts
from meetings.models import Article, Claim, Report

# meetings.0.date, meetings.2.officials.3.role: the meeting's place in the article comes second
OF_MEETING = re.compile(r"meetings\.(?P<ordinal>\d{1,4})(?:\.|$)", re.ASCII)


def replace_claims(article: Article, claims: tuple[facts.Claim, ...]) -> None:
    """Replace the article's claims: they are evidence of the current reading alone."""
    reports = {r.ordinal: r for r in Report.objects.filter(article=article, withdrawn_at=None)}
    Claim.objects.filter(article=article).delete()
    Claim.objects.bulk_create(_row(article, claim, reports) for claim in claims)


def _row(article: Article, claim: facts.Claim, reports: dict[int, Report]) -> Claim:
    match = OF_MEETING.match(claim.field)
    return Claim(
        article=article,
        report=reports.get(int(match["ordinal"])) if match else None,
        field=claim.field[:60],
        value=claim.value,
        spans=[list(span) for span in claim.spans],
        rule=claim.rule[:60],
        confidence=claim.confidence.value,
        chosen=claim.chosen,
        origin=claim.origin,
        reason=claim.reason,
    )
