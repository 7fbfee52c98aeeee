"""The curators' site: its first page says what waits."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


class Desk(AdminSite):
    """The curators' site; which pages there are, `meetings.admin` says."""

    site_header = "政务会议档案 管理"
    site_title = "政务会议档案"
    index_title = "核校与更正"

    def get_urls(self) -> list[Any]:
        """The pages of the tables after those of the desk."""
        from meetings.admin.pages import addresses

        own = addresses()
        for pattern in own:
            pattern.callback = self.admin_view(pattern.callback)
        return [*own, *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """What a field proposes while one types."""
        from meetings.admin.places import Suggestions

        found: Any = Suggestions.as_view(admin_site=self)(request)
        return cast("HttpResponse", found)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The tables that people work in first; those that only the machine writes apart."""
        from meetings.admin.waiting import in_order

        return in_order(super().get_app_list(request, app_label))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page, with the counts of what waits for this curator."""
        from meetings.admin.waiting import mine, waiting

        values = {"waiting": waiting(request), "mine": mine(request)}
        return super().index(request, {**values, **(extra_context or {})})
