"""A field on a page: label above, editor, help below, error below in place."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label


class FieldRow(QWidget):
    """Holds one editor with its label, help and error."""

    def __init__(
        self,
        words: Text | str,
        editor: QWidget,
        help_: Text | str = "",
        *,
        required: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.editor = editor
        self._help_words = str(help_)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        column.addLayout(self._head(words, required=required))
        column.addWidget(editor)
        self._help = label(help_, "secondary", wrap=True)
        column.addWidget(self._help)
        self._help.setVisible(bool(self._help_words))  # after it has its place: a widget without one is a window
        self._error: QLabel | None = None
        self._error_row = QWidget(self)
        self._error_row.hide()
        column.addStretch(1)
        if not editor.accessibleName():
            editor.setAccessibleName(str(words))

    def error(self) -> str:
        """Return the error on screen, or an empty string."""
        return self._error.text() if self._error is not None else ""

    def set_error(self, problem: Text | str | None) -> None:
        """Mark the field with a sentence, or take the mark away; the help gives way to it."""
        words = "" if problem is None else str(problem)
        self._show_error(words)
        self._help.setVisible(bool(self._help_words) and not words)
        self.editor.setAccessibleDescription(words or self._help_words)
        for widget in (self.editor, *self.editor.findChildren(QWidget)):
            if bool(widget.property("invalid")) is not bool(words):
                widget.setProperty("invalid", bool(words))
                theme.refresh_style(widget)

    def _head(self, words: Text | str, *, required: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.current().size("space-s"))
        self._label = label(words, "strong")
        self._label.setBuddy(self.editor)
        head.addWidget(self._label)
        if required:
            mark = label(tr("required"), "secondary")
            mark.setObjectName("required_mark")
            head.addWidget(mark)
        head.addStretch(1)
        return head

    def _show_error(self, words: str) -> None:
        """Put the sentence below the field; its place is made with the first one, which most fields never have."""
        if self._error is None:
            if not words:
                return
            self._error = self._make_error()
        self._error.setText(words)
        self._error_row.setVisible(bool(words))

    def _make_error(self) -> QLabel:
        error = QHBoxLayout(self._error_row)
        error.setContentsMargins(0, 0, 0, 0)
        error.setSpacing(theme.current().size("space-xs"))
        error.addWidget(IconLabel("circle-alert", "warn", 14), 0, QtCore.Qt.AlignmentFlag.AlignTop)
        made = label("", "error", wrap=True)
        error.addWidget(made, 1)
        self._column.insertWidget(self._column.count() - 1, self._error_row)  # above the stretch
        return made
