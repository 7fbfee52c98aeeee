"""The addresses of the archive."""

from django.contrib import admin
from django.urls import include, path

handler400 = "meetings.views.site.bad_request"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("meetings.urls")),
]
