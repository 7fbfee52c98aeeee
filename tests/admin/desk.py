"""Addresses, rows and forms of the curators' site."""

from typing import Any

from django.contrib import admin
from django.test import Client
from django.urls import reverse

MODELS = [model for model in admin.site._registry if model._meta.app_label == "meetings"]
NAMES = [str(model._meta.model_name) for model in MODELS]


def page(name: str, kind: str, *args: Any) -> str:
    """The address of a page of a table."""
    return reverse(f"admin:meetings_{name}_{kind}", args=args)


def first(model: type[Any]) -> Any:
    """The first row of a table."""
    return model._default_manager.order_by("pk").first()


def form_of(desk: Client, address: str) -> dict[str, Any]:
    """The values that a page's forms hold, as a browser would send them back."""
    context = desk.get(address).context
    forms = [context["adminform"].form]
    for formset in (f.formset for f in context["inline_admin_formsets"]):
        forms += [formset.management_form, *formset.forms]
    values: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            shown = bound.field.prepare_value(value)
            if shown is not None and shown is not False:
                values[bound.html_name] = shown
    return values


def send(desk: Client, address: str, **changed: Any) -> Any:
    """Send a page's form back with other values, which must be taken."""
    values = form_of(desk, address)
    answer = desk.post(address, values | changed)
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    return answer
