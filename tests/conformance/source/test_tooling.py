"""The developer's command starts on a bare Python, and says what it says it does."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from source_tree import ROOT, parsed
from tools import environment, libraries, texts

BARE = ["dev.py", "tools/__init__.py", "tools/environment.py", "tools/libraries.py", "tools/lock.py", "tools/wheel.py"]


def imported(path: Path) -> set[str]:
    """Return the top-level names a file imports."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("name", BARE)
def test_set_up_needs_the_standard_library_only(name: str) -> None:
    assert imported(ROOT / name) <= {*sys.stdlib_module_names, "tools"}


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `dev.py` as a developer does."""
    return subprocess.run(  # noqa: S603 -- ourselves
        [sys.executable, str(ROOT / "dev.py"), *arguments], capture_output=True, text=True, check=False
    )


def test_wrong_use_is_told() -> None:
    assert run_dev().returncode == 2
    assert run_dev("teste").returncode == 2
    assert "python3 dev.py demo" in run_dev("teste").stderr


def test_help_names_every_command() -> None:
    ran = run_dev("--help")
    assert ran.returncode == 0
    for command in ("demo", "test", "run", "bench", "build", "check", "texts", "lock"):
        assert f"\n    {command} " in ran.stdout


def test_ci_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert "python3 dev.py test" in script.read_text(encoding="utf-8")
    assert sys.platform == "win32" or os.access(script, os.X_OK)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 dev.py demo" in readme
    assert "python3 dev.py test" in readme


def test_a_python_that_is_none_is_told_apart() -> None:
    assert environment.python_version([sys.executable]) == sys.version_info[:2]
    assert environment.python_version(["no-such-python"]) is None
    assert environment.python_version(["false"]) is None


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
def test_libraries_are_found_by_loading_them() -> None:
    assert not [package for package in libraries.missing_packages(screen=False) if package.startswith("libc6")]
    assert all(library.count(".so") == 1 for library in libraries.PACKAGE_OF)


def test_catalogues_are_compiled_when_they_are_older() -> None:
    texts.compile_catalogues()
    target = ROOT / "i18n" / "zh_CN.mo"
    os.utime(target, (0, 0))
    assert texts.compile_catalogues() == [target]


def test_template_is_current() -> None:
    """After a change of texts: python3 dev.py texts update."""
    written = {message.id for message in texts.template() if message.id}
    used = {message.id for message in texts.extracted() if message.id}
    assert written == used
