"""What the list of light plans, and that of a workbook's rows, show of each."""

from __future__ import annotations

from xinmiao.features.light_plans.records import LIGHT_PLAN, LightLine, RowFate, TriedRow
from xinmiao.features.light_plans.rules.entries import state_tone, state_words
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip

FATE_LABELS: dict[RowFate, Text] = {
    RowFate.NEW: _("New"),
    RowFate.CHANGED: _("Other words"),
    RowFate.SAME: _("The same"),
    RowFate.CONFLICT: _("Conflict"),
    RowFate.EMPTY: _("Empty"),
    RowFate.COPIED: _("Copied"),
    RowFate.UNKNOWN: _("Nobody fits"),
    RowFate.REFUSED: _("Cannot be read"),
}
_FATE_TONES: dict[RowFate, str] = {
    RowFate.NEW: "accent",
    RowFate.CHANGED: "watch",
    RowFate.SAME: "",
    RowFate.EMPTY: "calm",
}


def light_columns() -> tuple[Column[LightLine], ...]:
    """Return the columns of the list."""
    return (
        Column(
            "student",
            _("Student"),
            lambda line: line.student.name,
            width=150,
            strong=True,
            secondary=lambda line: line.student.class_label,
            sort_key=lambda line: line.student.pinyin,
        ),
        Column(
            "state", _("State"), state_words, width=260, chip=lambda line: Chip(state_words(line), state_tone(line))
        ),
        Column("mentor", _("Mentor"), lambda line: line.mentor, lambda name: name or "—", 120),
        Column("writer", _("Written by"), lambda line: line.writer, lambda name: name or "—", 140, secondary=_came_in),
        Column("responsible", _("Responsible"), lambda line: line.responsible, lambda name: name or "—", 120),
        Column(
            "review_on",
            _("Review on"),
            lambda line: line.review_on,
            lambda day: show_date(day) or "—",
            130,
            stretch=True,
        ),
    )


def _came_in(line: LightLine) -> str:
    way = "" if line.way is None else LIGHT_PLAN.way.show(line.way)
    return tr(" · ").join(part for part in (show_date(line.written_on), way) if part)


def row_columns() -> tuple[Column[TriedRow], ...]:
    """Return the columns of a trial run."""
    return (
        Column(
            "name",
            _("Student"),
            lambda tried: tried.row.name,
            width=120,
            strong=True,
            secondary=lambda tried: tried.row.class_label,
        ),
        Column(
            "fate",
            _("What happens"),
            lambda tried: str(FATE_LABELS[tried.fate]),
            width=130,
            chip=lambda tried: Chip(FATE_LABELS[tried.fate], _FATE_TONES.get(tried.fate, "warn")),
        ),
        Column("why", _("Why"), lambda tried: tried.why, width=220, stretch=True),
    )
