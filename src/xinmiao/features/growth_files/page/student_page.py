"""The student's page: who this is, one timeline of everything, the profile beside it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.features.growth_files import operations
from xinmiao.features.growth_files.editor.profile import ProfileEditor, ProfileSide
from xinmiao.features.growth_files.records import GROWTH_FILE, GrowthFilePrint, OpeningReason, StudentFileView
from xinmiao.features.roster.records import STUDENT
from xinmiao.kernel.display import age_on
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.timeline import TimelineView
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.side_sheet import SideSheet


class GrowthFilePage(Page):
    """One student: header, timeline, profile. Opened with the student's id."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {GROWTH_FILE.record, "student", "student_details", "guardian", "case", "counselling_note", "reminder"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("growth_file")
        self._student_id = ""
        self._view: StudentFileView | None = None
        self.header = PageHeader("")
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.header.set_actions(self._write_action(), self._more())
        self.header.add_widget(Button(_("Access record"), icon="eye", name="access_record", clicked=self._open_access))
        self.timeline = TimelineView()
        self.timeline.opened.connect(context.navigator.open)
        self.profile = ProfileSide()
        self.profile.edit_asked.connect(self._edit_profile)
        self.profile.open_asked.connect(self._open_file)
        self.sheet = SideSheet(self, width=560, name="profile_sheet")
        space = theme.current().size
        body = QHBoxLayout()
        body.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
        body.setSpacing(space("space-l"))
        body.addWidget(self.timeline, 1)
        self.profile.setFixedWidth(theme.current().px(320))
        self.profile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        body.addWidget(self.profile)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)
        self.setFocusProxy(self.timeline.list)

    def open_record(self, record_id: str) -> None:
        """Show another student."""
        if record_id != self._student_id:
            self.sheet.close_sheet()
            self._student_id, self._view = record_id, None
            self.timeline.set_entries(())
            self.profile.show_file(None)
            self.header.set_title("")
            self.header.set_chips(())
        self._stale = False
        self.reload()

    def reload(self) -> None:
        """Ask for the student, his file and what all features know of him."""
        if not self._student_id:
            return
        sources = tuple(source for feature in self.context.features for source in feature.timeline)
        file = operations.get_growth_file.bind(self._student_id)
        self.context.tasks.run(file, partial(self._show, self._student_id), owner=self)
        entries = operations.gather_timeline.bind(self._student_id, sources)
        self.context.tasks.run(entries, partial(self._show_timeline, self._student_id), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return writing a note and printing the file."""
        return (self._write_action(), *self._more())

    def help_text(self) -> str:
        """Return the help of the student's page."""
        return tr(
            "Everything the room knows of this student stands in one timeline, the newest first; Enter opens an entry."
            " The profile is beside it. Ctrl+N writes a note, Ctrl+P prints the growth file."
        )

    def _write_action(self) -> Action:
        return Action("new", _("Write a note"), self._write_note, icon="notebook-pen", enabled=self._has_student)

    def _more(self) -> tuple[Action, ...]:
        return (
            Action("print", _("Print the growth file"), self._print, icon="printer", enabled=self._has_file),
            Action("edit_profile", _("Edit the profile"), self._edit_profile, "Ctrl+E", "pen-line", self._has_file),
        )

    def _has_student(self) -> bool:
        return self._view is not None

    def _has_file(self) -> bool:
        return self._view is not None and self._view.file is not None

    def _open_access(self) -> None:
        if self._has_student():
            self.context.navigator.open(Target("access_record", self._student_id))

    def _write_note(self) -> None:
        self.context.navigator.open(Target("counselling_note", self._student_id))

    def _show(self, student_id: str, view: StudentFileView) -> None:
        if student_id != self._student_id:
            return
        self._view = view
        line, details = view.student.line, view.student.details
        age = age_on(details.birth_date, self.context.clock.today())
        shown_age = tr("{age} years old", age=age) if age is not None else ""
        facts = (line.class_label, STUDENT.sex.show(line.sex), shown_age)
        self.header.set_title(line.name, tr(" · ").join(fact for fact in facts if fact))
        no_file = () if view.file else (Chip(_("No growth file yet"), "calm", "folder"),)
        self.header.set_chips(no_file)
        self.profile.show_file(view.file)

    def _show_timeline(self, student_id: str, entries: tuple[TimelineEntry, ...]) -> None:
        if student_id == self._student_id:
            self.timeline.set_entries(entries)

    def _open_file(self) -> None:
        self.context.tasks.run(
            operations.open_growth_file.bind(self._student_id, OpeningReason.PRIORITY_GROUP), owner=self
        )

    def _edit_profile(self) -> None:
        if self._view is None or self._view.file is None:
            return
        editor = ProfileEditor(self._view.file)
        editor.save_asked.connect(lambda: self._save_profile(editor))
        self.sheet.open_sheet(_("Profile"), editor)

    def _save_profile(self, editor: ProfileEditor) -> None:
        def saved(_version: int) -> None:
            self.sheet.close_sheet()
            self.context.notices.inform(tr("Profile saved."))

        def refused(error: AppError) -> None:
            if isinstance(error, ValidationFailed):
                editor.refuse(error)
            else:
                self.context.notices.error(error)

        bound = operations.save_profile.bind(editor.file.id, editor.file.version, editor.profile())
        self.context.tasks.run(bound, saved, refused, owner=editor)

    def _print(self) -> None:
        features = self.context.features
        timeline = tuple(source for feature in features for source in feature.timeline)
        chapters = tuple(source for feature in features for source in feature.chapters)
        bound = operations.collect_growth_file_print.bind(self._student_id, timeline, chapters)
        self.context.tasks.run(bound, self._show_paper, owner=self)

    def _show_paper(self, view: GrowthFilePrint) -> None:
        self.context.papers.show(_("Growth file"), partial(_growth_file_pdf, view), owner=self)


def _growth_file_pdf(view: GrowthFilePrint) -> bytes:
    """Make the PDF; called on the work lane, where the heavy modules are loaded."""
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- loaded when the first paper is made
    from xinmiao.features.growth_files.prints import growth_file_paper  # noqa: PLC0415 -- as above

    return render_pdf(growth_file_paper(view, purpose=tr("for the counselling room")))
