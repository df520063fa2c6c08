"""From a file to a dry run, step by step; used by the import page and the command line, in the work lane."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xinmiao.documents.workbook import read_tables
from xinmiao.features.roster.operations import ImportBasis
from xinmiao.features.roster.sheet.header import FoundLists, find_lists
from xinmiao.features.roster.sheet.mapping import Mapping, propose_mapping
from xinmiao.features.roster.sheet.plan import plan_import
from xinmiao.features.roster.sheet.planned import Decisions, ImportPlan
from xinmiao.features.roster.sheet.rows import Reading, read_rows
from xinmiao.system.name_reading import name_reading

_SAMPLE_ROWS = 30


def open_roster(path: Path) -> FoundLists:
    """Read a file and find the lists of students in it.

    Raises:
        AppError: the file cannot be read, or holds no list; the sentence names file, sheet, row and column.
    """
    return find_lists(read_tables(path), file=path.name)


def proposed_mappings(found: FoundLists, basis: ImportBasis) -> tuple[Mapping, ...]:
    """Return how each list's columns are read: as last time, or by their headings."""
    return tuple(
        propose_mapping(part.headings, [row.cells for row in part.rows[:_SAMPLE_ROWS]], basis.remembered)
        for part in found.lists
    )


def dry_run(
    found: FoundLists,
    mappings: Sequence[Mapping],
    basis: ImportBasis,
    *,
    today: date,
    only_class: str | None = None,
    decisions: Decisions | None = None,
) -> ImportPlan:
    """Return what would happen to each row; `only_class` is a class key, `decisions` what was asked before."""
    reading = Reading(basis.shape, today, basis.digest, basis.keep_id_numbers)
    rows = [
        row for part, mapping in zip(found.lists, mappings, strict=True) for row in read_rows(part, mapping, reading)
    ]
    return plan_import(rows, basis.existing, only_class=only_class, staff=basis.staff, decisions=decisions)


def prepare_names(plan: ImportPlan) -> None:
    """Read the names of new students aloud now, so that the dictionary is not loaded while they are written."""
    for row in plan.rows:
        if row.match is None and row.values.name:
            name_reading(row.values.name)
