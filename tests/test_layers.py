"""The layers of the design import one way, and modules and functions stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Left imports from right, never the other way; names on one line are peers.
LAYERS = (
    ("archive",),
    ("meetings.urls",),
    (
        "meetings.views",
        "meetings.api",
        "meetings.feeds",
        "meetings.admin",
        "meetings.management",
        "meetings.templatetags",
    ),
    ("meetings.citations",),
    ("meetings.facets",),
    ("meetings.filters",),
    ("meetings.ingest",),
    ("meetings.curation",),
    ("meetings.index",),
    ("meetings.models",),
    ("meetings.querysets",),
    ("meetings.search",),
    ("meetings.extraction",),
)
RANK = {name: place for place, names in enumerate(LAYERS) for name in names}
# What starts the database and the server knows nothing of the app; commands may call it.
STARTERS = ("archive.postgres", "archive.server")
FREE = {"meetings", "meetings.apps", "meetings.migrations"}
FORBIDDEN = {"utils", "helpers", "services", "constants", "signals", "common", "misc"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_VIEW = 10
MEDIAN_FUNCTION = 8


def modules(*folders: str) -> list[Path]:
    """The Python files of these folders, migrations left out."""
    files = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in files if "migrations" not in file.parts)


SOURCES = modules("archive", "meetings")
EVERYTHING = modules("archive", "meetings", "tests")


def name_of(file: Path) -> str:
    """meetings/filters/base.py is meetings.filters.base."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def layer_of(module: str) -> str | None:
    """The layer that a module belongs to."""
    if module.startswith("archive"):
        return "archive"
    layer = ".".join(module.split(".")[:2])
    return layer if layer in RANK else None


def parsed(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def run_time_imports(tree: ast.AST) -> Iterator[str]:
    """What a module imports when it runs: not what only the type checker sees."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from run_time_imports(node)


def functions(file: Path) -> list[ast.FunctionDef]:
    """Every function and method of a file."""
    return [node for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    """The lines of a function from its `def`."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("file", SOURCES, ids=name_of)
def test_a_module_imports_only_from_layers_to_its_right(file: Path) -> None:
    own = layer_of(name_of(file))
    if own is None:
        assert name_of(file) in FREE, f"{name_of(file)} belongs to no layer of the design"
        return
    if own == "archive":
        return
    for imported in run_time_imports(parsed(file)):
        other = layer_of(imported)
        if other is None or other == own:
            continue
        if own == "meetings.management" and imported.startswith(STARTERS):
            continue
        assert RANK[other] > RANK[own], f"{name_of(file)} ({own}) imports {imported}"


@pytest.mark.parametrize("file", modules("meetings/extraction"), ids=name_of)
def test_the_extraction_knows_no_django_and_no_other_layer(file: Path) -> None:
    for imported in run_time_imports(parsed(file)):
        assert imported.split(".")[0] not in {"django", "archive"}
        assert not imported.startswith("meetings.") or imported.startswith("meetings.extraction")


@pytest.mark.parametrize("file", modules("meetings/search"), ids=name_of)
def test_the_search_knows_no_django(file: Path) -> None:
    assert not any(name.startswith("django") for name in run_time_imports(parsed(file)))


@pytest.mark.parametrize(
    "file", [*modules("archive/postgres"), ROOT / "archive" / "server.py"], ids=name_of
)
def test_what_starts_database_and_server_knows_nothing_of_the_app(file: Path) -> None:
    for imported in run_time_imports(parsed(file)):
        assert not imported.startswith("meetings")
        assert not imported.startswith("archive") or imported.startswith(STARTERS)


@pytest.mark.parametrize("file", SOURCES, ids=name_of)
def test_no_module_is_a_drawer_for_everything(file: Path) -> None:
    assert not FORBIDDEN & set(name_of(file).split("."))


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_a_module_opens_with_its_job_and_stays_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_no_function_is_long(file: Path) -> None:
    long = {one.name: length(one) for one in functions(file) if length(one) > LONGEST_FUNCTION}
    assert not long


def test_half_of_the_functions_are_short() -> None:
    lengths = sorted(length(one) for file in SOURCES for one in functions(file))
    assert lengths[len(lengths) // 2] <= MEDIAN_FUNCTION


@pytest.mark.parametrize(
    "file", [*modules("meetings/views"), ROOT / "meetings" / "api" / "views.py"], ids=name_of
)
def test_views_are_short_and_ask_their_questions_of_querysets(file: Path) -> None:
    assert ".filter(" not in file.read_text(encoding="utf-8")
    for function in functions(file):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        lines = body[-1].end_lineno - body[0].lineno + 1  # type: ignore[operator]  # it was parsed
        assert lines <= LONGEST_VIEW, function.name
