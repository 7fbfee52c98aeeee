"""Keep what stood before a change: triggers write it, so bulk and raw writes count as well."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

_Model = TypeVar("_Model", bound=type[models.Model])


def remembered(*without: str) -> Callable[[_Model], _Model]:
    """Keep the row as it was before each update and delete, without some of its fields.

    An event holds the values that were left; what followed them is the next event of the row, or
    the row itself. New rows are not kept twice.
    """
    events = (pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
    track: Callable[[_Model], _Model] = pghistory.track(*events, exclude=list(without))
    return track
