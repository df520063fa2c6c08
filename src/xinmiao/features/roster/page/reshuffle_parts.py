"""The two halves of a reshuffling: everybody with the class to put them into, and who goes where.

Owns widgets and keys. What is decided is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.page.reshuffle_work import Change
from xinmiao.features.roster.page.student_columns import place_words
from xinmiao.features.roster.records import ClassLine, StudentLine
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.actions import Action, q_action
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.inputs import SearchField
from xinmiao.ui.widgets.messages import EmptyState


class StudentPicker(QWidget):
    """Search, the students, and the class the chosen ones are put into."""

    put = Signal()
    """The chosen students are to be put into the chosen class."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("student_picker")
        self.search = SearchField(_("Name, class"), name="reshuffle_search")
        self.students: RecordTable[StudentLine] = RecordTable(
            (
                Column("name", _("Name"), lambda line: line.name, width=140, strong=True),
                Column("place", _("Class"), place_words, width=200, stretch=True),
            ),
            _("Students"),
            type_ahead=lambda line: line.pinyin or line.name,
            compact=True,
            many=True,
            name="reshuffle_students",
        )
        self.target = Combo(_("New class"), name="reshuffle_target")
        button = Button(_("Put into this class"), icon="arrow-right", name="reshuffle_put", clicked=self.put.emit)
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-m"), space("space-m"))
        column.setSpacing(space("space-m"))
        column.addWidget(self.search)
        column.addWidget(self.students, 1)
        row = QHBoxLayout()
        row.addWidget(self.target, 1)
        row.addWidget(button)
        column.addLayout(row)
        self.search.textChanged.connect(self._filter)
        self.students.opened.connect(lambda _id: self.put.emit())

    def show_classes(self, classes: Sequence[ClassLine]) -> None:
        """Offer these classes; the choice stays."""
        kept = self.target.currentData()
        self.target.clear()
        for line in classes:
            self.target.addItem(line.label, line.id)
        self.target.setCurrentIndex(max(self.target.findData(kept), 0))

    def _filter(self, typed: str) -> None:
        wanted = typed.strip()
        self.students.set_filter(
            (lambda line: wanted in line.name or wanted in line.class_label or line.initials.startswith(wanted))
            if wanted
            else None
        )


class ChangeTable(RecordTable[Change]):
    """Who goes where; Delete takes out again."""

    taken_out = Signal()
    """The chosen changes are to be taken out."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("name", _("Name"), lambda change: change.line.name, width=110, strong=True),
                Column("from", _("So far"), lambda change: change.line.class_label, width=110),
                Column("to", _("New class"), lambda change: change.target.label, width=110, stretch=True),
            ),
            _("Who goes where"),
            compact=True,
            many=True,
            name="reshuffle_changes",
        )
        told = _("Choose students at the left and put them into a class, or take them from a sheet.")
        self.set_empty(EmptyState(told, icon="users", name="no_changes"))
        delete = Action("take_out", _("Take out of the list"), self.taken_out.emit, "Delete", "x")
        self.set_actions((delete,))
        entry = q_action(delete, self)
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(entry)
