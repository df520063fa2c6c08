"""The plan on the student's page: state, goals with their last progress, measures that are due."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.plans import operations
from xinmiao.features.plans.editor.reading import progress_chip
from xinmiao.features.plans.records import STATE_LABELS, STATE_TONES, GoalView, PlanDesk, PlanState, PlanView
from xinmiao.features.plans.rules.due import EDIT, PAGE, REVIEW
from xinmiao.kernel.display import show_date
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 3
_Found = PlanDesk | None


class PlanPanel(CardPanel[_Found]):
    """Says how the plan stands, and opens it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="plan_panel", nothing=None, question=self._asked, card=self._told)

    def _asked(self) -> Bound[_Found]:
        return operations.get_student_plan.bind(self.record_id)

    def _told(self, desk: _Found) -> Card:
        return self._no_plan() if desk is None or desk.lead is None else self._plan(desk, desk.lead)

    def _no_plan(self) -> Card:
        card = Card(_("Plan"), name="plan_card")
        card.add(label(_("No plan. It is made for a student at a raised level."), "secondary", wrap=True))
        card.add_action(self.opener(_("Begin a plan"), "plan_begin", Target(PAGE, f"{EDIT}{self.record_id}")))
        return card

    def _plan(self, desk: PlanDesk, plan: PlanView) -> Card:
        card = Card(tr("Plan v{number}", number=plan.number), name="plan_card")
        card.add_action(self.opener(_("Open"), "plan_open", Target(PAGE, plan.id)))
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
            card.add(_row(self.opener(_("Review now"), "plan_review", Target(PAGE, f"{REVIEW}{plan.id}"))))
        return card


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
