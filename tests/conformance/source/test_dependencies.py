"""What the program imports is what it declares, and the other way round."""

from __future__ import annotations

import ast
import re
import sys
import tomllib

from source_tree import ROOT, parsed, source_files

IMPORT_NAMES = {
    "PySide6-Essentials": {"PySide6", "shiboken6"},
    "SQLAlchemy": {"sqlalchemy"},
    "PyNaCl": {"nacl"},
    "python-calamine": {"python_calamine"},
    "XlsxWriter": {"xlsxwriter"},
    "python-dateutil": {"dateutil"},
    "chinesecalendar": {"chinese_calendar"},
}
BROUGHT_ALONG = {"PIL": "reportlab"}
"""Part of what another dependency always brings."""


def declared() -> set[str]:
    """Return the names of the distributions the program runs on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[<>=~! ;\[]", requirement)[0] for requirement in project["dependencies"]}


def imported() -> set[str]:
    """Return the third-party packages that the source names in an import, wherever it stands."""
    found: set[str] = set()
    for path in source_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                found.add((node.module or "").split(".")[0])
    return found - set(sys.stdlib_module_names) - {"xinmiao"}


def test_every_import_is_declared() -> None:
    known = set().union(*(IMPORT_NAMES.get(name, {name}) for name in declared()))
    known |= {module for module, brought_by in BROUGHT_ALONG.items() if brought_by in declared()}
    assert not imported() - known


def test_every_dependency_is_imported() -> None:
    used = imported()
    assert not {name for name in declared() if not IMPORT_NAMES.get(name, {name}) & used}
