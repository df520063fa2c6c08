"""Sets up `.venv`: a suitable Python, the locked packages with their hashes, the way to `src`.

Standard library only, and readable by old Pythons so that they can say what is wrong. The stamp file
holds a digest of the lock and of the Python; when either changes, packages are installed again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "installer" / "requirements.lock"
DEV_LOCK = ROOT / "installer" / "requirements-dev.lock"
STAMP = VENV / ".locked"
OLDEST, NEWEST = (3, 11), (3, 13)
TRIES = 3


class SetUpFailed(Exception):
    """Something the developer has to do himself; the text says what."""


def say(words: str) -> None:
    """Tell the developer, at once also when the output is a file."""
    print(words, flush=True)


def venv_python() -> Path:
    """Return the interpreter of the project's environment."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def tool_environment(**more: str) -> dict[str, str]:
    """Return the environment for tools: UTF-8 everywhere, no foreign PYTHONPATH or PYTHONHOME."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**kept, "PYTHONUTF8": "1", **more}


def python_version(command: list[str]) -> tuple[int, int] | None:
    """Return (major, minor) of the Python that `command` starts, or None when it starts none."""
    try:
        ran = subprocess.run(
            [*command, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor = ran.stdout.split()
    return int(major), int(minor)


def suitable_python() -> list[str]:
    """Return the command of a Python that the project runs on; the one running this comes first.

    Raises:
        SetUpFailed: there is none.
    """
    candidates = [[sys.executable]]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        candidates.append([f"python3.{minor}"])
        if sys.platform == "win32":
            candidates.append(["py", f"-3.{minor}"])
    for command in candidates:
        version = python_version(command)
        if version is not None and OLDEST <= version <= NEWEST:
            return command
    message = (
        f"Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]} is needed; this is "
        f"{sys.version_info[0]}.{sys.version_info[1]} and no other was found. Please install one and run this again."
    )
    raise SetUpFailed(message)


def _lock_digest(python: list[str]) -> str:
    digest = hashlib.sha256(repr(python_version(python)).encode())
    digest.update(DEV_LOCK.read_bytes())
    return digest.hexdigest()


def _make_venv(python: list[str], install_system: bool) -> None:  # noqa: FBT001 -- passed on from the command line
    """Make `.venv`; Debian keeps the module for it in a package of its own."""
    probe = [*python, "-c", "import ensurepip, venv"]
    if subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        version = python_version(python) or OLDEST
        package = f"python{version[0]}.{version[1]}-venv"
        if not install_system:
            message = f"This Python cannot make environments. Please type: sudo apt-get install {package}"
            raise SetUpFailed(message)
        apt_install([package])
    shutil.rmtree(VENV, ignore_errors=True)
    say(f"Making {VENV.name} with Python {'.'.join(map(str, python_version(python) or ()))}")
    if subprocess.run([*python, "-m", "venv", str(VENV)], check=False).returncode != 0:
        message = "The environment could not be made; see the lines above."
        raise SetUpFailed(message)


def may_install_system_packages() -> bool:
    """Return whether this may call apt-get: it is there and we are root."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> None:
    """Install Debian packages; the list of packages is fetched first, and all is tried again when it fails.

    Raises:
        SetUpFailed: apt-get could not do it.
    """
    say(f"Installing system packages: {' '.join(packages)}")
    environment = tool_environment(DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for attempt in range(TRIES):
        if attempt:
            time.sleep(5 * attempt)
        subprocess.run(["apt-get", "update", "-q"], env=environment, check=False, stdout=subprocess.DEVNULL)
        if subprocess.run(install, env=environment, check=False, stdout=subprocess.DEVNULL).returncode == 0:
            return
    message = f"System packages could not be installed. Please type: sudo apt-get install {' '.join(packages)}"
    raise SetUpFailed(message)


def _install_locked() -> None:
    say("Installing the locked packages")
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q"]
    command += ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(DEV_LOCK)]
    for attempt in range(TRIES):
        if attempt:
            time.sleep(5 * attempt)
        if subprocess.run(command, env=tool_environment(), check=False).returncode == 0:
            return
    message = "The locked packages could not be installed; see the lines above. Is there a network?"
    raise SetUpFailed(message)


def _link_source() -> None:
    """Make `import xinmiao` and the command `xinmiao` find the source tree."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    ran = subprocess.run([str(venv_python()), "-c", asked], capture_output=True, text=True, check=True)
    Path(ran.stdout.strip(), "xinmiao_source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    if sys.platform == "win32":
        (VENV / "Scripts" / "xinmiao.cmd").write_text('@"%~dp0python.exe" -m xinmiao %*\r\n', encoding="utf-8")
        return
    command = VENV / "bin" / "xinmiao"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m xinmiao "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def set_up() -> None:
    """Make `.venv` ready, doing only what is not done yet.

    Raises:
        SetUpFailed: with what the developer has to do.
    """
    works = venv_python().exists() and python_version([str(venv_python())]) is not None
    python = [str(venv_python())] if works else suitable_python()
    if works and STAMP.exists() and STAMP.read_text(encoding="utf-8") == _lock_digest(python):
        return
    if not works:
        _make_venv(python, may_install_system_packages())
    _install_locked()
    _link_source()
    STAMP.write_text(_lock_digest([str(venv_python())]), encoding="utf-8")
