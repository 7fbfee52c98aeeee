"""Show how long work goes on, and print its counts, for the commands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError, OutputWrapper
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from meetings.ingest.batch import Tally, Watch
from meetings.ingest.store import Outcome


@contextmanager
def progress(title: str, total: int) -> Iterator[Watch]:
    """A bar on stderr where that is a terminal; call what it gives after each step."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    name = TextColumn("{task.fields[name]}")
    with Progress(*columns, name, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total, name="")
        yield lambda step: bar.update(task, advance=1, name=step)


@contextmanager
def steps(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar as above for work that goes on by several at once."""
    with progress(title, total) as watch:

        def advance(number: int) -> None:
            for _ in range(number):
                watch("")

        yield advance


def print_outcomes(tally: Tally, out: OutputWrapper, err: OutputWrapper) -> None:
    """Print the counts by outcome, and each fault by name."""
    counts = ", ".join(f"{tally.outcomes[outcome]} {outcome}" for outcome in Outcome)
    out.write(f"{tally.outcomes.total()} articles: {counts}.")
    for fault in tally.faults:
        err.write(str(fault))


def refuse_faults(tally: Tally) -> None:
    """Raises CommandError, so that the exit status is 1, where there were faults."""
    if tally.faults:
        msg = f"{len(tally.faults)} not read, for the reasons above; the rest is stored."
        raise CommandError(msg)


def print_changes(tally: Tally, write: Callable[[str], object]) -> None:
    """Print what changed, by row and field, the most frequent first."""
    for name, count in tally.changes.most_common():
        write(f"  {name}: {count}")
