"""Lay the corrections of people over a machine's reading: the person always wins."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from meetings.curation.anchors import find_row
from meetings.curation.rows import Account, Reading, Row, Rows, RowType, Values
from meetings.curation.standings import Judged, to_root, write_standings
from meetings.models import Correction, Standing

Action = Correction.Action
State = Standing.State
# What says where a row stands: a machine that finds it too has its own.
PLACE = {"start", "end", "ordinal"}


@dataclass
class _Decisions:
    """What people decided last, by the field or the row it is about."""

    fields: dict[tuple[int, str], tuple[Values, str, Any, Correction]] = field(default_factory=dict)
    dropped: dict[int, tuple[Rows, Row, Correction]] = field(default_factory=dict)
    reports: dict[int, tuple[Account, Correction]] = field(default_factory=dict)
    added: list[Correction] = field(default_factory=list)
    lost: dict[tuple[str, str, str], Correction] = field(default_factory=dict)


def overlay(reading: Reading, corrections: Iterable[Correction]) -> int:
    """Change a reading in place; how many of the machine's values a person stood against.

    The last correction of a field or row counts. Where the machine has come to agree, none stands.
    A correction whose row is not in the reading waits for a reading that has it. How each stands
    is kept: what the machine reads in a third way, and what it no longer finds, is queued.
    """
    kept = sorted(corrections, key=lambda correction: (correction.made_at, correction.pk))
    if not kept:
        return 0
    decisions = _Decisions()
    for correction in kept:
        _decide(reading, correction, decisions)
    judged = [_settle(*decision) for decision in decisions.fields.values()]
    judged += [Judged(c, State.STANDS) for c in decisions.added]
    judged += [_drop(*decision) for decision in decisions.dropped.values()]
    for account, correction in decisions.reports.values():
        reading.accounts.remove(account)
        reading.rejected.append(account)
        judged.append(Judged(correction, State.STANDS))
    judged += [_missed(correction) for correction in decisions.lost.values()]
    write_standings(kept[0].sha256, judged)
    return sum(one.state in {State.STANDS, State.CONFLICT} for one in judged)


def _decide(reading: Reading, correction: Correction, decisions: _Decisions) -> None:
    if correction.row_type == RowType.ARTICLE:
        _change(reading.article, correction, decisions)
    elif correction.row_type == RowType.REPORT and correction.action == Action.ADD:
        _add_report(reading, correction, decisions)
    elif account := find_account(reading.accounts, correction):
        if correction.row_type == RowType.MEETING:
            account.corrected = True
            _change(account.meeting, correction, decisions)
        elif correction.row_type == RowType.REPORT:
            _decide_report(account, correction, decisions)
        else:
            _decide_fact(account.facts[correction.row_type], correction, decisions)
    else:
        _lose(correction, decisions)


def _add_report(reading: Reading, correction: Correction, decisions: _Decisions) -> None:
    """A report that a person found; where the machine has come to find it, the person's words."""
    told = correction.person_value or {}
    account = find_account(reading.accounts, correction)
    if account is None:
        ordinal, anchor = correction.report_ordinal or 0, correction.report_anchor
        values = dict(told.get("report", {})), dict(told.get("meeting", {}))
        reading.accounts.append(Account(ordinal, anchor, *values))
        decisions.added.append(correction)
        return
    account.corrected = True
    for name, value in told.get("meeting", {}).items():
        decisions.fields[id(account.meeting), name] = account.meeting, name, value, correction


def find_account(accounts: list[Account], correction: Correction) -> Account | None:
    """The report meant: by its title's words where one alone has them, else by its place."""
    titled = [a for a in accounts if a.anchor and a.anchor == correction.report_anchor]
    if len(titled) == 1:
        return titled[0]
    return next((a for a in accounts if a.ordinal == correction.report_ordinal), None)


def _decide_report(account: Account, correction: Correction, decisions: _Decisions) -> None:
    if correction.action == Action.REJECT:
        decisions.reports[id(account)] = account, correction
    elif correction.action == Action.RESTORE:
        decisions.reports.pop(id(account), None)
    else:
        _change(account.report, correction, decisions)


def _decide_fact(rows: Rows, correction: Correction, decisions: _Decisions) -> None:
    row = find_row(rows, correction.row_type, correction.anchor)
    if row is None:
        _decide_unread(rows, correction, decisions)
    elif correction.action == Action.REJECT:
        decisions.dropped[id(row)] = rows, row, correction
    elif correction.action == Action.RESTORE:
        decisions.dropped.pop(id(row), None)
    elif correction.action == Action.ADD:
        decisions.dropped.pop(id(row), None)
        for name, value in (correction.person_value or {}).items():
            if name not in PLACE:
                decisions.fields[id(row.values), name] = row.values, name, value, correction
    else:
        _change(row.values, correction, decisions)


def _decide_unread(rows: Rows, correction: Correction, decisions: _Decisions) -> None:
    if correction.action == Action.ADD:
        rows.append(Row(correction.anchor, dict(correction.person_value or {})))
        decisions.added.append(correction)
    else:
        _lose(correction, decisions)


def _lose(correction: Correction, decisions: _Decisions) -> None:
    key = correction.row_type, correction.anchor, correction.field
    if correction.action == Action.RESTORE:
        decisions.lost.pop(key, None)
    else:
        decisions.lost[key] = correction


def _change(values: Values, correction: Correction, decisions: _Decisions) -> None:
    key = id(values), correction.field
    decisions.fields[key] = values, correction.field, correction.person_value, correction


def _settle(values: Values, name: str, person: Any, correction: Correction) -> Judged:
    """Write the person's value; how it stands against what the machine had read."""
    person = to_root(person) if name == "official" else person
    machine = values.get(name, person)
    values[name] = person
    if machine == person:
        return Judged(correction, State.SATISFIED)
    if correction.action == Action.ADD or machine == correction.machine_value:
        return Judged(correction, State.STANDS, machine)
    return Judged(correction, State.CONFLICT, machine)


def _drop(rows: Rows, row: Row, correction: Correction) -> Judged:
    rows.remove(row)
    return Judged(correction, State.STANDS)


def _missed(correction: Correction) -> Judged:
    """A rejected row that the machine no longer reads is agreement; a changed one is lost."""
    agreed = correction.action == Action.REJECT
    return Judged(correction, State.SATISFIED if agreed else State.GONE)
