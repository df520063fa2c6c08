"""Attendance by keyboard: a row for each member, keys 1 to 4 answer, Down goes to the next; beside it the private line.

Owns that a private line stands in the row of its member only.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from xinmiao.features.group_counselling.records import ATTENDANCE, CAME, Attendance, MemberAttendance
from xinmiao.features.group_counselling.records.meetings import LINE_LENGTH
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.segmented import SegmentedControl

_ANSWERS = tuple((choice.value, words) for choice, words in ATTENDANCE.attendance.labels if choice.value != "not_noted")
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class AttendanceGrid(QWidget):
    """Rows of members. What a member said for himself goes into the line of his row."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("attendance")
        space = theme.current().size
        self._rows: list[_Row] = []
        self._counted = label("", "secondary")
        self._counted.setObjectName("attendance_count")
        self.all_present = Button(_("All present"), name="all_present", keys="Ctrl+Shift+A", clicked=self.all_came)
        head = QHBoxLayout()
        head.addWidget(label(ATTENDANCE.attendance.label, "section"))
        head.addWidget(self._counted)
        head.addStretch(1)
        head.addWidget(self.all_present)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space("space-m"))
        self._grid.setVerticalSpacing(space("space-xs"))
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-s"))
        column.addLayout(head)
        column.addWidget(label(_("Keys 1 to 4 answer, Down goes to the next member."), "secondary"))
        column.addLayout(self._grid)

    def show_members(self, students: tuple[StudentLine, ...], noted: tuple[MemberAttendance, ...]) -> None:
        """Show a row for each student, with what was noted."""
        for row in self._rows:
            row.take_away(self._grid)
        by_id = {each.student_id: each for each in noted}
        self._rows = [_Row(student, by_id.get(student.id, MemberAttendance(student.id))) for student in students]
        for place, row in enumerate(self._rows):
            row.put_into(self._grid, place)
            row.answer.installEventFilter(self)
            row.answer.changed.connect(self._noticed)
            row.words.textEdited.connect(self._noticed)
        self._tell()

    def members(self) -> tuple[MemberAttendance, ...]:
        """Return what stands in the rows."""
        return tuple(row.member() for row in self._rows)

    def go_to_first_gap(self) -> None:
        """Go to the first member whose attendance is not noted, else to the first of all."""
        gaps = [row for row in self._rows if row.member().attendance is Attendance.NOT_NOTED]
        for row in (gaps or self._rows)[:1]:
            row.answer.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Go up and down between the members."""
        step = _STEPS.get(Qt.Key(event.key())) if isinstance(event, QKeyEvent) else None
        if step is None or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        places = [row.answer for row in self._rows]
        place = next(index for index, answer in enumerate(places) if answer is watched) + step
        if 0 <= place < len(places):
            places[place].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def all_came(self) -> None:
        """Note every member as present whose attendance is not noted yet."""
        for row in self._rows:
            if not row.answer.value():
                row.answer.set_value(Attendance.PRESENT.value)
        self._noticed()

    def _noticed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        came = sum(member.attendance in CAME for member in self.members())
        there = ntr("{count} member", "{count} members", len(self._rows))
        self._counted.setText(tr("{came} came of {members}", came=came, members=there))


class _Row:
    """One member: name and class, the answer, the private line."""

    def __init__(self, student: StudentLine, noted: MemberAttendance) -> None:
        self._student_id = student.id
        words = tr(" · ").join(part for part in (student.name, student.class_label) if part)
        self.name = ElidedLabel(words)
        self.name.setFixedWidth(theme.current().px(170))
        self.answer = SegmentedControl(_ANSWERS, student.name, clearable=True, name=f"attendance_{student.id}")
        self.answer.set_value("" if noted.attendance is Attendance.NOT_NOTED else noted.attendance.value)
        self.words = QLineEdit(noted.words)
        self.words.setObjectName(f"words_{student.id}")
        self.words.setMaxLength(LINE_LENGTH)
        self.words.setPlaceholderText(str(ATTENDANCE.words.label))
        self.words.setToolTip(str(ATTENDANCE.words.help or ""))
        self.words.setAccessibleName(tr("{what}: {name}", what=ATTENDANCE.words.label, name=student.name))

    def member(self) -> MemberAttendance:
        """Return what stands there."""
        chosen = self.answer.value()
        attendance = Attendance(chosen) if chosen else Attendance.NOT_NOTED
        return MemberAttendance(self._student_id, attendance, self.words.text().strip())

    def put_into(self, grid: QGridLayout, place: int) -> None:
        """Take a line of the grid."""
        for column, widget in enumerate((self.name, self.answer, self.words)):
            grid.addWidget(widget, place, column)

    def take_away(self, grid: QGridLayout) -> None:
        """Leave the grid."""
        for widget in (self.name, self.answer, self.words):
            grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
