"""The public addresses; ids stay, words after an id are decoration."""

from django.urls import URLPattern, path, register_converter

from meetings.filters.values import BIGGEST_ID
from meetings.views import articles, cities, directives, meetings, officials, site


class IdConverter:
    """The id of a row, as far as the database counts."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """The number; one beyond bigint is no address."""
        number = int(value)
        if number > BIGGEST_ID:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        """The digits."""
        return str(value)


class CodeConverter:
    """The six digits of a division code; with a year where another unit bears it since then."""

    regex = r"[0-9]{6}(?:\.[0-9]{4})?"

    def to_python(self, value: str) -> str:
        """The digits."""
        return value

    def to_url(self, value: str) -> str:
        """The digits."""
        return value


class HashConverter(CodeConverter):
    """The SHA-256 of an article, or at least its first twelve digits."""

    regex = "[0-9a-fA-F]{12,64}"


register_converter(IdConverter, "id")
register_converter(CodeConverter, "code")
register_converter(HashConverter, "hash")

urlpatterns: list[URLPattern] = [
    path("", meetings.home, name="home"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/<id:pk>/", meetings.meeting_detail, name="meeting"),
    path("meetings/<id:pk>-<str:words>/", meetings.meeting_words),
    path("meetings/<id:pk>/<path:words>/", meetings.meeting_words),
    path("directives/", directives.directive_list, name="directives"),
    path("directives/<id:pk>/", directives.directive_detail, name="directive"),
    path("directives/<id:pk>-<str:words>/", directives.directive_words),
    path("directives/<id:pk>/<path:words>/", directives.directive_words),
    path("officials/", officials.official_list, name="officials"),
    path("officials/<id:pk>/", officials.official_detail, name="official"),
    path("officials/<id:pk>-<str:words>/", officials.official_words),
    path("officials/<id:pk>/<path:words>/", officials.official_words),
    path("cities/", cities.city_list, name="cities"),
    path("cities/<code:code>/", cities.city_detail, name="city"),
    path("cities/<code:code>-<str:words>/", cities.city_words),
    path("cities/<code:code>/<path:words>/", cities.city_words),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<hash:prefix>/", articles.article_detail, name="article"),
    path("about/", site.about, name="about"),
    path("healthz", site.healthz, name="healthz"),
    path("robots.txt", site.robots),
    path("favicon.ico", site.favicon),
]
