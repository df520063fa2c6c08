"""The board of all declared settings, in groups, with a search field.

Owns how settings are shown and found. It is made from declarations and knows none of them; where a value is kept and
who may change it is told by whoever makes the board.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.kernel.settings import Setting
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.settings_row import SettingRow
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.inputs import SearchField
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_READING_WIDTH = 760


@dataclass(frozen=True)
class SettingLink:
    """A page that holds more than a setting can, such as a list the school keeps."""

    name: str
    label: Text
    icon: str
    opened: Callable[[], None]


@dataclass(frozen=True)
class SettingGroup:
    """Settings that lie at the same place. `note` says where, and whom to ask when they cannot be changed here."""

    name: str
    title: Text
    note: Text
    settings: tuple[Setting, ...]
    editable: bool = True


class SettingsBoard(QWidget):
    """Groups of settings below a search field."""

    wanted = Signal(object, object)
    """A `Setting` and the value the user chose for it."""

    def __init__(
        self,
        groups: Sequence[SettingGroup],
        values: Mapping[str, Any],
        links: Sequence[SettingLink] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_board")
        self.rows: dict[str, SettingRow] = {}
        self.search = SearchField(tr("Find a setting"), name="settings_search")
        self._cards: list[tuple[Card, tuple[SettingRow, ...]]] = []
        self._column = PageColumn(reading_width=_READING_WIDTH, name="settings_column")
        for group in groups:
            if group.settings:
                self._column.add(self._card(group, values))
        self._links = {link: _link_button(link) for link in links}
        self._lists = self._links_card()
        self._column.add(self._lists)
        self._lists.setVisible(bool(self._links))
        self._nothing = EmptyState(tr("No setting is called like this."), icon="search", name="no_setting")
        self._column.add(self._nothing)
        self._nothing.hide()
        self.search.searched.connect(self.show_found)
        self._lay_out()

    def show_found(self, words: str) -> None:
        """Show the settings in which all `words` stand."""
        for card, rows in self._cards:
            for row in rows:
                row.setVisible(row.matches(words))
            card.setVisible(any(row.matches(words) for row in rows))
        for link, button in self._links.items():
            button.setVisible(_matches(link, words))
        found_links = any(_matches(link, words) for link in self._links)
        self._lists.setVisible(found_links)
        self._nothing.setVisible(not found_links and not any(row.matches(words) for row in self.rows.values()))

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the values in force."""
        for name, value in values.items():
            if name in self.rows:
                self.rows[name].show_value(value)

    def show_saved(self, setting: Setting, value: Any, before: Any) -> None:
        """Confirm one change; the confirmation of the one before goes."""
        for name, row in self.rows.items():
            if name != setting.name:
                row.forget_change()
        self.rows[setting.name].show_saved(value, before)

    def refuse(self, setting: Setting, problem: Text | str) -> None:
        """Say at its row why a change was not kept."""
        self.rows[setting.name].refuse(problem)

    def take(self) -> None:
        """Take what is typed and not yet taken."""
        for row in self.rows.values():
            if row.editor.isEnabled():
                row.take()

    @property
    def last_change(self) -> tuple[str, Any]:
        """Return the setting whose change can be taken back, with the value before; empty without one."""
        return next(((name, row.before) for name, row in self.rows.items() if row.before is not None), ("", None))

    def go_to(self, name: str) -> None:
        """Put the keyboard on a setting and bring it into view, once the page is laid out."""
        row = self.rows[name]
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, row, lambda: self._column.ensureWidgetVisible(row))

    def _card(self, group: SettingGroup, values: Mapping[str, Any]) -> Card:
        card = Card(group.title, group.note, name=f"settings_{group.name}")
        rows = tuple(self._row(setting, values, editable=group.editable) for setting in group.settings)
        for row in rows:
            card.add(row)
        self._cards.append((card, rows))
        return card

    def _links_card(self) -> Card:
        told = _("What can be chosen in records; each list has a page of its own.")
        card = Card(_("Lists of the school"), told, name="settings_lists")
        flow = FlowLayout(spacing=theme.current().size("space-s"))
        for button in self._links.values():
            flow.addWidget(button)
        card.add(flow)
        return card

    def _row(self, setting: Setting, values: Mapping[str, Any], *, editable: bool) -> SettingRow:
        row = SettingRow(setting, values.get(setting.name, setting.default), editable=editable)
        row.wanted.connect(lambda value: self.wanted.emit(setting, value))
        self.rows[setting.name] = row
        return row

    def _lay_out(self) -> None:
        look = theme.current()
        head = QHBoxLayout()
        head.setContentsMargins(look.size("space-xl"), 0, look.size("space-xl"), look.size("space-s"))
        self.search.setMaximumWidth(look.px(360))
        head.addWidget(self.search, 1)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._column, 1)


def _link_button(link: SettingLink) -> Button:
    return Button(link.label, role="secondary", icon=link.icon, name=f"settings_to_{link.name}", clicked=link.opened)


def _matches(link: SettingLink, words: str) -> bool:
    label = str(link.label).casefold()
    return all(word in label for word in words.casefold().split())
