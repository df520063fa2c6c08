"""All plans: what is due of them first, filtered by state, class and whose they are."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.plans import operations
from xinmiao.features.plans.page.columns import plan_columns
from xinmiao.features.plans.page.printing import show_form
from xinmiao.features.plans.records import GOAL, MEASURE, PLAN, STATE_LABELS, PlanLine, PlanState
from xinmiao.features.plans.rules.due import PAGE, REVIEW
from xinmiao.kernel.tasks import Target, target_of_list
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

_OWN, _LATE = "own", "late"
_OVER = frozenset({PlanState.CLOSED, PlanState.REPLACED})
_SHOWN_STATES = (PlanState.REVIEW_DUE, PlanState.IN_FORCE, PlanState.AGREED, PlanState.DRAFT, PlanState.CLOSED)


class PlansPage(Page):
    """The plan of every student who has one, the most urgent first."""

    interests: ClassVar[frozenset[str]] = frozenset({PLAN.record, GOAL.record, MEASURE.record, "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("plans")
        form = Action("plan_form", _("Empty form for paper"), partial(show_form, context), icon="file-text")
        batch = Action("plan_batch", _("Print for a list"), self._to_batch, icon="printer")
        told = _("What the school agreed to do for single students, and what of it is due.")
        self.header = PageHeader(_("Plans"), told, None, (batch, form))
        self.filters = FilterBar(_filters(()), name="plan_filters")
        self.classes = Combo(_("Grade or class"), name="plan_class")
        self.classes.addItem(tr("All classes"))
        self.table = RecordTable[PlanLine](
            plan_columns(),
            _("Plans"),
            id_of=lambda line: line.id,
            type_ahead=lambda line: line.student.name,
            name="plan_table",
        )
        told_empty = _("No plan yet. Find a student at a raised level and begin the plan on his page.")
        self.table.set_empty(
            EmptyState(told_empty, _("Find a student"), self.context.navigator.find_student, icon="clipboard-list")
        )
        self._actions = self._row_actions()
        self.table.set_actions(self._actions)
        self.filters.changed.connect(lambda _chosen: self._filter())
        self.classes.activated.connect(lambda _place: self._filter())
        self.table.opened.connect(lambda plan_id: self.context.navigator.open(Target(PAGE, plan_id)))
        _lay_out(self)
        self._filter()
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the plans."""
        self.context.tasks.run(operations.list_plans.bind(), self._show, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with the plan in focus."""
        return self._actions

    def help_text(self) -> str:
        """Return the help of the list."""
        return tr(
            "Plans whose review is due stand first, then those with a measure that is late, then by the next review."
            " Enter opens the plan. A plan is begun on the page of the student."
        )

    def _row_actions(self) -> tuple[Action, ...]:
        return (
            Action("open", _("Open the plan"), self._open, "Return", "clipboard-list", self._has_line),
            Action("review", _("Review…"), self._review, "", "clipboard-pen", self._can_review),
            Action("student", _("Growth file"), self._to_student, "", "folder-open", self._has_line),
        )

    def _has_line(self) -> bool:
        return self.table.current_record() is not None

    def _can_review(self) -> bool:
        line = self.table.current_record()
        return line is not None and line.state in {PlanState.IN_FORCE, PlanState.REVIEW_DUE}

    def _open(self) -> None:
        if (line := self.table.current_record()) is not None:
            self.context.navigator.open(Target(PAGE, line.id))

    def _review(self) -> None:
        if (line := self.table.current_record()) is not None:
            self.context.navigator.open(Target(PAGE, f"{REVIEW}{line.id}"))

    def _to_batch(self) -> None:
        """Lead to printing for exactly the students shown."""
        shown = (line.student.id for line in self.table.shown_records())
        self.context.navigator.open(target_of_list("batch_printing", "plan_meeting", shown))

    def _to_student(self) -> None:
        if (line := self.table.current_record()) is not None:
            self.context.navigator.open(Target("student", line.student.id))

    def _show(self, lines: tuple[PlanLine, ...]) -> None:
        self.filters.set_filters(_filters(lines))
        chosen = self.classes.currentText()
        self.classes.clear()
        self.classes.addItem(tr("All classes"))
        self.classes.addItems(_places(lines))
        self.classes.setCurrentIndex(max(self.classes.findText(chosen), 0))
        self.table.set_rows(lines)
        self._filter()
        if self.table.current_record() is None and self.table.count():
            self.table.go(0)

    def _filter(self) -> None:
        """Without a chosen state, plans that are over stay out of sight."""
        chosen = self.filters.chosen()
        states = {state for state in PlanState if state.value in chosen} or set(PlanState) - _OVER
        place = self.classes.currentText() if self.classes.currentIndex() > 0 else ""

        def keep(line: PlanLine) -> bool:
            own = _OWN not in chosen or line.is_own
            late = _LATE not in chosen or line.measures_overdue > 0
            return line.state in states and own and late and line.student.class_label.startswith(place)

        self.table.set_filter(keep)


def _filters(lines: tuple[PlanLine, ...]) -> tuple[Filter, ...]:
    states = Counter(line.state for line in lines)
    late = sum(line.measures_overdue > 0 for line in lines)
    return (
        *(Filter(state.value, STATE_LABELS[state], states[state]) for state in _SHOWN_STATES),
        Filter(_LATE, _("Measure overdue"), late),
        Filter(_OWN, _("My plans"), sum(line.is_own for line in lines)),
    )


def _places(lines: tuple[PlanLine, ...]) -> list[str]:
    """Return the grades, each followed by its classes, as far as they have plans."""
    labels = sorted({line.student.class_label for line in lines if line.student.class_label})
    grades = sorted({_grade(label) for label in labels})
    return [place for grade in grades for place in (grade, *(each for each in labels if _grade(each) == grade != each))]


def _grade(label: str) -> str:
    """Return the grade a class's label begins with: everything before its number."""
    return label.rstrip("班").rstrip("0123456789()（）") or label


def _lay_out(page: PlansPage) -> None:
    space = theme.current().size
    wide = space("space-xl")
    bar = QHBoxLayout()
    bar.setContentsMargins(wide, 0, wide, space("space-s"))
    bar.addWidget(page.filters, 1)
    page.classes.setFixedWidth(theme.current().px(160))
    bar.addWidget(page.classes)
    lists = QVBoxLayout()
    lists.setContentsMargins(wide, 0, wide, space("space-l"))
    lists.addWidget(page.table)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addLayout(bar)
    column.addLayout(lists, 1)
