"""The public addresses; ids stay, words after an id are decoration."""

from django.urls import URLPattern, path, re_path, register_converter

from meetings.api import views as api
from meetings.citations import FORMS, Form
from meetings.filters.values import BIGGEST_ID
from meetings.views import articles, cities, dates, directives, meetings, officials, reports, site


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


class FormConverter:
    """One form of citation by its name."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> Form:
        """The form."""
        return FORMS[value]

    def to_url(self, value: str) -> str:
        """Its name."""
        return value


class YearConverter:
    """A year of four digits."""

    regex = "[1-9][0-9]{3}"
    width = 4

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The digits, filled up with noughts."""
        return f"{value:0{self.width}}"


class TwoConverter(YearConverter):
    """A month or a day of two digits."""

    regex = "0[1-9]|[1-3][0-9]"
    width = 2


register_converter(IdConverter, "id")
register_converter(CodeConverter, "code")
register_converter(HashConverter, "hash")
register_converter(FormConverter, "form")
register_converter(YearConverter, "year")
register_converter(TwoConverter, "two")

urlpatterns: list[URLPattern] = [
    path("", meetings.home, name="home"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/<id:pk>/", meetings.meeting_detail, name="meeting"),
    path("meetings/<id:pk>/cite/<form:form>", meetings.meeting_citation, name="cite-meeting"),
    path("meetings/<id:pk>-<str:words>/", meetings.meeting_detail),
    path("meetings/<id:pk>/<path:words>/", meetings.meeting_detail),
    path("directives/", directives.directive_list, name="directives"),
    path("directives/<id:pk>/", directives.directive_detail, name="directive"),
    path(
        "directives/<id:pk>/cite/<form:form>", directives.directive_citation, name="cite-directive"
    ),
    path("directives/<id:pk>-<str:words>/", directives.directive_detail),
    path("directives/<id:pk>/<path:words>/", directives.directive_detail),
    path("officials/", officials.official_list, name="officials"),
    path("officials/<id:pk>/", officials.official_detail, name="official"),
    path("officials/<id:pk>-<str:words>/", officials.official_detail),
    path("officials/<id:pk>/<path:words>/", officials.official_detail),
    path("cities/", cities.city_list, name="cities"),
    path("cities/compare/", cities.compare, name="compare"),
    path("cities/<code:code>/", cities.city_detail, name="city"),
    path("cities/<code:code>-<str:words>/", cities.city_detail),
    path("cities/<code:code>/<path:words>/", cities.city_detail),
    path("dates/", dates.dates, name="dates"),
    path("dates/<year:year>/", dates.dates, name="year"),
    path("dates/<year:year>/<two:month>/", dates.dates, name="month"),
    path("dates/<year:year>/<two:month>/<two:day>/", dates.dates, name="day"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<hash:prefix>/", articles.article_detail, name="article"),
    path("about/", site.about, name="about"),
    path("help/search/", site.search_help, name="search_help"),
    path("report-error/", reports.report_error, name="report_error"),
    path("report-error/<slug:token>/", reports.reported_error, name="reported_error"),
    path("suggest", site.suggest, name="suggest"),
    path("healthz", site.healthz, name="healthz"),
    path("robots.txt", site.robots),
    path("favicon.ico", site.favicon),
    path("api/v1/meetings/", api.Meetings.as_view(), name="api-meetings"),
    path("api/v1/directives/", api.Directives.as_view(), name="api-directives"),
    path("api/v1/schema/", api.Schema.as_view(), name="api-schema"),
    re_path(r"^api/", api.Nothing.as_view()),
]
