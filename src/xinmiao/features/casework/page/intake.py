"""The page of one intake: the form, its versions, its paper and the empty form to be filled in by hand."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.intake import IntakeEditor, draft_key
from xinmiao.features.casework.page.case_papers import intake_question
from xinmiao.features.casework.page.intake_history import IntakeHistoryColumn
from xinmiao.features.casework.records import CASE, INTAKE, IntakeVersion, IntakeView
from xinmiao.features.casework.rules.cases import is_late_entry
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.side_sheet import SideSheet


class IntakePage(Page):
    """Shows and writes the intake of one case; opened with the case's id."""

    interests: ClassVar[frozenset[str]] = frozenset({INTAKE.record, CASE.record, "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("case_intake")
        self._case_id = ""
        self._view: IntakeView | None = None
        self.editor: IntakeEditor | None = None
        self.panels = PanelSheet(context, self, CASE.record)
        self.header = PageHeader(_("Intake"), "", None, self._more())
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.sheet = SideSheet(self, name="intake_sheet")

    def open_record(self, record_id: str) -> None:
        """Show the intake of a case, with what was typed and not saved."""
        if self.editor is not None:
            self.editor.put_away()
        self.sheet.close_sheet()
        self._case_id = record_id
        self._ask()

    def reload(self) -> None:
        """Ask again, unless something is being written."""
        if self._case_id and (self.editor is None or not self.editor.form.dirty):
            self._ask()

    def page_actions(self) -> tuple[Action, ...]:
        """Return saving and printing with their keys."""
        return (
            Action("save", _("Save"), self._save, icon="save", enabled=self._can_write),
            Action("print", _("Print"), self._print, icon="printer", enabled=self._is_there),
            *self._more(),
        )

    def help_text(self) -> str:
        """Return the help of the intake."""
        return tr(
            "Nothing has to be known at a first visit: what stays empty reads as not known. That the guardian has not"
            " consented yet blocks nothing; it stands on Today. What you type is kept as a sealed draft every few"
            " seconds. Ctrl+P prints the intake, the menu also an empty form to be filled in by hand."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        if self.editor is not None:
            self.editor.put_away()
        return True

    def _more(self) -> tuple[Action, ...]:
        return (
            Action("intake_history", _("Earlier versions…"), self._ask_history, "", "history", self._is_there),
            Action("print_intake", _("Print the intake…"), self._print, "", "printer", self._is_there),
            Action("print_blank", _("Print an empty form…"), partial(self._ask_print, blank=True), "", "file-text"),
            *self.panels.action(_("Attachments"), lambda: self._case_id or None),
        )

    def _is_there(self) -> bool:
        return self._view is not None and self._view.version is not None

    def _can_write(self) -> bool:
        return self._view is not None and self._view.may_write

    def _save(self) -> None:
        if self.editor is not None:
            self.editor.save()

    def _ask(self) -> None:
        case_id = self._case_id

        def found(view: IntakeView) -> None:
            self.context.drafts.load(draft_key(case_id), partial(self._show, view), owner=self)

        self.context.tasks.run(operations.get_intake.bind(case_id), found, owner=self)

    def _show(self, view: IntakeView, draft: bytes | None) -> None:
        if view.case.id != self._case_id:
            return
        self._view = view
        self._head(view)
        old, self.editor = self.editor, IntakeEditor(self.context, view, draft)
        self.editor.saved.connect(self._ask)
        self._stack.addWidget(self.editor)
        self._stack.setCurrentWidget(self.editor)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _head(self, view: IntakeView) -> None:
        case = view.case
        words = [case.student.class_label, case.number]
        if view.entered_at is not None and view.content.done_on is not None:
            late = is_late_entry(view.content.done_on, view.entered_at)
            entered = show_datetime(view.entered_at)
            words.append(tr("late entry {at}", at=entered) if late else tr("entered {at}", at=entered))
        self.header.set_title(
            tr("Intake of {name}", name=case.student.name), tr(" · ").join(word for word in words if word)
        )
        chips = [] if view.version is not None else [Chip(_("Not saved yet"), "watch")]
        if not view.may_write:
            chips.append(Chip(_("Read only"), ""))
        self.header.set_chips(chips)
        self.header.set_actions(None, self._more())

    def _ask_history(self) -> None:
        def found(versions: tuple[IntakeVersion, ...]) -> None:
            self.sheet.open_sheet(_("Earlier versions"), IntakeHistoryColumn(versions))

        self.context.tasks.run(operations.get_intake_history.bind(self._case_id), found, owner=self)

    def _print(self) -> None:
        self._ask_print(blank=False)

    def _ask_print(self, *, blank: bool) -> None:
        if self._view is None:
            return
        question = intake_question(self.context, None if blank else self._view, self.sheet.close_sheet)
        self.sheet.open_sheet(_("Print an empty form") if blank else _("Print the intake"), question)
