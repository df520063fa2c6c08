"""The sheet in which a student’s place at the school changes, with what was recorded before and the way back.

Owns what is asked and run; the fields are the form's. Several students at once share one form.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.editor.moving import MoveForm
from xinmiao.features.roster.page.class_spells import ClassSpells
from xinmiao.features.roster.records import (
    STUDENT_MOVE,
    ClassLine,
    MoveDraft,
    MoveKind,
    MoveView,
    StudentLine,
    StudentPath,
)
from xinmiao.features.roster.rules.moves import kinds_for, move_words
from xinmiao.kernel.display import show_date
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn, Section

_WIDTH_PX = 480
_NAMED = 4
_DISCARD = Question(
    _("Close without recording this?"),
    _("What you typed is lost."),
    (Choice("discard", _("Close")), Choice("stay", _("Stay here"))),
    default="stay",
)
_TAKE_BACK = Question(
    _("Take this change back?"),
    _("Status and class are then as they were before it."),
    (Choice("back", _("Take it back")), Choice("keep", _("Leave it"))),
    default="keep",
)


class MoveSheet(SideSheet):
    """One student with his path, or several with one form."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, width=_WIDTH_PX, ask_first=True, name="move_sheet")
        self._context = context
        self._lines: tuple[StudentLine, ...] = ()
        self.form: MoveForm | None = None
        self.classes: Sequence[ClassLine] = ()
        self.close_asked.connect(self.put_away)

    def begin(self, student_id: str) -> None:
        """Open the sheet for a student by his id."""
        self._context.tasks.run(operations.student_lines.bind((student_id,)), self.open_for, owner=self)

    def open_for(self, lines: Sequence[StudentLine]) -> None:
        """Open the sheet for these students."""
        self._lines = tuple(lines)
        if len(self._lines) == 1:
            bound = operations.student_path.bind(self._lines[0].id)
            self._context.tasks.run(bound, self._show, owner=self)
        elif self._lines:
            self._show(StudentPath((), ()))

    def put_away(self) -> None:
        """Close; ask first when something is typed."""
        if self.form is None or not self.form.form.dirty:
            self._dismiss()
            return

        def answered(answer: str) -> None:
            if answer == "discard":
                self._dismiss()

        self._context.notices.ask(_DISCARD, answered, self)

    def _dismiss(self) -> None:
        self.form = None
        self.close_sheet()

    def _show(self, path: StudentPath, move: MoveView | None = None) -> None:
        kinds = kinds_for(line.status for line in self._lines)
        content = PageColumn(name="move_column")
        if (holder := content.widget()) is not None:
            holder.setProperty("look", "")  # the sheet's own ground shows through
        content.add(label(self._names(), "strong", wrap=True))
        self.form = None
        if kinds or move is not None:
            self.form = MoveForm(kinds, self.classes, self._context.clock.today(), move)
            self.form.confirmed.connect(partial(self._correct, move) if move is not None else self._record)
            self.form.place_wanted.connect(self._context.navigator.open)
            content.add(self.form)
            self._ask_matters()
        else:
            told = _("Nothing can be recorded for all of these at once. Choose students of the same status.")
            content.add(label(told, "muted", wrap=True))
        if path.moves and move is None:
            content.add(self._recorded(path))
        if path.spells and move is None:
            section = Section(_("Classes"), name="sheet_classes")
            section.add(ClassSpells(path.spells))
            content.add(section)
        self.open_sheet(_("Place at the school"), content)

    def _names(self) -> str:
        names = [tr("{name} ({place})", name=line.name, place=line.class_label) for line in self._lines[:_NAMED]]
        more = len(self._lines) - _NAMED
        words = tr(", ").join(names)
        return words if more <= 0 else ntr("{names} and {count} more", "{names} and {count} more", more, names=words)

    def _recorded(self, path: StudentPath) -> Section:
        section = Section(_("Recorded so far"), name="recorded_moves")
        for move in path.moves:
            section.add(self._recorded_row(path, move))
        return section

    def _recorded_row(self, path: StudentPath, move: MoveView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        head = tr("{day} {what}", day=show_date(move.happened_on), what=STUDENT_MOVE.kind.show(move.kind))
        column.addWidget(label(head, "strong", wrap=True))
        if words := move_words(move):
            column.addWidget(label(words, "secondary", wrap=True))
        row = QHBoxLayout()
        if move.kind is not MoveKind.CORRECTION:
            correct = partial(self._show, path, move)
            row.addWidget(Button(_("Correct"), role="quiet", icon="pen-line", name="correct_move", clicked=correct))
        if move.is_last:
            back = partial(self._ask_back, move)
            row.addWidget(Button(_("Take back"), role="quiet", icon="undo-2", name="take_back", clicked=back))
        row.addStretch(1)
        column.addLayout(row)
        return holder

    def _ask_matters(self) -> None:
        """Ask every feature what stays open about these students."""
        ids, found = tuple(line.id for line in self._lines), []

        def take(form: MoveForm | None, matters: tuple[OpenMatter, ...]) -> None:
            found.append(matters)
            if form is not None and form is self.form:
                form.show_matters(tuple(chain.from_iterable(found)))

        for source in chain.from_iterable(feature.open_matters for feature in self._context.features):
            if self._context.actor.may(source.requires):
                self._context.tasks.run(source.bind(ids), partial(take, self.form), owner=self)

    def _record(self, draft: MoveDraft) -> None:
        students = tuple((line.id, line.version) for line in self._lines)
        said = STUDENT_MOVE.kind.show(draft.kind)
        self._run(operations.record_move.bind(students, draft), tr("Recorded: {what}", what=said))

    def _correct(self, move: MoveView | None, draft: MoveDraft) -> None:
        if move is not None:
            self._run(operations.correct_move.bind(move.id, move.version, draft), tr("The correction is saved."))

    def _ask_back(self, move: MoveView) -> None:
        def answered(answer: str) -> None:
            if answer == "back":
                self._run(operations.take_back_move.bind(move.id, move.version), tr("The change was taken back."))

        self._context.notices.ask(_TAKE_BACK, answered, self)

    def _run(self, bound: Bound[Any], words: str) -> None:
        def done(_value: object) -> None:
            self._context.notices.inform(words)
            self._dismiss()

        self._context.tasks.run(bound, done, self._refused, owner=self)

    def _refused(self, error: AppError) -> None:
        if isinstance(error, ValidationFailed) and self.form is not None:
            self.form.refuse(error.problems)
        else:
            self._context.notices.error(error)
