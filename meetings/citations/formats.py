"""Write a citation: GB/T 7714—2015, Chicago (17th, bibliography), BibTeX, RIS, CSL-JSON."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from meetings.citations.works import ARCHIVE, Work

# The characters that mean something to TeX: «100%» → «100\%».
TEX = re.compile(r"(?P<mark>[&%$#_{}])")


@dataclass(frozen=True)
class Form:
    """One form of citation: its name, the ending and type of its file, how it is written."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Work], str]


def gbt7714(work: Work) -> str:
    """GB/T 7714—2015, electronic database record [DB/OL]."""
    title = f"{work.title}. {work.meeting}" if work.meeting else work.title
    held = f"({work.held})" if work.year else ""
    told = f" 据: {work.source}." if work.source else ""
    return f"{ARCHIVE}. {title}[DB/OL]. {held}[{work.accessed}]. {work.url}.{told}"


def chicago(work: Work) -> str:
    """Chicago Manual of Style, 17th edition, entry of a bibliography."""
    title = work.title if work.meeting else f"“{work.title}”"
    where = ", ".join(part for part in (work.meeting, work.place, work.held) if part)
    told = f" Reported by {work.source}." if work.source else ""
    said = f"{ARCHIVE}. {title}. {where}." if where else f"{ARCHIVE}. {title}."
    return f"{said}{told} Accessed {work.accessed}. {work.url}."


def bibtex(work: Work) -> str:
    """An entry `@misc` for BibTeX and biblatex, UTF-8."""
    fields = {
        "author": "{" + ARCHIVE + "}",
        "title": "{" + _tex(work.title) + "}",
        "howpublished": _tex(work.meeting),
        "year": work.year,
        "date": work.held if work.year else "",
        "address": _tex(work.place),
        "note": _tex(work.source),
        "url": work.url,
        "urldate": str(work.accessed),
        "language": "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{" + work.key + ",\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return TEX.sub(r"\\\g<mark>", _line(text).replace("\\", ""))


def ris(work: Work) -> str:
    """RIS for EndNote, Zotero and the like; lines end in CRLF."""
    day = "/".join(f"{part:02}" for part in work.day)
    fields = [
        ("TY", "DBASE"),
        ("TI", work.title),
        ("T2", work.meeting or ARCHIVE),
        ("AU", ARCHIVE),
        ("PY", work.year),
        ("DA", day),
        ("CY", work.place),
        ("N1", work.source),
        ("UR", work.url),
        ("Y2", work.accessed.strftime("%Y/%m/%d")),
        ("LA", "zh"),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(work: Work) -> str:
    """CSL-JSON: a list with one item, as citation processors read it."""
    item: dict[str, object] = {
        "id": work.key,
        "type": "entry",
        "title": work.title,
        "container-title": work.meeting or ARCHIVE,
        "author": [{"literal": ARCHIVE}],
        "archive": ARCHIVE,
        "event-place": work.place,
        "issued": {"date-parts": [work.day]} if work.day else None,
        "accessed": {"date-parts": [list(work.accessed.timetuple()[:3])]},
        "note": work.source,
        "URL": work.url,
        "language": "zh-CN",
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


FORMS = {
    "gbt7714": Form("GB/T 7714", "txt", "text/plain", gbt7714),
    "chicago": Form("Chicago", "txt", "text/plain", chicago),
    "bibtex": Form("BibTeX", "bib", "application/x-bibtex", bibtex),
    "ris": Form("RIS", "ris", "application/x-research-info-systems", ris),
    "csl": Form("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
}
