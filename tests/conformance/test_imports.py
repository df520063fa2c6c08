"""The import contracts of `pyproject.toml` hold, and each of them notices a planted breach.

A copy of the source gets one file with a forbidden import; `lint-imports` must then name the contract.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from source_tree import ROOT

CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}
SLICE = "features/planted_a"
OTHER = "features/planted_b"
MODULES = ("__init__", "feature", "page", "editor", "prints", "operations", "model", "rules", "records")

BREACHES: dict[str, list[tuple[str, str]]] = {
    "layers": [
        ("kernel/planted.py", "import xinmiao.system.files"),
        ("system/planted.py", "import xinmiao.ui"),
        ("ui/planted.py", "import xinmiao.vault"),
        ("vault/planted.py", "import xinmiao.documents"),
        ("documents/planted.py", f"import xinmiao.{SLICE.replace('/', '.')}.records"),
        ("features/planted_a/records.py", "import xinmiao.app.planted"),
        ("stray/__init__.py", ""),
    ],
    "slice-layers": [
        (f"{SLICE}/records.py", "from xinmiao.features.planted_a import rules"),
        (f"{SLICE}/rules.py", "from xinmiao.features.planted_a import model"),
        (f"{SLICE}/model.py", "from xinmiao.features.planted_a import operations"),
        (f"{SLICE}/operations.py", "from xinmiao.features.planted_a import prints"),
        (f"{SLICE}/prints.py", "from xinmiao.features.planted_a import editor"),
        (f"{SLICE}/editor.py", "from xinmiao.features.planted_a import page"),
        (f"{SLICE}/page.py", "from xinmiao.features.planted_a import feature"),
    ],
    "slices-meet": [
        (f"{SLICE}/operations.py", f"from xinmiao.features.planted_b import {module}")
        for module in ("model", "rules", "page", "prints")
    ],
    "slices-acyclic": [
        (f"{SLICE}/operations.py", "from xinmiao.features.planted_b.operations import x"),
    ],
    "qt": [
        ("vault/planted.py", "import PySide6.QtCore"),
        ("documents/planted.py", "import PySide6.QtCore"),
        ("system/planted.py", "from PySide6 import QtCore"),
        (f"{SLICE}/operations.py", "import PySide6.QtCore"),
        (f"{SLICE}/prints.py", "import PySide6.QtCore"),
    ],
    "sqlalchemy": [
        ("ui/planted.py", "import sqlalchemy"),
        ("app/planted.py", "import sqlalchemy"),
        (f"{SLICE}/page.py", "from sqlalchemy import select"),
        (f"{SLICE}/rules.py", "from sqlalchemy import select"),
    ],
    "encrypted-files": [
        ("app/planted.py", "import sqlcipher3"),
        (f"{SLICE}/operations.py", "import nacl.public"),
        ("system/planted.py", "import sqlite3"),
    ],
    "reportlab": [
        ("ui/planted.py", "import reportlab"),
        (f"{SLICE}/operations.py", "from reportlab.lib import colors"),
    ],
    "screens": [
        (f"{SLICE}/page.py", "from xinmiao.features.planted_a import model"),
        (f"{SLICE}/editor.py", "from xinmiao.vault import engine"),
        (f"{SLICE}/prints.py", "import xinmiao.vault"),
    ],
    "kernel": [("kernel/planted.py", "import platformdirs")],
}


def copy_of_source(folder: Path) -> Path:
    """Copy source and configuration, add two empty slices, the second of which uses the first."""
    shutil.copytree(ROOT / "src" / "xinmiao", folder / "src" / "xinmiao", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    source = folder / "src" / "xinmiao"
    for slice_folder in (SLICE, OTHER):
        (source / slice_folder).mkdir(parents=True)
        for module in MODULES:
            (source / slice_folder / f"{module}.py").write_text("x = 1\n", encoding="utf-8")
    (source / OTHER / "operations.py").write_text(
        "import xinmiao.features.planted_a.operations\nx = 1\n", encoding="utf-8"
    )
    for package in ("app", "features"):
        (source / package).mkdir(exist_ok=True)
        (source / package / "__init__.py").touch()
    (source / "app" / "planted.py").write_text("", encoding="utf-8")
    return source


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run `lint-imports` on the copy in `folder`."""
    command = [sys.executable, "-P", "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"]
    command += ["--no-cache", *(f"--contract={contract}" for contract in contracts)]
    return subprocess.run(  # noqa: S603 -- ourselves
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(folder)]), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_has_its_breaches() -> None:
    assert BREACHES.keys() == CONTRACTS.keys()


def test_the_source_keeps_every_contract(tmp_path: Path) -> None:
    copy_of_source(tmp_path)
    ran = lint(tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in " ".join(ran.stdout.split())


@pytest.mark.parametrize("contract", sorted(BREACHES))
def test_a_planted_breach_is_found(contract: str, tmp_path: Path) -> None:
    source = copy_of_source(tmp_path)
    for place, line in BREACHES[contract]:
        path = source / place
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else None
        path.write_text(f"{line}\n{before or ''}", encoding="utf-8")
        ran = lint(tmp_path, contract)
        assert ran.returncode == 1, f"{place}: {line}\n{ran.stdout}{ran.stderr}"
        assert CONTRACTS[contract]["name"] in " ".join(ran.stdout.split())
        if before is None:
            path.unlink()
            if place.startswith("stray"):
                path.parent.rmdir()
        else:
            path.write_text(before, encoding="utf-8")
