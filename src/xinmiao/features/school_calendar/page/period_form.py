"""The form of a period table: name, stage, from when, and its periods in a grid that is filled by keys alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from xinmiao.features.school_calendar.records import (
    PERIOD,
    PERIOD_KIND_LABELS,
    PERIOD_TABLE,
    PeriodKind,
    PeriodTableView,
    PeriodView,
)
from xinmiao.features.school_calendar.rules import checks
from xinmiao.kernel.fields import AnyField, FieldProblem
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.times_of_day import parse_time, show_time_of_day
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.sheet_form import SheetForm

_FIELDS = ("name", "stage", "valid_from")
_SPARE = 4
_COLUMNS: tuple[AnyField, ...] = (PERIOD.name, PERIOD.kind, PERIOD.starts, PERIOD.ends)


class PeriodTableForm(SheetForm):
    """A period table; empty lines are left out, spare ones stand at the end."""

    def __init__(self, opened: PeriodTableView | None, today: date) -> None:
        super().__init__("period_table_form", _("Save"))
        self._opened = opened
        self.form = Form(PERIOD_TABLE, _FIELDS, parent=self)
        for name in _FIELDS:
            self.rows[name] = self.form.row(name)
            self.body.addWidget(self.rows[name])
        self.form.set_values({"valid_from": today})
        self.lines = QTableWidget(0, len(_COLUMNS))
        self._dress()
        kinds = tr(", ").join(str(words) for _kind, words in PERIOD_KIND_LABELS)
        help_ = _("What for: {kinds}. Times as 8:05 or 805; gaps are allowed.").format(kinds=kinds)
        self.add_row("periods", _("Periods"), self.lines, help_)
        periods = () if opened is None else opened.periods
        if opened is not None:
            self.form.set_values({name: getattr(opened, name) for name in _FIELDS})
        for period in periods:
            self._add(period.name, PERIOD.kind.show(period.kind), period.starts, period.ends)
        for _spare in range(_SPARE):
            self._add("", "", None, None)
        self.lines.cellChanged.connect(lambda row, _column: self._keep_spare(row))
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is wrong; the first wrong line is named and gone to."""
        problems = self.form.problems()
        wrong = self._line_problem()
        if wrong is not None:
            problems["periods"] = wrong
        if problems:
            return problems
        found = checks.table_problems(self.view(), ())
        first = next((key for key in found if key.startswith("period_")), None)
        if first is not None:
            found["periods"] = self._named(int(first.removeprefix("period_")), found[first])
        return {name: words for name, words in found.items() if name in self.rows}

    def view(self) -> PeriodTableView:
        """Return what stands there; only asked after the lines hold."""
        values, opened = self.form.values(), self._opened
        kept = {} if opened is None else {period.name: period.id for period in opened.periods}
        periods = []
        for row in self._used():
            name, kind, starts, ends = self._cells(row)
            period_kind = PERIOD.kind.parse(kind) or PeriodKind.LESSON
            times = parse_time(starts) or 0, parse_time(ends) or 0
            periods.append(PeriodView(name, period_kind, *times, kept.pop(name, "")))
        return PeriodTableView(
            values["name"] or "",
            values["valid_from"],
            values["stage"],
            tuple(sorted(periods, key=lambda period: (period.starts, period.ends))),
            "" if opened is None else opened.id,
            0 if opened is None else opened.version,
        )

    def _dress(self) -> None:
        lines = self.lines
        lines.setObjectName("period_lines")
        lines.setAccessibleName(tr("Periods"))
        lines.setHorizontalHeaderLabels([str(field.label) for field in _COLUMNS])
        lines.verticalHeader().hide()
        lines.setTabKeyNavigation(True)
        lines.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        lines.setMinimumHeight(theme.current().px(330))
        lines.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _add(self, name: str, kind: str, starts: int | None, ends: int | None) -> None:
        row = self.lines.rowCount()
        self.lines.insertRow(row)
        for column, words in enumerate((name, kind, show_time_of_day(starts), show_time_of_day(ends))):
            self.lines.setItem(row, column, QTableWidgetItem(words))

    def _keep_spare(self, row: int) -> None:
        if row == self.lines.rowCount() - 1 and any(self._cells(row)):
            self._add("", "", None, None)

    def _cells(self, row: int) -> list[str]:
        items = (self.lines.item(row, column) for column in range(len(_COLUMNS)))
        return ["" if item is None else item.text().strip() for item in items]

    def _used(self) -> list[int]:
        return [row for row in range(self.lines.rowCount()) if any(self._cells(row))]

    def _line_problem(self) -> Text | None:
        for row in self._used():
            for column, (field, words) in enumerate(zip(_COLUMNS, self._cells(row), strict=True)):
                try:
                    wrong = field.problem(field.parse(words)) if words or field is not PERIOD.kind else None
                except FieldProblem as problem:
                    wrong = problem.text
                if wrong is not None:
                    self.lines.setCurrentCell(row, column)
                    return _("Line {number}: {problem}").format(number=row + 1, problem=wrong)
        return None

    def _named(self, place: int, problem: Text) -> Text:
        period = self.view().periods[place]
        return _("{name}: {problem}").format(name=period.name, problem=problem)
