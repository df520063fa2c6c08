"""The student's page: who this is, one timeline of everything, the profile beside it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.growth_files import operations
from xinmiao.features.growth_files.editor.profile import ProfileSide
from xinmiao.features.growth_files.page.heading import FamilyStrip, MarkBanners, facts_of, mark_chips, state_chips
from xinmiao.features.growth_files.page.profile_sheet import ProfileSheet
from xinmiao.features.growth_files.page.text_search import TextSearch
from xinmiao.features.growth_files.records import GROWTH_FILE, FileOpening, StudentFileView, StudentPageView
from xinmiao.kernel.access import Permission
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.record_panel import RecordPanels
from xinmiao.ui.timeline import TimelineView
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.surfaces import PageColumn

EDIT = "edit:"
"""Before a student's id: his profile is to be opened for writing."""
_SIDE_PX = 336


class GrowthFilePage(Page):
    """One student: header, family, timeline, profile. Opened with the student's id, or `edit:` and the id."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            GROWTH_FILE.record,
            "student",
            "student_details",
            "guardian",
            "case",
            "counselling_note",
            "reminder",
            "attachment",
            "plan",
            "plan_goal",
            "plan_measure",
            "plan_review",
            "appointment",
            "waiting_entry",
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("growth_file")
        self._student_id = ""
        self._edit_wanted = False
        self._view: StudentFileView | None = None
        self.header = PageHeader("")
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.header.set_actions(self._write_action(), self._more())
        self.header.add_widget(Button(_("Access record"), icon="eye", name="access_record", clicked=self._open_access))
        self.family = FamilyStrip(context.notices)
        self.banners = MarkBanners()
        self.timeline = TimelineView(context.clock.today)
        self.timeline.opened.connect(context.navigator.open)
        self.texts = TextSearch(context, self.timeline)
        self.profile = ProfileSide()
        self.profile.edit_asked.connect(self._edit_profile)
        self.profile.open_asked.connect(self._open_file)
        self.panels = RecordPanels(context, "student")
        self.sheet = ProfileSheet(self, context)
        _lay_out(self)
        self.setFocusProxy(self.timeline.list)

    def open_record(self, record_id: str) -> None:
        """Show another student."""
        self._edit_wanted = record_id.startswith(EDIT)
        student_id = record_id.removeprefix(EDIT)
        if student_id != self._student_id:
            self.sheet.put_away()
            self._student_id, self._view = student_id, None
            self.texts.show_student(student_id)
            self.timeline.set_entries(())
            self.profile.show_view(None, self.context.clock.today())
            self.family.show_view(None)
            self.banners.show_marks(())
            self.header.set_title("")
            self.header.set_chips(())
        self._stale = False
        self.reload()

    def reload(self) -> None:
        """Ask for the student, his file and what all features know of him."""
        if not self._student_id:
            return
        features = self.context.features
        timeline = tuple(source for feature in features for source in feature.timeline)
        marks = tuple(source for feature in features for source in feature.marks)
        asked = operations.get_student_page.bind(self._student_id, timeline, marks)
        self.context.tasks.run(asked, partial(self._show_page, self._student_id), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return writing a note, printing the file, what can be edited here, and the search."""
        find = Action("search_notes", _("Search in notes"), self.timeline.search.setFocus, "Ctrl+F", "search")
        save = Action("save", _("Save"), self.sheet.save, icon="save", enabled=lambda: self.sheet.editing)
        return (self._write_action(), *self._more(), find, save)

    def help_text(self) -> str:
        """Return the help of the student's page."""
        return tr(
            "Everything the room knows of this student stands in one timeline, the newest first; Enter opens an entry."
            " Typing in the search field filters it; Enter there searches in the whole text of the notes. The profile"
            " is beside it; what you type in it is kept as a draft. A phone number shows while you hold its button."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _write_action(self) -> Action:
        return Action("new", _("Write a note"), self._write_note, icon="notebook-pen", enabled=self._has_student)

    def _more(self) -> tuple[Action, ...]:
        found = (
            Action("print", _("Print the growth file"), self._print, icon="printer", enabled=self._has_file),
            Action("edit_profile", _("Edit the profile"), self._edit_profile, "Ctrl+E", "pen-line", self._has_file),
        )
        if not self.context.actor.may(Permission.STUDENT_WRITE):
            return found
        return (*found, Action("correct", _("Correct the record"), self._correct, "F2", "user", self._has_student))

    def _has_student(self) -> bool:
        return self._view is not None and self.sheet.isHidden()

    def _has_file(self) -> bool:
        return self._view is not None and self._view.file is not None and self.sheet.isHidden()

    def _open_access(self) -> None:
        if self._has_student():
            self.context.navigator.open(Target("access_record", self._student_id))

    def _write_note(self) -> None:
        self.context.navigator.open(Target("counselling_note", self._student_id))

    def _correct(self) -> None:
        self.context.navigator.open(Target("students", f"{EDIT}{self._student_id}"))

    def _show_page(self, student_id: str, page: StudentPageView) -> None:
        if student_id != self._student_id:
            return
        view, today = page.file, self.context.clock.today()
        self._view = view
        self.header.set_title(view.student.line.name, facts_of(view, today))
        self.header.set_chips((*state_chips(view), *mark_chips(page.marks)))
        self.family.show_view(view)
        self.banners.show_marks(page.marks)
        self.profile.show_view(view, today)
        self.timeline.set_entries(page.timeline)
        self.panels.show_record(student_id)
        if self._edit_wanted:
            self._edit_wanted = False
            self._edit_profile()

    def _open_file(self, opening: FileOpening) -> None:
        def refused(error: AppError) -> None:
            if isinstance(error, ValidationFailed):
                self.profile.refuse(error.problems)
            else:
                self.context.notices.error(error)

        bound = operations.open_growth_file.bind(
            self._student_id, opening.reason, reason_words=opening.words, opened_on=opening.opened_on
        )
        self.context.tasks.run(bound, failed=refused, owner=self)

    def _edit_profile(self) -> None:
        if self._view is not None and self._view.file is not None:
            self.sheet.edit(self._view.file)

    def _print(self) -> None:
        if self._view is not None:
            self.sheet.ask_print(self._view)


def _lay_out(page: GrowthFilePage) -> None:
    space = theme.current().size
    wide = space("space-xl")
    family = QHBoxLayout()
    family.setContentsMargins(wide, 0, wide, space("space-m"))
    family.addWidget(page.family)
    body = QHBoxLayout()
    body.setContentsMargins(wide, 0, wide, space("space-l"))
    body.setSpacing(space("space-l"))
    body.addWidget(page.timeline, 1)
    side = PageColumn(name="student_side")
    if (holder := side.widget()) is not None and (layout := holder.layout()) is not None:
        layout.setContentsMargins(0, 0, space("space-s"), 0)
    side.body.setSpacing(space("space-m"))
    side.add(page.profile)
    side.add(page.panels)
    side.setFixedWidth(theme.current().px(_SIDE_PX))
    body.addWidget(side)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addWidget(page.banners)
    column.addLayout(family)
    column.addLayout(body, 1)
