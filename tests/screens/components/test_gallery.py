"""The picture book: every page is painted in every theme without a complaint of Qt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

import gallery
from xinmiao.ui import theme


def test_every_page_is_painted_in_every_theme(qtbot: QtBot, tmp_path: Path) -> None:
    gallery.main(tmp_path)
    pictures = sorted(path.stem for path in tmp_path.glob("*.png"))
    looks = ["dark-100", "high_contrast-100", "light-100", "light-125"]
    assert pictures == [f"{page}-{look}" for page in sorted(gallery.PAGES) for look in looks]
    for name in theme.ThemeName:
        picture = QImage(str(tmp_path / f"student-{name.value}-100.png"))
        assert picture.pixelColor(2, 2).name().upper() == theme.Theme(name).css("surface")
        assert (picture.width(), picture.height()) == gallery.WINDOW
