"""Settings of the computer survive; a damaged file gives defaults and a notice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xinmiao.kernel.errors import OutputFailed, ReadOnly
from xinmiao.system.device_settings import (
    FILE_NAME,
    DeviceSettings,
    Theme,
    load_device_settings,
    save_device_settings,
)


def test_the_first_start_has_defaults_and_no_notice(tmp_path: Path) -> None:
    loaded = load_device_settings(tmp_path)
    assert loaded.settings == DeviceSettings(Theme.LIGHT, 100, "zh_CN", "", {})
    assert loaded.notice is None


def test_what_is_saved_is_there_again(tmp_path: Path) -> None:
    settings = DeviceSettings(Theme.DARK, 125, "en", "D:/心苗 #1", {"student_list": "AAAA"})
    save_device_settings(settings, tmp_path / "new")
    assert load_device_settings(tmp_path / "new").settings == settings


def test_the_configuration_folder_can_be_moved(home: Path) -> None:
    save_device_settings(DeviceSettings(scale_percent=150))
    assert (home / "xinmiao_config" / FILE_NAME).exists()
    assert load_device_settings().settings.scale_percent == 150


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe\x00", b"null", b"[" * 100_000])
def test_a_damaged_file_gives_defaults_and_says_so(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    loaded = load_device_settings(tmp_path)
    assert loaded.settings == DeviceSettings()
    assert loaded.notice is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"theme": "pink"},
        {"theme": ["light"]},
        {"scale_percent": True},
        {"scale_percent": 1000},
        {"language": "xx"},
        {"data_folder": "a\0b"},
        {"layouts": {"a": 1}},
        {"layouts": []},
    ],
)
def test_one_wrong_value_costs_only_itself(wrong: dict[str, object], tmp_path: Path) -> None:
    good = {"theme": "dark", "scale_percent": 125, "language": "en", "data_folder": "D:/x", "layouts": {"a": "b"}}
    (tmp_path / FILE_NAME).write_text(json.dumps({**good, **wrong}), encoding="utf-8")
    loaded = load_device_settings(tmp_path)
    assert loaded.notice is not None
    default = DeviceSettings()
    for name, value in good.items():
        expected = getattr(default, name) if name in wrong else value
        assert getattr(loaded.settings, name) == expected


def test_a_key_of_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"theme": "dark", "unknown": 1}', encoding="utf-8")
    loaded = load_device_settings(tmp_path)
    assert loaded.settings.theme is Theme.DARK
    assert loaded.notice is None


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((OutputFailed, ReadOnly)):
        save_device_settings(DeviceSettings(), tmp_path / "file")
