"""The form of a class teacher who asks the room for a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout

from xinmiao.features.appointments.records import APPOINTMENT_REQUEST, RequestForm
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.forms.question import Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.surfaces import PageColumn

_NAMES = ("wishes", "day", "starts", "ends", "note")


class RequestQuestion(Question):
    """Asks for whom and when; a day is named only where it matters."""

    def __init__(self, context: PageContext, students: Sequence[StudentLine]) -> None:
        self.id = context.ids.new()
        self._students = tuple(students)
        self.student = Combo(_("Student"), name="own_student")
        self.student.addItem("")
        self.student.addItems([f"{line.name}  {line.class_label}" for line in students])
        told = _("Only you and the counsellors can read this. You will see whether a time was given, and whom to ask.")
        super().__init__(
            APPOINTMENT_REQUEST,
            _NAMES,
            {},
            _("Send to the room"),
            told=told,
            name="appointment_request",
            confirm="confirm_request",
        )
        self.student.activated.connect(lambda _place: self.changed.emit())

    def above(self, body: PageColumn) -> None:
        """Ask who it is about."""
        self._row = FieldRow(_("Student"), self.student, "", required=True)
        body.add(self._row)

    def place(self, name: str) -> None:
        """Place nothing by itself; `below` puts the rows together."""

    def below(self, body: PageColumn) -> None:
        """Lay the rows out: the two times side by side."""
        for name in ("wishes", "day"):
            body.add(self.form.row(name))
        times = QGridLayout()
        times.setHorizontalSpacing(theme.current().size("space-m"))
        for column, name in enumerate(("starts", "ends")):
            times.addWidget(self.form.row(name), 0, column)
            times.setColumnStretch(column, 1)
        body.add(times)
        body.add(self.form.row("note"))

    def chosen(self) -> str:
        """Return the id of the student, or an empty text."""
        place = self.student.currentIndex()
        return self._students[place - 1].id if place > 0 else ""

    def confirm(self) -> None:
        """Ask for the student here; the rest is said by the operation."""
        self._row.set_error(None if self.chosen() else _("Please choose a student."))
        if self.chosen():
            super().confirm()

    def written(self, values: Mapping[str, Any]) -> RequestForm:
        """Return what stands there."""
        return RequestForm(
            request_id=self.id,
            student_id=self.chosen(),
            day=values["day"],
            starts=values["starts"],
            ends=values["ends"],
            wishes=values["wishes"] or "",
            note=values["note"] or "",
        )

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with the student."""
        return {**super().plain(), "student": self.chosen()}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        super().put_back(plain)
        ids = [line.id for line in self._students]
        if plain.get("student") in ids:
            self.student.setCurrentIndex(ids.index(str(plain["student"])) + 1)
