"""The sheet beside the list of students: adding, correcting, the small card, the question before printing.

Owns what stands in the sheet and that a form in it is never thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.editor.saving import StudentEditor, draft_key
from xinmiao.features.roster.page.export_sheet import ExportSheet
from xinmiao.features.roster.page.print_sheet import PrintSheet
from xinmiao.features.roster.page.student_card import StudentCard
from xinmiao.features.roster.records import ClassLine, StudentLine, StudentView
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.kernel.access import Permission
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet

_WIDTH_PX = 480


class StudentSheet(SideSheet):
    """One thing at a time; a form is put away as a draft before anything else takes its place."""

    saved = Signal(str)
    """The id of the student who was added or corrected."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, width=_WIDTH_PX, ask_first=True, name="student_sheet")
        self._context = context
        self._shape: SchoolShape | None = None
        self._waiting: Callable[[], None] | None = None
        """What was asked for before it was known how class names are read."""
        self._purpose = ""  # kept for this sign-in only: free words may name a child, and settings lie in the clear
        self._editor: StudentEditor | None = None
        self.classes: Sequence[ClassLine] = ()
        self.close_asked.connect(self.put_away)

    @property
    def editing(self) -> bool:
        """Return whether a form is open."""
        return self._editor is not None

    def take_shape(self, shape: SchoolShape) -> None:
        """Take what class names are read by."""
        self._shape = shape
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting()

    def begin(self, student_id: str) -> None:
        """Open the form of a student, or of a new one, in place of whatever stands here."""
        self.put_away()
        self.correct(student_id) if student_id else self.add()

    def add(self) -> None:
        """Open the form of a new student, with the draft that was left there."""
        if self._shape is None:
            self._waiting = self.add
        elif self._editor is None:
            self._context.drafts.load(draft_key(""), partial(self._open_form, None), owner=self)

    def correct(self, student_id: str) -> None:
        """Open the form of a student as he is recorded now."""
        if self._shape is None:
            self._waiting = partial(self.correct, student_id)
        elif self._editor is None:
            self._context.tasks.run(operations.get_student.bind(student_id), self._load_draft, owner=self)

    def save(self) -> None:
        """Save the form."""
        if self._editor is not None:
            self._editor.save()

    def put_away(self) -> None:
        """Close; what was typed is kept as a draft."""
        if self._editor is not None and self._editor.put_away():
            self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self._editor = None
        self.close_sheet()

    def show_card(self, line: StudentLine) -> None:
        """Show what everybody may know of a student."""
        run, show = self._context.tasks.run, partial(self._show_card, line)
        if line.class_id is None:
            show(())
        else:
            run(operations.class_teacher_names.bind(line.class_id), show, owner=self)

    def ask_print(self, lines: Sequence[StudentLine], group: str) -> None:
        """Ask what the list is for."""
        content = PrintSheet(group, len(lines), self._purpose)
        content.wanted.connect(partial(self._print, lines, group))
        self.open_sheet(_("Print the list"), content)

    def ask_export(self, lines: Sequence[StudentLine], group: str) -> None:
        """Ask what the list is for, then write it into a spreadsheet."""
        content = ExportSheet(self._context, group, [line.id for line in lines])
        content.done.connect(self.close_sheet)
        self.open_sheet(_("Export the list"), content)

    def _show_card(self, line: StudentLine, teachers: tuple[str, ...]) -> None:
        if not self._context.actor.may(Permission.MENTOR_READ):
            self._open_card(line, StudentCard(line, teachers))
            return

        def show(mentors: Mapping[str, str]) -> None:
            self._open_card(line, StudentCard(line, teachers, mentors.get(line.id, "")))

        self._context.tasks.run(operations.mentor_names.bind((line.id,)), show, owner=self)

    def _open_card(self, line: StudentLine, card: StudentCard) -> None:
        self.open_sheet(line.name, card)
        self._context.tasks.run(operations.class_history.bind(line.id), card.spells.show_spells, owner=card)

    def _load_draft(self, opened: StudentView) -> None:
        self._context.drafts.load(draft_key(opened.id), partial(self._open_form, opened), owner=self)

    def _open_form(self, opened: StudentView | None, draft: bytes | None) -> None:
        if self._shape is None or self._editor is not None:
            return
        self._editor = StudentEditor(self._context, (self.classes, self._shape), opened, draft)
        self._editor.saved.connect(self._saved)
        title = tr("Add a student") if opened is None else tr("Correct {name}", name=opened.line.name)
        self.open_sheet(title, self._editor)

    def _saved(self, student_id: str) -> None:
        self._editor = None
        self.close_sheet()
        self.saved.emit(student_id)

    def _print(self, lines: Sequence[StudentLine], group: str, purpose: str) -> None:
        self._purpose = purpose
        self.close_sheet()
        show = partial(self._show_paper, lines, group, purpose)
        self._context.tasks.run(operations.head_of_list.bind(), show, owner=self)

    def _show_paper(self, lines: Sequence[StudentLine], group: str, purpose: str, head: PaperHead) -> None:
        def make() -> bytes:
            from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy; only when something is printed
            from xinmiao.features.roster.prints import class_list_paper  # noqa: PLC0415 -- as above

            return render_pdf(class_list_paper(lines, head, subtitle=group, purpose=purpose))

        self._context.papers.show(_("Class list"), make, file_name=tr("Class list") + ".pdf", owner=self)
