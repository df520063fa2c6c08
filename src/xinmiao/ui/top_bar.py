"""The bar at the top: the search box and the account's menu.

Owns the menu's order and keys. What the entries do is told by signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import Action, fill_menu
from xinmiao.ui.display import Display
from xinmiao.ui.search_box import Finder, SearchBox

THEMES = (
    ("light", _("Light")),
    ("dark", _("Dark")),
    ("high_contrast", _("High contrast")),
    ("system", _("As the computer")),
)


class TopBar(QFrame):
    """Search at the left, account at the right."""

    display_wanted = Signal(object)
    """A `Display` that the user chose."""

    def __init__(
        self,
        finder: Finder,
        account_label: str,
        actions: Sequence[Action],
        display: Display,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        look = theme.current()
        self.display = display
        self._actions = tuple(actions)
        self.search = SearchBox(finder, self)
        self.search.setMaximumWidth(look.px(480))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size("space-xl"), look.size("space-s"), look.size("space-l"), look.size("space-s"))
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addWidget(self._account_button(account_label))

    def show_display(self, display: Display) -> None:
        """Tick another look in the menu."""
        self.display = display
        self._fill()

    def _account_button(self, label: str) -> QPushButton:
        button = QPushButton(label, self)
        button.setObjectName("account_menu_button")
        button.setAccessibleName(tr("Account: {label}", label=label))
        button.setProperty("role", "quiet")
        button.setAutoDefault(True)  # Enter opens the menu
        button.setToolTip(tr("Account, look and lock"))
        icons.set_icon(button, "user", "muted")
        self._menu = QMenu(button)
        self._menu.setObjectName("account_menu")
        fill_menu(self._menu, self._actions)
        self._menu.addSeparator()
        self._own = len(self._menu.actions())
        self._fill()
        button.setMenu(self._menu)
        return button

    def _fill(self) -> None:
        menu, shown = self._menu, self.display
        for action in menu.actions()[self._own :]:
            menu.removeAction(action)
            (action.menu() or action).deleteLater()
        themes = menu.addMenu(tr("Look"))
        for name, label in THEMES:
            self._choice(themes, f"theme_{name}", label, Display(name, shown.large, shown.language, shown.languages))
        languages = menu.addMenu(tr("Language"))
        for code, name in shown.languages:
            wanted = Display(shown.theme, shown.large, code, shown.languages)
            self._choice(languages, f"language_{code}", name, wanted)
        for group in (themes, languages):
            exclusive = QActionGroup(group)
            for action in group.actions():
                exclusive.addAction(action)
        self._choice(
            menu,
            "large_mode",
            _("Large letters"),
            Display(shown.theme, not shown.large, shown.language, shown.languages),
        ).setChecked(shown.large)

    def _choice(self, menu: QMenu, name: str, label: Text | str, wanted: Display) -> QAction:
        action = QAction(str(label), menu)
        action.setObjectName(f"action_{name}")
        action.setCheckable(True)
        action.setChecked(wanted == self.display)
        action.triggered.connect(partial(self._want, wanted))
        menu.addAction(action)
        return action

    def _want(self, wanted: Display, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.display_wanted.emit(wanted)
