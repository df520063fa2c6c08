"""The look in use: colours, measures and fonts by name, for style sheet, palette and painters.

Owns the tokens of `resources/theme/tokens.json` and the one theme of the process. Knows no widget;
what single widgets look like stands in `resources/theme/style.qss`.

The tokens are every colour and measure a widget may use. light, dark and high_contrast hold the same names. Sizes are
pixels at 100 %; the large mode multiplies all of them. outline is the border of what is told by its ground alone; it is
drawn in high contrast only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from xinmiao.system.resources import resource_path
from xinmiao.ui import theme_fonts

LINE_HEIGHT = 1.5
STYLE = ("-style", "Fusion")
"""Arguments of the application: the style that the style sheet was made for. Asking for it later costs 6 ms."""
TONES = ("calm", "watch", "warn", "alarm")


class ThemeName(StrEnum):
    """The three value sets of the same tokens."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Scale(StrEnum):
    """How large everything is."""

    NORMAL = "normal"
    LARGE = "large"

    @property
    def factor(self) -> float:
        """Return what sizes are multiplied by."""
        return 1.25 if self is Scale.LARGE else 1.0


@dataclass(frozen=True)
class Tokens:
    """The contents of tokens.json."""

    sizes: dict[str, int]
    type_sizes: dict[str, int]
    colours: dict[ThemeName, dict[str, str]]


@cache
def tokens() -> Tokens:
    """Read the tokens; once per process."""
    found = json.loads(resource_path("theme/tokens.json").read_bytes())  # json is here before Qt, tomllib costs 4 ms
    return Tokens(found["size"], found["type"], {name: found[name.value] for name in ThemeName})


class Theme:
    """One value set at one scale; immutable. Names that do not exist raise KeyError."""

    def __init__(self, name: ThemeName = ThemeName.LIGHT, scale: float = 1.0) -> None:
        self.name = name
        self.scale = scale
        self._colours = tokens().colours[name]
        self._made: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all colours."""
        return frozenset(self._colours)

    def css(self, token: str) -> str:
        """Return a colour as style sheets and SVG write it, #RRGGBB or #AARRGGBB."""
        return self._colours[token]

    def colour(self, token: str) -> QColor:
        """Return a colour by name; the object is shared, so copy it before changing it."""
        if token not in self._made:
            self._made[token] = QColor(self._colours[token])
        return self._made[token]

    def tone(self, tone: str) -> QColor:
        """Return the colour of a state: calm, watch, warn, alarm; anything else is plain."""
        return self.colour(tone if tone in TONES or tone == "accent" else "muted")

    def tone_soft(self, tone: str) -> QColor:
        """Return the ground on which the colour of a state stands."""
        return self.colour(f"{tone}-soft" if tone in TONES or tone == "accent" else "sunken")

    def px(self, pixels: float) -> int:
        """Return a length given for 100 % in pixels of this scale."""
        return round(pixels * self.scale)

    def size(self, name: str) -> int:
        """Return a measure of tokens.json (space-m, radius, row, body) in pixels of this scale."""
        known = tokens()
        return self.px(known.sizes[name] if name in known.sizes else known.type_sizes[name])

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """Return the font of a step of the type scale: body, secondary, section, title, number."""
        key = (role, bold)
        if key not in self._fonts:
            font = QFont(theme_fonts.families())
            font.setPixelSize(self.size(role))
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return QFont(self._fonts[key])

    def palette(self) -> QPalette:
        """Return the palette, for what no style sheet reaches."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in _PALETTE:
            palette.setColor(role, self.colour(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("faint"))
        return palette


_ROLE = QPalette.ColorRole
_PALETTE = (
    (_ROLE.Window, "surface"),
    (_ROLE.WindowText, "text"),
    (_ROLE.Base, "raised"),
    (_ROLE.AlternateBase, "surface"),
    (_ROLE.Text, "text"),
    (_ROLE.Button, "raised"),
    (_ROLE.ButtonText, "text"),
    (_ROLE.BrightText, "on-accent"),
    (_ROLE.ToolTipBase, "text"),
    (_ROLE.ToolTipText, "raised"),
    (_ROLE.PlaceholderText, "faint"),
    (_ROLE.Highlight, "accent"),
    (_ROLE.HighlightedText, "on-accent"),
    (_ROLE.Link, "accent"),
    (_ROLE.LinkVisited, "accent"),
    (_ROLE.Accent, "accent"),
    (_ROLE.Light, "raised"),
    (_ROLE.Midlight, "line"),
    (_ROLE.Mid, "line"),
    (_ROLE.Dark, "edge"),
    (_ROLE.Shadow, "edge"),
)


@runtime_checkable
class Tinted(Protocol):
    """A widget that keeps colours of the theme and has to be told of another one."""

    def take_theme(self) -> None:
        """Take the colours of the theme in use."""
        ...


class _InUse:
    """The look is a property of the whole process, as the language is."""

    theme: Theme | None = None


def current() -> Theme:
    """Return the theme in use; light at 100 % before one is installed."""
    if _InUse.theme is None:
        _InUse.theme = Theme()
    return _InUse.theme


def install(application: QApplication, theme: Theme) -> None:
    """Give `application` the look of `theme`, now and for every widget made later."""
    from xinmiao.ui import theme_sheet  # noqa: PLC0415 -- it needs the theme, and is needed only here

    first = _InUse.theme is None or not application.styleSheet()
    _InUse.theme = theme
    application.setFont(theme.font())
    application.setPalette(theme.palette())
    application.setStyleSheet(theme_sheet.style_sheet(theme))
    if not first:
        tint_again(application)


def tint_again(application: QApplication) -> None:
    """Draw the icons that stand on buttons and in menus anew: in the colours of now, sharp on the screens of now."""
    from xinmiao.ui import icons  # noqa: PLC0415 -- icons are tinted by the theme

    for window in application.topLevelWidgets():
        for widget in (window, *window.findChildren(QWidget)):
            if isinstance(widget, QAbstractButton):
                icons.tint_again(widget)
            elif isinstance(widget, Tinted):
                widget.take_theme()
            for action in widget.actions():
                icons.tint_again(action)
            QWidget.update(widget)


def refresh_style(widget: QWidget) -> None:
    """Apply the style sheet anew after a property that it asks for was changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    QWidget.update(widget)
