"""Read a gettext catalogue without gettext's own tools."""

import ast
from pathlib import Path


def read_po(path: Path) -> dict[str, str]:
    """The messages of a `.po` file that are translated, its head left out."""
    found: dict[str, str] = {}
    parts = {"msgid": "", "msgstr": ""}
    now = ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), 'msgid ""']:
        word, _, rest = line.partition(" ")
        if word == "msgid":
            found[parts["msgid"]] = parts["msgstr"]
            parts = {"msgid": "", "msgstr": ""}
        if word in parts:
            now, line = word, rest
        if line.startswith('"'):
            parts[now] += ast.literal_eval(line)
    return {text: said for text, said in found.items() if text and said}
