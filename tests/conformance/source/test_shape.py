"""The shape of the source: small files, classes and functions, named modules, docstrings, house rules.

Each check is a function of a file's text, and each is tried on a planted offence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from source_tree import SRC, parsed, python_files, shown, source_files

MAX_FILE_LINES, MAX_CLASS_LINES, MAX_FUNCTION_LINES = 400, 150, 30
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "managers"}
NETWORK_MODULES = {"urllib.request", "http.client", "http.server", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
ENUM_BASES = {"StrEnum"}
STORED = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
OUTSIDE_VAULT = {"text": "row scope does not cover text()", "connection": "row scope does not cover .connection()"}

WINDOWS_TERM = "wts_session"
"""Windows' own word for a signed-in desktop; its constants keep their names."""
FROZEN_SCRIPTS = SRC / "vault" / "migrations"
"""A migration is one list of statements, frozen once released."""

Check = Callable[[Path, ast.Module], Iterator[str]]


def too_long(path: Path, tree: ast.Module) -> Iterator[str]:
    """Files, classes, functions; docstrings are no part of the length of a class or function."""
    lines = path.read_text(encoding="utf-8").count("\n")
    if lines >= MAX_FILE_LINES:
        yield f"{lines} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and _length(node) >= MAX_CLASS_LINES:
            yield f"class {node.name}: {_length(node)} lines"
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_long(path, node):
            yield f"function {node.name}: {_length(node)} lines"


def _is_long(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return _length(node) >= MAX_FUNCTION_LINES and not path.is_relative_to(FROZEN_SCRIPTS)


def _length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines from the name to the end, without those of docstrings."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    for inner in ast.walk(node):
        if isinstance(inner, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(inner):
            docstring = inner.body[0]
            length -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return length


def nameless(path: Path, tree: ast.Module) -> Iterator[str]:
    """A thing without a name has no home."""
    del tree
    inside = path.relative_to(SRC) if path.is_relative_to(SRC) else path
    yield from (f"module called {part}" for part in [*inside.parent.parts, path.stem] if part in NAMELESS)


def session_as_name(path: Path, tree: ast.Module) -> Iterator[str]:
    """The bare word "session" names nothing here: the database's is `unit.db`, the counselling one is a note.

    SQLAlchemy's own class may be imported by the vault, and passed to it by its own keyword.
    """
    del path
    for node in ast.walk(tree):
        for name in _declared_names(node):
            if "session" in name.casefold().replace(WINDOWS_TERM, "").split("_"):
                yield f"line {getattr(node, 'lineno', 0)}: named {name}"


def _declared_names(node: ast.AST) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return [node.attr]
    return []


def without_docstring(path: Path, tree: ast.Module) -> Iterator[str]:
    """A module says what it owns."""
    del path
    if not ast.get_docstring(tree):
        yield "no module docstring"


def left_over(path: Path, tree: ast.Module) -> Iterator[str]:
    """Nothing is left unfinished; `Field.parse` is the one method that subclasses must write."""
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line):
            yield f"line {number}: unfinished"
    if path != SRC / "kernel" / "fields.py":
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node):
                yield f"line {node.lineno}: NotImplementedError"


def unscoped(path: Path, tree: ast.Module) -> Iterator[str]:
    """`text(`, `__table__` and `.connection(` go round the row scope; only the vault may."""
    if path.is_relative_to(SRC / "vault"):
        return
    from_sqlalchemy = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
        if alias.name in {"text", "literal_column"}
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "__table__":
            yield f"line {node.lineno}: __table__"
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr == "connection":
                yield f"line {node.lineno}: .connection()"
            if isinstance(function, ast.Name) and function.id in from_sqlalchemy:
                yield f"line {node.lineno}: {function.id}()"
            if isinstance(function, ast.Attribute) and ast.unparse(function) in {"sqlalchemy.text", "sa.text"}:
                yield f"line {node.lineno}: text()"


def networking(path: Path, tree: ast.Module) -> Iterator[str]:
    """The program works with no network; one local socket finds a second start."""
    del path
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (f"line {node.lineno}: imports {name}" for name in names if name in NETWORK_MODULES)  # type: ignore[attr-defined]
        if isinstance(node, (ast.Name, ast.Attribute)):
            called = node.id if isinstance(node, ast.Name) else node.attr
            if called in {"QNetworkAccessManager", "QTcpSocket", "QTcpServer", "QUdpSocket", "AF_INET", "AF_INET6"}:
                yield f"line {node.lineno}: {called}"


def stored_labels(path: Path, tree: ast.Module) -> Iterator[str]:
    """What an enum stores is lower-case English, never a label."""
    del path
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or not ENUM_BASES & {ast.unparse(base) for base in node.bases}:
            continue
        for statement in node.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
                value = statement.value.value
                if not isinstance(value, str) or not STORED.fullmatch(value):
                    yield f"line {statement.lineno}: {node.name} stores {value!r}"


def nested_loops(path: Path, tree: ast.Module) -> Iterator[str]:
    """No `processEvents`, no nested event loop outside `notices`, no QThread subclass."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "processEvents":
            yield f"line {node.lineno}: processEvents"
        if isinstance(node, ast.ClassDef) and "QThread" in {ast.unparse(base).split(".")[-1] for base in node.bases}:
            yield f"line {node.lineno}: QThread subclass"
        if isinstance(node, ast.Name) and node.id == "QEventLoop" and path.stem != "notices":
            yield f"line {node.lineno}: QEventLoop"


CHECKS: dict[str, tuple[Check, str]] = {
    "too_long": (too_long, "def long() -> None:\n" + "    pass\n" * MAX_FUNCTION_LINES),
    "too_long_class": (too_long, "class Long:\n" + "    x = 1\n" * MAX_CLASS_LINES),
    "too_long_file": (too_long, "x = 1\n" * MAX_FILE_LINES),
    "session_as_name": (session_as_name, "def open_session() -> None:\n    pass\n"),
    "session_as_attribute": (session_as_name, "class A:\n    def f(self):\n        self.session = 1\n"),
    "without_docstring": (without_docstring, "x = 1\n"),
    "left_over": (left_over, "x = 1  # TO" + "DO: later\n"),
    "not_implemented": (left_over, "def f():\n    raise NotImplementedError\n"),
    "text": (unscoped, "from sqlalchemy import text\ntext('SELECT 1')\n"),
    "table": (unscoped, "Student.__table__\n"),
    "connection": (unscoped, "unit.db.connection()\n"),
    "network_import": (networking, "import urllib.request\n"),
    "network_class": (networking, "QTcpSocket()\n"),
    "stored_label": (stored_labels, "class State(StrEnum):\n    OPEN = '在办'\n"),
    "stored_upper": (stored_labels, "class State(StrEnum):\n    OPEN = 'Open'\n"),
    "process_events": (nested_loops, "app.processEvents()\n"),
    "thread": (nested_loops, "class Worker(QThread):\n    pass\n"),
}


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_planted_offence_is_found(name: str, tmp_path: Path) -> None:
    check, offence = CHECKS[name]
    path = tmp_path / "planted.py"
    path.write_text(offence, encoding="utf-8")
    assert list(check(path, ast.parse(offence)))


def test_a_nameless_module_is_found() -> None:
    assert list(nameless(Path("xinmiao/ui/helpers.py"), ast.parse("")))
    assert not list(nameless(Path("xinmiao/ui/notices.py"), ast.parse("")))


RULES: tuple[Check, ...] = (
    too_long,
    nameless,
    session_as_name,
    without_docstring,
    left_over,
    unscoped,
    networking,
    stored_labels,
    nested_loops,
)


@pytest.mark.parametrize("rule", RULES)
def test_source_keeps_the_rule(rule: Check) -> None:
    found = [f"{shown(path)}: {what}" for path in source_files() for what in rule(path, parsed(path))]
    assert not found, "\n".join(found)


def test_tools_and_tests_are_small_and_named() -> None:
    found = [
        f"{shown(path)}: {path.read_text(encoding='utf-8').count(chr(10))} lines or nameless"
        for path in python_files()
        if path.read_text(encoding="utf-8").count("\n") >= MAX_FILE_LINES or path.stem in NAMELESS
    ]
    assert not found, "\n".join(found)
