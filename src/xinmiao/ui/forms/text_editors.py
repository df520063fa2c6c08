"""Editors for words and numbers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from xinmiao.kernel.fields import AnyField, Field, FieldProblem, IntegerField, TextField
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.widgets.labels import label

V = TypeVar("V")
_NEAR = 0.8
_SPARE = 2000
"""Characters that still fit beyond the limit, so that a long paste can be shortened by hand."""


class _Counter:
    """Shows how much is written once the limit comes near."""

    def __init__(self, editor: FieldEditor, limit: int) -> None:
        self._limit = limit
        self.label: QLabel = label("", "secondary")
        self.label.setObjectName(f"{editor.field.name}_counter")
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.label.hide()
        editor.column.addWidget(self.label)

    def show_length(self, length: int) -> None:
        """Show the count when it is near or over the limit."""
        over = length > self._limit
        self.label.setVisible(length >= self._limit * _NEAR and length > 0 and (over or self._limit > 20))  # noqa: PLR2004
        self.label.setText(tr("{length} of {limit} characters", length=length, limit=self._limit))
        kind = "error" if over else "secondary"
        if self.label.property("type") != kind:
            self.label.setProperty("type", kind)
            theme.refresh_style(self.label)


class LineEditor(FieldEditor):
    """One line of words."""

    def __init__(self, field: TextField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._text_field = field
        self._cut = False
        self.line = QLineEdit()
        self.take(self.line)
        self.line.setMaxLength(min(field.max_length + _SPARE, 32767))
        self.column.addWidget(self.line)
        self._counter = _Counter(self, field.max_length)
        self.line.inputRejected.connect(self._rejected)
        self.line.textChanged.connect(lambda text: self._counter.show_length(len(text.strip())))
        self.line.textEdited.connect(self._edited)

    def value(self) -> str | None:
        """Return the words without blanks at the ends, or None."""
        return self._text_field.parse(self.line.text())

    def set_value(self, value: str | None) -> None:
        """Show words."""
        self._cut = False
        self.line.setText(value or "")
        self.line.setCursorPosition(0)

    def problem(self) -> Text | None:
        """Say that a paste was cut, else what the field says."""
        if self._cut:
            return _("The pasted text was too long and was cut; please shorten it.")
        return super().problem()

    def _rejected(self) -> None:
        self._cut = len(self.line.text()) >= self.line.maxLength()

    def _edited(self, text: str) -> None:
        self._cut = self._cut and len(text) > self._text_field.max_length
        self.changed.emit()


class _PlainText(QPlainTextEdit):
    """Pastes words only, and lets Tab go to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 -- Qt's name
        """Take plain words, as one step that can be undone."""
        if source.hasText():
            self.insertPlainText(source.text().replace("\r\n", "\n").replace("\r", "\n"))


class WordsEditor(FieldEditor):
    """Many lines of words; as high as `lines` says."""

    def __init__(self, field: TextField, parent: QWidget | None = None, *, lines: int = 4) -> None:
        super().__init__(field, parent)
        self._text_field = field
        self._quiet = False
        self.area = _PlainText()
        self.take(self.area)
        self.column.addWidget(self.area, 1)
        self._counter = _Counter(self, field.max_length)
        self.set_lines(lines)
        self.area.textChanged.connect(self._edited)

    def set_lines(self, lines: int) -> None:
        """Be at least so many lines high."""
        self.area.setMinimumHeight(
            round(lines * theme.current().size("body") * theme.LINE_HEIGHT) + theme.current().px(18)
        )

    def value(self) -> str | None:
        """Return the words without blanks at the ends, or None."""
        return self._text_field.parse(self.area.toPlainText())

    def set_value(self, value: str | None) -> None:
        """Show words; what was there can be undone no more."""
        self._quiet = True
        self.area.setPlainText(value or "")
        self._quiet = False

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size of the lines wished for."""
        return QSize(theme.current().px(320), self.area.minimumHeight())

    def _edited(self) -> None:
        self._counter.show_length(self.area.document().characterCount() - 1)
        if not self._quiet:
            self.changed.emit()


class _NumberLine(QLineEdit):
    def __init__(self, field: IntegerField) -> None:
        super().__init__()
        self._field = field
        self.setMaxLength(32)
        self.setMaximumWidth(theme.current().px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        try:
            number = self._field.parse(self.text())
        except FieldProblem:
            return
        low, high = self._field.minimum, self._field.maximum
        self.setText(str(low if number is None else min(max(number + step, low), high)))
        self.textEdited.emit(self.text())


class NumberEditor(FieldEditor):
    """A whole number; Up and Down count."""

    def __init__(self, field: IntegerField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._number_field = field
        self.line = _NumberLine(field)
        self.take(self.line)
        self.column.addWidget(self.line)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> int | None:
        """Return the number, or None."""
        return parsed_or_none(self._number_field, self.line.text())

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self.line.setText(self.field.show(value))

    def problem(self) -> Text | None:
        """Say what is wrong with the typing, else what the field says."""
        return typing_problem(self.field, self.line.text()) or super().problem()


def parsed_or_none(field: Field[V], typed: str) -> V | None:
    """Return the value typed, or None."""
    try:
        return field.parse(typed)
    except FieldProblem:
        return None


def typing_problem(field: AnyField, typed: str) -> Text | None:
    """Return why `typed` is no value of `field`, or None."""
    try:
        field.parse(typed)
    except FieldProblem as problem:
        return problem.text
    return None
