"""How a setting is written down and read back, and what becomes of a stored text that is no value any more."""

from __future__ import annotations

from typing import Any

import pytest

from xinmiao.kernel.fields import TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import Text
from xinmiao.system.device_settings import Theme
from xinmiao.system.program_settings import LOCK_MINUTES, PROGRAM_SETTINGS, THEME

WIDTHS = Setting("invented.widths", SettingLevel.USER, TextField(label=Text("Widths")), default={})


@pytest.mark.parametrize("setting", PROGRAM_SETTINGS, ids=lambda setting: setting.name)
def test_a_default_is_a_value_of_its_field(setting: Setting) -> None:
    assert setting.problem(setting.default) is None
    assert setting.read(setting.written(setting.default)) == setting.default


@pytest.mark.parametrize(
    ("setting", "value", "stored"),
    [(LOCK_MINUTES, 12, "12"), (THEME, Theme.DARK, '"dark"'), (WIDTHS, {"name": [1, 2]}, '{"name": [1, 2]}')],
)
def test_a_value_comes_back_as_it_was_written(setting: Setting, value: Any, stored: str) -> None:
    assert setting.written(value) == stored
    assert setting.read(stored) == value


@pytest.mark.parametrize("stored", [None, "", "{", "16", "0", '"5"', "true", "null", "5.5", "[5]"])
def test_what_is_no_value_any_more_gives_the_default(stored: str | None) -> None:
    assert LOCK_MINUTES.read(stored) == 5


@pytest.mark.parametrize("stored", ['"sepia"', "1", "null", "[]", "{}"])
def test_a_choice_that_is_no_longer_offered_gives_the_default(stored: str) -> None:
    assert THEME.read(stored) is Theme.LIGHT
