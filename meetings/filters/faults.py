"""What is wrong with a query string, said so that the reader can mend it."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest


@dataclass(frozen=True)
class Fault:
    """One parameter that cannot be used: its name, what was given, the fault and the way out."""

    parameter: str
    given: str
    message: str


@dataclass(frozen=True)
class QueryFault(Fault):
    """What was typed into the search box cannot be read: where, and a query that can be.

    The place is half open, in code points of what was given; there may be no suggestion.
    """

    start: int
    end: int
    suggestion: str


class BadQuery(BadRequest):
    """A query string with faults; answered by a page with status 400."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.parameter}: {fault.message}" for fault in faults))
        self.faults = faults
