"""The table of the trial run: its columns, the box that leaves a row out, the filters of states.

Owns how rows look. What is decided is asked of the step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from xinmiao.features.roster.page import import_words as words
from xinmiao.features.roster.page.import_state import Decision, ImportState
from xinmiao.features.roster.records import STUDENT
from xinmiao.features.roster.sheet.planned import STATE_LABELS, PlannedRow, RowState
from xinmiao.kernel.texts import _
from xinmiao.ui import icons, theme
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.delegate import CellDelegate
from xinmiao.ui.tables.model import RecordModel
from xinmiao.ui.widgets.chips import Filter

ALL, UNDECIDED = "all", "undecided"
LEFT_OUT = 0
"""The column with the box."""
_BOX_PX = 16

Decide = Callable[[PlannedRow], Decision]


def row_id(row: PlannedRow) -> str:
    """Return what names a row in the table."""
    return f"{row.sheet}\n{row.row}"


class BoxDelegate(CellDelegate):
    """Draws a box in the column `left_out`; the others are as in every table."""

    def __init__(self, model: RecordModel[PlannedRow], parent: QWidget, decision: Decide) -> None:
        super().__init__(model, parent)
        self._decision = decision

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        if index.column() != LEFT_OUT:
            return
        row = self._model.record(index.row())
        if row.state is RowState.UNCHANGED:
            return
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs know no fields of style options
        self._box(painter, rect, on=self._decision(row) is Decision.EXCLUDED)

    def _box(self, painter: QPainter, rect: QRectF, *, on: bool) -> None:
        look = theme.current()
        side = look.px(_BOX_PX)
        box = QRectF(rect.left() + look.size("space-m"), rect.center().y() - side / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("accent" if on else "faint"))
        painter.setBrush(look.colour("accent" if on else "raised"))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        if on:
            icons.paint(painter, "check", box.adjusted(1, 1, -1, -1), "on-accent")
        painter.restore()


def row_columns(decision: Decide) -> tuple[Column[PlannedRow], ...]:
    """Return the columns of the trial run."""
    found: tuple[Column[Any], ...] = (
        Column("left_out", _("Leave out"), lambda _row: "", width=64, sort_key=lambda row: decision(row).value),
        Column(
            "name",
            STUDENT.name.label,
            words.name_words,
            width=180,
            secondary=words.place_words,
            sort_key=lambda row: row.values.name,
            strong=True,
        ),
        Column("class", STUDENT.class_id.label, words.class_words, width=120),
        Column("state", _("State"), words.state_words, width=120, chip=lambda row: words.state_chip(row.state)),
        Column("reason", _("Reason"), lambda row: str(row.reason), width=160, stretch=True),
    )
    return found


def state_filters(state: ImportState) -> list[Filter]:
    """Return what can be shown: what is to be decided, everything, each state that occurs."""
    offered = [Filter(UNDECIDED, words.DECISION_LABELS[Decision.UNDECIDED], len(state.undecided()))]
    offered.append(Filter(ALL, _("All rows"), len(state.rows)))
    counts = state.plan.counts if state.plan is not None else {}
    return offered + [Filter(one.value, STATE_LABELS[one], counts[one]) for one in RowState if counts.get(one)]
