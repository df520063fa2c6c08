"""The list of students: by grade and class, by a few typed letters; adding, correcting, printing.

Owns what is shown and where one goes from here. The fields are the editor's, the growth file is another page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.page.move_sheet import MoveSheet
from xinmiao.features.roster.page.student_columns import PRESENT, STATUS_FILTERS
from xinmiao.features.roster.page.student_list import StudentList, chosen_in
from xinmiao.features.roster.page.student_sheet import StudentSheet
from xinmiao.features.roster.records import MOVE_TARGET, ClassLine, StudentLine
from xinmiao.kernel.access import Permission
from xinmiao.kernel.tasks import Target, target_of_list
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.actions import Action, button, q_action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

_ROW_KEYS = {"Return"}
_NEEDS = {
    "new": Permission.STUDENT_WRITE,
    "import": Permission.ROSTER_IMPORT,
    "save": Permission.STUDENT_WRITE,
    "print": Permission.STUDENT_PRINT,
    "batch": Permission.GROWTH_FILE_READ,
    "export": Permission.STUDENT_EXPORT,
    "school_year": Permission.STUDENT_WRITE,
    "reshuffle": Permission.STUDENT_WRITE,
    "class_teachers": Permission.SCHOOL_WRITE,
    "card_receivers": Permission.CONTACT_CARD_WRITE,
    "duplicates": Permission.STUDENT_MERGE,
}


class StudentsPage(Page):
    """Everybody the account may see."""

    interests: ClassVar[frozenset[str]] = frozenset({"student", "school_class"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_students")
        self._classes: tuple[ClassLine, ...] = ()
        self._wanted = ""
        self.list = StudentList(context)
        self.sheet = StudentSheet(self, context)
        self.sheet.saved.connect(self._saved)
        self.moves = MoveSheet(self, context)
        self._header = _header_of(self.page_actions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.list, 1)
        self.list.table.opened.connect(self.open_student)
        self._give_actions()
        self.setFocusProxy(self.list.search)

    # the page

    def reload(self) -> None:
        """Ask for classes and students; the list stays where it was."""
        self.context.tasks.run(operations.get_shape.bind(), self.sheet.take_shape, owner=self)
        self.context.tasks.run(operations.list_classes.bind(), self._take_classes, owner=self)
        self.context.tasks.run(operations.list_students.bind(include_gone=True), self._take_lines, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to a student's row; `edit:` before the id opens the form, `new:` alone that of a new student."""
        wish, _colon, student_id = record_id.rpartition(":")
        self._wanted = student_id
        self.list.go_to(student_id)
        if wish == MOVE_TARGET.removesuffix(":"):
            self.moves.begin(student_id)
        elif wish:
            self.sheet.begin(student_id)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here; saving is the sheet's."""
        actions = (
            Action("new", _("Add a student"), self.add_student, icon="user-plus", enabled=self._may_write),
            Action("import", _("Import a roster"), self.open_import, "Ctrl+I", "upload", self._may_import),
            Action("save", _("Save"), self.sheet.save, icon="save", enabled=lambda: self.sheet.editing),
            Action("print", _("Print the list"), self.ask_print, icon="printer", enabled=self._may_print),
            Action("export", _("Export the list"), self.ask_export, icon="sheet", enabled=self._may_print),
            Action(
                "batch", _("Print papers for these"), partial(_to_batch, self), icon="printer", enabled=self._may_print
            ),
            *_year_actions(self.context.navigator.open),
        )
        return tuple(action for action in actions if self._may(_NEEDS[action.name]))

    def help_text(self) -> str:
        """Say how one finds a student."""
        return tr(
            "Type a few letters of a name, its pinyin or initials, a class or a number; Down goes to the list and "
            "Enter opens the student. F2 corrects the student in focus, Ctrl+Enter writes a note. The right mouse "
            "button offers the same. The header of the list shows further columns."
        )

    # what can be done

    def open_student(self, student_id: str) -> None:
        """Open the growth file, or the small card for accounts without details."""
        if self._may(Permission.STUDENT_DETAILS_READ):
            self.context.navigator.open(Target("student", student_id))
            return
        line = self.list.line(student_id)
        if line is not None:
            self.sheet.show_card(line)

    def add_student(self) -> None:
        """Open the sheet for a new student, with the draft that was left there."""
        self.sheet.add()

    def correct_student(self) -> None:
        """Open the sheet for the student in focus."""
        line = self.list.table.current_record()
        if line is not None:
            self.sheet.correct(line.id)

    def ask_print(self) -> None:
        """Ask what the list is for, then show the paper."""
        self.sheet.ask_print(self.list.shown(), self.list.group_words())

    def ask_export(self) -> None:
        """Ask what the list is for, then write it into a spreadsheet."""
        self.sheet.ask_export(self.list.shown(), self.list.group_words())

    def write_note(self) -> None:
        """Begin a counselling note for the student in focus."""
        line = self.list.table.current_record()
        if line is not None:
            self.context.navigator.open(Target("counselling_note", line.id))

    def change_place(self) -> None:
        """Record a transfer, a leave or its end, for the students chosen, or the one the keyboard is at."""
        self.moves.open_for(chosen_in(self.list.table))

    def open_import(self) -> None:
        """Go to the import of a sheet."""
        self.context.navigator.open(Target("roster_import"))

    def _may(self, permission: Permission) -> bool:
        return self.context.actor.may(permission)

    def _may_write(self) -> bool:
        return self._may(Permission.STUDENT_WRITE) and not self.sheet.isVisible()

    def _may_import(self) -> bool:
        return self._may(Permission.ROSTER_IMPORT) and not self.sheet.isVisible()

    def _may_print(self) -> bool:
        return bool(self.list.shown()) and not self.sheet.isVisible()

    def _has_row(self) -> bool:
        return self.list.table.current_record() is not None and not self.sheet.isVisible()

    def _row_actions(self) -> tuple[Action, ...]:
        open_it = Action("open", _("Open"), self._open_current, "Return", "folder-open", self._has_row)
        note = Action("write_note", _("Write a note"), self.write_note, "Ctrl+Return", "notebook-pen", self._has_row)
        correct = Action("correct", _("Correct the record"), self.correct_student, "F2", "pen-line", self._has_row)
        found = [open_it, *([note] if self._may(Permission.COUNSELLING_NOTE_WRITE) else [])]
        change = Action("change_place", _("Transfer, leave …"), self.change_place, "F6", "log-out", self._has_row)
        found += [correct, change] if self._may(Permission.STUDENT_WRITE) else []
        return tuple(found)

    def _give_actions(self) -> None:
        table = self.list.table
        table.set_actions(self._row_actions())
        for action in self._row_actions():
            if action.keys not in _ROW_KEYS:  # the table itself answers Enter
                entry = q_action(action, table)
                entry.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                table.addAction(entry)

    def _open_current(self) -> None:
        line = self.list.table.current_record()
        if line is not None:
            self.open_student(line.id)

    def _take_classes(self, classes: tuple[ClassLine, ...]) -> None:
        self._classes = self.sheet.classes = self.moves.classes = classes

    def _take_lines(self, lines: tuple[StudentLine, ...]) -> None:
        own = tuple(line for line in self._classes if self.context.actor.sees_class(line.id, line.grade))
        if not lines:
            self.list.table.set_empty(_empty(self.open_import if self._may(Permission.ROSTER_IMPORT) else None))
        self.list.show_students(own, lines)
        self._header.set_title(_("Students"), _head_words(lines, len(own)))
        if self._wanted and self.list.go_to(self._wanted):
            self._wanted = ""

    def _saved(self, student_id: str) -> None:
        self._wanted = student_id
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _head_words(lines: tuple[StudentLine, ...], classes: int) -> str:
    """Return how many are at the school, those in no class too, and how many classes there are."""
    at_school = STATUS_FILTERS[PRESENT][1]
    present = sum(line.status in at_school for line in lines)
    words = [ntr("{count} student at the school", "{count} students at the school", present)]
    return " · ".join([*words, *([ntr("{count} class", "{count} classes", classes)] if classes else [])])


def _to_batch(page: StudentsPage) -> None:
    """Lead to the papers of growth files for exactly the students shown."""
    shown = (line.id for line in page.list.shown())
    page.context.navigator.open(target_of_list("batch_printing", "file_cover", shown))


def _year_actions(go: Callable[[Target], None]) -> tuple[Action, ...]:
    """Return the ways to what is done with more than one student."""
    return (
        Action("class_teachers", _("Class teachers"), lambda: go(Target("class_teachers")), icon="user"),
        Action("card_receivers", _("Contact cards of the classes"), lambda: go(Target("card_receivers")), icon="phone"),
        Action("reshuffle", _("Reshuffled classes"), lambda: go(Target("reshuffle")), icon="users"),
        Action("duplicates", _("Students entered twice"), lambda: go(Target("duplicates")), icon="users"),
        Action("school_year", _("New school year"), lambda: go(Target("school_year")), icon="school"),
    )


_MORE = ("print", "batch", "export", "class_teachers", "card_receivers", "reshuffle", "duplicates", "school_year")


def _header_of(offered: tuple[Action, ...]) -> PageHeader:
    """Return the page's head with what this account may do."""
    actions = {action.name: action for action in offered}
    more = tuple(actions[name] for name in _MORE if name in actions)
    header = PageHeader(_("Students"), " ", actions.get("import"), more)
    if "new" in actions:
        header.add_widget(button(actions["new"], header))
    return header


def _empty(import_roster: Callable[[], object] | None) -> EmptyState:
    """Say what belongs here, with the way to it for those who may go it."""
    if import_roster is not None:
        sentence = _("Everybody on the school’s roster stands here once its sheet is imported.")
        return EmptyState(sentence, _("Import a roster"), import_roster, icon="users", name="no_students")
    sentence = _("The students you may see stand here once the counsellor has imported the roster.")
    return EmptyState(sentence, icon="users", name="no_students")
