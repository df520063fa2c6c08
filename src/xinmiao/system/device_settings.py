"""Settings of this computer: theme, size, language, last data folder, widths.

Owns one small JSON file in the configuration folder. Nothing about a person or the school is in it.
A damaged file never stops the program: defaults are used and a notice says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from xinmiao.kernel.texts import Text, _
from xinmiao.system.files import atomic_write, storage_error
from xinmiao.system.i18n import DEFAULT_LANGUAGE, LANGUAGES
from xinmiao.system.user_folders import config_folder

FILE_NAME = "device.json"
SCALES_PERCENT = (100, 125, 150)


class Theme(StrEnum):
    """The value sets of the colour tokens, and the choice between light and dark that the computer makes."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"
    SYSTEM = "system"


@dataclass(frozen=True)
class DeviceSettings:
    """What this computer remembers. `layouts` holds opaque widths by widget name."""

    theme: Theme = Theme.LIGHT
    scale_percent: int = 100
    language: str = DEFAULT_LANGUAGE
    data_folder: str = ""
    """The folder opened last; empty for none."""
    layouts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LoadedSettings:
    """Settings, and a sentence to show when not all of them could be read."""

    settings: DeviceSettings
    notice: Text | None = None


def load_device_settings(folder: Path | None = None) -> LoadedSettings:
    """Read the settings of this device; whatever cannot be read is replaced by its default, with a notice."""
    path = (folder or config_folder()) / FILE_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return LoadedSettings(DeviceSettings())
    except OSError:
        return LoadedSettings(DeviceSettings(), _damaged_notice())
    try:
        stored = json.loads(content)
    except (ValueError, RecursionError):
        return LoadedSettings(DeviceSettings(), _damaged_notice())
    if not isinstance(stored, dict):
        return LoadedSettings(DeviceSettings(), _damaged_notice())
    accepted = {name: value for name, value in stored.items() if name in _ACCEPTS and _ACCEPTS[name](value)}
    refused = {name for name in stored if name in _ACCEPTS} - accepted.keys()
    if "theme" in accepted:
        accepted["theme"] = Theme(accepted["theme"])
    return LoadedSettings(DeviceSettings(**accepted), _damaged_notice() if refused else None)


def save_device_settings(settings: DeviceSettings, folder: Path | None = None) -> None:
    """Write the settings of this device.

    Raises:
        StorageError: the folder cannot be written or the disk is full.
        OutputFailed: anything else the operating system refuses.
    """
    place = folder or config_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error) from error
    content = json.dumps(asdict(settings), ensure_ascii=False, indent=2, sort_keys=True)
    atomic_write(place / FILE_NAME, content.encode())


def _damaged_notice() -> Text:
    return _("The settings of this computer could not be read; the usual ones are in use.")


def _is_layouts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(width, str) for width in value.values())


_ACCEPTS: Mapping[str, Any] = {
    "theme": lambda value: isinstance(value, str) and value in set(Theme),
    "scale_percent": lambda value: type(value) is int and value in SCALES_PERCENT,
    "language": lambda value: isinstance(value, str) and value in LANGUAGES,
    "data_folder": lambda value: isinstance(value, str) and "\0" not in value,
    "layouts": _is_layouts,
}
