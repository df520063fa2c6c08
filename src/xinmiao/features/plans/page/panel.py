"""The plan on the student's page: state, goals with their last progress, measures that are due."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.plans import operations
from xinmiao.features.plans.editor.reading import progress_chip
from xinmiao.features.plans.records import STATE_LABELS, STATE_TONES, GoalView, PlanDesk, PlanState, PlanView
from xinmiao.features.plans.rules.due import EDIT, PAGE, REVIEW
from xinmiao.kernel.display import show_date
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 3


class PlanPanel(RecordPanel):
    """Says how the plan stands, and opens it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("plan_panel")
        self._student_id = ""
        self._shown: object = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget | None = None
        self._show(None)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the plan of a student; of another one, nothing until the answer is there."""
        del kind
        if record_id != self._student_id:
            self._student_id = record_id
            self._show(None)

        def found(desk: PlanDesk | None) -> None:
            if record_id == self._student_id:
                self._show(desk)

        self.ask(operations.get_student_plan.bind(record_id), found)

    def _show(self, desk: PlanDesk | None) -> None:
        if desk == self._shown:
            return
        self._shown = desk
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self._card = self._nothing() if desk is None or desk.lead is None else self._plan(desk, desk.lead)
        self._column.addWidget(self._card)
        self._card.show()

    def _nothing(self) -> Card:
        card = Card(_("Plan"), name="plan_card")
        card.add(label(_("No plan. It is made for a student at a raised level."), "secondary", wrap=True))
        card.add_action(self._button(_("Begin a plan"), "plan_begin", f"{EDIT}{self._student_id}"))
        return card

    def _plan(self, desk: PlanDesk, plan: PlanView) -> Card:
        card = Card(tr("Plan v{number}", number=plan.number), name="plan_card")
        card.add_action(self._button(_("Open"), "plan_open", plan.id))
        card.add(_row(StatusChip(STATE_LABELS[plan.state], STATE_TONES[plan.state], name="plan_state")))
        for words in _lines(desk, plan):
            card.add(label(words, "secondary", wrap=True))
        for goal in plan.goals[:_MOST]:
            card.add(_goal(plan, goal))
        if (more := len(plan.goals) - _MOST) > 0:
            card.add(label(tr("{count} more goals", count=more), "secondary"))
        for words in _due(plan):
            card.add(label(words, "secondary", wrap=True))
        if plan.state is PlanState.REVIEW_DUE:
            card.add(_row(self._button(_("Review now"), "plan_review", f"{REVIEW}{plan.id}")))
        return card

    def _button(self, words: object, name: str, record: str) -> Button:
        def open_it() -> None:
            self.context.navigator.open(Target(PAGE, record))

        return Button(str(words), role="quiet", name=name, clicked=open_it)


def _lines(desk: PlanDesk, plan: PlanView) -> Iterable[str]:
    if plan.state in {PlanState.IN_FORCE, PlanState.REVIEW_DUE, PlanState.AGREED}:
        yield tr("Next review {day}", day=show_date(plan.next_review_on))
    if plan.closed_on is not None:
        yield tr("Closed on {day}", day=show_date(plan.closed_on))
    if (pending := desk.pending) is not None:
        yield tr("Version {number}: {state}", number=pending.number, state=str(STATE_LABELS[pending.state]))


def _due(plan: PlanView) -> Iterable[str]:
    """Yield the open measures, the next first; none of a plan that is over."""
    if plan.state in {PlanState.CLOSED, PlanState.REPLACED, PlanState.DRAFT}:
        return
    open_ones = sorted(
        (each for each in plan.measures if each.done_on is None and each.due_on), key=lambda each: str(each.due_on)
    )
    for each in open_ones[:_MOST]:
        when = tr("overdue since {day}", day=show_date(each.due_on)) if each.is_overdue else show_date(each.due_on)
        yield tr(" · ").join(part for part in (each.what, each.who, when) if part)


def _goal(plan: PlanView, goal: GoalView) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().size("space-s"))
    row.addWidget(label(goal.what, wrap=True), 1)
    last = plan.reviews[-1].progress if plan.reviews else ()
    told = next((each for each in last if each.goal_id == goal.id), None)
    if told is not None:
        row.addWidget(progress_chip(told.progress, told.evidence), 0, Qt.AlignmentFlag.AlignTop)
    return holder


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
