"""Where the paper of a record lies: one field that saves when it is left."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.attachments import operations
from xinmiao.features.attachments.records import PAPER_PLACE, Host, PaperPlaceView
from xinmiao.kernel.access import Permission
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import tr
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.field_row import FieldRow


class PaperPlaceEditor(QWidget):
    """The field with its label; Enter or going on saves."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("paper_place_editor")
        self._context = context
        self._host: Host | None = None
        self._kept = PaperPlaceView()
        self.editor = LineEditor(PAPER_PLACE.place)
        self.editor.line.setObjectName("paper_place")
        self.editor.line.setEnabled(context.actor.may(Permission.ATTACHMENT_WRITE))
        self.editor.line.editingFinished.connect(self._save)
        self._row = FieldRow(PAPER_PLACE.place.label, self.editor, PAPER_PLACE.place.help or "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def show_place(self, host: Host, place: PaperPlaceView | None) -> None:
        """Show where the paper of `host` lies; what is being typed for the same record is left alone."""
        typing = host == self._host and self.editor.line.hasFocus() and self._is_changed()
        self._host, self._kept = host, place or PaperPlaceView()
        if not typing:
            self.editor.set_value(self._kept.place)
            self._row.set_error(None)

    def _is_changed(self) -> bool:
        return (self.editor.value() or "") != self._kept.place

    def _save(self) -> None:
        if self._host is None or not self._is_changed():
            return
        bound = operations.set_paper_place.bind(self._host, self.editor.value() or "", self._kept.version)
        self._context.tasks.run(bound, self._saved, self._refused, owner=self)

    def _saved(self, place: PaperPlaceView) -> None:
        self._kept = place
        self._row.set_error(None)
        self._context.notices.inform(tr("The place of the paper is saved."))

    def _refused(self, error: AppError) -> None:
        problem = error.problems.get("place") if isinstance(error, ValidationFailed) else None
        self._row.set_error(problem or error.message)
