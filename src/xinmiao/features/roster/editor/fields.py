"""The editors the roster needs beyond the declared ones: the class with a new one, the student number.

Owns how a class that does not exist yet is typed, and how a 学籍号 is checked while it is typed by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from xinmiao.features.roster.records import STUDENT, STUDENT_DETAILS, ClassLine
from xinmiao.features.roster.sheet.classes import ClassName, ClassNotUnderstood, SchoolShape, read_class
from xinmiao.features.roster.sheet.numbers import StudentNumber, parse_student_number
from xinmiao.features.roster.sheet.values import CellProblem
from xinmiao.kernel.display import masked_tail
from xinmiao.kernel.fields import TextField
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label

NEW_CLASS = "new:"
"""A value that begins so holds the typed name of a class that is to be added."""
_LONGEST_NAME = 40
_TAIL = 4


class ClassEditor(FieldEditor):
    """A class of the school, none, or a new one by its name."""

    def __init__(self, classes: Sequence[ClassLine], shape: SchoolShape, parent: QWidget | None = None) -> None:
        super().__init__(STUDENT.class_id, parent)
        self._shape = shape
        self.combo = QComboBox()
        self.take(self.combo)
        self.combo.setMaxVisibleItems(14)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.line = QLineEdit()
        self.line.setObjectName("new_class")
        self.line.setMaxLength(_LONGEST_NAME)
        self.line.setAccessibleName(tr("Name of the new class"))
        self.line.setPlaceholderText(tr("Such as class 1 of grade 7"))
        self.column.setSpacing(theme.current().size("space-xs"))
        self.column.addWidget(self.combo)
        self.column.addWidget(self.line)
        self._keys: dict[str, str] = {}
        self.offer(classes)
        self.combo.activated.connect(self._chosen)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def offer(self, classes: Sequence[ClassLine]) -> None:
        """Offer these classes; the choice stays."""
        kept = self.value() if self.combo.count() else None
        self._keys = {line.key: line.id for line in classes}
        self.combo.clear()
        self.combo.addItem(tr("No class yet"), "")
        for line in classes:
            self.combo.addItem(line.label, line.id)
        self.combo.addItem(tr("New class…"), NEW_CLASS)
        self.set_value(kept)

    def value(self) -> str | None:
        """Return the class's id; None for no class; what is typed of a new class begins with `NEW_CLASS`."""
        chosen = str(self.combo.currentData() or "")
        if chosen != NEW_CLASS:
            return chosen or None
        name = self._name()
        known = self._keys.get(name.key) if isinstance(name, ClassName) else None
        return known or NEW_CLASS + self.line.text().strip()

    def set_value(self, value: str | None) -> None:
        """Show a class, no class, or the name of a new one."""
        fresh = value is not None and value.startswith(NEW_CLASS)
        place = self.combo.findData(NEW_CLASS if fresh else value or "")
        self.combo.setCurrentIndex(max(place, 0))
        self.line.setText(value.removeprefix(NEW_CLASS) if fresh and value else "")
        self.line.setVisible(fresh)

    def new_class(self) -> ClassName | None:
        """Return the class that must be added before the student is saved, or None."""
        value, name = self.value(), self._name()
        return name if value is not None and value.startswith(NEW_CLASS) and isinstance(name, ClassName) else None

    def problem(self) -> Text | None:
        """Say what is wrong with the name of a new class."""
        if str(self.combo.currentData() or "") != NEW_CLASS:
            return None
        if not self.line.text().strip():
            return _("Please type the name of the new class.")
        name = self._name()
        return name if isinstance(name, Text) else None

    def _name(self) -> ClassName | Text:
        try:
            return read_class(self._shape, self.line.text())
        except ClassNotUnderstood as problem:
            return problem.text

    def _chosen(self, _place: int) -> None:
        fresh = self.combo.currentData() == NEW_CLASS
        self.line.setVisible(fresh)
        if fresh:
            self.line.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()


class HiddenNumberEditor(LineEditor):
    """An identifying number: what is recorded shows its tail only, until it is asked for to be read or changed."""

    def __init__(self, field: TextField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._hidden = ""
        self.reveal_button = Button(_("Show and change"), role="quiet", icon="eye", name=f"{field.name}_reveal")
        self.reveal_button.clicked.connect(lambda _checked=False: self._asked())
        self.column.addWidget(self.reveal_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.reveal_button.hide()

    @property
    def written(self) -> str:
        """Return the number in the field, hidden or not."""
        return self._hidden or self.line.text()

    def value(self) -> str | None:
        """Return the whole number, or None."""
        return self._hidden or super().value()

    def set_value(self, value: str | None) -> None:
        """Show a number, its tail only when it is a whole one."""
        self._hidden = value if value is not None and len(value) > _TAIL else ""
        super().set_value(masked_tail(value, keep=_TAIL) if self._hidden else value)
        self.line.setReadOnly(bool(self._hidden))
        self.reveal_button.setVisible(bool(self._hidden))

    def _asked(self) -> None:
        whole, self._hidden = self._hidden, ""
        self.line.setReadOnly(False)
        super().set_value(whole)
        self.reveal_button.hide()
        self.line.setFocus(Qt.FocusReason.TabFocusReason)


class StudentNumberEditor(HiddenNumberEditor):
    """A 学籍号: its form is checked, a wrong check digit is told and does not stop saving."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(STUDENT_DETAILS.student_number, parent)
        self._warning = label("", "secondary", wrap=True)
        self._warning.setObjectName("student_number_warning")
        self._warning.hide()
        self.column.addWidget(self._warning)
        self.line.textChanged.connect(lambda _text: self._tell())

    def number(self) -> StudentNumber | None:
        """Return the number as it is kept, or None when there is none or it is no number."""
        try:
            return parse_student_number(self.written)
        except CellProblem:
            return None

    def problem(self) -> Text | None:
        """Say what is wrong with the form of the number."""
        try:
            parse_student_number(self.written)
        except CellProblem as problem:
            return problem.text
        return super().problem()

    def set_value(self, value: Any) -> None:
        """Show a number."""
        super().set_value(value)
        self._tell()

    def _tell(self) -> None:
        number = self.number()
        warning = number.warning if number is not None and len(self.written) > 4 else None  # noqa: PLR2004 -- while typing
        self._warning.setText("" if warning is None else str(warning))
        self._warning.setVisible(warning is not None)
