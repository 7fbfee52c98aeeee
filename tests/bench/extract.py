"""Print how fast reports are read on one core: `python tests/bench/extract.py [--seconds 5]`."""

import argparse
import cProfile
import pstats
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from meetings.extraction.report import extract  # noqa: E402  # found by the path above
from meetings.extraction.text import Text  # noqa: E402

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
PACKAGE = ROOT / "meetings" / "extraction"
FIRST = "from meetings.extraction.report import extract; extract(open({path!r}, newline='').read())"
SLOWEST = 12


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each figure is taken")
    options = parser.parse_args()
    contents = [path.read_bytes() for path in SEEDS]
    extract(contents[0].decode())
    tell("extraction", contents, options.seconds, lambda content: extract(content.decode()))
    tell("floor: decoding + OpenCC", contents, options.seconds, lambda c: Text.of(c.decode()))
    say(f"{'start-up and first text':<28}{start_up():>9.2f} s")
    for share, name in slowest(contents):
        say(f"{name:<28}{share:>9.1%}")


def tell(name: str, contents: list[bytes], least: float, read: Callable[[bytes], object]) -> None:
    """Read the texts over and over for some seconds, and print the rate."""
    size, rounds, started = sum(map(len, contents)), 0, time.process_time()
    while (spent := time.process_time() - started) < least:
        for content in contents:
            read(content)
        rounds += 1
    texts = rounds * len(contents) / spent
    say(f"{name:<28}{texts:>9.1f} texts/s{rounds * size / spent / 1e6:>9.2f} MB/s")


def start_up() -> float:
    """Seconds from nothing to the first text read, the best of three."""
    spent = []
    for _ in range(3):
        started = time.perf_counter()
        code = FIRST.format(path=str(SEEDS[0]))
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
        spent.append(time.perf_counter() - started)
    return min(spent)


def slowest(contents: list[bytes]) -> list[tuple[float, str]]:
    """The modules and the functions that take the most time of their own, as shares of all.

    What C code takes (patterns, OpenCC) counts for the function that calls it.
    """
    profile = cProfile.Profile()
    profile.enable()
    for content in contents * 20:
        extract(content.decode())
    profile.disable()
    totals: dict[str, float] = defaultdict(float)
    found = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # filled in by its constructor
    for (file, _, function), (_, _, own, _, callers) in found.items():
        if PACKAGE in Path(file).parents:
            totals[Path(file).stem] += own
            totals[f"  {Path(file).stem}.{function}"] += own
            continue
        for (caller, _, name), (_, _, part, _) in callers.items():
            if PACKAGE in Path(caller).parents:
                totals[Path(caller).stem] += part
                totals[f"  {Path(caller).stem}.{name}"] += part
    whole = sum(share for name, share in totals.items() if not name.startswith(" "))
    return sorted(((own / whole, name) for name, own in totals.items()), reverse=True)[:SLOWEST]


def say(line: str) -> None:
    """One line on the terminal."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
