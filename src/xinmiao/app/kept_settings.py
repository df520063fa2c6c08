"""Choices kept on this computer: those of the computer itself, and those of pages apart for each account.

Owns the shape in which they lie in the device settings (`device_memory`): opaque words under opaque names, nothing of a
person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xinmiao.app.device_memory import DeviceMemory
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.system.device_settings import DeviceSettings
from xinmiao.system.program_settings import LANGUAGE, LETTER_SIZE, THEME, Language, LetterSize

Taker = Callable[[Setting, Any], None]


class KeptSettings:
    """Fulfils `ui.page.Settings`."""

    def __init__(self, memory: DeviceMemory, account: str) -> None:
        self._memory = memory
        self._account = account
        self.show: Taker = self._keep
        """Takes look, size and language, which are kept once they are shown."""
        self.stored: Taker = _nobody
        """Hears of every other choice."""

    def value(self, setting: Setting) -> Any:
        """Return the kept choice, or the default."""
        if setting.name in _OF_THE_DEVICE:
            return _OF_THE_DEVICE[setting.name][0](self._memory.now)
        return setting.read(self._memory.now.layouts.get(self._key(setting)))

    def store(self, setting: Setting, value: Any) -> None:
        """Keep a choice."""
        if setting.name in _OF_THE_DEVICE:
            self.show(setting, value)
            return
        self._memory.change(layouts={**self._memory.now.layouts, self._key(setting): setting.written(value)})
        self.stored(setting, value)

    def _keep(self, setting: Setting, value: Any) -> None:
        self._memory.change(**_OF_THE_DEVICE[setting.name][1](value))

    def _key(self, setting: Setting) -> str:
        return setting.name if setting.level is SettingLevel.DEVICE else f"{self._account}/{setting.name}"


def _nobody(_setting: Setting, _value: Any) -> None:
    """Take no notice."""


def _letter_size(now: DeviceSettings) -> LetterSize:
    return LetterSize.LARGE if now.scale_percent > LetterSize.NORMAL.percent else LetterSize.NORMAL


def _language(now: DeviceSettings) -> Language:
    return next(language for language in Language if language.code == now.language)


_OF_THE_DEVICE: dict[str, tuple[Callable[[DeviceSettings], Any], Callable[[Any], dict[str, Any]]]] = {
    THEME.name: (lambda now: now.theme, lambda value: {"theme": value}),
    LETTER_SIZE.name: (_letter_size, lambda value: {"scale_percent": value.percent}),
    LANGUAGE.name: (_language, lambda value: {"language": value.code}),
}
"""How the settings with a name of their own in the device settings are read and written."""
