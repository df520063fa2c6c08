"""Where benches keep their files: beside the repository, on a real disk, apart from everybody's own folders."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "out" / "bench"
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})


class NotOnDisk(RuntimeError):
    """The folder lies in memory; nothing measured there would hold for a school's disk."""


def ready_home() -> Path:
    """Return the folder of all benches, made and on a real disk.

    Raises:
        NotOnDisk: it lies on a file system in memory.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    if file_system(HOME) in _IN_MEMORY:
        raise NotOnDisk(str(HOME))
    return HOME


def file_system(folder: Path) -> str:
    """Return the type of file system a folder lies on; unknown where /proc/mounts is missing."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return "unknown"
    rows = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    place = folder.resolve()
    above = [(point, kind) for point, kind in rows if place.is_relative_to(point)]
    return max(above, key=lambda row: len(row[0]))[1]


def own_environment(config: Path) -> dict[str, str]:
    """Return the environment of a measured program: its configuration, log and caches lie below `config`."""
    return {
        **os.environ,
        "XINMIAO_CONFIG_DIR": str(config),
        "XDG_CACHE_HOME": str(config / "cache"),
        "XDG_RUNTIME_DIR": str(config),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        "PYTHONDONTWRITEBYTECODE": "",
    }
