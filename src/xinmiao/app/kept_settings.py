"""Choices of pages (widths, sorting, filters) kept on this computer, apart for each account.

Owns the shape in which they lie in the device settings: opaque words under opaque names, nothing of a person. Reading
never waits; writing happens on the work lane.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.system.device_settings import DeviceSettings, load_device_settings, save_device_settings
from xinmiao.ui.lane import Lane


class DeviceMemory:
    """The device settings in memory; each change is written by the work lane."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self.now = load_device_settings().settings

    def change(self, **values: Any) -> DeviceSettings:
        """Keep changed values."""
        self.now = kept = replace(self.now, **values)
        self._lane.submit(lambda: _write(kept))
        return kept


class KeptSettings:
    """Fulfils `ui.page.Settings`."""

    def __init__(self, memory: DeviceMemory, account: str) -> None:
        self._memory = memory
        self._account = account

    def value(self, setting: Setting) -> Any:
        """Return the kept choice, or the default."""
        kept = self._memory.now.layouts.get(self._key(setting))
        if kept is None:
            return setting.default
        try:
            return json.loads(kept)
        except ValueError:
            return setting.default

    def store(self, setting: Setting, value: Any) -> None:
        """Keep a choice."""
        self._memory.change(layouts={**self._memory.now.layouts, self._key(setting): json.dumps(value)})

    def _key(self, setting: Setting) -> str:
        return setting.name if setting.level is SettingLevel.DEVICE else f"{self._account}/{setting.name}"


def _write(settings: DeviceSettings) -> None:
    try:
        save_device_settings(settings)
    except AppError:
        return  # a width that is not kept is no reason to disturb anybody
