"""Icons: the outline set of `resources/icons` (Lucide, ISC), tinted by a token of the theme.

Owns reading, tinting and caching. Which icon stands for what is decided where it is used.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from xinmiao.system.resources import resource_path
from xinmiao.ui import theme

SIZES = ("icon", "icon-large")
TEXT, MUTED = "text", "muted"
_NAME, _TOKEN = "icon_name", "icon_token"
_NOTHING = "transparent"


@cache
def _source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


def svg(name: str, colour: str) -> bytes:
    """Return the SVG of `name` with its lines in `colour` (#RRGGBB)."""
    return _source(name).replace("currentColor", colour).encode()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(name, colour)))


def _draw(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(pixels * ratio), round(pixels * ratio))
    pixmap.fill(_NOTHING)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _pixmap(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    return _draw(name, colour, pixels, ratio)


def pixmap(name: str, token: str = TEXT, pixels: int = 0, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a picture of `pixels` (the theme's small icon when 0), for painters and labels."""
    look = theme.current()
    return _pixmap(name, look.css(token), pixels or look.size("icon"), ratio)


def paint(painter: QPainter, name: str, rect: QRectF, token: str = TEXT) -> None:
    """Draw the icon into `rect` of `painter`, sharp at the painter's device pixel ratio."""
    ratio = painter.device().devicePixelRatioF()
    picture = pixmap(name, token, round(rect.width()), ratio)
    painter.drawPixmap(rect, picture, QRectF(picture.rect()))


def _ratios() -> tuple[float, ...]:
    """Return the pixel ratios of the screens there are; the program tints again when one is plugged in."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


def _made_icon(name: str, token: str, sizes: tuple[int, ...]) -> QIcon:
    look = theme.current()
    return _icon(name, look.css(token), look.css("faint"), sizes, _ratios())


@cache
def _icon(name: str, normal: str, disabled: str, sizes: tuple[int, ...], ratios: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for pixels in sizes:
        for ratio in ratios:
            made.addPixmap(_pixmap(name, normal, pixels, ratio), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, disabled, pixels, max(ratios)), QIcon.Mode.Disabled)
    return made


def icon(name: str, token: str = TEXT) -> QIcon:
    """Return the icon `name` (a file of resources/icons) in the colour `token`, at 16 and 20 pixels times the scale."""
    return _made_icon(name, token, tuple(theme.current().size(size) for size in SIZES))


def set_icon(holder: QAbstractButton | QAction, name: str, token: str = TEXT, *, size: str = "icon") -> None:
    """Put an icon on a button or an action; it follows a later change of theme."""
    holder.setProperty(_NAME, name)
    holder.setProperty(_TOKEN, token)
    holder.setProperty("icon_size", size)
    tint_again(holder)


def tint_again(holder: QObject) -> None:
    """Draw the icon given by `set_icon` in the theme now in use; nothing without one."""
    name = holder.property(_NAME)
    if not name or not isinstance(holder, (QAbstractButton, QAction)):
        return
    token = str(holder.property(_TOKEN))
    if not isinstance(holder, QAbstractButton):
        holder.setIcon(icon(str(name), token))
        return
    side = theme.current().size(str(holder.property("icon_size")))
    holder.setIcon(_made_icon(str(name), token, (side,)))  # a button shows one size only
    holder.setIconSize(QSize(side, side))


def app_picture(side: int, ratio: float = 1.0) -> QPixmap:
    """Return the program's own icon 苗 with sides of `side` pixels; it keeps its colours in every theme."""
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(_NOTHING)
    painter = QPainter(picture)
    _app_renderer().render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _app_renderer() -> QSvgRenderer:
    return QSvgRenderer(str(resource_path("icons/xinmiao.svg")))


@cache
def app_icon() -> QIcon:
    """Return the program's own icon in the sizes of title bars and task bars."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(app_picture(side))
    return made
