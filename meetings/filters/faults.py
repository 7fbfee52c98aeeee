"""What is wrong with a query string, said so that the reader can mend it."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest


@dataclass(frozen=True)
class Fault:
    """One parameter that cannot be used: its name, what was given, the fault and the way out."""

    parameter: str
    given: str
    message: str


class BadQuery(BadRequest):
    """A query string with faults; answered by a page with status 400."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.parameter}: {fault.message}" for fault in faults))
        self.faults = faults
