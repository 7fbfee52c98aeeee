"""Answer a question that took too long with a page that says how to narrow it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.facets.faulty import kept
from meetings.index import TooSlow

Answer = Callable[[HttpRequest], HttpResponse]


class NarrowerQuestions:
    """Turns `TooSlow` into status 503 with the words that were typed and what helps."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page, or nothing for other faults."""
        if not isinstance(fault, TooSlow):
            return None
        context = {"typed": request.GET.get("q", ""), "kept": kept(request), "query": None}
        return render(request, "503.html", context, status=503)
