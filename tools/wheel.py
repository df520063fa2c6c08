"""Builds the wheel and looks into it: everything the program reads must be inside, catalogues compiled.

Standard library only. Installers for schools are made from the wheel elsewhere (`installer/`).
"""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from pathlib import Path

from tools.environment import ROOT, SetUpFailed, say, tool_environment, venv_python

DIST = ROOT / "dist"
_PROOF = (
    "import xinmiao, pathlib; from xinmiao.system import i18n, resources;"
    "assert '_data' in str(resources.resource_path('.')) or resources.data_root().name == '_data', 'resources';"
    "assert i18n.set_language('zh_CN'), 'catalogue'; print(xinmiao.__version__)"
)


def build_wheel() -> int:
    """Make `dist/xinmiao-….whl`; 0 when it holds all it must.

    Raises:
        SetUpFailed: the wheel could not be made.
    """
    python = str(venv_python())
    for stale in DIST.glob("xinmiao-*.whl"):
        stale.unlink()
    commands = [
        [python, "-m", "tools.texts", "compile"],
        [python, "-m", "hatchling", "build", "-t", "wheel", "-d", str(DIST)],
    ]
    for command in commands:
        if subprocess.run(command, cwd=ROOT, env=tool_environment(), check=False).returncode != 0:
            message = "The wheel could not be made; see the lines above."
            raise SetUpFailed(message)
    wheel = next(DIST.glob("xinmiao-*.whl"))
    missing = _not_inside(wheel)
    for name in missing:
        say(f"not in the wheel: {name}")
    if missing or not _works_alone(wheel):
        return 1
    say(f"{wheel.relative_to(ROOT)}: resources and catalogues are inside.")
    say("This is the wheel only; installers for Windows and Debian are not made by this command.")
    return 0


def _not_inside(wheel: Path) -> list[str]:
    """Return the shipped files that the wheel does not hold."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    expected = {f"xinmiao/_data/i18n/{path.stem}.mo" for path in (ROOT / "i18n").glob("*.po")}
    for path in (ROOT / "resources").rglob("*"):
        if path.is_file():
            expected.add(f"xinmiao/_data/resources/{path.relative_to(ROOT / 'resources').as_posix()}")
    return sorted(expected - inside)


def _works_alone(wheel: Path) -> bool:
    """Unpack the wheel elsewhere and load the catalogue out of it."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        environment = tool_environment(PYTHONPATH=folder)
        ran = subprocess.run([str(venv_python()), "-c", _PROOF], cwd=folder, env=environment, check=False)
    return ran.returncode == 0
