"""What is asked of an agreed plan in the sheet: its review, its end, a new version, a signature, a done measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.plans.records import (
    MEASURE,
    PLAN,
    PROGRESS,
    REVIEW,
    GoalView,
    MeasureView,
    PaperApproval,
    PlanView,
    ProgressView,
    ReviewDecision,
    ReviewDraft,
)
from xinmiao.features.plans.rules.writing import progress_field
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import put_back, taken
from xinmiao.ui.forms.form import Form
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

_REVIEW_HEAD = ("held_on", "participants")
_REVIEW_TAIL = ("words", "decision", "next_review_on")


class PlanQuestion(QWidget):
    """A few fields of one record and the button that confirms them."""

    confirmed = Signal(object)
    """The form's values."""
    changed = Signal()

    def __init__(
        self, spec: RecordSpec, names: tuple[str, ...], values: Mapping[str, Any], verb: Text, told: str
    ) -> None:
        super().__init__()
        self.setObjectName("plan_question")
        self.names = names
        self.form = Form(spec, names, parent=self)
        self.form.set_values(values)
        self.banner = EditorBanner()
        body = PageColumn(name="question_column")
        body.body.setSpacing(theme.current().size("space-m"))
        if told:
            body.add(label(told, "muted", wrap=True))
        self.fill(body)
        _lay_out(self, self.banner, body, Button(verb, role="primary", name="confirm_plan", clicked=self.confirm))
        self.form.changed.connect(self.changed)

    def fill(self, body: PageColumn) -> None:
        """Place the fields."""
        for name in self.names:
            body.add(self.form.row(name))

    def confirm(self) -> None:
        """Hand the answers over; what is missing is said by the operation."""
        self.confirmed.emit(self.form.values())

    def refuse(self, error: AppError) -> None:
        """Mark what was refused, or tell it above the fields."""
        if isinstance(error, ValidationFailed):
            self.mark(error.problems)
        else:
            told = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            self.banner.tell("error", error.message, told)

    def mark(self, problems: Mapping[str, Text]) -> None:
        """Mark the fields of `problems`."""
        self.form.show_problems(problems)

    def plain(self) -> dict[str, Any]:
        """Return what stands there, for a draft."""
        return {"fields": taken(self.form)}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        put_back(self.form, plain.get("fields") or {})


def closing_question(plan: PlanView, today: date) -> PlanQuestion:
    """Return the question at the end of a plan."""
    told = tr("Goals, measures and reviews stay readable. A new plan can be begun later.")
    return PlanQuestion(PLAN, ("closed_on", "closing_words"), {"closed_on": today}, _close_verb(plan), told)


def _close_verb(plan: PlanView) -> Text:
    return _("Give this version up") if plan.allowed.edit else _("Close the plan")


def renewal_question(plan: PlanView) -> PlanQuestion:
    """Return the question before a new version."""
    told = tr(
        "Version {number} stays in force until the new one is agreed. Goals not reached yet and measures not done yet"
        " go over.",
        number=plan.number,
    )
    return PlanQuestion(PLAN, ("change_reason",), {}, _("Begin the new version"), told)


def paper_question(today: date) -> PlanQuestion:
    """Return the question for a signature that stands on paper."""
    told = tr("A signature given on paper counts like one in the program.")
    names = ("approver_name", "approved_on", "approval_place")
    return PlanQuestion(PLAN, names, {"approved_on": today}, _("Register the signature"), told)


def done_question(measure: MeasureView, today: date) -> PlanQuestion:
    """Return the question for a measure that was done."""
    return PlanQuestion(MEASURE, ("done_on", "done_words"), {"done_on": today}, _("Mark as done"), measure.what)


def paper_approval(values: Mapping[str, Any], today: date) -> PaperApproval:
    """Return the answers of `paper_question`."""
    return PaperApproval(values["approver_name"] or "", values["approved_on"] or today, values["approval_place"] or "")


class ReviewQuestion(PlanQuestion):
    """A review: how each goal stands, what is decided, when it is looked at again."""

    def __init__(self, plan: PlanView, today: date) -> None:
        self.plan, self._goals = plan, {goal.id: goal for goal in plan.goals}
        self.progress: dict[str, Form] = {}
        super().__init__(
            REVIEW,
            (*_REVIEW_HEAD, *_REVIEW_TAIL),
            {"held_on": today, "participants": plan.participants},
            _("Save the review"),
            "",
        )

    def fill(self, body: PageColumn) -> None:
        """Place the day, each goal, then the decision."""
        for name in _REVIEW_HEAD:
            body.add(self.form.row(name))
        for goal in self._goals.values():
            body.add(self._goal(goal))
        for name in _REVIEW_TAIL:
            body.add(self.form.row(name))

    def draft(self, new_id: Callable[[], str], today: date) -> ReviewDraft:
        """Return the review as it stands; a goal without an answer is left out."""
        values = self.form.values()
        return ReviewDraft(
            review_id=new_id(),
            plan_id=self.plan.id,
            base_version=self.plan.version,
            held_on=values["held_on"] or today,
            decision=values["decision"] or ReviewDecision.GO_ON,
            progress=tuple(self._progress()),
            participants=values["participants"] or "",
            words=values["words"] or "",
            next_review_on=values["next_review_on"],
            new_plan_id=new_id(),
        )

    def confirm(self) -> None:
        """Ask for the decision first: it is the one thing the operation cannot guess."""
        if self.form.values()["decision"] is None:
            self.mark({"decision": _("Please choose one of the list.")})
        else:
            super().confirm()

    def mark(self, problems: Mapping[str, Text]) -> None:
        """Mark the fields of the review and of its goals."""
        super().mark({name: each for name, each in problems.items() if ":" not in name})
        for goal_id, form in reversed(self.progress.items()):
            names = {name: progress_field(goal_id, name) for name in ("progress", "evidence")}
            form.show_problems({name: problems[told] for name, told in names.items() if told in problems})

    def plain(self) -> dict[str, Any]:
        """Return what stands there, for a draft."""
        return {**super().plain(), "goals": {goal_id: taken(form) for goal_id, form in self.progress.items()}}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        super().put_back(plain)
        for goal_id, fields in (plain.get("goals") or {}).items():
            if goal_id in self.progress:
                put_back(self.progress[goal_id], fields)

    def _progress(self) -> list[ProgressView]:
        found = []
        for goal_id, form in self.progress.items():
            values = form.values()
            if values["progress"] is not None:
                found.append(ProgressView(goal_id, values["progress"], values["evidence"] or ""))
        return found

    def _goal(self, goal: GoalView) -> QWidget:
        form = self.progress[goal.id] = Form(PROGRESS, ("progress", "evidence"), parent=self)
        form.changed.connect(self.changed)
        holder = QWidget()
        holder.setObjectName(f"review_goal_{goal.id}")
        holder.setAccessibleName(goal.what)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        column.addWidget(Hairline())
        column.addWidget(label(goal.what, "strong", wrap=True))
        column.addWidget(label(goal.how_seen, "secondary", wrap=True))
        column.addWidget(form.row("progress"))
        column.addWidget(form.row("evidence", help_=""))
        return holder


def _lay_out(question: QWidget, banner: QWidget, body: QWidget, confirm: QWidget) -> None:
    space = theme.current().size
    foot = QHBoxLayout()
    foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
    foot.addStretch(1)
    foot.addWidget(confirm)
    column = QVBoxLayout(question)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(banner)
    column.addWidget(body, 1)
    column.addWidget(Hairline())
    column.addLayout(foot)
