"""The page itself: facts, backups, and the buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from xinmiao.features.data_care import operations
from xinmiao.features.data_care.page.banners import StateBanners
from xinmiao.features.data_care.page.cards import StateCards
from xinmiao.features.data_care.page.deeds import CareDeeds
from xinmiao.features.data_care.page.looks import set_columns
from xinmiao.features.data_care.records import BackupLine, BackupState
from xinmiao.kernel.access import Permission, Role
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.side_sheet import SideSheet

Deed = Callable[[BackupLine], None]


class BusyLine(QWidget):
    """A moving line with words, shown while something is going on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("busy_line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        self.words = label("", "muted")
        column.addWidget(self.words)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(tr("Please wait"))
        column.addWidget(bar)
        self.hide()


class DataCarePage(Page):
    """How safe the data are, and what makes them safer."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_data_care")
        self._busy = False
        self._newest = ""
        self.sheet = SideSheet(self, name="data_care_sheet")
        self.deeds = CareDeeds(context, self, self.sheet, self, self.reload)
        self.cards = StateCards()
        self.busy_line = BusyLine()
        opens = Role.COUNSELLOR in context.actor.roles
        self.banners = StateBanners(self.deeds.open_waiting if opens else None)
        columns = set_columns(context.clock.now)
        self.table: RecordTable[BackupLine] = RecordTable(columns, _("Backups"), compact=True, name="backups_table")
        self.table.set_empty(
            EmptyState(
                _("No backup yet. It takes some seconds, and the work goes on meanwhile."),
                _("Back up now"),
                self._back_up,
                icon="archive",
            )
        )
        self._set_buttons: list[Button] = []
        self._lay_out()
        self.table.current_changed.connect(lambda _id: self._refresh())
        self.table.opened.connect(lambda _id: self._with_current(self.deeds.restore))
        self.table.set_actions(self._set_actions())
        self._refresh()

    def reload(self) -> None:
        """Ask how the backups stand."""
        self.context.tasks.run(operations.get_backup_state.bind(), self._show, owner=self)

    def open_record(self, record_id: str) -> None:
        """Tasks lead to the page as a whole."""
        del record_id
        self._stale = True

    def page_actions(self) -> tuple[Action, ...]:
        """Offer a backup by Ctrl+N, and what has no button in the table."""
        return (self._primary(), *self._secondary())

    def help_text(self) -> str:
        """Say what a backup is and what a restore does."""
        return tr(
            "A backup holds both data files and the key file, encrypted as they are. Keep a copy on another disk, in"
            " another room. A restore happens at the lock screen; the files of today are set aside, never deleted."
        )

    def begin(self, words: Text) -> None:
        """Show what is going on; the buttons wait."""
        self._busy = True
        self.busy_line.words.setText(str(words))
        self.busy_line.show()
        self._refresh()

    def end(self) -> None:
        """Show that it ended."""
        self._busy = False
        self.busy_line.hide()
        self._refresh()

    def _back_up(self) -> None:
        if not self._busy:
            self.deeds.back_up()

    def _primary(self) -> Action:
        return Action("new", _("Back up now"), self._back_up, icon="archive", enabled=self._free)

    def _secondary(self) -> tuple[Action, ...]:
        check = Action("check_data", _("Check the data"), self.deeds.check, icon="stethoscope", enabled=self._free)
        return (check,) if self.context.actor.may(Permission.DATA_CHECK) else ()

    def _set_actions(self) -> tuple[Action, ...]:
        deeds = self.deeds
        return tuple(
            Action(name, words, partial(self._with_current, deed), icon=icon, enabled=self._has_current)
            for name, words, deed, icon in (
                ("verify", _("Verify"), deeds.verify, "badge-check"),
                ("copy", _("Copy to…"), deeds.copy, "usb"),
                ("restore", _("Restore…"), deeds.restore, "archive-restore"),
            )
        )

    def _free(self) -> bool:
        return not self._busy

    def _has_current(self) -> bool:
        return not self._busy and self.table.current_record() is not None

    def _with_current(self, deed: Deed) -> None:
        line = self.table.current_record()
        if line is not None and not self._busy:
            deed(line)

    def _show(self, state: BackupState) -> None:
        self.cards.show_state(state, self.context.clock.now())
        self.table.set_rows(state.sets)
        newest = state.sets[0].id if state.sets else ""
        if newest != self._newest:
            self._newest = newest
            self.table.select(newest)
        self.banners.show_state(state)
        self._refresh()

    def _refresh(self) -> None:
        for button in self._set_buttons:
            button.setEnabled(self._has_current())
        for button in (self._to_stick, *self.header.findChildren(Button)):
            button.setEnabled(self._free())

    def _lay_out(self) -> None:
        space = theme.current().size
        self.header = PageHeader(
            _("Data and backup"),
            _("Whatever happens to this computer, the records stay."),
            self._primary(),
            self._secondary(),
        )
        self._to_stick = Button(_("Back up to a stick…"), icon="usb", name="back_up_to", clicked=self.deeds.back_up_to)
        self.header.add_widget(self._to_stick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        inside = QVBoxLayout()
        inside.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-xl"))
        inside.setSpacing(space("space-l"))
        inside.addWidget(self.busy_line)
        inside.addWidget(self.banners)
        inside.addWidget(self.cards)
        inside.addLayout(self._set_row())
        inside.addWidget(self.table, 1)
        column.addLayout(inside, 1)

    def _set_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        row.addWidget(label(_("Backups"), "section"))
        row.addStretch(1)
        for action in self._set_actions():
            button = Button(action.label, icon=action.icon, name=f"backup_{action.name}", clicked=action.trigger)
            self._set_buttons.append(button)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
