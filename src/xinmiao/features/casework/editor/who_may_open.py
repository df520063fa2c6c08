"""限阅 while a case is opened: a tick, and the names of the colleagues who may open it beside oneself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import Taker
from xinmiao.features.casework.records.cases import RESTRICTED_FROM_THE_START
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label


class WhoMayOpen(QWidget):
    """Not ticked: all counsellors. Ticked: oneself, whoever is chosen below, and the recovery sheet."""

    changed = Signal()

    def __init__(self, context: PageContext, *, always: bool = False) -> None:
        super().__init__()
        self._context, self._always = context, always
        self._names: dict[str, QCheckBox] = {}
        self._kept: frozenset[str] = frozenset()
        self._is_asked = False
        self.tick = QCheckBox(tr("Restrict this case"))
        self.tick.setObjectName("restrict_from_the_start")
        self.tick.toggled.connect(self._toggled)
        self._below = QWidget()
        self._column = QVBoxLayout(self._below)
        self._column.setContentsMargins(theme.current().size("space-l"), 0, 0, 0)
        self._column.addWidget(label(tr("{name} (yourself)", name=context.actor.label)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.tick, self._below):
            column.addWidget(widget)
        self.tick.setVisible(not always)
        self._below.setVisible(always)

    def row(self) -> FieldRow:
        """Return the choice with its label and help."""
        told = _(
            "Sealed to the people ticked and the recovery sheet. Others see that there is a case, and whom to ask."
        )
        help_ = _("Only the people ticked and the recovery sheet open it.") if self._always else told
        return FieldRow(_("Who may open it"), self, help_, name="who_may_open")

    def ask(self, kept: Iterable[str] = ()) -> None:
        """Begin anew; `kept` are the accounts that were ticked before."""
        self._kept = frozenset(kept)
        self.tick.setChecked(bool(self._kept))
        for account, box in self._names.items():
            box.setChecked(account in self._kept)
        if self._always:
            self._fetch()

    def accounts(self) -> tuple[str, ...]:
        """Return who may open the case; empty for all counsellors."""
        if not (self._always or self.tick.isChecked()):
            return ()
        others = (account for account, box in self._names.items() if box.isChecked())
        return (self._context.actor.account, *others)

    def follow(self, problems: Iterable[str]) -> None:
        """Tick it when one of the problems is of the kind that is restricted from the start."""
        forced = bool(RESTRICTED_FROM_THE_START.intersection(problems))
        if forced:
            self.tick.setChecked(True)
        self.tick.setEnabled(not forced)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self._below.setVisible(on or self._always)
        if on:
            self._fetch()
        self.changed.emit()

    def _fetch(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            self._context.tasks.run(operations.list_takers.bind(), self._offer, owner=self)

    def _offer(self, colleagues: tuple[Taker, ...]) -> None:
        for colleague in colleagues:
            box = QCheckBox(colleague.name)
            box.setObjectName("may_open")
            box.setChecked(colleague.account in self._kept)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._names[colleague.account] = box
            self._column.addWidget(box)
            box.show()
