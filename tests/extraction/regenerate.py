"""Write what is read in the seeds to tests/golden/readings, and print what reads differently.

`python -m tests.extraction.regenerate`, then say in CHANGELOG which reports read differently.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from tests.extraction.corpus import READINGS, Golden, as_json, golden_set

# A claim with all its fields fits on a line of this length.
WIDTH = 250
BRIEF = 100


def pinned(golden: Golden) -> dict[str, Any]:
    """A reading without the extractor's version, which moves with every change."""
    return {key: value for key, value in as_json(golden).items() if key != "extractor"}


def shown(value: Any, indent: str = "") -> str:
    """JSON in which what fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + len(indent) <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    deeper = indent + " "
    if isinstance(value, dict):
        rows = (f"{json.dumps(key)}: {shown(one, deeper)}" for key, one in value.items())
    else:
        rows = (shown(one, deeper) for one in value)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(rows) + f"\n{indent}{closing}"


def differences(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """What changed between two readings, a line for each value."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from differences(old.get(key), new.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, f"{path}.{number}")
    elif isinstance(old, list) and isinstance(new, list):
        yield f"{path}: {len(old)} → {len(new)} rows"
        yield from (f"{path}: no more {_brief(row)}" for row in old if row not in new)
        yield from (f"{path}: new {_brief(row)}" for row in new if row not in old)
    elif old != new:
        yield f"{path}: {_brief(old)} → {_brief(new)}"


def stored(golden: Golden) -> Any:
    """The reading that the repository holds; None where it holds none."""
    path = READINGS / f"{golden.name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _brief(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= BRIEF else words[:BRIEF] + "…"


def main() -> None:
    """Write all seeds' readings."""
    READINGS.mkdir(exist_ok=True)
    for golden in golden_set("seeds"):
        new = pinned(golden)
        for line in differences(stored(golden), new):
            sys.stdout.write(f"{golden.name}: {line}\n")
        (READINGS / f"{golden.name}.json").write_text(shown(new) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
