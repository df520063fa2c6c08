"""The form of a note: everything that is typed, on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.casework.editor.closing import ClosingQuestions
from xinmiao.features.casework.editor.parts import TABS, PartTabs
from xinmiao.features.casework.editor.risks import RiskRow
from xinmiao.features.casework.editor.when import WhenLine
from xinmiao.features.casework.records import AMENDMENT, NOTE, NoteContent, NoteDraft
from xinmiao.kernel.clock import Clock
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.feature import RiskConsequence
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline

_TAB_NAMES = frozenset(part.name for part in TABS)
_CLOSING = frozenset({"next_time", "next_on", "told_whom", "level_changed", "reminder", "reminder_on"})


class NoteForm(QWidget):
    """Reads and shows a `NoteDraft`; marks what is refused in one line and goes to the first of it."""

    changed = Signal()

    page_wanted = Signal(str)
    """A page that a risk leads to."""

    def __init__(self, clock: Clock, consequences: tuple[RiskConsequence, ...] = ()) -> None:
        super().__init__()
        self._clock = clock
        self.setObjectName("note_form")
        self.when = WhenLine(clock)
        self.parts = PartTabs()
        self.risks = RiskRow(consequences)
        self.closing = ClosingQuestions(lambda: self.when.start.value() or clock.now())
        self.reason = LineEditor(AMENDMENT.reason)
        self.reason_row = FieldRow(AMENDMENT.reason.label, self.reason, AMENDMENT.reason.help or "", required=True)
        self.problem_line = label("", "error", wrap=True)
        self.problem_line.setObjectName("problems")
        self.problem_line.hide()
        self._base = NoteDraft("", "")
        self._lay_out()
        for part in (self.when, self.parts, self.risks, self.closing, self.reason):
            part.changed.connect(self.changed)
        offers = self.risks.consequences
        offers.tell_today.connect(self._tell_today)
        offers.told_now.connect(self._told_now)
        offers.page_wanted.connect(self.page_wanted)
        self.setFocusProxy(self.parts)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        column.addWidget(self.reason_row)
        column.addWidget(self.when)
        column.addWidget(self.parts, 1)
        column.addWidget(self.risks)
        column.addWidget(Hairline())
        column.addWidget(self.closing)
        column.addWidget(self.problem_line)

    def draft(self) -> NoteDraft:
        """Return what stands there."""
        values: dict[str, Any] = {
            **self.when.values(),
            **self.parts.values(),
            **self.risks.values(),
            **self.closing.values(),
        }
        return replace(
            self._base,
            content=NoteContent(**values),
            reminder=self.closing.reminder.value() or "",
            reminder_on=self.closing.reminder_on.value(),
            reason=self.reason.value() or "",
        )

    def show_draft(self, draft: NoteDraft, *, first_visit: bool, amending: bool) -> None:
        """Show a draft; a reason is asked for when a signed note is amended."""
        self._base = draft
        values = asdict(draft.content)
        for part in (self.when, self.parts, self.risks, self.closing):
            part.set_values(values)
        self.closing.reminder.set_value(draft.reminder)
        self.closing.reminder_on.set_value(draft.reminder_on)
        self.reason.set_value(draft.reason)
        self.reason_row.setVisible(amending)
        self.risks.set_first_visit(first=first_visit)
        self.show_problems({})

    def rebase(self, version: int) -> None:
        """Go on from a version that was just saved; the reminder in it was made."""
        self._base = replace(self._base, base_version=version)
        self.closing.reminder.set_value(None)
        self.closing.reminder_on.set_value(None)

    def typing_problems(self) -> dict[str, Text]:
        """Return what is typed and is no value of its field."""
        return {
            **self.when.problems(),
            **self.parts.problems(),
            **self.risks.problems(),
            **self.closing.problems(),
        }

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Say what is refused and go to the first field of it."""
        if NOTE.ideation_not_asked_reason.name in problems:
            self.risks.set_first_visit(first=True)
        lines = [tr("{item}: {answer}", item=_label_of(name), answer=problem) for name, problem in problems.items()]
        self.problem_line.setText("\n".join(lines))
        self.problem_line.setVisible(bool(lines))
        if problems:
            self._focus(next(iter(problems)))

    def _tell_today(self) -> None:
        self.closing.remind_today(tr("Tell the guardian"), self._clock.today())

    def _told_now(self) -> None:
        self.closing.add_told(tr("Guardian, {at}", at=show_datetime(self._clock.now())))

    def _focus(self, name: str) -> None:
        if name in _TAB_NAMES:
            self.parts.turn_to(name)
        elif name in _CLOSING:
            self.closing.focus(name)
        elif name in {"started_at", "ended_at", "place", "form"}:
            self.when.focus(name)
        elif name == "reason":
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.risks.focus(name)


def _label_of(name: str) -> Text | str:
    if name in {"reminder", "reminder_on"}:
        return tr("Reminder")
    if name == "reason":
        return AMENDMENT.reason.label
    return NOTE.field(name).label
