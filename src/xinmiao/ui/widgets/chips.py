"""Chips: a state as icon and word, and the bar of filters above a list.

Owns how a state looks, on widgets and in the painters of tables and the timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from xinmiao.kernel.texts import Text
from xinmiao.ui import icons, theme
from xinmiao.ui.widgets.flow import FlowLayout

TONE_ICONS = {
    "calm": "info",
    "watch": "clock",
    "warn": "triangle-alert",
    "alarm": "octagon-alert",
    "accent": "circle-check",
}


@dataclass(frozen=True)
class Chip:
    """A state: its word, its tone (calm, watch, warn, alarm, accent, or empty for plain) and its icon."""

    word: Text | str
    tone: str = ""
    icon: str = ""

    @property
    def icon_name(self) -> str:
        """Return the icon, the tone's own when none is named."""
        return self.icon or TONE_ICONS.get(self.tone, "circle-dot")


def chip_font() -> QFont:
    """Return the font of chips."""
    return theme.current().font("secondary")


def chip_size(chip: Chip) -> QSize:
    """Return the room a chip needs."""
    look = theme.current()
    width = QFontMetricsF(chip_font()).horizontalAdvance(str(chip.word))
    return QSize(round(width) + look.px(8 + 14 + 4 + 8) + 1, look.px(24))


def paint_chip(painter: QPainter, rect: QRectF, chip: Chip) -> None:
    """Draw `chip` into `rect`; words that do not fit end in an ellipsis."""
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.colour("outline"))  # drawn in high contrast, where the ground alone says too little
    painter.setBrush(look.tone_soft(chip.tone))
    ground = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
    side = look.px(14)
    token = chip.tone if chip.tone in (*theme.TONES, "accent") else "muted"
    place = QRectF(rect.left() + look.px(8), rect.center().y() - side / 2, side, side)
    icons.paint(painter, chip.icon_name, place, token)
    painter.setFont(chip_font())
    painter.setPen(look.tone(chip.tone))
    words = rect.adjusted(look.px(8 + 14 + 4), 0, -look.px(6), 0)
    shown = QFontMetricsF(chip_font()).elidedText(str(chip.word), Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()


class StatusChip(QWidget):
    """A state on a page, always with icon and word."""

    def __init__(
        self, word: Text | str = "", tone: str = "", *, icon: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._chip = Chip(word, tone, icon)
        self.set_chip(self._chip)

    def chip(self) -> Chip:
        """Return what is shown."""
        return self._chip

    def set_chip(self, chip: Chip) -> None:
        """Show another state."""
        self._chip = chip
        self.setAccessibleName(str(chip.word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the chip's size."""
        return chip_size(self._chip)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the chip."""
        del event
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._chip)
        painter.end()


@dataclass(frozen=True)
class Filter:
    """One filter of a bar; `count` is shown behind its word when known."""

    name: str
    label: Text | str
    count: int | None = None


class FilterChip(QPushButton):
    """One filter, on or off."""

    def __init__(self, choice: Filter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("role", "chip")
        self.setObjectName(f"filter_{choice.name}")
        self.show_filter(choice)

    def show_filter(self, choice: Filter) -> None:
        """Show the filter's word and count."""
        shown = str(choice.label) if choice.count is None else f"{choice.label}  {choice.count}"
        self.setText(shown)
        self.setAccessibleName(shown)


class FilterBar(QWidget):
    """A row of filters above a list. Exclusive: exactly one is on; else any number, none meaning all."""

    changed = Signal(object)
    """The names that are on, frozenset[str]."""

    def __init__(
        self, filters: Iterable[Filter] = (), *, exclusive: bool = False, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._exclusive = exclusive
        self._chips: dict[str, FilterChip] = {}
        self._flow = FlowLayout(self, theme.current().size("space-s"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_filters(tuple(filters))

    def chosen(self) -> frozenset[str]:
        """Return the names of the filters that are on."""
        return frozenset(name for name, chip in self._chips.items() if chip.isChecked())

    def choose(self, names: Iterable[str]) -> None:
        """Switch exactly `names` on, without a signal."""
        wanted = set(names)
        for name, chip in self._chips.items():
            chip.setChecked(name in wanted)

    def set_filters(self, filters: Sequence[Filter]) -> None:
        """Offer other filters; those that were on stay on where they still exist."""
        kept = self.chosen()
        if [choice.name for choice in filters] == list(self._chips):
            for choice in filters:
                self._chips[choice.name].show_filter(choice)
            return
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {choice.name: self._new(choice) for choice in filters}
        remaining = kept & self._chips.keys()
        first = next(iter(self._chips), None)
        self.choose(remaining or ({first} if self._exclusive and first else set()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Move between the chips with Left and Right; Space switches the one in focus."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        chips = list(self._chips.values())
        here = next((index for index, chip in enumerate(chips) if chip.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        chips[(here + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)

    def _new(self, choice: Filter) -> FilterChip:
        chip = FilterChip(choice, self)
        chip.clicked.connect(lambda _checked=False, name=choice.name: self._clicked(name))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _clicked(self, name: str) -> None:
        if self._exclusive:
            self.choose({name})
        self.changed.emit(self.chosen())
