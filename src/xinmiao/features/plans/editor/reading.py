"""A version as it is read: facts, texts, goals with their progress at each review, measures, reviews, what changed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.plans.records import (
    MEASURE,
    PLAN,
    PROGRESS,
    REVIEW,
    GoalProgress,
    GoalView,
    MeasureView,
    PlanState,
    PlanView,
    ReviewView,
)
from xinmiao.features.plans.records.plans import GOAL_TEXTS, PASSAGES
from xinmiao.features.plans.rules.changes import ChangeKind, PartChange, changes_between
from xinmiao.features.plans.rules.entries import approval_words
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn

PROGRESS_TONES: dict[GoalProgress, tuple[str, str]] = {
    GoalProgress.NOT_BEGUN: ("", "circle"),
    GoalProgress.MOVING: ("calm", "activity"),
    GoalProgress.REACHED: ("accent", "circle-check"),
    GoalProgress.SET_ASIDE: ("watch", "minus"),
}
_CHANGE_WORDS: dict[ChangeKind, Text] = {
    ChangeKind.ADDED: _("New"),
    ChangeKind.REMOVED: _("Taken out"),
    ChangeKind.CHANGED: _("Changed"),
}


class PlanReading(QWidget):
    """One version, scrolling; `before` shows what is different from it."""

    done_wanted = Signal(object)
    """The MeasureView to be marked as done, or to be opened again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plan_reading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: PageColumn | None = None

    def show_plan(self, plan: PlanView, before: PlanView | None) -> None:
        """Show a version, with what changed since `before`; how far it was scrolled stays."""
        at = 0 if self._shown is None else self._shown.verticalScrollBar().value()
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = PageColumn(name="plan_reading_column")
        self._shown.body.setSpacing(theme.current().size("space-l"))
        for card in self._cards(plan, before):
            self._shown.add(card)
        self._column.addWidget(self._shown)
        self._shown.show()
        self._shown.verticalScrollBar().setValue(at)

    def show_measures(self) -> None:
        """Scroll to the measures."""
        if self._shown is not None and (card := self._shown.findChild(QWidget, "measures_card")) is not None:
            self._shown.ensureWidgetVisible(card, 0, card.height())

    def _cards(self, plan: PlanView, before: PlanView | None) -> Iterable[Card]:
        yield _facts(plan)
        yield _goals(plan)
        yield self._measures(plan)
        if plan.reviews:
            yield _reviews(plan)
        if before is not None:
            yield _changes(plan, before)

    def _measures(self, plan: PlanView) -> Card:
        card = Card(_("Measures"), name="measures_card")
        if not plan.measures:
            card.add(label(tr("Nothing yet."), "muted"))
        for each in plan.measures:
            card.add(self._measure(plan, each))
        return card

    def _measure(self, plan: PlanView, each: MeasureView) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-m"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(each.what, wrap=True))
        due = tr("by {day}", day=show_date(each.due_on)) if each.due_on else ""
        facts = (each.who, MEASURE.side.show(each.side), due, each.where)
        words.addWidget(label(tr(" · ").join(fact for fact in facts if fact), "secondary", wrap=True))
        if each.done_words:
            words.addWidget(label(each.done_words, "secondary", wrap=True))
        row.addLayout(words, 1)
        if each.done_on is not None:
            row.addWidget(StatusChip(tr("done {day}", day=show_date(each.done_on)), "accent", name="measure_done"))
        elif each.is_overdue:
            row.addWidget(StatusChip(_("Overdue"), "warn", name="measure_late"))
        if plan.allowed.tick:
            verb = _("Mark as done") if each.done_on is None else _("Open again")
            button = Button(verb, role="quiet", name=f"done_{each.id}")
            button.setAccessibleName(tr("{verb}: {what}", verb=verb, what=each.what))
            button.clicked.connect(lambda _checked=False, each=each: self.done_wanted.emit(each))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder


def _facts(plan: PlanView) -> Card:
    card = Card(_("Why, and what holds the student"))
    over = plan.state in {PlanState.CLOSED, PlanState.REPLACED}
    facts = (
        (PLAN.agreed_on.label, _agreement(plan)),
        (PLAN.approval.label, approval_words(plan)),
        (PLAN.starts_on.label, show_date(plan.starts_on)),
        (PLAN.next_review_on.label, "" if over else show_date(plan.next_review_on)),
        (PLAN.closed_on.label, tr(" · ").join(part for part in (show_date(plan.closed_on), plan.closed_name) if part)),
    )
    told = [tr("{label}: {text}", label=str(words), text=text) for words, text in facts if text]
    if told:
        card.add(label("　".join(told), "secondary", wrap=True))
    for field in (PLAN.change_reason, *PASSAGES, PLAN.closing_words):
        if text := getattr(plan, field.name):
            card.add(_passage(field.label, text))
    return card


def _agreement(plan: PlanView) -> str:
    parts = (show_date(plan.agreed_on), plan.participants)
    return tr(" · ").join(part for part in parts if part) if plan.agreed_on else ""


def _passage(words: Text | str, text: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(words, "secondary"))
    column.addWidget(label(text, wrap=True))
    return holder


def _goals(plan: PlanView) -> Card:
    """Return the goals as a grid: what, how it will be seen, and one column for each review."""
    card = Card(_("Goals"), name="goals_card")
    if not plan.goals:
        card.add(label(tr("Nothing yet."), "muted"))
        return card
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.current().size("space-l"))
    grid.setVerticalSpacing(theme.current().size("space-m"))
    grid.setColumnStretch(0, 1)
    shown = plan.reviews[-3:]
    for place, review in enumerate(shown, 1):
        grid.addWidget(label(show_date(review.held_on), "secondary"), 0, place)
    for line, goal in enumerate(plan.goals, 1):
        grid.addWidget(_goal(goal), line, 0)
        for place, review in enumerate(shown, 1):
            told = next((each for each in review.progress if each.goal_id == goal.id), None)
            if told is not None:
                grid.addWidget(progress_chip(told.progress, told.evidence), line, place, Qt.AlignmentFlag.AlignTop)
    card.add(grid)
    return card


def _goal(goal: GoalView) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(goal.what, "strong", wrap=True))
    for field in GOAL_TEXTS[1:]:
        if text := getattr(goal, field.name):
            column.addWidget(label(tr("{label}: {text}", label=str(field.label), text=text), "secondary", wrap=True))
    return holder


def progress_chip(progress: GoalProgress, evidence: str = "") -> StatusChip:
    """Return how far a goal has come as a chip; the evidence is its hint."""
    tone, icon = PROGRESS_TONES[progress]
    chip = StatusChip(PROGRESS.progress.show(progress), tone, icon=icon, name="goal_progress")
    chip.setToolTip(evidence)
    chip.setAccessibleDescription(evidence)
    return chip


def _reviews(plan: PlanView) -> Card:
    card = Card(_("Reviews"), name="reviews_card")
    for review in reversed(plan.reviews):
        card.add(_review(plan, review))
    return card


def _review(plan: PlanView, review: ReviewView) -> QWidget:
    decision = REVIEW.decision.show(review.decision)
    title = tr("Review {nth}, {day}", nth=review.nth, day=show_date(review.held_on))
    goals = {goal.id: goal.what for goal in plan.goals}
    lines = [
        tr("{goal}: {progress}", goal=goals[each.goal_id], progress=_told(each.progress, each.evidence))
        for each in review.progress
        if each.goal_id in goals
    ]
    followed = tr("next review {day}", day=show_date(review.next_review_on)) if review.next_review_on else ""
    tail = tr(" · ").join(part for part in (decision, followed, review.participants, review.reviewer_name) if part)
    return _passage(title, "\n".join(part for part in (*lines, review.words, tail) if part))


def _told(progress: GoalProgress, evidence: str) -> str:
    return tr(" · ").join(part for part in (PROGRESS.progress.show(progress), evidence) if part)


def _changes(plan: PlanView, before: PlanView) -> Card:
    card = Card(tr("What is different from version {number}", number=before.number), name="changes_card")
    found = changes_between(before, plan)
    for change in found:
        card.add(_change(change))
    if not found:
        card.add(label(_("Nothing is different."), "muted"))
    return card


def _change(change: PartChange) -> QWidget:
    words = tr("{kind}: {part}", kind=str(_CHANGE_WORDS[change.kind]), part=change.part)
    if change.kind is ChangeKind.CHANGED:
        return _passage(words, tr("Before: {before}\nNow: {after}", before=change.before, after=change.after))
    return _passage(words, change.after or change.before)
