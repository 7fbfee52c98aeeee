"""What a page shows of a query string with faults, and the ways out that keep the rest."""

from typing import Any

from django.http import HttpRequest

from meetings.filters import BadQuery, QueryFault
from meetings.filters.address import PLACES, Address


def fault_sheet(request: HttpRequest, bad: Exception) -> dict[str, Any]:
    """The faults; of a query that cannot be read also its box, its place and a mended address."""
    faults = bad.faults if isinstance(bad, BadQuery) else []
    unread = next((fault for fault in faults if isinstance(fault, QueryFault)), None)
    sheet: dict[str, Any] = {"faults": faults, "path": request.path if faults else "/"}
    if unread is None:
        return sheet | {"others": faults}
    address = Address.of(request.path, request.GET.lists(), request.GET)
    return sheet | {
        "unread": unread,
        "typed": unread.given,
        "kept": kept(request),
        "mended": address.instead("q", unread.suggestion) if unread.suggestion else "",
        "without": address.fresh().without("q"),
        "others": [fault for fault in faults if fault is not unread],
    }


def kept(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What a search box has to carry along: all that was chosen besides the words."""
    return Address.of(request.path, request.GET.lists(), request.GET).without("q", *PLACES).pairs
