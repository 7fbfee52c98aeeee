"""Who may work here: managers make accounts and put them into groups, no more."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

if TYPE_CHECKING:
    Accounts = UserAdmin[User]
else:
    Accounts = UserAdmin

admin.site.unregister(User)

# Only a superuser makes superusers or hands out single permissions.
RESERVED = ("is_superuser", "user_permissions")


@admin.register(User)
class AccountAdmin(Accounts):
    """Accounts; nobody raises themselves above the managers."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a manager may not give."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        return fixed if self._is_superuser(request) else (*fixed, *RESERVED)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A manager changes no superuser, not even the password."""
        may = super().has_change_permission(request, obj)
        above = obj is not None and obj.is_superuser and not self._is_superuser(request)
        return may and not above

    def has_delete_permission(self, *_: Any, **__: Any) -> bool:
        """No: corrections name people; an account is made inactive instead."""
        return False

    def _is_superuser(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False))
