"""The head of a page: what this is, the one primary action, the others in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import Action, button, fill_menu
from xinmiao.ui.widgets.buttons import IconButton, MenuButton
from xinmiao.ui.widgets.chips import Chip, StatusChip
from xinmiao.ui.widgets.labels import ElidedLabel


class PageHeader(QWidget):
    """Title, one line of what this is, state chips, one primary button, further actions in a menu."""

    back = Signal()
    """The arrow before the title was pressed; shown by `show_back`."""
    offered = Signal()
    """Other actions are offered now than before."""

    def __init__(
        self,
        title: Text | str,
        subtitle: Text | str = "",
        primary: Action | None = None,
        secondary: Sequence[Action] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page_header")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        space = theme.current().size
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(space("space-xl"), space("space-l"), space("space-xl"), space("space-m"))
        self._row.setSpacing(space("space-s"))
        self._back = IconButton("arrow-left", tr("Back (Alt+Left)"), name="header_back")
        self._back.clicked.connect(self.back)
        self._back.hide()
        self._row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words(title, subtitle), 1)
        self._primary: QPushButton | None = None
        self._first: Action | None = None
        self._menu: MenuButton | None = None
        self.set_actions(primary, secondary)

    def set_title(self, title: Text | str, subtitle: Text | str = "") -> None:
        """Show another title and line."""
        self._title.set_text(title)
        self._subtitle.set_text(subtitle)
        self._subtitle.setVisible(bool(str(subtitle)))

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show states beside the title."""
        while (item := self._chips.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for chip in chips:
            self._chips.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon))

    def show_back(self, *, shown: bool = True) -> None:
        """Show or hide the arrow before the title."""
        self._back.setVisible(shown)

    def add_widget(self, widget: QWidget) -> None:
        """Place a widget between the title and the buttons, e.g. a search field."""
        self._row.insertWidget(2, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_actions(self, primary: Action | None, secondary: Sequence[Action] = ()) -> None:
        """Offer other actions."""
        for old in (self._primary, self._menu):
            if old is not None:
                old.hide()
                old.deleteLater()
        self._primary = self._menu = None
        self._first = primary
        if secondary:
            self._menu = MenuButton("", name="header_more")
            self._menu.setAccessibleName(tr("More actions"))
            self._menu.setToolTip(tr("More actions"))
            fill_menu(self._menu.entries(), tuple(secondary))
            self._row.addWidget(self._menu, 0, Qt.AlignmentFlag.AlignVCenter)
        if primary is not None:
            self._primary = button(primary, self)
            self._primary.setProperty("role", "primary")
            self._primary.setAutoDefault(False)
            if primary.icon:
                icons.set_icon(self._primary, primary.icon, "on-accent")
            self._row.addWidget(self._primary, 0, Qt.AlignmentFlag.AlignVCenter)
        self.offered.emit()

    def ask_again(self) -> None:
        """Let the primary button be pressed only while what it does can be done."""
        if self._primary is not None and self._first is not None:
            self._primary.setEnabled(self._first.enabled())

    def _words(self, title: Text | str, subtitle: Text | str) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = ElidedLabel(title, "title")
        self._title.setObjectName("page_title")
        first = QHBoxLayout()
        first.setSpacing(theme.current().size("space-s"))
        first.addWidget(self._title)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(theme.current().size("space-s"))
        first.addLayout(self._chips)
        first.addStretch(1)
        words.addLayout(first)
        self._subtitle = ElidedLabel(subtitle, "body", "muted", parent=self)
        self._subtitle.setVisible(bool(str(subtitle)))
        words.addWidget(self._subtitle)
        return words
