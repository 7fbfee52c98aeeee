"""The pages about the site itself, and its answers to faults."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from meetings.extraction import vocabulary as vocab
from meetings.facets import coverage, fault_sheet, suggestions
from meetings.facets.glossary import GLOSSARY
from meetings.facets.syntax import help_sheet
from meetings.filters import OfficialFilter
from meetings.models import Official

ROBOTS = "User-agent: *\nDisallow: /admin/\nAllow: /\n"


def about(request: HttpRequest) -> HttpResponse:
    """How the archive is made, what it covers, how errors are mended."""
    terms = {"kinds": list(vocab.Kind), "organs": list(vocab.Organ), "roles": list(vocab.Role)}
    context = {"coverage": coverage(), "terms": terms, "glossary": GLOSSARY}
    return render(request, "meetings/about.html", context)


def search_help(request: HttpRequest) -> HttpResponse:
    """What can be typed into the search box, with examples that can be followed."""
    return render(request, "meetings/search_help.html", help_sheet())


def suggest(request: HttpRequest) -> JsonResponse:
    """Officials and cities whose name, pinyin or initials begin with `q`: label, place, url."""
    typed = OfficialFilter.of(request, Official.objects.none()).chosen["q"] or ""
    return JsonResponse({"suggestions": suggestions(typed)})


def healthz(_request: HttpRequest) -> HttpResponse:
    """`ok` when the database answers, else status 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


def robots(_request: HttpRequest) -> HttpResponse:
    """What crawlers may read."""
    return HttpResponse(ROBOTS, content_type="text/plain")


def favicon(_request: HttpRequest) -> HttpResponse:
    """The sign of the site, for browsers that ask without having read a page."""
    return redirect(static("favicon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that cannot be answered: what is wrong and the way out."""
    return render(request, "400.html", fault_sheet(request, exception), status=400)
