"""How many students of each grade have a mentor: a count for the office, no comparison of persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.records import GradeCoverage
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class CoverageCard(Card):
    """How many students of each grade have a mentor."""

    def __init__(self) -> None:
        super().__init__(_("Mentors by grade"), name="mentor_coverage")
        self.names: Mapping[int, str] = {}
        self._rows = QWidget()
        self.add(self._rows)

    def show_grades(self, grades: Sequence[GradeCoverage]) -> None:
        """Show the counts, a grade in a line."""
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        for each in grades:
            line = QHBoxLayout()
            line.addWidget(label(self.names.get(each.grade, str(each.grade))))
            line.addStretch(1)
            told = tr("{count} of {all} have a mentor", count=each.with_mentor, all=each.students)
            line.addWidget(label(told, "secondary"))
            column.addLayout(line)
        self.body.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        self.add(rows)
        rows.show()
        self.setVisible(bool(grades))
