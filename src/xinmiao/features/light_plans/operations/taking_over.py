"""Workbooks of mentors and class teachers: whose students go out, what comes back, nothing overwritten in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from xinmiao.features.light_plans.model import LightPlan
from xinmiao.features.light_plans.operations.counting import publish
from xinmiao.features.light_plans.operations.reading import facts_of, lines_of, names_of, sheets_beside
from xinmiao.features.light_plans.operations.writing import concerns, write
from xinmiao.features.light_plans.records import (
    LightEntry,
    LightLine,
    LightState,
    LightWay,
    RowFate,
    SheetRow,
    TakeOver,
    TriedRow,
    WorkbookPart,
)
from xinmiao.features.light_plans.rules import workbooks
from xinmiao.features.light_plans.rules.writing import tidy
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import tr
from xinmiao.vault.unit import Unit


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.workbooks_written")
def collect_workbooks(
    unit: Unit, period: str, *, by_mentor: bool, ids: tuple[str, ...] = ()
) -> tuple[WorkbookPart, ...]:
    """Return whose students go into which workbook: those whose sheet was not handed in yet, or those of `ids`.

    A workbook holds names, classes and blank fields; no word that is kept leaves in it.
    """
    lines = [line for line in lines_of(unit, period) if line.state is LightState.OPENED and (not ids or line.id in ids)]
    groups: dict[str, list[LightLine]] = defaultdict(list)
    for line in lines:
        groups[(line.mentor if by_mentor else "") or line.student.class_label or tr("Without a class")].append(line)
    for line in lines:
        unit.concerns("student", line.student.id)
    unit.remark(count=len(lines), files=len(groups))
    return tuple(
        WorkbookPart(name, period, tuple(line.student for line in sorted(groups[name], key=_by_class)))
        for name in sorted(groups)
    )


def _by_class(line: LightLine) -> tuple[str, int, str]:
    return line.student.class_label, line.student.number_in_class or 0, line.student.pinyin


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("a trial that writes nothing; taking the workbook over is audited"),
)
def try_workbook(unit: Unit, period: str, rows: tuple[SheetRow, ...]) -> TakeOver:
    """Return what each row of a filled workbook would do."""
    return _tried(unit, period, rows)[0]


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.workbook_taken_over")
def take_over_workbook(
    unit: Unit, period: str, rows: tuple[SheetRow, ...], writer: str, *, with_changed: bool = False
) -> TakeOver:
    """Take over new rows, copied ones too (they are listed and do not count), and with `with_changed` other words.

    Rows are tried again inside the transaction; what is checked, closed or entered in the program keeps its words.
    """
    tried, sheets = _tried(unit, period, rows)
    written = 0
    for row in tried.rows:
        sheet = sheets.get(row.light_plan_id)
        if sheet is not None and _is_written(row, sheet, with_changed=with_changed):
            concerns(unit, sheet)
            day = unit.clock.today()
            write(sheet, LightEntry(tidy(row.row.content), writer.strip() or row.row.sheet, day, LightWay.WORKBOOK))
            written += 1
    unit.remark(count=written)
    publish(unit, period)
    return tried


def _is_written(row: TriedRow, sheet: LightPlan, *, with_changed: bool) -> bool:
    if row.fate is RowFate.COPIED:
        return sheet.written_on is None or with_changed
    return row.fate is RowFate.NEW or (with_changed and row.fate is RowFate.CHANGED)


def _tried(unit: Unit, period: str, rows: tuple[SheetRow, ...]) -> tuple[TakeOver, dict[str, LightPlan]]:
    sheets = sheets_beside(unit, period)
    students = names_of(unit, sheets)
    present = [sheet for sheet in sheets if sheet.student_id in students]
    kept = [
        workbooks.KeptSheet(
            facts_of(sheet, students[sheet.student_id].name),
            students[sheet.student_id].class_label,
            str(students[sheet.student_id].number_in_class or ""),
            sheet.way,
        )
        for sheet in _of(present, period, same=True)
    ]
    earlier = [facts_of(sheet, students[sheet.student_id].name) for sheet in _of(present, period, same=False)]
    return TakeOver(workbooks.try_rows(rows, kept, earlier)), {sheet.id: sheet for sheet in sheets}


def _of(sheets: Iterable[LightPlan], period: str, *, same: bool) -> Iterable[LightPlan]:
    return (sheet for sheet in sheets if (sheet.period == period) is same)
