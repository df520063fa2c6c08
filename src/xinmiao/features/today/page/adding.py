"""Making a reminder in five seconds: one line, a day, a student if there is one; Enter saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from xinmiao.features.today.records import REMINDER
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.search_box import Finder, Found, SearchBox
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class StudentPick(SearchBox):
    """A search box that keeps the student chosen; emptied, it holds nobody."""

    entered = Signal()
    """Enter while no list is open."""

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        self._seen: dict[str, Found] = {}
        self._student = ""
        super().__init__(self._remembering(finder), parent)
        self.setObjectName("reminder_student")
        self.setAccessibleName(tr("Student (optional)"))
        self.setToolTip(tr("Name, pinyin, class or number; may stay empty"))
        self.setPlaceholderText(tr("Student (optional)"))
        self.chosen.connect(self._take)
        self.textEdited.connect(lambda _text: self._forget())

    def student(self) -> str | None:
        """Return the id of the student chosen, or None."""
        return self._student or None

    def is_open(self) -> bool:
        """Return whether words stand there for which nobody was chosen."""
        return bool(self.text().strip()) and not self._student

    def clear_student(self) -> None:
        """Hold nobody."""
        self._student = ""
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Save with Enter when a student stands there or nothing does."""
        if event.key() in _ENTER and not self.list.isVisible():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.list.isVisible():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _ask_plainly(self) -> None:
        """Keep the own hint when the box is left."""

    def _remembering(self, finder: Finder) -> Finder:
        def find(typed: str, most: int) -> Sequence[Found]:
            found = finder(typed, most)
            self._seen = {person.id: person for person in found}
            return found

        return find

    def _take(self, student: str) -> None:
        self._student = student
        self.setText(self._seen[student].title)

    def _forget(self) -> None:
        self._student = ""


class ReminderAdder(QWidget):
    """The line at the top of the reminders. It keeps what was typed until the reminder is saved."""

    wanted = Signal(str, object, object)
    """The line, the day (date), the student's id or None."""

    def __init__(self, finder: Finder, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reminder_adder")
        self._today = today
        self._form = Form(REMINDER, ("line", "due_on"), parent=self)
        self.student = StudentPick(finder, self)
        self._student_row = FieldRow(tr("Student (optional)"), self.student, name="row_student")
        self._more = QWidget()
        self._lay_out()
        self._more.hide()
        self.student.entered.connect(self.press)
        self.clear()
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # it runs

    def begin(self) -> None:
        """Take the keyboard."""
        self._more.show()
        self._form.focus("line")

    @property
    def dirty(self) -> bool:
        """Return whether a line was typed and not saved."""
        return bool(self._form.values()["line"])

    def press(self) -> None:
        """Check, then tell."""
        open_words = self.student.is_open()
        self._student_row.set_error(tr("Choose a student of the list, or empty the field.") if open_words else None)
        if not self._form.check() or open_words:
            return
        values = self._form.values()
        self.wanted.emit(values["line"], values["due_on"], self.student.student())

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Say at the fields what the operation refused."""
        self._form.show_problems(problems)

    def _lay_out(self) -> None:
        space = theme.current().size
        button = Button(tr("Add reminder"), icon="plus", name="add_reminder", keys="Enter", clicked=self.press)
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(space("space-m"))
        more.addWidget(self._form.row("due_on"))
        more.addWidget(self._student_row)
        more.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-m"))
        column.addWidget(self._form.row("line", help_=""))
        column.addWidget(self._more)
        line, day = self._form.editor("line"), self._form.editor("due_on")
        if isinstance(line, LineEditor) and isinstance(day, DayEditor):
            line.line.setPlaceholderText(tr("One line, for yourself (Ctrl+N)"))
            line.line.returnPressed.connect(self.press)
            day.line.returnPressed.connect(self.press)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Show day and student while somebody types here; an empty line folds up again."""
        if now is not None and self.window() is now.window():
            self._more.setVisible(self.isAncestorOf(now) or self.dirty)

    def clear(self) -> None:
        """Begin anew: an empty line, tomorrow, nobody."""
        self.student.clear_student()
        self._form.set_values({"line": None, "due_on": self._today + timedelta(days=1)})
