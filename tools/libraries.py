"""The system libraries that Qt's wheels expect of a Linux desktop, and a screen for tests.

Standard library only. The list was read from the NEEDED entries of the Qt libraries and plug-ins in use
(`readelf -d`); whether one is there is found out by loading it.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys

from tools.environment import SetUpFailed, apt_install, may_install_system_packages, tool_environment, venv_python

PACKAGE_OF = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Library → Debian package. Printing (libcups2) is asked for by the installer, not needed to develop."""

SCREEN_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth"}
"""For tests on a real X server, drawn nowhere."""


def missing_packages(*, screen: bool) -> list[str]:
    """Return the Debian packages whose library or program is not there."""
    if sys.platform != "linux":
        return []
    missing = [package for library, package in PACKAGE_OF.items() if not _loads(library)]
    if screen:
        missing += [package for program, package in SCREEN_PROGRAMS.items() if shutil.which(program) is None]
    return missing


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_libraries(*, screen: bool = False) -> None:
    """Install what is missing, or say exactly what to type; then load Qt itself.

    Raises:
        SetUpFailed: with the command to type, or with what Qt said.
    """
    missing = missing_packages(screen=screen)
    if missing and not may_install_system_packages():
        message = (
            f"System packages are missing. Please type:\n    sudo apt-get install {' '.join(missing)}\n"
            "(the names are Debian's; other systems have the same libraries under other names)"
        )
        raise SetUpFailed(message)
    if missing:
        apt_install(missing)
    probe = [str(venv_python()), "-c", "from PySide6 import QtPrintSupport, QtSvg, QtTest, QtWidgets"]
    ran = subprocess.run(probe, capture_output=True, text=True, check=False, env=tool_environment())
    if ran.returncode != 0:
        message = f"Qt cannot be loaded here: {ran.stderr.strip().splitlines()[-1]}"
        raise SetUpFailed(message)
