"""The language of a page by its address: Chinese at `/`, English under `/en/`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

CHINESE, ENGLISH = "zh-hans", "en"
PREFIX = "/en"

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageByAddress:
    """Reads `/en/` off the address and puts it before every link of the page.

    Nothing else tells the language, neither a cookie nor Accept-Language, so that an address
    always means one page.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the address."""
        path = request.path_info
        if path == PREFIX:
            return HttpResponsePermanentRedirect(f"{request.path}/")
        if not path.startswith(f"{PREFIX}/"):
            return self._answer(request, CHINESE)
        before = get_script_prefix()
        set_script_prefix(f"{before.rstrip('/')}{PREFIX}/")
        request.path_info = path.removeprefix(PREFIX)
        try:
            return self._answer(request, ENGLISH)
        finally:
            set_script_prefix(before)

    def _answer(self, request: HttpRequest, language: str) -> HttpResponse:
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response
