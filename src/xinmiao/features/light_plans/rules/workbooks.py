"""What a row of a filled workbook would do: new, changed, the same, a conflict, empty, copied, unknown.

Pure: compares rows with what is kept. Reading and writing files are not here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xinmiao.features.light_plans.records import LightWay, RowFate, SheetRow, TriedRow
from xinmiao.features.light_plans.rules.sheets import SheetFacts, is_empty, likeness, plain
from xinmiao.features.light_plans.rules.writing import content_problems, tidy
from xinmiao.kernel.texts import tr


@dataclass(frozen=True)
class KeptSheet:
    """A sheet of the period as it is kept, with what tells its student from others."""

    facts: SheetFacts
    class_label: str
    number: str
    way: LightWay | None


@dataclass(frozen=True)
class _Others:
    """What a row is compared with beyond its own sheet."""

    kept: Mapping[str, list[SheetFacts]]
    given: Mapping[str, list[SheetRow]]


def try_rows(
    rows: Sequence[SheetRow], kept: Sequence[KeptSheet], earlier: Sequence[SheetFacts]
) -> tuple[TriedRow, ...]:
    """Return each row with its fate."""
    by_name: dict[tuple[str, str], list[KeptSheet]] = defaultdict(list)
    for sheet in kept:
        by_name[plain(sheet.class_label), plain(sheet.facts.name)].append(sheet)
    alike: dict[str, list[SheetFacts]] = defaultdict(list)
    for facts in (*(sheet.facts for sheet in kept if sheet.facts.written_on), *earlier):
        alike[likeness(facts.content, facts.name)].append(facts)
    given: dict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        given[likeness(row.content, row.name)].append(row)
    others = _Others(alike, given)
    taken: set[str] = set()
    return tuple(_tried(row, _matching(row, by_name), others, taken) for row in rows)


def _matching(row: SheetRow, by_name: Mapping[tuple[str, str], list[KeptSheet]]) -> list[KeptSheet]:
    found = by_name.get((plain(row.class_label), plain(row.name)), [])
    if len(found) > 1 and row.number:
        found = [sheet for sheet in found if sheet.number == row.number]
    return list(found)


def _tried(row: SheetRow, found: Sequence[KeptSheet], others: _Others, taken: set[str]) -> TriedRow:
    if row.problem:
        return TriedRow(row, RowFate.REFUSED, row.problem)
    if len(found) != 1:
        words = tr("No sheet is open for this name in this class.") if not found else tr("Two students fit this row.")
        return TriedRow(row, RowFate.UNKNOWN, words)
    sheet = found[0]
    if sheet.facts.id in taken:
        return TriedRow(row, RowFate.CONFLICT, tr("This student stands in the workbook twice."), sheet.facts.id)
    taken.add(sheet.facts.id)
    return _compared(row, sheet, others)


def _compared(row: SheetRow, sheet: KeptSheet, others: _Others) -> TriedRow:
    facts = sheet.facts
    if is_empty(row.content):
        return TriedRow(row, RowFate.EMPTY, tr("Nothing is written in this row."), facts.id)
    if problems := content_problems(tidy(row.content)):
        return TriedRow(row, RowFate.REFUSED, str(next(iter(problems.values()))), facts.id)
    if facts.written_on is not None and tidy(row.content) == facts.content:
        return TriedRow(row, RowFate.SAME, "", facts.id)
    if refusal := _conflict(sheet):
        return TriedRow(row, RowFate.CONFLICT, refusal, facts.id)
    if copied := _copied(row, facts, others):
        return TriedRow(row, RowFate.COPIED, copied, facts.id)
    if facts.written_on is not None:
        return TriedRow(row, RowFate.CHANGED, tr("Other words came in by a workbook before."), facts.id)
    return TriedRow(row, RowFate.NEW, "", facts.id)


def _conflict(sheet: KeptSheet) -> str:
    if sheet.facts.closed_on is not None:
        return tr("This sheet is closed.")
    if sheet.facts.checked_on is not None:
        return tr("This sheet was checked already; it keeps its words.")
    if sheet.facts.written_on is not None and sheet.way is not LightWay.WORKBOOK:
        return tr("Other words were entered in the program; they stay.")
    return ""


def _copied(row: SheetRow, facts: SheetFacts, others: _Others) -> str:
    key = likeness(row.content, row.name)
    if not key:
        return ""
    for other in others.kept.get(key, ()):
        if other.id != facts.id and other.student_id == facts.student_id:
            return tr("The same text as in an earlier period.")
    beside = (each for each in others.kept.get(key, ()) if each.period == facts.period)
    if name := _named(each.name for each in beside if each.student_id != facts.student_id):
        return tr("The same text as that of {name}.", name=name)
    if name := _named(other.name for other in others.given.get(key, ()) if other is not row):
        return tr("The same text as that of {name}.", name=name)
    return ""


def _named(names: Iterable[str]) -> str:
    return next(iter(names), "")
