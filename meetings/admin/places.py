"""Curators' pages of the administrative units: shown only, they are facts of a standard."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from meetings.admin.base import ReadOnly, ShownInline
from meetings.admin.naming import told_city
from meetings.models import City, CityName


class Suggestions(AutocompleteJsonView):
    """What fields propose while one types; units with those above them."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """One proposal."""
        found = super().serialize_result(obj, to_field_name)
        return found | {"text": told_city(obj)} if isinstance(obj, City) else found


class CityNameInline(ShownInline):
    """The names a unit had."""

    model = CityName
    fields = ("code", "name", "level", "parent_code", "valid_from", "valid_to")
    show_change_link = False


@admin.register(City)
class CityAdmin(ReadOnly):
    """Units."""

    list_display = ("code", "name", "level", "parent", "pinyin")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "pinyin", "names__name", "names__code")
    inlines = (CityNameInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With those above each."""
        return super().get_queryset(request).select_related("parent__parent")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[City], search_term: str
    ) -> tuple[QuerySet[City], bool]:
        """By name, code, pinyin without spaces, and initials."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        if not search_term.strip() or "\0" in search_term:
            return found, doubled
        spoken = City.objects.beginning_like(search_term).order_by().values("pk")
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=spoken)), False


@admin.register(CityName)
class CityNameAdmin(ReadOnly):
    """Names and codes through time."""

    list_display = ("code", "name", "level", "city", "valid_from", "valid_to")
    list_filter = ("level",)
    list_select_related = ("city",)
    search_fields = ("code", "name")
