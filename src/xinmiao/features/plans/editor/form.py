"""The form of a plan: texts, goals, measures, the meeting. Knows nothing of saving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from xinmiao.documents import word_guard
from xinmiao.features.plans.editor.rows import GrowingRow, GrowingRows
from xinmiao.features.plans.editor.who import People, WhoEditor
from xinmiao.features.plans.records import (
    GOAL,
    MEASURE,
    PLAN,
    GoalDraft,
    MeasureDraft,
    MeasureSide,
    PlanContent,
)
from xinmiao.features.plans.records.plans import PASSAGES
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import changed_names, put_back, taken
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.widgets.surfaces import Card, PageColumn
from xinmiao.ui.word_guard import WordGuard

TEXTS = ("change_reason", *(field.name for field in PASSAGES))
MEETING = ("participants", "agreed_on", "starts_on", "next_review_on")
NAMES = (*TEXTS, *MEETING)
_GOAL_PLACES = (("what", 0, 0, 1), ("how_seen", 0, 1, 1), ("baseline", 1, 0, 1), ("plain", 1, 1, 1))
_MEASURE_PLACES = (
    ("what", 0, 0, 2),
    ("who", 0, 2, 1),
    ("side", 1, 0, 1),
    ("due_on", 1, 1, 1),
    ("where", 1, 2, 1),
)


class PlanForm(QWidget):
    """Everything that is written in a plan."""

    changed = Signal()

    def __init__(self, people: People, new_id: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("plan_form")
        self._people = people
        self.form = Form(PLAN, NAMES, parent=self)
        self.goals = GrowingRows(_goal_row, new_id, _("Add a goal"), name="goals")
        self.measures = GrowingRows(self._measure_row, new_id, _("Add a measure"), name="measures")
        self._opened_rows: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
        self._lay_out()
        self.form.changed.connect(self.changed)
        self.goals.changed.connect(self.changed)
        self.measures.changed.connect(self.changed)

    def show_content(self, content: PlanContent, agreed_on: date, *, is_first: bool) -> None:
        """Show what was saved, and count it as unchanged."""
        self.form.set_values({**vars(content), "agreed_on": agreed_on})
        self.form.row("change_reason").setVisible(not is_first)
        self.goals.show_rows([(goal.id, asdict(goal)) for goal in content.goals])
        self.measures.show_rows([(each.id, asdict(each)) for each in content.measures])
        self._opened_rows = (self.goals.plain(), self.measures.plain())

    def mark_saved(self) -> None:
        """Count what stands there as unchanged."""
        self.form.mark_saved()
        self._opened_rows = (self.goals.plain(), self.measures.plain())

    def content(self) -> PlanContent:
        """Return what stands there."""
        values = self.form.values()
        texts: dict[str, Any] = {name: values[name] or "" for name in (*TEXTS, "participants")}
        return PlanContent(
            **texts,
            starts_on=values["starts_on"],
            next_review_on=values["next_review_on"],
            goals=tuple(_goal(row) for row in self.goals.rows),
            measures=tuple(self._measure(row) for row in self.measures.rows),
        )

    def agreed_on(self) -> date | None:
        """Return the day of the agreement."""
        day: date | None = self.form.values()["agreed_on"]
        return day

    @property
    def dirty(self) -> bool:
        """Return whether anything differs from what was opened."""
        return bool(changed_names(self.form) - {"agreed_on"}) or self.rows_changed()

    def rows_changed(self) -> bool:
        """Return whether goals or measures differ from what was opened."""
        return (self.goals.plain(), self.measures.plain()) != self._opened_rows

    def changes(self) -> dict[str, Any]:
        """Return what differs as plain data, for a draft."""
        parts: dict[str, Any] = {"texts": taken(self.form, changed_names(self.form))}
        if self.rows_changed():
            parts |= {"goals": self.goals.plain(), "measures": self.measures.plain()}
        return parts

    def put_changes(self, parts: Mapping[str, Any]) -> None:
        """Show what `changes` gave over what stands there."""
        put_back(self.form, parts.get("texts") or {})
        if "goals" in parts:
            self.goals.put_back(parts["goals"])
            self.measures.put_back(parts.get("measures") or ())

    def typing_problems(self) -> dict[str, Text]:
        """Return typing that is no value, by the names problems are told under; gaps are no problem here."""
        problems = {name: problem for name, problem in self.form.problems().items() if _typed(self.form, name)}
        for kind, rows in (("goal", self.goals), ("measure", self.measures)):
            for row in rows.rows:
                found = {name: each for name, each in row.form.problems().items() if _typed(row.form, name)}
                problems |= {f"{kind}:{row.row_id}:{name}": each for name, each in found.items()}
        return problems

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Mark the fields of `problems` and go to the first of them."""
        rows: dict[str, dict[str, dict[str, Text]]] = {"goal": defaultdict(dict), "measure": defaultdict(dict)}
        for name, problem in problems.items():
            kind, _colon, rest = name.partition(":")
            if kind in rows and rest:
                row_id, _colon, field = rest.rpartition(":")
                rows[kind][row_id][field] = problem
        self.measures.show_problems(problems.get("measures"), rows["measure"])
        self.goals.show_problems(problems.get("goals"), rows["goal"])
        self.form.show_problems({name: problems[name] for name in NAMES if name in problems})

    def _measure_row(self, row_id: str) -> GrowingRow:
        row = GrowingRow(row_id, MEASURE, _MEASURE_PLACES, {"who": WhoEditor(self._people)}, MEASURE.label)
        row.form.set_values({"side": MeasureSide.SCHOOL})
        return row

    def _measure(self, row: GrowingRow) -> MeasureDraft:
        values = row.form.values()
        who = values["who"] or ""
        return MeasureDraft(
            row.row_id,
            values["what"] or "",
            values["side"] or MeasureSide.SCHOOL,
            who,
            self._people.id_of(who),
            values["due_on"],
            values["where"] or "",
        )

    def _lay_out(self) -> None:
        column = PageColumn(name="plan_column")
        column.body.setSpacing(theme.current().size("space-l"))
        texts = Card(_("Why, and what holds the student"))
        for name in TEXTS:
            texts.add(self.form.row(name))
            editor = self.form.editor(name)
            if isinstance(editor, WordsEditor):
                editor.set_lines(3)
                texts.add(WordGuard(editor.area, word_guard.find))
        goals = Card(_("Goals"), _("Enter adds a row, Ctrl+Shift with the arrows moves it, with Delete removes it."))
        goals.add(self.goals)
        measures = Card(_("Measures"), _("Who does what by when; a name of the list, or words such as: mother."))
        measures.add(self.measures)
        meeting = Card(_("Meeting and review"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().size("space-l"))
        grid.addWidget(self.form.row("participants"), 0, 0, 1, 3)
        for place, name in enumerate(MEETING[1:]):
            grid.addWidget(self.form.row(name), 1, place)
        meeting.add(grid)
        for card in (texts, goals, measures, meeting):
            column.add(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column)


def _goal_row(row_id: str) -> GrowingRow:
    return GrowingRow(row_id, GOAL, _GOAL_PLACES, {}, GOAL.label)


def _goal(row: GrowingRow) -> GoalDraft:
    values = {name: value or "" for name, value in row.form.values().items()}
    return GoalDraft(row.row_id, **values)


def _typed(form: Form, name: str) -> bool:
    """Return whether something stands in a field, so that its problem is not only that it is empty."""
    plain = taken(form, frozenset({name}))[name]
    return bool(plain)
