"""Writes the two lock files out of `pyproject.toml`: exact versions with the hashes of every platform's files.

Standard library only; needs the program `uv`. The locks name no index, so each developer's own is used.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tools.environment import DEV_LOCK, LOCK, ROOT, SetUpFailed, say, tool_environment, venv_python

_OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
_OPTIONS += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"]
_HEADER = "# {what}. Written by `python3 dev.py lock` from pyproject.toml; not to be edited.\n"


def write_locks(arguments: list[str]) -> int:
    """Resolve again and write both locks; `arguments` go to uv (`--upgrade`).

    Raises:
        SetUpFailed: uv is missing or cannot resolve.
    """
    beside = venv_python().parent / "uv"
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        message = f"The program uv is needed. Please type: {venv_python().relative_to(ROOT)} -m pip install uv"
        raise SetUpFailed(message)
    _compile(uv, LOCK, "What the program runs on", arguments)
    _compile(uv, DEV_LOCK, "The same and the tools of development", ["--group", "dev", "-c", str(LOCK), *arguments])
    return 0


def _compile(uv: str, target: Path, what: str, arguments: list[str]) -> None:
    command = [uv, "pip", "compile", "pyproject.toml", *_OPTIONS, *arguments, "-o", str(target)]
    if subprocess.run(command, cwd=ROOT, env=tool_environment(), check=False, stdout=subprocess.DEVNULL).returncode:
        message = "uv could not resolve the dependencies; see the lines above."
        raise SetUpFailed(message)
    pins = "".join(line for line in target.read_text(encoding="utf-8").splitlines(keepends=True) if line[0] != "#")
    target.write_text(_HEADER.format(what=what) + pins, encoding="utf-8")
    say(f"{target.relative_to(ROOT)}: {pins.count('==')} packages")
