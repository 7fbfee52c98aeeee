"""Take times, sum them up by class of query, and print them in columns."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from unicodedata import east_asian_width

TIMES = 3
Clock = Callable[[], float]
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def milliseconds(
    function: Callable[[], object],
    times: int = TIMES,
    before: Callable[[], object] = lambda: None,
    clock: Clock = time.perf_counter,
) -> float:
    """How long a call takes at best of some times; what is done before each is left out."""
    spent = []
    for _ in range(times):
        before()
        started = clock()
        function()
        spent.append(1000 * (clock() - started))
    return min(spent)


def share(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of the values do not exceed."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return quantiles(values, n=100, method="inclusive")[percent - 1]


@dataclass
class Figures:
    """Times in milliseconds by what was asked for and by class of query."""

    name: str
    taken: dict[str, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    stopped: list[str] = field(default_factory=list)
    clock: Clock = time.perf_counter

    def take(self, what: str, group: str, function: Callable[[], object]) -> None:
        """Time a call and keep it."""
        self.taken[what][group].append(milliseconds(function, clock=self.clock))

    def keep(self, what: str, group: str, spent: float) -> None:
        """Keep a time taken elsewhere."""
        self.taken[what][group].append(spent)

    def all_of(self, what: str) -> list[float]:
        """The times of all classes."""
        return [spent for group in self.taken[what].values() for spent in group]

    def at(self, what: str, percent: int) -> float:
        """A percentile over all classes."""
        return share(self.all_of(what), percent)

    def lines(self, what: str) -> list[tuple[str, ...]]:
        """A line for each class: p50 and p95, the slowest."""
        return [
            (group, shown(share(own, 50)), shown(share(own, 95)), shown(max(own)))
            for group, own in self.taken[what].items()
        ]


def shown(value: float) -> str:
    """A figure with as many digits as it is worth."""
    if value != value:  # not a number
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def columns(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of text with the first column to the left, the others to the right."""
    table = [list(head), *map(list, rows)]
    widths = [max(_width(row[i]) for row in table) for i in range(len(head))]
    return ["  ".join(map(_filled, row, widths, range(len(row)))) for row in table]


def _filled(cell: str, width: int, place: int) -> str:
    blank = " " * (width - _width(cell))
    return blank + cell if place else cell + blank


def _width(text: str) -> int:
    """Columns of a terminal: a Han character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process of one thread has used (Linux)."""
    try:
        spent = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        spent = 0
    return spent or _ticks(pid)


def _ticks(pid: int) -> float:
    """The same in hundredths of a second, where the kernel keeps no finer count."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def processor(pid: int | None = None) -> Clock:
    """A clock that runs while this process works, or the server's process that works for it."""
    if pid is None:
        return time.process_time
    return lambda: time.process_time() + cpu_of(pid)


def memory() -> float:
    """Megabytes that this process has in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * PAGE / 1e6


def folder_size(folder: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def ratio(one: float, other: float) -> str:
    """How many times the other."""
    return f"{one / other:.2f}×" if other else "–"
