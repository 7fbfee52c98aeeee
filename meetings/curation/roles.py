"""The three groups of curators and what each may do."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

READERS, EDITORS, MANAGERS = "查阅", "编辑", "管理"

# What editors add, change and take out, beyond seeing everything; deleting a fact withdraws it.
EDITED = {
    "article": ("change",),
    "report": ("change", "delete"),
    "meeting": ("add", "change", "review"),
    "attendance": ("add", "change", "delete"),
    "agendaitem": ("add", "change", "delete"),
    "directive": ("add", "change", "delete"),
    "quorum": ("add", "change", "delete"),
    "official": ("add", "change"),
    "officialname": ("add", "change", "delete"),
    "officialpair": ("add", "change"),
    "meetingpair": ("add", "change"),
    "officialmerge": ("add", "change"),
    "meetingmerge": ("add", "change"),
    "standing": ("change",),
    "errorreport": ("change",),
    "upload": ("add", "change", "delete"),
}
# What only managers do with the archive; withdrawing takes a record from the public.
MANAGED = {"meeting": ("delete", "withdraw"), "errorreport": ("delete",)}
# Who may work here is the managers' affair; nobody is deleted, since corrections name people.
ACCOUNTS = ("view_user", "add_user", "change_user", "view_group")


def write_groups(using: str = "default") -> None:
    """Make the groups and give them what is listed here; permissions given by hand stay."""
    for app in ("auth", "meetings"):
        create_permissions(apps.get_app_config(app), verbosity=0, using=using)
    permissions = Permission.objects.using(using)
    own = permissions.filter(content_type__app_label="meetings")
    seen = list(own.filter(codename__startswith="view_"))
    edited = [*seen, *own.filter(codename__in=_codes(EDITED))]
    people = permissions.filter(codename__in=ACCOUNTS, content_type__app_label="auth")
    _give(READERS, seen, using)
    _give(EDITORS, edited, using)
    _give(MANAGERS, [*edited, *own.filter(codename__in=_codes(MANAGED)), *people], using)


def _codes(table: dict[str, tuple[str, ...]]) -> list[str]:
    return [f"{verb}_{model}" for model, verbs in table.items() for verb in verbs]


def _give(name: str, permissions: list[Permission], using: str) -> None:
    group, _ = Group.objects.using(using).get_or_create(name=name)
    group.permissions.add(*permissions)
