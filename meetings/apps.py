"""The app's configuration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MeetingsConfig(AppConfig):
    """政务会议档案."""

    name = "meetings"
    verbose_name = "政务会议档案"

    def ready(self) -> None:
        """Have the groups of curators made: no permission exists yet while migrations run."""
        post_migrate.connect(make_groups, sender=self)


def make_groups(using: str, **_: Any) -> None:
    """Give 查阅, 编辑 and 管理 their permissions; others that were given stay."""
    from meetings.curation.roles import write_groups

    write_groups(using)
