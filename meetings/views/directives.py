"""The pages of directives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from meetings.citations import Form, of_directive
from meetings.facets import directive_sheet, listing
from meetings.filters import DirectiveFilter, held_page
from meetings.models import Directive
from meetings.views.records import cited, instead_of_directive, renamed


def directive_list(request: HttpRequest) -> HttpResponse:
    """The directives that answer the query string."""
    found = DirectiveFilter.of(request, Directive.objects.published())
    page = held_page(found)
    return render(request, "meetings/directive_list.html", listing(found, page))


def directive_detail(request: HttpRequest, pk: int, words: str = "") -> HttpResponse:
    """One directive, and the article with its words marked; other words in its address redirect."""
    found = DirectiveFilter.of(request, Directive.objects.published())
    directive = get_object_or_404(Directive.objects.with_meeting(), pk=pk)
    if instead := instead_of_directive(request, directive) or renamed(request, directive, words):
        return instead
    return render(request, "meetings/directive_detail.html", directive_sheet(found, directive))


def directive_citation(request: HttpRequest, pk: int, form: Form) -> HttpResponse:
    """A citation of one directive as a file."""
    directive = get_object_or_404(Directive.objects.with_meeting(), pk=pk)
    if instead := instead_of_directive(request, directive):
        return instead
    return cited(request, directive, of_directive, form)
