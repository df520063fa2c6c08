"""What slides in beside a note: its history, moving it to another case, voiding it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework.records import NOTE, CaseLine, NoteStep, NoteVersion
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

STEPS: dict[NoteStep, Text] = {
    NoteStep.WRITTEN: _("Written"),
    NoteStep.ARRIVED: _("Moved here"),
    NoteStep.SAVED: _("Saved"),
    NoteStep.SIGNED: _("Signed"),
    NoteStep.AMENDED: _("Amended"),
    NoteStep.MOVED: _("Moved away"),
    NoteStep.VOIDED: _("Voided"),
}


class HistoryColumn(PageColumn):
    """Every version, the newest first; of a change, what each field said before and after."""

    def __init__(self, versions: Sequence[NoteVersion]) -> None:
        super().__init__(name="note_history")
        self.body.setSpacing(theme.current().size("space-m"))
        for place, version in enumerate(versions):
            before = versions[place + 1] if place + 1 < len(versions) else None
            self.add(_version(version, before))
            self.add(Hairline())


def _version(version: NoteVersion, before: NoteVersion | None) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().size("space-xs"))
    column.addWidget(label(STEPS[version.step], "strong"))
    column.addWidget(label(tr("{name}, {at}", name=version.by_name, at=show_datetime(version.at)), "secondary"))
    if version.reason:
        column.addWidget(label(tr("Reason: {reason}", reason=version.reason), wrap=True))
    if before is None:
        return holder
    for name in version.changed:
        field = NOTE.field(name)
        column.addWidget(label(field.label, "secondary"))
        was = field.show(getattr(before.content, name)) or tr("(empty)")
        now = field.show(getattr(version.content, name)) or tr("(empty)")
        column.addWidget(label(tr("Before: {words}", words=was), "muted", wrap=True))
        column.addWidget(label(tr("After: {words}", words=now), wrap=True))
    return holder


class RemovalColumn(QWidget):
    """Asks why; for moving, also where to. Emits the case (empty for voiding) and the reason."""

    confirmed = Signal(str, str)

    def __init__(self, explanation: Text, verb: Text, cases: Sequence[CaseLine] | None = None) -> None:
        super().__init__()
        self.setObjectName("note_removal")
        self.reason = LineEditor(NOTE.removal_reason)
        self._reason_row = FieldRow(_("Reason"), self.reason, _("It stays readable beside the note."), required=True)
        self.target = QComboBox()
        self.target.setObjectName("target_case")
        self.target.setAccessibleName(tr("Move to the case"))
        self._is_move = cases is not None
        for case in cases or ():
            student = case.student
            self.target.addItem(f"{student.name} · {student.class_label} · {case.number}", case.id)
        self.button = Button(verb, role="danger", name="confirm_removal", clicked=self._confirm)
        self.button.setEnabled(not self._is_move or self.target.count() > 0)
        self._lay_out(explanation)

    def _lay_out(self, explanation: Text) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-l"))
        column.setSpacing(space("space-m"))
        column.addWidget(label(explanation, "muted", wrap=True))
        if self._is_move:
            column.addWidget(
                FieldRow(
                    _("Move to the case"),
                    self.target,
                    _("Your open cases. Is the right student missing? Open a case for him first."),
                )
            )
        column.addWidget(self._reason_row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        column.addLayout(buttons)
        column.addStretch(1)

    def refuse(self, error: ValidationFailed) -> None:
        """Mark the reason."""
        self._reason_row.set_error(error.problems.get("removal_reason"))

    def _confirm(self) -> None:
        self.confirmed.emit(self.target.currentData() or "", self.reason.value() or "")
