"""Which typeface the screen uses: the system's Chinese sans, else the one that ships with the program.

Owns the order of preference and loading the bundled face, which costs time and is done only where
the system has none. Paper has its own fonts (`documents.fonts`).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from PySide6.QtGui import QFontDatabase

from xinmiao.system.resources import resource_path

PREFERRED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
)
BUNDLED = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")
BUNDLED_FAMILY = "Noto Sans SC"
RARE = ("HanaMinA", "HanaMinB", "SimSun-ExtB", "Plangothic P1")
"""Faces with the rare characters of names, asked by the system after the main face."""


def preferred(available: Collection[str]) -> str | None:
    """Return the first of the preferred families that is there, or None."""
    return next((family for family in PREFERRED if family in available), None)


@cache
def families() -> list[str]:
    """Return the families of the interface, main face first; loads the bundled face when needed."""
    available = frozenset(QFontDatabase.families())
    main = preferred(available) or _load_bundled()
    return [main, *(family for family in RARE if family in available)]


def _load_bundled() -> str:
    for file in BUNDLED:
        QFontDatabase.addApplicationFont(str(resource_path(file)))
    return BUNDLED_FAMILY
