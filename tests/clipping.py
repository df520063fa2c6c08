"""Finds words on the screen that have too little room: what a widget asks for against what it was given.

Owns the measuring. Labels that shorten themselves with an ellipsis (`ElidedLabel`) are no labels of Qt and not
measured; everything else that holds words is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from xinmiao.ui.widgets.chips import StatusChip

Measure = Callable[[QWidget], str]
SLACK_PX = 1
"""Font metrics are fractions; sizes are whole."""


def clipped(window: QWidget) -> list[str]:
    """Return every visible widget below `window` whose words do not fit: its path, its words, and why."""
    found = []
    for widget in window.findChildren(QWidget):
        why = _why(widget) if widget.isVisible() else ""
        if why:
            found.append(f"{_path(widget, window)} {_words(widget)!r}: {why}")
    return found


def _why(widget: QWidget) -> str:
    match widget:
        case QLabel():
            return _label(widget) or _outside(widget)
        case QAbstractButton():
            return _button(widget) or _outside(widget)
        case QComboBox():
            return _combo(widget) or _outside(widget)
        case QLineEdit():
            return _placeholder(widget) or _outside(widget)
        case QHeaderView():
            return "; ".join(_sections(widget))
        case StatusChip():
            return _size(widget) or _outside(widget)
        case _:
            return ""


def _label(label: QLabel) -> str:
    if not label.text():
        return ""
    if not label.wordWrap():
        return _size(label)
    needed = label.heightForWidth(label.width())
    return f"{needed} px high, has {label.height()}" if needed > label.height() + SLACK_PX else ""


def _button(button: QAbstractButton) -> str:
    if not button.text() or (isinstance(button, QPushButton) and button.property("role") == "icon"):
        return ""
    return _size(button)


def _size(widget: QWidget) -> str:
    hint = widget.sizeHint()
    if hint.width() > widget.width() + SLACK_PX:
        return f"{hint.width()} px wide, has {widget.width()}"
    if widget.fontMetrics().height() > widget.height() + SLACK_PX:
        return f"a line is {widget.fontMetrics().height()} px high, has {widget.height()}"
    return ""


def _combo(combo: QComboBox) -> str:
    option = QStyleOptionComboBox()
    option.initFrom(combo)
    room = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    needed = combo.fontMetrics().horizontalAdvance(combo.currentText())
    return f"{needed} px wide, has {room.width()}" if needed > room.width() + SLACK_PX else ""


def _placeholder(line: QLineEdit) -> str:
    option = line.rect().adjusted(4, 0, -4, 0)
    margins = line.textMargins()
    room = option.width() - margins.left() - margins.right()
    needed = line.fontMetrics().horizontalAdvance(line.placeholderText())
    return f"{needed} px wide, has {room}" if not line.text() and needed > room + SLACK_PX else ""


def _sections(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        words = model.headerData(section, Qt.Orientation.Horizontal)
        needed, room = header.sectionSizeHint(section), header.sectionSize(section)
        if words and not header.isSectionHidden(section) and needed > room + SLACK_PX:
            yield f"column {words} {needed} px wide, has {room}"


def _outside(widget: QWidget) -> str:
    """Return how much of a widget lies outside of what surrounds it; what can be scrolled to is not outside."""
    rect, place = widget.rect(), widget
    while (parent := place.parentWidget()) is not None and not place.isWindow():
        rect = rect.translated(place.pos())
        area = parent.parentWidget()
        scrolled = area if isinstance(area, QAbstractScrollArea) and area.viewport() is parent else None
        beyond = _beyond(rect, parent.rect(), scrolled)
        if beyond:
            return f"{beyond} of {parent.objectName() or type(parent).__name__}"
        rect = rect.intersected(parent.rect())
        if rect.isEmpty():
            return ""  # scrolled away
        place = parent
    return ""


def _beyond(rect: QRect, room: QRect, area: QAbstractScrollArea | None) -> str:
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    beside = max(room.left() - rect.left(), rect.right() - room.right())
    if beside > SLACK_PX and (area is None or area.horizontalScrollBarPolicy() is never):
        return f"{beside} px beside"
    over = max(room.top() - rect.top(), rect.bottom() - room.bottom())
    if over > SLACK_PX and (area is None or area.verticalScrollBarPolicy() is never):
        return f"{over} px above or below"
    return ""


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, StatusChip):
        return str(widget.chip().word)
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def _path(widget: QWidget, window: QWidget) -> str:
    names: list[str] = []
    place: QWidget | None = widget
    while place is not None and place is not window:
        names.append(place.objectName() or type(place).__name__)
        place = place.parentWidget()
    shown = [name for name in reversed(names) if not name.startswith("qt_")]
    return "/".join(shown[-5:])
