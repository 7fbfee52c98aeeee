"""Lay the corrections of people over a machine's reading: the person always wins."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from meetings.curation.anchors import find_row
from meetings.curation.rows import Account, Reading, Row, Rows, RowType, Values
from meetings.models import Correction

Action = Correction.Action
# What says where a row stands: a machine that finds it too has its own.
PLACE = {"start", "end", "ordinal"}


@dataclass
class _Decisions:
    """What people decided last, by the field or the row it is about."""

    fields: dict[tuple[int, str], tuple[Values, str, Any]] = field(default_factory=dict)
    dropped: dict[int, tuple[Rows, Row]] = field(default_factory=dict)
    reports: dict[int, Account] = field(default_factory=dict)
    added: int = 0


def overlay(reading: Reading, corrections: Iterable[Correction]) -> int:
    """Change a reading in place; how many of the machine's values a person stood against.

    The last correction of a field or row counts. Where the machine has come to agree, none stands.
    A correction whose row is not in the reading waits for a reading that has it.
    """
    decisions = _Decisions()
    for correction in corrections:
        _decide(reading, correction, decisions)
    stood = sum(_settle(*decision) for decision in decisions.fields.values())
    for rows, row in decisions.dropped.values():
        rows.remove(row)
    for account in decisions.reports.values():
        reading.accounts.remove(account)
    return stood + decisions.added + len(decisions.dropped) + len(decisions.reports)


def _decide(reading: Reading, correction: Correction, decisions: _Decisions) -> None:
    if correction.row_type == RowType.ARTICLE:
        _change(reading.article, correction, decisions)
    elif account := find_account(reading.accounts, correction):
        if correction.row_type == RowType.MEETING:
            _change(account.meeting, correction, decisions)
        elif correction.row_type == RowType.REPORT:
            _decide_report(account, correction, decisions)
        else:
            _decide_fact(account.facts[correction.row_type], correction, decisions)


def find_account(accounts: list[Account], correction: Correction) -> Account | None:
    """The report meant: by its title's words where one alone has them, else by its place."""
    titled = [a for a in accounts if a.anchor and a.anchor == correction.report_anchor]
    if len(titled) == 1:
        return titled[0]
    return next((a for a in accounts if a.ordinal == correction.report_ordinal), None)


def _decide_report(account: Account, correction: Correction, decisions: _Decisions) -> None:
    if correction.action == Action.REJECT:
        decisions.reports[id(account)] = account
    elif correction.action == Action.RESTORE:
        decisions.reports.pop(id(account), None)
    else:
        _change(account.report, correction, decisions)


def _decide_fact(rows: Rows, correction: Correction, decisions: _Decisions) -> None:
    row = find_row(rows, correction.row_type, correction.anchor)
    if row is None:
        if correction.action == Action.ADD:
            rows.append(Row(correction.anchor, dict(correction.person_value or {})))
            decisions.added += 1
    elif correction.action == Action.REJECT:
        decisions.dropped[id(row)] = rows, row
    elif correction.action == Action.RESTORE:
        decisions.dropped.pop(id(row), None)
    elif correction.action == Action.ADD:
        for name, value in (correction.person_value or {}).items():
            if name not in PLACE:
                decisions.fields[id(row.values), name] = row.values, name, value
    else:
        _change(row.values, correction, decisions)


def _change(values: Values, correction: Correction, decisions: _Decisions) -> None:
    key = id(values), correction.field
    decisions.fields[key] = values, correction.field, correction.person_value


def _settle(values: Values, name: str, person: Any) -> bool:
    """Write the person's value; whether the machine had read another."""
    machine = values.get(name, person)
    values[name] = person
    return bool(machine != person)
