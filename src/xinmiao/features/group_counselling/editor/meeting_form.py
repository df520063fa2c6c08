"""The form of a meeting: when and where, the shared note, attendance with the private lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from xinmiao.features.group_counselling.editor.attendance import AttendanceGrid
from xinmiao.features.group_counselling.records import (
    CONTENT_FIELDS,
    MEETING,
    MEETING_AMENDMENT,
    MeetingContent,
    MeetingDraft,
)
from xinmiao.features.group_counselling.rules.meetings import MEMBERS
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.forms.date_editors import MomentEditor
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import LineEditor, WordsEditor
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

_READING_WIDTH = 1000


class MeetingForm(PageColumn):
    """Reads and shows a `MeetingDraft`; what is refused is told at its field."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(reading_width=_READING_WIDTH, name="meeting_form")
        editors: dict[str, FieldEditor] = {
            part.name: WordsEditor(part, lines=3) for part in (MEETING.course, MEETING.observation, MEETING.next_step)
        }
        editors[MEETING.ended_at.name] = MomentEditor(MEETING.ended_at, day_of=self._day)
        self.form = Form(MEETING, CONTENT_FIELDS, editors=editors, parent=self)
        self.reason = LineEditor(MEETING_AMENDMENT.reason)
        self.reason_row = FieldRow(
            MEETING_AMENDMENT.reason.label, self.reason, MEETING_AMENDMENT.reason.help or "", required=True
        )
        self.attendance = AttendanceGrid()
        self.members_problem = label("", "error", wrap=True)
        self.members_problem.setObjectName("members_problem")
        self.members_problem.hide()
        self._base = MeetingDraft("", "")
        self._lay_out()
        for part in (self.form, self.reason, self.attendance):
            part.changed.connect(self.changed)

    def draft(self) -> MeetingDraft:
        """Return what stands there."""
        values: dict[str, Any] = {
            name: value if name in {"started_at", "ended_at"} else value or ""
            for name, value in self.form.values().items()
        }
        return replace(
            self._base,
            content=MeetingContent(**values),
            members=self.attendance.members(),
            reason=self.reason.value() or "",
        )

    def show_draft(self, draft: MeetingDraft, students: tuple[StudentLine, ...], *, amending: bool) -> None:
        """Show a draft with a row for each of `students`; a reason is asked for when a signed meeting is amended."""
        self._base = draft
        self.form.set_values(asdict(draft.content))
        self.attendance.show_members(students, draft.members)
        self.reason.set_value(draft.reason)
        self.reason_row.setVisible(amending)
        self.show_problems({})

    def rebase(self, version: int) -> None:
        """Go on from a version that was just saved."""
        self._base = replace(self._base, base_version=version)

    def typing_problems(self) -> dict[str, Text]:
        """Return what is typed and is no value of its field; what is empty is left to the operation."""
        values = self.form.values()
        return {
            name: problem
            for name, problem in self.form.problems().items()
            if values[name] is not None or name != "started_at"
        }

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Mark what is refused and go to the first of it."""
        self.members_problem.setText(str(problems.get(MEMBERS, "")))
        self.members_problem.setVisible(MEMBERS in problems)
        self.reason_row.set_error(problems.get("reason"))
        self.form.show_problems({name: text for name, text in problems.items() if name in CONTENT_FIELDS})
        if set(problems) == {MEMBERS}:
            self.attendance.go_to_first_gap()
        elif set(problems) == {"reason"}:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day(self) -> date | None:
        """Return the day the meeting began on: an end that is a time alone is of that day."""
        started = self.form.editor(MEETING.started_at.name).value()
        return None if started is None else started.astimezone().date()

    def _lay_out(self) -> None:
        space = theme.current().size
        self.body.setSpacing(space("space-m"))
        when = QHBoxLayout()
        when.setSpacing(space("space-l"))
        for name in ("started_at", "ended_at", "place"):
            when.addWidget(self.form.row(name, help_=""), 0 if name != "place" else 1, Qt.AlignmentFlag.AlignTop)
        self.add(self.reason_row)
        self.add(when)
        self.add(self.form.row("theme"))
        self.add(self.form.row("course"))
        side = QHBoxLayout()
        side.setSpacing(space("space-l"))
        for name in ("observation", "next_step"):
            side.addWidget(self.form.row(name), 1)
        self.add(side)
        self.add(Hairline())
        self.add(self.attendance)
        self.add(self.members_problem)
