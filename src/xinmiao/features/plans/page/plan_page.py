"""The page of one student's plan: its versions, read or being written, and what can be done with them."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.plans import operations
from xinmiao.features.plans.editor.reading import PlanReading
from xinmiao.features.plans.editor.writing import PlanWriting, draft_key
from xinmiao.features.plans.page.deeds import PlanDeeds
from xinmiao.features.plans.page.head import show_head, show_versions
from xinmiao.features.plans.page.sheet import PlanSheet
from xinmiao.features.plans.records import (
    GOAL,
    MEASURE,
    PLAN,
    MeasureView,
    PlanDesk,
    PlanStamp,
    PlanView,
)
from xinmiao.features.plans.rules.due import DONE, EDIT, REVIEW
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.chips import FilterBar
from xinmiao.ui.widgets.header import PageHeader

_HELP = _(
    "A plan says why, what is to be reached and how it will be seen, and who does what by when. While it is drawn up,"
    " what you type is kept as a sealed draft; Ctrl+S saves, Ctrl+Enter records that it was agreed on in the meeting."
    " In the lists of goals and measures Enter adds a row, Ctrl+Shift with the arrows moves it and with Delete removes"
    " it. An agreed plan is not rewritten: a review goes on, changes it by a new version, or closes it."
)


class PlanPage(Page):
    """One student's plan. Opened with the id of a version or of the student, or `edit:`, `review:`, `done:` and one."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {PLAN.record, GOAL.record, MEASURE.record, "plan_review", "student", "school_setting"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("plan_page")
        self._record, self._wish, self._shown_id = "", "", ""
        self._desk: PlanDesk | None = None
        self.header = PageHeader("")
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.versions = FilterBar(exclusive=True, name="plan_versions")
        self.versions.changed.connect(lambda chosen: self._turn_to(next(iter(chosen), "")))
        self.reading = PlanReading()
        self.writing = PlanWriting(context)
        self.sheet = PlanSheet(self, context)
        self.deeds = PlanDeeds(context, self, self.sheet, self._edit)
        self._stack = QStackedWidget()
        _lay_out(self, self._stack)
        self.reading.done_wanted.connect(self._done_wanted)
        self.writing.stored.connect(self._stored)

    def open_record(self, record_id: str) -> None:
        """Show a plan, go on writing it, or ask for its review."""
        wish, _colon, record = record_id.rpartition(":")
        self.writing.end()
        self.sheet.put_away()
        self._record, self._wish, self._shown_id = record, f"{wish}:" if wish else "", ""
        self._desk = None
        self._stack.setCurrentIndex(0)
        self._stale = False
        self.reload()

    def reload(self) -> None:
        """Ask for the plan again; what is being written is left alone."""
        if self._record and not self.is_writing:
            asked = operations.get_plan_desk.bind(self._record)
            self.context.tasks.run(asked, partial(self._show, self._record), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with the version on screen."""
        save = Action("save", _("Save"), self._save, icon="save", enabled=lambda: self.is_writing or self.sheet.asking)
        agree = Action(
            "agree", _("Agreed in the meeting"), self.writing.agree, "Ctrl+Return", "check", lambda: self.is_writing
        )
        return (save, agree, *self.deeds.offered(self.plan, writing=self.is_writing))

    def help_text(self) -> str:
        """Return the help of the plan."""
        return str(_HELP)

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.writing.flush()
        self.sheet.flush()
        return True

    @property
    def is_writing(self) -> bool:
        """Return whether the form is in front."""
        return self._stack.currentWidget() is self.writing

    @property
    def plan(self) -> PlanView | None:
        """Return the version on screen."""
        return None if self._desk is None else self._desk.version(self._shown_id)

    def _save(self) -> None:
        if self.sheet.asking:
            self.sheet.confirm()
        elif self.is_writing:
            self.writing.save()

    def _show(self, record: str, desk: PlanDesk) -> None:
        if record != self._record or self.is_writing:
            return
        self._desk = desk
        if desk.version(self._shown_id) is None:
            self._shown_id = record if desk.version(record) is not None else desk.leading
        wish, self._wish = self._wish, ""
        if wish == EDIT or not desk.versions:
            self._edit()
            return
        self._read()
        if (plan := self.plan) is not None and wish == REVIEW and plan.allowed.review:
            self.sheet.ask_review(plan)
        elif wish == DONE:
            self.reading.show_measures()

    def _read(self) -> None:
        if self._desk is None or (plan := self.plan) is None:
            return
        before = next((each for each in self._desk.versions if each.number < plan.number and each.agreed_on), None)
        self._stack.setCurrentWidget(self.reading)
        self.reading.show_plan(plan, before)
        self._head(plan)

    def _turn_to(self, plan_id: str) -> None:
        if self._desk is None or not plan_id:
            return
        self.may_leave()
        self.writing.end()
        self._shown_id = plan_id
        self._read()

    def _edit(self) -> None:
        """Write the version that is being drawn up, or the first one of a student who has none."""
        desk = self._desk
        if desk is None:
            return
        plan = next((each for each in desk.versions if each.allowed.edit), None)
        over = all(each.closed_on is not None for each in desk.versions[:1])
        if plan is None and not over:
            self._read()
            return
        self._shown_id = "" if plan is None else plan.id
        self._stack.setCurrentWidget(self.writing)
        self._head(plan)
        self.context.drafts.load(draft_key(desk.student.id), partial(self._write, desk, plan), owner=self)

    def _write(self, desk: PlanDesk, plan: PlanView | None, draft: bytes | None) -> None:
        if desk is self._desk and self.is_writing:
            self.writing.begin(desk, plan, draft)
            self.writing.form.form.focus("reasons" if plan is None or plan.number == 1 else "change_reason")

    def _head(self, plan: PlanView | None) -> None:
        if self._desk is not None:
            deeds = self.deeds.offered(self.plan, writing=self.is_writing)
            show_head(self.header, self._desk.student, plan, deeds)
            show_versions(self.versions, self._desk.versions, self._shown_id)

    def _stored(self, stamp: PlanStamp, agreed: bool) -> None:  # noqa: FBT001 -- a signal's value
        self._record = self._shown_id = stamp.plan_id
        if agreed:
            self.writing.end()
            self._stack.setCurrentIndex(0)
            self.reload()
            return
        asked = operations.get_plan_desk.bind(stamp.plan_id)
        self.context.tasks.run(asked, self._saved, owner=self)

    def _saved(self, desk: PlanDesk) -> None:
        """Go on writing on what was saved."""
        self._desk = desk
        if (plan := desk.version(self._shown_id)) is not None and self.is_writing:
            self.writing.rebase(plan)
            self._head(plan)

    def _done_wanted(self, measure: MeasureView) -> None:
        if measure.done_on is None:
            self.sheet.ask_done(measure)
        else:
            self.context.tasks.run(operations.reopen_measure.bind(measure.id, measure.version), owner=self)


def _lay_out(page: PlanPage, stack: QStackedWidget) -> None:
    space = theme.current().size
    for widget in (QWidget(), page.reading, page.writing):
        stack.addWidget(widget)
    bar = QHBoxLayout()
    bar.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-s"))
    bar.addWidget(page.versions)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addLayout(bar)
    column.addWidget(stack, 1)
    page.versions.hide()
