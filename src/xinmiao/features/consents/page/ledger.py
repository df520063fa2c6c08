"""同意书台账: all consents of the school year, who still misses one, and writing one down."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.consents import operations
from xinmiao.features.consents.editor.questions import ConsentQuestion, withdrawal_question, withdrawn
from xinmiao.features.consents.page.ledger_list import LedgerList
from xinmiao.features.consents.page.printing import show_form
from xinmiao.features.consents.records import CONSENT, KIND_LABELS, ConsentKind, ConsentState
from xinmiao.features.consents.rules.entries import GRID, NEW
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.widgets.header import PageHeader

MISSING = "missing"
"""As a record: go to who has an open case and no consent."""


class ConsentsPage(Page):
    """The ledger. Opened with `new:` and a student's id, it asks for a consent of his."""

    interests: ClassVar[frozenset[str]] = frozenset({CONSENT.record, "student", "case", "attachment"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("consents")
        self._new = Action("new", _("Note a consent…"), self.ask, "Ctrl+N", "plus")
        self._row_actions = (
            Action("open", _("Correct"), self._correct, "Return", "pen-line", self._has_row),
            Action("withdraw", _("Withdrawn…"), self._withdraw, "", "undo-2", self._is_given),
            Action("student", _("Open the student"), self._open_student, "", "user", self._has_row),
        )
        self._forms = tuple(self._form_action(kind, words) for kind, words in KIND_LABELS)
        self._collect = Action("collect", _("Collect slips…"), self._go_collecting, "Ctrl+G", "clipboard-check")
        told = _("Who was asked for which consent and what was answered. A talk at risk never waits for one.")
        self.header = PageHeader(_("Consents"), told, self._collect, (self._new, *self._forms))
        self.list = LedgerList()
        self.list.collect_wanted.connect(self._go_collecting)
        self.list.table.set_actions(self._row_actions)
        self.list.table.opened.connect(lambda _id: self._correct())
        self.sheet = QuestionSheet(self, context, name="consent_sheet")
        self.panels = PanelSheet(context, self, CONSENT.record)
        lay_out(self, self.header, self.list, padded=True)
        self.setFocusProxy(self.list)

    def reload(self) -> None:
        """Ask for the ledger."""
        self.context.tasks.run(operations.list_consents.bind(), self.list.show_consents, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to one consent, or ask for one of a student."""
        if record_id.startswith(NEW):
            student_id = record_id.removeprefix(NEW)
            self.context.tasks.run(student_lines.bind((student_id,)), self._ask_of, owner=self)
        elif record_id == MISSING:
            self.context.tasks.run(operations.list_without_consent.bind(), self._tell_missing, owner=self)
        else:
            self.list.want(record_id)
        self._stale = True

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        attached = self.panels.action(_("Attachments and place of the original"), self._row_id)
        return (self._new, self._collect, *self._row_actions, *attached, *self._forms, save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Enter corrects a line, Ctrl+G collects the slips of a class, Ctrl+N notes one. A consent holds"
            " until the end of the school year. Under 14 the guardian has to agree; a refusal or withdrawal counts"
            " whoever says it."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def ask(self) -> None:
        """Ask for a consent of somebody."""
        self._ask_one(ConsentQuestion(self.context, None), _("Note a consent"), "consent:new")

    def _ask_of(self, lines: tuple[StudentLine, ...]) -> None:
        for line in lines:
            question = ConsentQuestion(self.context, None, line.id, line.name)
            self._ask_one(question, _("Note a consent"), f"new_consent:{line.id}")

    def _tell_missing(self, lines: tuple[StudentLine, ...]) -> None:
        names = tr(", ").join(f"{line.name} {line.class_label}".strip() for line in lines)
        self.context.notices.inform(tr("No consent to counselling holds for: {names}.", names=names))

    def _correct(self) -> None:
        if (view := self.list.current) is not None:
            self._ask_one(ConsentQuestion(self.context, view), _("Correct a consent"), f"consent:{view.id}")

    def _ask_one(self, question: ConsentQuestion, title: Any, draft_key: str) -> None:
        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.save_consent.bind(question.id, question.base_version, question.written(values))

        self.sheet.ask(title, question, bind, done=self._saved, draft_key=draft_key)

    def _withdraw(self) -> None:
        view = self.list.current
        if view is None:
            return

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.withdraw_consent.bind(view.id, view.version, withdrawn(values))

        title = tr("{name}: consent withdrawn", name=view.student.name)
        self.sheet.ask(title, withdrawal_question(self.context), bind, done=self._saved)

    def _saved(self, _version: int) -> None:
        self.context.notices.inform(_("Consent noted."))

    def _open_student(self) -> None:
        if (view := self.list.current) is not None:
            self.context.navigator.open(Target("student", view.student.id))

    def _go_collecting(self) -> None:
        self.context.navigator.open(Target(GRID))

    def _form_action(self, kind: ConsentKind, words: Text) -> Action:
        told = _("Blank form: {kind}").format(kind=str(words))
        return Action(f"form_{kind.value}", told, partial(show_form, self.context, kind), icon="printer")

    def _has_row(self) -> bool:
        return self.list.current is not None

    def _is_given(self) -> bool:
        view = self.list.current
        return view is not None and view.state is ConsentState.GIVEN

    def _row_id(self) -> str | None:
        view = self.list.current
        return None if view is None else view.id
