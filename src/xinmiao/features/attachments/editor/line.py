"""One attachment in the panel, and what is asked about one in place: why it is removed, what is to be seen on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.documents.foreign import FileKind
from xinmiao.features.attachments.records import ATTACHMENT, AttachmentLine
from xinmiao.features.attachments.rules import facts_of
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.widgets.buttons import Button, IconButton, LinkButton
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.surfaces import Hairline

ICONS = {FileKind.JPEG: "image", FileKind.PNG: "image", FileKind.PDF: "file-text"}


class AttachmentRow(QWidget):
    """Name, what it is, from whom, the remark; open, export, remove."""

    open_wanted = Signal(object)
    export_wanted = Signal(object)
    remove_wanted = Signal(object)
    remark_wanted = Signal(object)

    def __init__(self, line: AttachmentLine, *, may_remove: bool) -> None:
        super().__init__()
        self.setObjectName(f"attachment_{line.id}")
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(may_remove=may_remove))
        if line.note:
            remark = label(line.note, wrap=True)
            remark.setObjectName("attachment_remark")
            column.addWidget(remark)
        if may_remove:
            link = LinkButton(tr("Change the remark") if line.note else tr("Add a remark"), name="remark_attachment")
            link.clicked.connect(lambda _checked=False: self.remark_wanted.emit(self.line))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _head(self, *, may_remove: bool) -> QHBoxLayout:
        line = self.line
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        row.addWidget(IconLabel(ICONS[line.media], "muted", 20))
        row.addLayout(self._words(), 1)
        actions = [
            ("eye", tr("Open {name}", name=line.file_name), "open_attachment", self.open_wanted),
            ("download", tr("Export a copy of {name}", name=line.file_name), "export_attachment", self.export_wanted),
        ]
        if may_remove:
            told = tr("Remove {name}", name=line.file_name)
            actions.append(("trash-2", told, "remove_attachment", self.remove_wanted))
        for icon, words, name, wanted in actions:
            made = IconButton(icon, words, name=name)
            made.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit(self.line))
            row.addWidget(made)
        return row

    def _words(self) -> QVBoxLayout:
        line = self.line
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(line.file_name))
        added = tr("{day} {name}", day=show_date(line.added_at.astimezone().date()), name=line.added_name)
        words.addWidget(ElidedLabel(tr(" · ").join((facts_of(line), added)), "secondary", "muted"))
        return words


def removed_row(line: AttachmentLine) -> QWidget:
    """Return what is left of a removed attachment: its name, and when, by whom and why it was removed."""
    holder = QWidget()
    holder.setObjectName(f"removed_{line.id}")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().size("space-s"))
    row.addWidget(IconLabel("circle-x", "faint", 20))
    told = tr(
        "{name}: removed {at} by {person}. Reason: {reason}",
        name=line.file_name,
        at=show_datetime(line.removed_at),
        person=line.removed_name,
        reason=line.removal_reason,
    )
    row.addWidget(label(told, "secondary", wrap=True), 1)
    return holder


class LineQuestion(QWidget):
    """One line asked for in place; Enter confirms."""

    confirmed = Signal(object, str)
    given_up = Signal()

    def __init__(self, line: AttachmentLine, name: str, editor: LineEditor, row: FieldRow) -> None:
        super().__init__()
        self.setObjectName(name)
        self.line = line
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._editor, self._row = editor, row
        editor.line.returnPressed.connect(self._confirm)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        column.addWidget(Hairline())
        column.addWidget(row)
        column.addLayout(self.buttons)
        self.setFocusProxy(editor.line)

    def refuse(self, error: ValidationFailed) -> None:
        """Say what is wrong with the line."""
        self._row.set_error(error.problems.get(self._editor.field.name))

    def _confirm(self) -> None:
        self.confirmed.emit(self.line, self._editor.value() or "")


class QuestionPlace(QVBoxLayout):
    """Where one question at a time stands."""

    def __init__(self) -> None:
        super().__init__()
        self._question: LineQuestion | None = None

    def ask(self, question: LineQuestion) -> None:
        """Ask this one instead of what stands there."""
        self.put_away()
        self._question = question
        question.given_up.connect(self.put_away)
        self.addWidget(question)
        question.show()
        question.setFocus()

    def refuse(self, error: AppError) -> bool:
        """Say in place what is wrong with the answer; return whether it could be said here."""
        if not isinstance(error, ValidationFailed) or self._question is None:
            return False
        self._question.refuse(error)
        return True

    def put_away(self) -> None:
        """Take the question away."""
        if self._question is not None:
            self.removeWidget(self._question)
            self._question.hide()
            self._question.deleteLater()
            self._question = None


class RemovalQuestion(LineQuestion):
    """Asks in place why an attachment is removed."""

    def __init__(self, line: AttachmentLine) -> None:
        self.reason = LineEditor(ATTACHMENT.removal_reason)
        row = FieldRow(
            tr("Why is {name} removed?", name=line.file_name),
            self.reason,
            _("The file itself is then gone; older backups still hold it. The reason stays in the list."),
            required=True,
        )
        super().__init__(line, "removal_question", self.reason, row)
        remove = Button(_("Remove"), role="danger", icon="trash-2", name="removal_yes", clicked=self._confirm)
        self.buttons.addWidget(Button(_("Keep it"), name="removal_no", clicked=self.given_up.emit))
        self.buttons.addWidget(remove)


class RemarkQuestion(LineQuestion):
    """Asks in place what is to be seen on an attachment."""

    def __init__(self, line: AttachmentLine) -> None:
        self.note = LineEditor(ATTACHMENT.note)
        self.note.set_value(line.note)
        row = FieldRow(tr("Remark on {name}", name=line.file_name), self.note, ATTACHMENT.note.help or "")
        super().__init__(line, "remark_question", self.note, row)
        save = Button(_("Save"), role="primary", name="remark_yes", clicked=self._confirm)
        self.buttons.addWidget(Button(_("Cancel"), name="remark_no", clicked=self.given_up.emit))
        self.buttons.addWidget(save)
