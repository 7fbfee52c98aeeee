"""Answer 304 to a browser that holds a page already: one cheap question tells."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags
from django.utils.translation import get_language

# What pages are made of; a change to any of it makes every page new.
CODE = ("archive", "meetings", "templates", "static")
ENDINGS = {".py", ".html", ".css", ".js", ".svg", ".csv", ".toml", ".mo"}
# The views of readers' pages and of the API; those with a form that needs a cookie are left out.
PUBLIC, PRIVATE = ("meetings.views.", "meetings.api."), ("meetings.views.reports",)
# Two equal snapshots see the same rows: transaction ids only grow, and a restart is told apart.
# What is gone, merged or renamed may come back: browsers keep these for ever if not told.
CHANGING = {301, 308, 404, 410}
SNAPSHOT = "SELECT pg_current_snapshot()::text, pg_postmaster_start_time()::text"

Answer = Callable[[HttpRequest], HttpResponse]


@cache
def code_version() -> str:
    """The SHA-256 of all that pages are made of."""
    found = hashlib.sha256()
    for folder in CODE:
        for file in sorted((settings.BASE_DIR / folder).rglob("*")):
            if file.suffix in ENDINGS:
                found.update(file.read_bytes())
    return found.hexdigest()


def archive_version() -> str:
    """What changes with every committed write and with nothing else that readers see."""
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        return " ".join(cursor.fetchone())


def session_of(request: HttpRequest) -> str:
    """The session of a curator, who sees more on some pages; empty for readers."""
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def etag_of(request: HttpRequest, archive: str) -> str:
    """The weak entity tag of a page: archive, code, language, day, host, query, session."""
    asked = urlencode(sorted(parse_qsl(request.META.get("QUERY_STRING", ""))))
    day = str(timezone.localdate())
    page = f"{request.scheme}://{request.get_host()}{request.path}?{asked}"
    parts = (archive, code_version(), get_language() or "", day, page, session_of(request))
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


class ConditionalPages:
    """Gives readers' pages an ETag and Last-Modified, and answers those who hold them with 304.

    Last-Modified is when this process first saw the archive as it is: never before the change.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._seen = ("", 0)
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and let pages be kept that must be asked about again."""
        response = self.get_response(request)
        tag = getattr(request, "page_etag", "")
        if tag and response.status_code in CHANGING:
            response.headers.setdefault("Cache-Control", "no-cache")
        if not tag or response.status_code not in (200, 304) or response.cookies:
            return response
        response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache" if session_of(request) else "no-cache"
        changed = request.page_changed  # type: ignore[attr-defined]  # set with the tag
        response["Last-Modified"] = http_date(changed)
        answer = get_conditional_response(request, tag, changed, response)
        return answer if isinstance(answer, HttpResponse) else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer at once where the page is held already."""
        module = view.__module__
        if request.method not in ("GET", "HEAD") or not module.startswith(PUBLIC):
            return None
        if module in PRIVATE or view.__name__ == "healthz":
            return None
        try:
            archive = archive_version()
        except DatabaseError:
            return None
        tag = etag_of(request, archive)
        request.page_etag = tag  # type: ignore[attr-defined]  # read again on the way out
        request.page_changed = self._changed(archive)  # type: ignore[attr-defined]  # likewise
        held = parse_etags(request.headers.get("If-None-Match", ""))
        return HttpResponse(status=304) if tag in held else None

    def _changed(self, archive: str) -> int:
        with self._lock:
            if self._seen[0] != archive:
                self._seen = (archive, int(datetime.now(UTC).timestamp()))
            return self._seen[1]
