"""The golden texts with what people read in them: the seeds, the composed texts and our own."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from meetings.extraction.facts import Extraction
from meetings.extraction.form import to_json
from meetings.extraction.report import extract

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
READINGS = GOLDEN / "readings"


@dataclass(frozen=True)
class Golden:
    """One text as stored, line ends kept, with its annotation."""

    name: str
    text: str
    sha256: str
    gold: dict[str, Any]

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __str__(self) -> str:
        return self.name


def _load(text: Path, gold: Path) -> Golden:
    content = text.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    values = json.loads(gold.read_text(encoding="utf-8"))
    if values["source"]["sha256"] != digest:
        msg = f"{gold} annotates another text than {text}: their hashes differ."
        raise ValueError(msg)
    return Golden(text.stem, content.decode("utf-8-sig"), digest, values)


@cache
def golden_set(name: str) -> tuple[Golden, ...]:
    """The texts of `seeds` or of a folder of tests/golden that holds texts/ and gold/."""
    if name == "seeds":
        texts, gold = ROOT / "seeds", GOLDEN / "seeds"
    else:
        texts, gold = GOLDEN / name / "texts", GOLDEN / name / "gold"
    return tuple(
        _load(path, gold / f"{path.stem}.json")
        for path in sorted(texts.glob("*.txt"))
        if (gold / f"{path.stem}.json").exists()
    )


def own_sets() -> list[str]:
    """The folders of our own texts: own_a, own_b, …"""
    return sorted(path.parent.name for path in GOLDEN.glob("own_*/gold"))


def every_text() -> list[Golden]:
    """All texts of all sets."""
    return [one for name in ("seeds", "composed", *own_sets()) for one in golden_set(name)]


@cache
def reading(golden: Golden) -> Extraction:
    """What the extractor reads in a text."""
    return extract(golden.text)


def as_json(golden: Golden) -> dict[str, Any]:
    """The same in the form that `extract --json` prints."""
    return to_json(reading(golden), name=f"{golden.name}.txt", sha256=golden.sha256)
