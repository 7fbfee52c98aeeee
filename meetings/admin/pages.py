"""The addresses of the curators' own pages, beside those of the tables."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

Page = Callable[..., HttpResponse]


def allowed(*permissions: str) -> Callable[[Page], Page]:
    """Refuse with status 403 whoever lacks one of these permissions of this app."""

    def checked(page: Page) -> Page:
        @wraps(page)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perms([f"meetings.{name}" for name in permissions]):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        return answer

    return checked


def context(request: HttpRequest, title: str, **values: Any) -> dict[str, Any]:
    """What every page of the curators' site shows, and its own."""
    from django.contrib import admin

    return {**admin.site.each_context(request), "title": title, **values}


def told(request: HttpRequest, fault: Exception) -> None:
    """Show a refusal above the next page."""
    messages.error(request, str(fault))


def addresses() -> list[URLPattern]:
    """All pages; the site adds the check that somebody is signed in."""
    from meetings.admin import (
        duplicates,
        entries,
        histories,
        matches,
        merges,
        rereadings,
        review,
        rules,
        uploads,
    )

    return [
        path("review/next/", review.review_next, name="review_next"),
        path("review/<int:pk>/", review.review_meeting, name="review"),
        path("review/articles/next/", review.article_next, name="review_article_next"),
        path("review/articles/<int:pk>/", review.review_article, name="review_article"),
        path("enter/<int:pk>/", entries.supplement, name="supplement"),
        path("officials/matches/", matches.match_list, name="official_matches"),
        path("officials/merge/<int:gone>/<int:stays>/", matches.merge, name="official_merge"),
        path("officials/split/<int:pk>/", matches.split, name="official_split"),
        path("duplicates/", duplicates.duplicate_list, name="meeting_duplicates"),
        path("duplicates/<int:one>/<int:other>/", duplicates.compare, name="meeting_compare"),
        path("rules/", rules.rule_list, name="correction_rules"),
        path("upload/", uploads.upload, name="upload"),
        path("upload/<slug:batch>/", uploads.batch_page, name="upload_batch"),
        path("reextract/<int:pk>/", rereadings.progress, name="rereading"),
        path("merges/<str:kind>/<int:pk>/undo/", merges.undo, name="undo_merge"),
        path("corrections/<int:pk>/undo/", histories.undo_correction, name="undo_correction"),
        path("changes/<str:model>/<int:pk>/", histories.undo_change, name="undo_change"),
    ]
