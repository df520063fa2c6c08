"""The sheet in which one student is added or corrected: drafts, saving, and what happens when others were faster.

Owns that nothing typed is ever lost. The fields are `student`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.editor.rebasing import clashing, rebased_guardians
from xinmiao.features.roster.editor.student import STUDENT_NAMES, StudentForm
from xinmiao.features.roster.records import ClassLine, StudentView
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError, Conflict, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import moment_of, packed, unpacked
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import ElidedLabel
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn


def draft_key(student_id: str) -> str:
    """Return the key of a student's draft; empty is a new student."""
    return f"student:{student_id or 'new'}"


class StudentEditor(QWidget):
    """Adds a student, or corrects `opened`. `draft` is what was kept of an earlier try, or None."""

    saved = Signal(str)
    """The student's id."""

    def __init__(
        self,
        context: PageContext,
        known: tuple[Sequence[ClassLine], SchoolShape],
        opened: StudentView | None,
        draft: bytes | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("student_editor")
        self._context = context
        self._opened = opened
        self._new_id = context.ids.new()
        self._banner = EditorBanner()
        self._saving = False
        self.form = StudentForm(*known)
        self.form.open(opened)
        self._said = ElidedLabel("", "secondary", "muted")
        self._said.setObjectName("draft_state")
        self.save_button = Button(_("Save"), role="primary", name="student_save", keys="Ctrl+S", clicked=self.save)
        _lay_out(self, self._said, self._banner)
        self.keeper = context.drafts.keep(draft_key("" if opened is None else opened.id), self._draft, self)
        self.keeper.said.connect(self._said.set_text)
        if draft is not None:
            self._restore(unpacked(draft))
        self.form.changed.connect(self._touched)

    def save(self) -> None:
        """Check, then save; a new class first."""
        if self._saving or not self.form.check():
            return
        self._set_saving(on=True)
        name = self.form.class_editor.new_class()
        if name is None:
            self._save_student()
        else:
            self._run(operations.add_class.bind(name), self._class_added)

    def put_away(self) -> bool:
        """Keep what is not saved as a draft; return whether anything is."""
        if not self.form.dirty:
            self.keeper.discard()
            return False
        self.keeper.touch()
        self.keeper.flush()
        return True

    def _class_added(self, class_id: str) -> None:
        """Choose the class that was added, so that a second try does not add it again."""
        line = self.form.class_editor
        self._context.tasks.run(operations.list_classes.bind(), line.offer, owner=self)
        self._save_student(class_id)

    def _save_student(self, class_id: str | None = None) -> None:
        student = self.form.student.values() | ({} if class_id is None else {"class_id": class_id})
        details, guardians = self.form.detail_values(), self.form.guardians.values()
        if self._opened is None:
            bound: Bound[Any] = operations.add_student.bind(student, details, guardians, student_id=self._new_id)
        else:
            bound = operations.correct_student.bind(self._opened, student, details, guardians)
        self._run(bound, self._done)

    def _run(self, bound: Bound[Any], then: Any) -> None:
        self._context.tasks.run(bound, then, self._failed, owner=self)

    def _done(self, _value: object) -> None:
        self._set_saving(on=False)
        self.keeper.discard()
        self._context.notices.inform(_("Saved."))
        self.saved.emit(self._new_id if self._opened is None else self._opened.id)

    def _failed(self, error: AppError) -> None:
        self._set_saving(on=False)
        self.keeper.touch()
        if isinstance(error, ValidationFailed):
            self.form.show_problems(error.problems)
        if isinstance(error, Conflict):
            self._banner.tell(
                "warning",
                _("Somebody changed this student while you were writing."),
                _("What you wrote still stands here. Compare it with the present record, then save again."),
                _("Compare"),
                self._compare,
            )
        elif not (isinstance(error, ValidationFailed) and set(error.problems) & set(STUDENT_NAMES)):
            self._banner.tell(
                "error", error.message, tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            )

    def _compare(self) -> None:
        if self._opened is not None:
            self._run(operations.get_student.bind(self._opened.id), self._rebase)

    def _rebase(self, fresh: StudentView) -> None:
        """Put what the user wrote over the present record, and say where both were changed."""
        mine, before = self.form.plain_changes(), self._opened
        self._opened = fresh
        if "guardians" in mine and before is not None:
            mine["guardians"] = rebased_guardians(mine["guardians"], before, fresh)
        self.form.open(fresh)
        self.form.put_back(mine)
        both = clashing(mine, before, fresh)
        words: Text | str = _("Others changed nothing that you changed. Please look it over and save.")
        if both:
            words = tr("Also changed by others, with what is recorded now: {fields}.", fields=tr("; ").join(both))
        self._banner.tell("info", _("This is the present record with your changes in it."), words)

    def _restore(self, parts: dict[str, Any]) -> None:
        self.form.put_back(parts)
        if self.form.dirty:
            self._banner.tell(
                "info",
                tr("These changes from {time} were not saved yet.", time=show_datetime(moment_of(parts))),
                "",
                _("Throw them away"),
                self._throw_away,
            )

    def _throw_away(self) -> None:
        self.form.open(self._opened)
        self.keeper.discard()
        self._banner.clear()
        self._said.set_text("")
        self.form.student.focus("name")

    def _touched(self) -> None:
        self.keeper.touch()

    def _draft(self) -> bytes:
        return packed(self.form.plain_changes(), self._context.clock.now())

    def _set_saving(self, *, on: bool) -> None:
        self._saving = on
        self.save_button.setEnabled(not on)
        self.save_button.setText(tr("Saving") if on else tr("Save"))
        if on:
            self._banner.clear()


def _lay_out(editor: StudentEditor, said: QWidget, banner: QWidget) -> None:
    space = theme.current().size
    column = QVBoxLayout(editor)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(banner)
    body = PageColumn(name="student_editor_column")
    for ground in (body.viewport(), body.widget()):
        ground.setAutoFillBackground(False)  # the sheet's own ground shows
    body.add(editor.form)
    column.addWidget(body, 1)
    column.addWidget(Hairline())
    foot = QHBoxLayout()
    foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
    foot.addWidget(said, 1)
    foot.addWidget(editor.save_button)
    column.addLayout(foot)
