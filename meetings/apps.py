"""The app's configuration."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """政务会议档案."""

    name = "meetings"
    verbose_name = "政务会议档案"
