"""The steps of one kind that were made: promotions or reshufflings; the last step of all can be undone.

Owns the list and the question before undoing. Shown by the pages that make such steps.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.records import ROSTER_ACT, ActKind, ActLine
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_SHOWN = 5
_UNDO = Question(
    _("Undo this step for everybody it was about?"),
    _("Classes and status are then as before. What was done since must not depend on it, or nothing is touched."),
    (Choice("undo", _("Undo the step")), Choice("keep", _("Leave it"))),
    default="keep",
)


def act_words(act: ActLine) -> str:
    """Return an act in one line."""
    people = ntr("{count} student", "{count} students", act.students)
    what = ROSTER_ACT.kind.show(act.kind)
    return tr(" · ").join((tr("{what} {year}", what=what, year=act.school_year), show_date(act.happened_on), people))


class ActsPanel(Card):
    """Up to five steps, the newest first."""

    undone = Signal()

    def __init__(self, context: PageContext, kind: ActKind) -> None:
        super().__init__(_("Steps made so far"), name="acts_panel")
        self._context, self._kind = context, kind
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().size("space-s"))
        self.add(self._rows)
        self.hide()

    def reload(self) -> None:
        """Ask for the steps."""
        self._context.tasks.run(operations.list_acts.bind(), self._show, owner=self)

    def _show(self, acts: tuple[ActLine, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        own = [act for act in acts if act.kind is self._kind]
        for act in own[:_SHOWN]:
            self._rows.addWidget(self._row(act))
        self.setVisible(bool(own))

    def _row(self, act: ActLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(act_words(act), wrap=True), 1)
        if act.undone_at is not None:
            row.addWidget(StatusChip(_("Undone"), "", icon="undo-2"))
        elif act.is_last:
            row.addWidget(Button(_("Undo"), icon="undo-2", name="undo_act", clicked=partial(self._ask, act)))
        return holder

    def _ask(self, act: ActLine) -> None:
        def answered(answer: str) -> None:
            if answer == "undo":
                self._context.tasks.run(operations.undo_act.bind(act.id), lambda _none: self._done(), owner=self)

        self._context.notices.ask(_UNDO, answered, self)

    def _done(self) -> None:
        self._context.notices.inform(_("The step was undone."))
        self.reload()
        self.undone.emit()
