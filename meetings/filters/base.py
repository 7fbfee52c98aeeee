"""The strict filter set that every list of the archive reads its query string with."""

from collections.abc import Iterable
from copy import copy
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

import django_filters
from django import forms
from django.http import HttpRequest

from meetings.filters import values
from meetings.filters.address import Address
from meetings.filters.faults import BadQuery, Fault, QueryFault
from meetings.filters.queries import Unreadable

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django_stubs_ext import StrOrPromise


class Parameter(django_filters.Filter):  # type: ignore[misc]  # it carries no types
    """One parameter: its label and how its values are read."""

    field_class = values.Values

    def __init__(self, label: "StrOrPromise", read: values.Reader, *, many: bool = False) -> None:
        super().__init__(label=label, read=read, many=many)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Every filter set has its own parameters; what they hold never changes."""
        return copy(self)


class StrictForm(forms.Form):
    """Reads the parameters one by one; a subclass checks them against each other."""


class StrictFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Reads a query string; `of` raises BadQuery, so that what comes after has only good values.

    Parameters it does not know are ignored.
    """

    parameters: ClassVar[dict[str, Parameter]] = {}

    class Meta:
        form = StrictForm

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """The parameters by name (a name such as `-city` cannot be an attribute)."""
        return dict(cls.parameters)

    def get_form_class(self) -> type[forms.Form]:
        """The form of this class: the same for every query string."""
        return self._form_class()

    @classmethod
    @cache
    def _form_class(cls) -> type[forms.Form]:
        fields = {name: parameter.field for name, parameter in cls.base_filters.items()}
        return type(f"{cls.__name__}Form", (cls._meta.form,), fields)

    @classmethod
    def of(cls, request: HttpRequest, rows: "QuerySet[Any]") -> Self:
        """Read the query string of a request over these rows."""
        found = cls(request.GET, queryset=rows, request=request)
        if faults := found.faults():
            raise BadQuery(faults)
        return found

    @property
    def chosen(self) -> dict[str, Any]:
        """The values that were read."""
        cleaned: dict[str, Any] = self.form.cleaned_data
        return cleaned

    @cached_property
    def address(self) -> Address:
        """The state of the page."""
        return Address.of(self.request.path, self.data.lists(), self.parameters)

    def label(self, name: str) -> str:
        """The label of a parameter."""
        return str(self.parameters[name].label)

    def faults(self) -> list[Fault]:
        """What is wrong with the query string, parameter by parameter."""
        told = self.form.errors.as_data()
        return [
            _unread(name, told[name]) or self._fault(name, said)
            for name, said in self.form.errors.items()
        ]

    def _fault(self, name: str, said: Iterable[Any]) -> Fault:
        given = "、".join(self.data.getlist(name))
        return Fault(name, given[:80], "".join(str(message) for message in said))

    def narrowed(self, leave_out: str = "") -> "QuerySet[Any]":
        """The rows that answer the choice, one group of parameters left out where named."""
        raise NotImplementedError

    def filter_queryset(self, queryset: "QuerySet[Model]") -> "QuerySet[Model]":  # noqa: ARG002
        """What django-filter calls `qs`: the rows that answer the whole choice."""
        return self.narrowed()


def _unread(name: str, errors: Iterable[Exception]) -> QueryFault | None:
    """The fault of a query that could not be read; None for other faults."""
    for one in errors:
        if isinstance(one, Unreadable):
            said, error = "".join(one.messages), one.error
            return QueryFault(name, one.typed, said, error.start, error.end, error.suggestion)
    return None
