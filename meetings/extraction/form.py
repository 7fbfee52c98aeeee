"""Turn an extraction into plain JSON values, in the form that the scorer reads."""

from typing import Any

from meetings.extraction.facts import (
    Article,
    Claim,
    Directive,
    Extraction,
    Meeting,
    Participant,
    Place,
)


def to_json(extraction: Extraction, *, name: str, sha256: str) -> dict[str, Any]:
    """One JSON object for one article; spans are `[start, end)` pairs of code points."""
    return {
        "source": {"name": name, "sha256": sha256, "length": extraction.length},
        "extractor": extraction.version,
        "article": _article(extraction.article),
        "city": _place(extraction.city),
        "meetings": [_meeting(meeting) for meeting in extraction.meetings],
        "blocks": [{"kind": block.kind, "span": list(block.span)} for block in extraction.blocks],
        "evidence": [_claim(claim) for claim in extraction.claims],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "kind": article.kind.value,
        "reason": article.reason,
        "title": article.title,
        "outlet": article.outlet,
        "republished_by": article.republished_by,
        "url": article.url,
        "published": article.published,
        "published_year_inferred": article.published_year_inferred,
        "reporters": list(article.reporters),
        "editors": list(article.editors),
        "authors": list(article.authors),
        "author_post": article.author_post,
        "script": article.script,
    }


def _place(place: Place | None) -> dict[str, str] | None:
    if place is None:
        return None
    return {
        "code": place.code,
        "name": place.name,
        "province": place.province,
        "level": place.level.value,
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "relation": meeting.relation.value,
        "title": meeting.title,
        "organ": meeting.organ and meeting.organ.value,
        "kind": meeting.kind and meeting.kind.value,
        "city": meeting.city,
        "term": meeting.term,
        "number": meeting.number,
        "date": meeting.date,
        "date_year_inferred": meeting.date_year_inferred,
        "officials": [_participant(row) for row in meeting.officials],
        "agenda": [
            {"verb": row.verb, "text": row.text, "span": list(row.span)} for row in meeting.agenda
        ],
        "directives": [_directive(row) for row in meeting.directives],
        "quorum": [
            {
                "group": row.group,
                "expected": row.expected,
                "present": row.present,
                "span": list(row.span),
            }
            for row in meeting.quorum
        ],
    }


def _participant(row: Participant) -> dict[str, Any]:
    return {
        "name": row.name,
        "posts": [post.name for post in row.posts],
        "role": row.role.value,
        "span": list(row.span),
    }


def _directive(row: Directive) -> dict[str, Any]:
    return {
        "verb": row.verb,
        "speaker": row.speaker,
        "text": row.text,
        "span": list(row.span),
        "items": [{"span": list(item.span), "text": item.text} for item in row.items],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "field": claim.field,
        "value": claim.value,
        "spans": [list(span) for span in claim.spans],
        "rule": claim.rule,
        "confidence": claim.confidence.value,
        "chosen": claim.chosen,
        "origin": claim.origin,
        "reason": claim.reason,
    }
