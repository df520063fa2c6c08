"""The files that the source checks read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "xinmiao"
_LEFT_OUT = {".git", ".venv", "out", "build", "dist", "node_modules"}
_TEXT_SUFFIXES = {
    *("", ".py", ".md", ".toml", ".lock", ".txt", ".tsv", ".json", ".po", ".pot", ".qss", ".svg", ".cfg", ".ini"),
    *(".sh", ".yml", ".yaml", ".ps1", ".nsi", ".spec", ".desktop", ".csv", ".mako", ".xml"),
}


@cache
def project_files() -> tuple[Path, ...]:
    """Return every text file of the project, without what tools leave behind."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in _LEFT_OUT or path.name.endswith("_cache") or path.name == "__pycache__":
            continue
        if path.is_dir():
            if path.name != ".hypothesis":
                yield from _walk(path)
        elif path.suffix in _TEXT_SUFFIXES and not path.name.startswith(".coverage"):
            yield path


def source_files() -> list[Path]:
    """Return the Python files of the program."""
    return sorted(SRC.rglob("*.py"))


def python_files() -> list[Path]:
    """Return the Python files of program, tools and tests."""
    return [path for path in project_files() if path.suffix == ".py"]


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path) -> str:
    """Return the path as the project writes it."""
    return path.relative_to(ROOT).as_posix()
