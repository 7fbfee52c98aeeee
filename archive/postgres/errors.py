"""What the embedded server says when it cannot serve."""

from django.core.management.base import CommandError
from django.db.utils import OperationalError


class EmbeddedServerError(OperationalError, CommandError):
    """The embedded server cannot be used; the text names the thing, the fault and the way out.

    An OperationalError, so that code which copes with a database that is away copes with this;
    a CommandError, so that a management command prints it as one message and ends with status 1.
    """


class TrigramError(CommandError):
    """A database in which Chinese text cannot be searched by trigrams."""
