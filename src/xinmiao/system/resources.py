"""Where the program's own files lie: fonts, icons, theme, samples, catalogues.

Owns the one decision between an installed wheel (`xinmiao/_data`) and a source tree (folders beside
`src`). Reads nothing itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


class ResourceMissing(RuntimeError):
    """A file that ships with the program is not there: the installation is incomplete."""


@cache
def data_root() -> Path:
    """Return the folder that holds `resources` and `i18n`."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_data"
    return installed if installed.is_dir() else package.parents[1]


def resource_path(relative: str) -> Path:
    """Return the path of a shipped file such as `theme/light.json`.

    Raises:
        ResourceMissing: the file is not part of this installation.
    """
    path = data_root() / "resources" / relative
    if not path.exists():
        message = f"not shipped: resources/{relative}"
        raise ResourceMissing(message)
    return path


def catalogue_path(language: str) -> Path:
    """Return where the compiled catalogue of `language` (`zh_CN`) lies; it may not be there."""
    return data_root() / "i18n" / f"{language}.mo"
