"""The settings of this device while the program runs.

Owns the one copy in memory: reading never waits, writing happens on the work lane. Known before anything is painted,
so it knows nothing of declared settings (`kept_settings`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from xinmiao.kernel.errors import AppError
from xinmiao.system.device_settings import DeviceSettings, load_device_settings, save_device_settings


class DeviceMemory:
    """The device settings in memory; each change is written by what `submit` hands it to: the work lane."""

    def __init__(self, submit: Callable[[Callable[[], None]], object]) -> None:
        self._submit = submit
        self.now = load_device_settings().settings

    def change(self, **values: Any) -> DeviceSettings:
        """Keep changed values."""
        self.now = kept = replace(self.now, **values)
        self._submit(lambda: _write(kept))
        return kept


def _write(settings: DeviceSettings) -> None:
    try:
        save_device_settings(settings)
    except AppError:
        return  # a width that is not kept is no reason to disturb anybody
