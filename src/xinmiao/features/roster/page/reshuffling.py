"""Reshuffled classes: students chosen in a list or read from a sheet, looked at once more, written in one step.

Owns the list of changes before it is written. Nothing is written before the button is pressed.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.operations import ImportBasis
from xinmiao.features.roster.page.acts_panel import ActsPanel
from xinmiao.features.roster.page.import_choose import ask_for_sheet
from xinmiao.features.roster.page.layout import RESHUFFLE_SPLIT
from xinmiao.features.roster.page.reshuffle_parts import ChangeTable, StudentPicker
from xinmiao.features.roster.page.reshuffle_work import Change, SheetResult, changes_of, read_sheet
from xinmiao.features.roster.records import STUDENT_MOVE, ActKind, ActResult, ClassLine, StudentLine
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.list_detail import ListDetail

_LEFT_PX = 560
_DATE_PX = 200
_NAMED = 4


class ReshufflePage(Page):
    """Left: everybody; right: who goes where."""

    interests: ClassVar[frozenset[str]] = frozenset({"student", "school_class", "roster_act"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_reshuffle")
        self._lines: tuple[StudentLine, ...] = ()
        self._classes: tuple[ClassLine, ...] = ()
        self._changes: dict[str, Change] = {}
        self.header = PageHeader(
            _("Reshuffled classes"), _("Many students into other classes from one day on."), self._from_sheet_action()
        )
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.picker, self.changes = StudentPicker(), ChangeTable()
        self.students, self.target = self.picker.students, self.picker.target
        self.day = DayEditor(STUDENT_MOVE.happened_on)
        self.day.set_value(context.clock.today())
        self.day_row = FieldRow(_("The changes hold from"), self.day, "", required=True, name="row_reshuffle_day")
        self.write = Button(_("Write it"), role="primary", icon="save", name="reshuffle_write", clicked=self.save)
        self.said = ElidedLabel("", "body", "muted")
        self.said.setObjectName("reshuffle_said")
        self.acts = ActsPanel(context, ActKind.RESHUFFLE)
        self.split = _lay_out(self)
        self._connect()
        self._refresh()

    def reload(self) -> None:
        """Ask for classes, students and the steps made."""
        self.context.tasks.run(operations.list_classes.bind(), self._take_classes, owner=self)
        self.context.tasks.run(operations.list_students.bind(), self._take_lines, owner=self)
        self.acts.reload()

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Write it"), self.save, icon="save", enabled=lambda: bool(self._changes))
        return (self._from_sheet_action(), save)

    def help_text(self) -> str:
        """Say how it is done."""
        return tr(
            "Choose students with Shift or Ctrl and press Enter to put them into the class chosen below. A sheet with "
            "names or numbers and the new class does the same for all at once. Delete takes a change out again. "
            "Nothing is written before the button, and the whole step can be undone."
        )

    def put_chosen(self) -> None:
        """Put the students chosen into the class chosen."""
        target = next((line for line in self._classes if line.id == self.target.currentData()), None)
        chosen = self.students.chosen_records()
        if target is None or not chosen:
            self.context.notices.inform(_("Choose students at the left first."))
            return
        for line in chosen:
            if line.class_id != target.id:
                self._changes[line.id] = Change(line, target)
        self._refresh()

    def take_out(self) -> None:
        """Take changes out of the list again."""
        for change in self.changes.chosen_records():
            self._changes.pop(change.id, None)
        self._refresh()

    def ask_file(self) -> None:
        """Ask for a sheet."""
        ask_for_sheet(self, self.take_file)

    def take_file(self, path: Path) -> None:
        """Read a sheet and put what it says on the list."""

        def read(basis: ImportBasis) -> None:
            today = self.context.clock.today()

            def work(progress: Progress) -> SheetResult:
                return read_sheet(path, basis, today, progress)

            self.context.jobs.start(tr("Reading {name}", name=path.name), work, self._take_sheet, owner=self)

        self.context.tasks.run(operations.get_import_basis.bind(), read, owner=self)

    def save(self) -> None:
        """Write the changes."""
        problem, day = self.day.problem(), self.day.value()
        self.day_row.set_error(problem)
        if problem is None and day is not None and self._changes:
            moves = tuple(change.move() for change in self._changes.values())
            self.context.tasks.run(operations.reshuffle.bind(moves, day), self._written, self._refused, owner=self)

    def _take_sheet(self, result: SheetResult) -> None:
        for change in changes_of(result, self._lines, self._classes):
            self._changes[change.id] = change
        self._refresh()
        if result.unclear:
            count = len(result.unclear)
            rows = tr(", ").join(result.unclear[:_NAMED]) + (" …" if count > _NAMED else "")
            words = ntr(
                "{count} row fits nobody, or has no class: {rows}",
                "{count} rows fit nobody, or have no class: {rows}",
                count,
                rows=rows,
            )
            self.context.notices.inform(words)

    def _written(self, result: ActResult) -> None:
        words = ntr("{count} student is in a new class.", "{count} students are in new classes.", result.moved_up)
        self._changes = {}
        self._refresh()
        self.context.notices.inform(words)
        self.reload()

    def _refused(self, error: AppError) -> None:
        self.context.notices.error(error)
        self.reload()

    def _take_classes(self, classes: tuple[ClassLine, ...]) -> None:
        self._classes = classes
        self.picker.show_classes(classes)

    def _take_lines(self, lines: tuple[StudentLine, ...]) -> None:
        self._lines = lines
        fresh = {line.id: line for line in lines}
        self._changes = {
            key: Change(fresh[key], change.target, change.number)
            for key, change in self._changes.items()
            if key in fresh and fresh[key].class_id != change.target.id
        }
        self.students.set_rows(lines)
        self._refresh()

    def _refresh(self) -> None:
        self.changes.set_rows(list(self._changes.values()))
        self.write.setEnabled(bool(self._changes))
        count = len(self._changes)
        self.said.set_text(ntr("{count} student changes", "{count} students change", count) if count else "")

    def _from_sheet_action(self) -> Action:
        return Action("from_sheet", _("From a sheet"), self.ask_file, "Ctrl+O", "upload")

    def _connect(self) -> None:
        self.picker.put.connect(self.put_chosen)
        self.changes.taken_out.connect(self.take_out)
        self.acts.undone.connect(self.reload)
        self.split.restore(dict(self.context.settings.value(RESHUFFLE_SPLIT)))
        self.split.splitterMoved.connect(
            lambda _pos, _at: self.context.settings.store(RESHUFFLE_SPLIT, self.split.state())
        )
        self.setFocusProxy(self.picker.search)


def _lay_out(page: ReshufflePage) -> ListDetail:
    space = theme.current().size
    wide, narrow = space("space-xl"), space("space-m")
    right = QWidget()
    detail = QVBoxLayout(right)
    detail.setContentsMargins(narrow, 0, wide, narrow)
    detail.setSpacing(narrow)
    detail.addWidget(label(_("Who goes where"), "section"))
    detail.addWidget(page.changes, 1)
    page.day_row.setMaximumWidth(theme.current().px(_DATE_PX))
    foot = QHBoxLayout()
    foot.addWidget(page.day_row)
    foot.addWidget(page.said, 1, Qt.AlignmentFlag.AlignBottom)
    foot.addWidget(page.write, 0, Qt.AlignmentFlag.AlignBottom)
    detail.addLayout(foot)
    detail.addWidget(page.acts)
    split = ListDetail(page.picker, right, width=_LEFT_PX, name="reshuffle_split")
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(page.header)
    whole.addWidget(split, 1)
    return split
