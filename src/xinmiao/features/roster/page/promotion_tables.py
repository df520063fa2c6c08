"""The two tables of a promotion: what becomes of each class, and of each student of the class in focus.

Owns columns and keys. What is decided is kept by the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster.page.student_columns import status_chip
from xinmiao.features.roster.records import (
    ACTION_LABELS,
    FATE_LABELS,
    ClassAction,
    Fate,
    PromotionPreview,
    PromotionRow,
    PromotionStudent,
    StudentLine,
)
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action, q_action
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.labels import ElidedLabel, label

_TONES = {ClassAction.MOVE_UP: "accent", ClassAction.LEAVE: "calm", ClassAction.CLOSE: "watch"}
_ICONS = {ClassAction.MOVE_UP: "chevron-up", ClassAction.LEAVE: "graduation-cap", ClassAction.CLOSE: "x"}


@dataclass(frozen=True)
class Mark:
    """A student of the class in focus with what becomes of him."""

    line: StudentLine
    fate: Fate

    @property
    def id(self) -> str:
        """Return the student's id."""
        return self.line.id


def _remark(row: PromotionRow) -> str:
    parts = [] if row.remark is None else [str(row.remark)]
    if row.staying:
        parts.append(ntr("{count} stays in the grade", "{count} stay in the grade", row.staying))
    return " ".join(parts)


def _class_columns() -> tuple[Column[PromotionRow], ...]:
    return (
        Column("label", _("Class"), lambda row: row.label, width=130, strong=True, sort_key=lambda row: row.grade),
        Column(
            "action",
            _("What becomes of it"),
            lambda row: str(ACTION_LABELS[row.action]),
            width=140,
            chip=lambda row: Chip(ACTION_LABELS[row.action], _TONES[row.action], _ICONS[row.action]),
        ),
        Column("to", _("New name"), lambda row: row.to_label or "—", width=120),
        Column("students", _("Students"), lambda row: row.students, width=80, align="right"),
        Column("remark", _("Remark"), _remark, width=180, stretch=True),
    )


def _mark_columns() -> tuple[Column[Mark], ...]:
    return (
        Column("name", _("Name"), lambda mark: mark.line.name, width=120, strong=True, stretch=True),
        Column("status", _("Status"), lambda _mark: "", width=100, chip=lambda mark: status_chip(mark.line)),
        Column(
            "fate",
            _("What becomes of him"),
            lambda mark: str(FATE_LABELS[mark.fate]),
            width=140,
            chip=lambda mark: Chip(FATE_LABELS[mark.fate], "watch") if mark.fate is Fate.STAYS_DOWN else None,
        ),
    )


class ClassRows(RecordTable[PromotionRow]):
    """What becomes of each class; Space or a double click takes the next possibility."""

    switched = Signal(str)
    """The id of the class whose next possibility is wanted."""

    def __init__(self) -> None:
        super().__init__(
            _class_columns(),
            _("Classes of the promotion"),
            id_of=lambda row: row.class_id,
            compact=True,
            name="promotion_classes",
        )
        self.opened.connect(self.switched)
        action = Action("switch_class", _("Take the other possibility"), self._switch, "Space", "check")
        self.set_actions((action,))
        entry = q_action(action, self)
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(entry)

    def _switch(self) -> None:
        row = self.current_record()
        if row is not None:
            self.switched.emit(row.class_id)


class Members(QWidget):
    """The students of the class in focus; Space or a double click lets one stay in the grade, or go again."""

    switched = Signal(object)
    """The `Mark` to be turned."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("promotion_members")
        self._title = ElidedLabel("", "section")
        self._title.setObjectName("members_title")
        self.table: RecordTable[Mark] = RecordTable(
            _mark_columns(),
            _("Students of the class"),
            type_ahead=lambda mark: mark.line.pinyin or mark.line.name,
            compact=True,
            name="promotion_students",
        )
        self.table.opened.connect(lambda _id: self._switch())
        action = Action(
            "switch_student", _("Stays in the grade, or goes with the class"), self._switch, "Space", "check"
        )
        self.table.set_actions((action,))
        entry = q_action(action, self.table)
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(entry)
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-m"), 0, space("space-xl"), space("space-m"))
        column.setSpacing(space("space-s"))
        column.addWidget(self._title)
        told = _("Who repeats the grade, or is on leave and waits for the class below: choose and press Space.")
        column.addWidget(label(told, "secondary", wrap=True))
        column.addWidget(self.table, 1)

    def show_class(self, row: PromotionRow | None, lines: Sequence[StudentLine], preview: PromotionPreview) -> None:
        """Show the students of a class; who is asked about comes first."""
        asked: Mapping[str, PromotionStudent] = {each.line.id: each for each in preview.students}
        own = [] if row is None else [line for line in lines if line.class_id == row.class_id]
        marks = [Mark(line, asked[line.id].fate if line.id in asked else Fate.WITH_CLASS) for line in own]
        self._title.set_text("" if row is None else tr("Students of {class_name}", class_name=row.label))
        self.table.set_rows(sorted(marks, key=lambda mark: mark.line.id not in asked))

    def _switch(self) -> None:
        mark = self.table.current_record()
        if mark is not None:
            self.switched.emit(mark)
