"""A question in a sheet: fields of one record under one another, and one button that says what is done.

Owns the answers, the marks at them and what a draft of them holds. What a slice asks beyond declared fields its own
subclass puts above and below them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import put_back, taken
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.guarding import guards_under, leaves_room
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn
from xinmiao.ui.word_guard import FindWords


class Question(QWidget):
    """Fields under one another; subclasses put rows of their own above and below.

    `guard` finds what should not stand in words that leave the room: in fields declared so, and in `guarded` ones.
    """

    confirmed = Signal(object)
    """The form's values."""
    changed = Signal()

    def __init__(
        self,
        spec: RecordSpec,
        names: Sequence[str],
        values: Mapping[str, Any],
        verb: Text,
        *,
        told: Text | str = "",
        name: str = "question",
        confirm: str = "confirm_question",
        editors: Mapping[str, FieldEditor] | None = None,
        guarded: Sequence[str] = (),
        guard: FindWords | None = None,
    ) -> None:
        super().__init__()
        self._guarded, self._guard = frozenset(guarded), guard
        self.setObjectName(name)
        self.banner = EditorBanner()
        self.form = Form(spec, names, editors=editors, parent=self)
        self.form.set_values(values)
        self.body = PageColumn(name="question_column")
        self._fill(told)
        self.button = Button(verb, role="primary", name=confirm, keys="Ctrl+S", clicked=self.confirm)
        self._lay_out()
        self.form.changed.connect(self.changed)

    def above(self, body: PageColumn) -> None:
        """Place what stands above the fields."""

    def below(self, body: PageColumn) -> None:
        """Place what stands below the fields."""

    def place(self, name: str) -> None:
        """Place the row of a field, and the word guard under what leaves the room."""
        self.body.add(self.form.row(name))
        editor = self.form.editor(name)
        if self._guard is None:
            if leaves_room(editor):
                raise AssertionError(name)  # a slice that asks for such words hands over what finds them
            return
        for guard in guards_under(editor, self._guard, always=name in self._guarded):
            self.body.add(guard)

    def confirm(self) -> None:
        """Hand the answers over; what is missing is said by the operation."""
        if not self.unreadable():
            self.confirmed.emit(self.form.values())

    def unreadable(self) -> bool:
        """Mark what is typed and is no value of its field; return whether anything is."""
        values = self.form.values()
        problems = {name: told for name, told in self.form.problems().items() if values[name] is None}
        typed = {
            name: told for name, told in problems.items() if told != self.form.model.spec.field(name).problem(None)
        }
        self.form.show_problems(typed)
        return bool(typed)

    def refuse(self, error: AppError) -> None:
        """Mark what was refused, or tell it above the fields."""
        if isinstance(error, ValidationFailed):
            self.mark(error.problems)
        else:
            told = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            self.banner.tell("error", error.message, told)

    def mark(self, problems: Mapping[str, Text]) -> None:
        """Mark the fields of `problems`; one of a field that is not asked here is told above."""
        self.form.show_problems(problems)
        if others := [told for name, told in problems.items() if name not in self.form.model.names]:
            self.banner.tell("error", others[0], "")

    def plain(self) -> dict[str, Any]:
        """Return what stands there, for a draft."""
        return {"fields": taken(self.form)}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        put_back(self.form, plain.get("fields") or {})

    def _fill(self, told: Text | str) -> None:
        self.body.body.setSpacing(theme.current().size("space-m"))
        if told:
            self.body.add(label(told, "muted", wrap=True))
        self.above(self.body)
        for name in self.form.model.names:
            self.place(name)
        self.below(self.body)

    def _lay_out(self) -> None:
        space = theme.current().size
        foot = QHBoxLayout()
        foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
        foot.addStretch(1)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.body, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
