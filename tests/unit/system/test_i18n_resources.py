"""Languages are switched for the whole process; shipped files are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from xinmiao.kernel.texts import ntr, tr
from xinmiao.system.i18n import LANGUAGES, set_language
from xinmiao.system.resources import ResourceMissing, catalogue_path, resource_path
from xinmiao.system.user_folders import config_folder, default_data_folder, log_folder


def test_chinese_and_back() -> None:
    assert tr("Yes") == "Yes"
    assert set_language("zh_CN")
    assert tr("Yes") == "是"
    assert tr("{minutes} min", minutes=5) == "5 分钟"
    assert set_language("en")
    assert tr("Yes") == "Yes"


def test_a_language_without_a_catalogue_shows_msgids() -> None:
    assert set_language("zh_CN")
    assert not set_language("xx")
    assert tr("Yes") == "Yes"
    assert ntr("one", "many", 2) == "many"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_offered_language_is_there(language: str) -> None:
    assert set_language(language)


def test_shipped_files() -> None:
    assert catalogue_path("zh_CN").is_file()
    assert resource_path("fonts").is_dir()
    with pytest.raises(ResourceMissing):
        resource_path("fonts/none.ttf")


def test_folders_follow_the_variable(home: Path) -> None:
    assert config_folder() == home / "xinmiao_config"
    assert log_folder() == home / "xinmiao_config" / "log"


def test_folders_without_the_variable(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XINMIAO_CONFIG_DIR")
    for folder in (config_folder(), log_folder(), default_data_folder()):
        assert folder.is_relative_to(home)
        assert "xinmiao" in folder.parts
