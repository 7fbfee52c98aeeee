"""Let pages of other sites read the answers of the API: all of it is public."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

API = "/api/"
READ = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
# A browser asks this first where a script holds an answer and sends its ETag.
ASKED_FIRST = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}

Answer = Callable[[HttpRequest], HttpResponse]


class OpenAnswers:
    """Says on every answer below `/api/`, refusals too, that any site may read it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever, with the headers."""
        response = self.get_response(request)
        if request.path_info.startswith(API):
            asked_first = ASKED_FIRST if request.method == "OPTIONS" else {}
            for name, value in {**READ, **asked_first}.items():
                response[name] = value
        return response
