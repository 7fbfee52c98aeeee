"""The abstract rows that others build on."""

from typing import Any

from django.db import models
from django.db.models import F, Q

SPAN_ORDER = Q(end__gt=F("start")) & Q(start__gte=0)


class Passage(models.Model):
    """A place in an article: `text[start:end]`, half open, in code points."""

    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        abstract = True


class Withdrawable(models.Model):
    """A row that is never deleted: what a newer reading no longer finds is withdrawn."""

    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def columns(model: type[models.Model]) -> "dict[str, models.Field[Any, Any]]":
    """The fields of a table by name."""
    return {field.name: field for field in model._meta.fields}  # noqa: SLF001  # a documented name
