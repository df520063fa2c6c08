"""Tokens, contrast, the style sheet, icons and fonts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QSize
from PySide6.QtGui import QAction, QColor, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from xinmiao.system.resources import resource_path
from xinmiao.ui import icons, theme, theme_fonts, theme_sheet

SOURCES = Path(theme.__file__).parents[1]
ALL = list(theme.ThemeName)
BODY = ("text", "muted", "accent", "calm", "watch", "warn", "alarm")
GROUNDS = ("surface", "raised", "sunken")


def luminance(css: str) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = [int(css[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_the_light_tokens_are_those_of_the_design() -> None:
    light = theme.Theme(theme.ThemeName.LIGHT)
    expected = {"surface": "#F6F7F5", "text": "#1E2622", "accent": "#297660", "line": "#DDE3DE", "alarm": "#B3372F"}
    assert {name: light.css(name) for name in expected} == expected


@pytest.mark.parametrize("name", ALL)
def test_every_theme_has_the_same_names(name: theme.ThemeName) -> None:
    assert theme.Theme(name).names == theme.Theme().names


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", BODY)
def test_words_are_readable_on_every_ground(name: theme.ThemeName, ground: str, colour: str) -> None:
    look = theme.Theme(name)
    assert contrast(look.css(colour), look.css(ground)) >= 4.5


@pytest.mark.parametrize("name", ALL)
def test_hints_states_and_buttons_are_readable(name: theme.ThemeName) -> None:
    look = theme.Theme(name)
    pairs = [("faint", ground, 3.0) for ground in GROUNDS]
    pairs += [("on-accent", "accent", 4.5), ("on-accent", "accent-strong", 4.5), ("on-alarm", "alarm", 4.5)]
    pairs += [(colour, f"{tone}-soft", 4.5) for tone in (*theme.TONES, "accent") for colour in (tone, "text", "muted")]
    pairs += [(colour, ground, 4.5) for colour in ("text", "muted") for ground in ("hover", "press", "accent-soft")]
    assert [pair for pair in pairs if contrast(look.css(pair[0]), look.css(pair[1])) < pair[2]] == []


def test_high_contrast_is_high() -> None:
    look = theme.Theme(theme.ThemeName.HIGH_CONTRAST)
    assert min(contrast(look.css(colour), look.css(ground)) for colour in BODY for ground in GROUNDS) >= 7


_LITERAL = re.compile(
    r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?=[\"'])|QColor\(\s*[\"'\d]|\brgba?\(\s*\d|GlobalColor\.(?!transparent)"
)


def test_the_search_for_literals_finds_them() -> None:
    planted = ('QColor("red")', "QColor(1, 2, 3)", "'#FFF'", '"#1E2622"', "Qt.GlobalColor.red", "rgba(1, 2, 3, 4)")
    assert all(_LITERAL.search(line) for line in planted)


def test_no_colour_is_written_outside_the_tokens() -> None:
    files = [path for path in SOURCES.rglob("*.py") if "documents" not in path.parts and path.name != "prints.py"]
    sheet = resource_path("theme/style.qss")
    found = [path.name for path in (*files, sheet) if _LITERAL.search(path.read_text(encoding="utf-8"))]
    assert len(files) > 20
    assert found == []


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_the_style_sheet_is_filled_and_its_pictures_are_there(name: theme.ThemeName, scale: float) -> None:
    sheet = theme_sheet.style_sheet(theme.Theme(name, scale))
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert "@{" not in sheet
    assert len(pictures) > 5
    assert [picture for picture in pictures if not QFile.exists(picture)] == []


def test_large_is_a_quarter_larger() -> None:
    large = theme.Theme(scale=1.25)
    assert (large.size("body"), large.size("hit"), large.size("space-l")) == (16, 40, 20)


def test_a_wrong_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme.Theme().colour("acent")


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    names = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
    assert len(names) >= 70
    for name in names:
        picture = icons.pixmap(name, "accent").toImage()
        painted = (picture.pixelColor(x, y).alpha() for x in range(16) for y in range(16))
        assert any(painted), name


def test_an_icon_takes_the_colour_of_its_token(qapp: QApplication) -> None:
    picture = icons.pixmap("minus", "alarm", 64).toImage()
    assert picture.pixelColor(32, 32) == QColor(theme.current().css("alarm"))


def test_an_icon_is_made_once(qapp: QApplication) -> None:
    assert icons.icon("search") is icons.icon("search")


def test_icons_are_sharp_on_a_dense_screen() -> None:
    """In a process of its own: the density of a screen is known when Qt starts."""
    asked = (
        "from PySide6.QtCore import QSize; from PySide6.QtWidgets import QApplication; from xinmiao.ui import icons;"
        "app = QApplication([]); size = icons.icon('search').pixmap(QSize(16, 16), 2.0).size();"
        "print(size.width(), size.height())"
    )
    dense = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(  # noqa: S603 -- this interpreter, a fixed program
        [sys.executable, "-c", asked], env=dense, capture_output=True, text=True, timeout=60, check=True
    )
    assert said.stdout.split() == ["32", "32"]


def test_icons_follow_a_change_of_theme(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "minus")
    entry = QAction(button)
    icons.set_icon(entry, "minus")
    button.addAction(entry)
    theme.install(qapp, theme.Theme(theme.ThemeName.DARK))
    for holder in (button, entry):
        shown: QIcon = holder.icon()
        assert shown.pixmap(QSize(16, 16)).toImage().pixelColor(8, 8).lightness() > 200


def test_the_sign_has_the_colour_of_the_accent() -> None:
    sign = resource_path("icons/xinmiao.svg").read_text(encoding="utf-8")
    assert theme.Theme().css("accent") in sign
    assert not icons.app_icon().isNull()


def test_the_system_face_comes_first() -> None:
    assert theme_fonts.preferred({"Noto Sans SC", "Microsoft YaHei UI", "Arial"}) == "Microsoft YaHei UI"
    assert theme_fonts.preferred({"Arial"}) is None


def test_the_main_face_can_write_chinese(qapp: QApplication) -> None:
    family = theme_fonts.families()[0]
    assert QFontDatabase.WritingSystem.SimplifiedChinese in QFontDatabase.writingSystems(family)
