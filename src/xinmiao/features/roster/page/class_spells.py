"""The classes of a student one below the other, for the sheet, the card and the page of a student.

Owns how a history of classes looks. What it says is asked by whoever shows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.records import STUDENT, ClassSpell, move_target
from xinmiao.kernel.access import Permission
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


def spell_words(spell: ClassSpell) -> str:
    """Return from when until when and why, in one line."""
    since = show_date(spell.since) or tr("not known since when")
    until = tr("until {day}", day=show_date(spell.until)) if spell.until else tr("until now")
    why = STUDENT.class_why.show(spell.why)
    return tr(" · ").join(part for part in (f"{since} {until}", why) if part)


class ClassSpells(QWidget):
    """Class, days, reason; the present one first."""

    def __init__(self, spells: Sequence[ClassSpell] = ()) -> None:
        super().__init__()
        self.setObjectName("class_spells")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().size("space-s"))
        self.show_spells(spells)

    def show_spells(self, spells: Sequence[ClassSpell]) -> None:
        """Show these."""
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for spell in spells:
            self._column.addWidget(_row(spell))
        if not spells:
            self._column.addWidget(label(_("No class yet"), "muted"))


def _row(spell: ClassSpell) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    name = label(spell.label or tr("A class without a name"), "strong" if spell.until is None else "", wrap=True)
    name.setObjectName("spell_class")
    column.addWidget(name)
    column.addWidget(label(spell_words(spell), "secondary", wrap=True))
    return holder


class ClassHistoryPanel(RecordPanel):
    """Where a student was; on the pages of other features."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("class_history")
        self._student_id = ""
        card = Card(_("Classes"), name="class_history_card")
        self.spells = ClassSpells()
        card.add(self.spells)
        if context.actor.may(Permission.STUDENT_WRITE):
            words = _("Transfer, leave …")
            card.add_action(Button(words, role="quiet", icon="log-out", name="change_place", clicked=self._change))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the classes of a student."""
        del kind
        self._student_id = record_id
        self.ask(operations.class_history.bind(record_id), self.spells.show_spells)

    def _change(self) -> None:
        self.context.navigator.open(move_target(self._student_id))
