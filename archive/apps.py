"""Make the curators' desk the admin site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The curators' site."""

    default = False
    default_site = "archive.desk.Desk"
