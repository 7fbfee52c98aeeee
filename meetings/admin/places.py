"""Curators' pages of the administrative units: shown only, they are facts of a standard."""

from django.contrib import admin

from meetings.admin.base import ReadOnly, ShownInline
from meetings.models import City, CityName


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


@admin.register(CityName)
class CityNameAdmin(ReadOnly):
    """Names and codes through time."""

    list_display = ("code", "name", "level", "city", "valid_from", "valid_to")
    list_filter = ("level",)
    list_select_related = ("city",)
    search_fields = ("code", "name")
