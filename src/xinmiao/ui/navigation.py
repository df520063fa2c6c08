"""The navigation at the left: icons with words, and Alt+1 to Alt+9.

Few pages stand under one another. Many stand in sections of which one is open; what is done every day is always there.
Owns the look of the list and its keys; which pages there are is told to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from xinmiao.kernel.feature import PageEntry, Section
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import hint
from xinmiao.ui.program_name import TITLE

_WIDTH_PX = 176
_GAP_PX = 2
_NUMBERED = 9
_FEW = 12
"""So many pages need no sections."""
_HEADINGS = {
    Section.FOLLOW_UP: _("Plans and follow-up"),
    Section.LEDGERS: _("Ledgers and papers"),
    Section.SCHOOL: _("The school"),
    Section.CARE: _("Accounts and data"),
}


class Navigation(QFrame):
    """One button per page of the navigation."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(tr("Navigation"))
        self._buttons: dict[str, QPushButton] = {}
        self._headings: dict[Section, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._section_of = {entry.name: entry.section for entry in entries} if len(entries) > _FEW else {}
        self._column = self._lay_out()
        self._fill(sorted(entries, key=lambda entry: list(Section).index(entry.section)))
        self._open(Section.FOLLOW_UP)
        self.setFixedWidth(self._width())

    def show_chosen(self, name: str) -> None:
        """Mark the button of the page shown; none when the page is not in the navigation."""
        self._group.setExclusive(False)
        for other, button in self._buttons.items():
            button.setChecked(other == name)
        self._group.setExclusive(True)
        if self._section_of.get(name, Section.DAY) is not Section.DAY:
            self._open(self._section_of[name])

    def _lay_out(self) -> QVBoxLayout:
        """Return the column of the buttons; a window too low for it scrolls."""
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setObjectName("navigation_area")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(*[look.size("space-s")] * 4)
        column.setSpacing(look.px(_GAP_PX))
        column.addWidget(_mark(self))
        column.addSpacing(look.size("space-xs"))
        area.setWidget(holder)
        for ground in (holder, area.viewport()):
            ground.setAutoFillBackground(False)  # the navigation's own ground is seen
        outer.addWidget(area)
        return column

    def _fill(self, entries: Sequence[PageEntry]) -> None:
        for number, entry in enumerate(entries, 1):
            section = self._section_of.get(entry.name, Section.DAY)
            if section in _HEADINGS and section not in self._headings:
                self._column.addWidget(self._heading(section))
            self._column.addWidget(self._button(entry, f"Alt+{number}" if number <= _NUMBERED else ""))
        self._column.addStretch()

    def _width(self) -> int:
        """Return the usual width, or what the longest name needs beside a bar that scrolls."""
        look = theme.current()
        named = (*self._buttons.values(), *self._headings.values())
        longest = max((button.sizeHint().width() for button in named), default=0)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return max(look.px(_WIDTH_PX), longest + 2 * look.size("space-s") + bar)

    def _heading(self, section: Section) -> QPushButton:
        words = _HEADINGS[section]
        button = QPushButton(str(words), self)
        button.setObjectName(f"section_{section.value}")
        button.setAccessibleName(str(words))
        button.setProperty("role", "nav-section")
        button.setAutoDefault(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands at the right
        button.clicked.connect(partial(self._open, section))
        self._headings[section] = button
        return button

    def _open(self, section: Section, _checked: object = None) -> None:
        """Show the pages of one section; the others fold."""
        for other, heading in self._headings.items():
            icons.set_icon(heading, "chevron-down" if other is section else "chevron-right", "muted")
            heading.setAccessibleDescription(tr("open") if other is section else tr("folded"))
        for name, of in self._section_of.items():
            self._buttons[name].setVisible(of in {section, Section.DAY})

    def _button(self, entry: PageEntry, keys: str) -> QPushButton:
        button = QPushButton(str(entry.label), self)
        button.setObjectName(f"nav_{entry.name}")
        button.setAccessibleName(str(entry.label))
        button.setToolTip(hint(entry.label, keys))
        button.setProperty("role", "nav")
        button.setProperty("section", self._section_of.get(entry.name, Section.DAY).value)
        button.setCheckable(True)
        button.setAutoDefault(True)  # Enter presses it, like Space
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        icons.set_icon(button, entry.icon, "muted", size="icon-large")
        button.clicked.connect(lambda _checked=False, name=entry.name: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[entry.name] = button
        if keys:
            QShortcut(QKeySequence(keys), self, button.click)
        return button


def _mark(parent: QWidget) -> QWidget:
    look = theme.current()
    mark = QWidget(parent)
    row = QHBoxLayout(mark)
    row.setContentsMargins(look.size("space-s"), look.size("space-xs"), 0, look.size("space-xs"))
    picture = QLabel(mark)
    picture.setPixmap(icons.app_icon().pixmap(look.px(24), look.px(24)))
    words = QLabel(TITLE, mark)
    words.setProperty("type", "section")
    row.addWidget(picture)
    row.addWidget(words)
    row.addStretch()
    return mark
