"""Curators' pages of evidence: shown, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from meetings.admin.base import ReadOnly, ShownInline
from meetings.models import Claim, DirectiveText, MeetingText

SHOWN = 80


def quoted(claim: Claim) -> str:
    """The words of the article that a claim rests on, … between passages."""
    passages = [claim.article.text[start:end] for start, end in claim.spans]
    return " … ".join(cut(passage) for passage in passages) or "—"


def cut(text: str) -> str:
    """The beginning of a passage."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class ClaimInline(ShownInline):
    """What the fields of an article or a report rest on."""

    model = Claim
    fields = ("field", "value", "quoted", "rule", "confidence", "chosen", "origin", "reason")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the text that is quoted."""
        return super().get_queryset(request).select_related("article")

    @admin.display(description="原文")
    def quoted(self, claim: Claim) -> str:
        """The article's words."""
        return quoted(claim)


class ArticleClaimInline(ClaimInline):
    """What the article's own fields rest on."""

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without those of its reports, which stand with them."""
        return super().get_queryset(request).filter(report=None)


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    """Evidence."""

    list_display = ("field", "value", "quoted", "rule", "confidence", "chosen", "article")
    list_filter = ("confidence", "chosen", "rule")
    list_select_related = ("article",)
    search_fields = ("field", "value", "rule")
    fields = ("article", "report", *ClaimInline.fields)

    @admin.display(description="原文")
    def quoted(self, claim: Claim) -> str:
        """The article's words."""
        return quoted(claim)


@admin.register(MeetingText)
class MeetingTextAdmin(ReadOnly):
    """What a search for meetings reads."""

    list_display = ("meeting", "length")
    list_select_related = ("meeting",)
    search_fields = ("meeting__title",)

    @admin.display(description="字数")
    def length(self, row: MeetingText) -> int:
        """Characters."""
        return len(row.text)


@admin.register(DirectiveText)
class DirectiveTextAdmin(ReadOnly):
    """What a search for directives reads."""

    list_display = ("directive", "length")
    list_select_related = ("directive",)
    search_fields = ("directive__speaker",)

    @admin.display(description="字数")
    def length(self, row: DirectiveText) -> int:
        """Characters."""
        return len(row.text)
