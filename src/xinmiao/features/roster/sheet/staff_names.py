"""Mentors and class teachers of a sheet: whom a name means, what changes, and what is asked when two have it.

Owns the matching by name. Who works at the school, and who answers for whom, is handed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xinmiao.features.roster.sheet.matching import changes
from xinmiao.features.roster.sheet.planned import ChoiceOffered, PlannedRow, RowState, sentences
from xinmiao.features.roster.sheet.values import CellProblem, parse_name
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.texts import Text, _

NOBODY = ""
"""Decided for a name: what the sheet says is not taken."""
COLUMNS = ("mentor", "class_teacher")
_SETTLED = frozenset({RowState.NEW, RowState.UPDATED, RowState.UNCHANGED, RowState.CONFLICT})


@dataclass(frozen=True)
class StaffKnown:
    """Who works at the school, and who is class teacher of which class."""

    lines: tuple[StaffLine, ...] = field(default=(), repr=False)
    class_teachers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By class key, the names of its present class teachers."""

    def settled(self, planned: Iterable[PlannedRow], chosen: Mapping[str, str]) -> list[PlannedRow]:
        """Return the rows with the staff members their names mean, or with what has to be asked.

        `chosen` holds, by name, the id of the one who is meant, or `NOBODY`.
        """
        by_name: dict[str, list[StaffLine]] = defaultdict(list)
        for line in self.lines:
            by_name[_compared(line.name)].append(line)
        return [self._settled(row, by_name, chosen) if row.state in _SETTLED else row for row in planned]

    def _settled(
        self, row: PlannedRow, by_name: Mapping[str, Sequence[StaffLine]], chosen: Mapping[str, str]
    ) -> PlannedRow:
        meant: dict[str, str] = {}
        for column in COLUMNS:
            name = getattr(row.values, column)
            if name is None or chosen.get(name) == NOBODY or self._is_so_already(row, column, name):
                continue
            same = by_name.get(name, ())
            if len(same) > 1 and name not in chosen:
                return _asked(row, name, same)
            meant[column] = chosen[name] if name in chosen else same[0].id if same else ""
        if not meant:
            return row
        changed = (*row.changed, *meant)
        if row.state is RowState.UNCHANGED:
            row = replace(row, state=RowState.UPDATED)
        if row.state is RowState.UPDATED:
            row = replace(row, reason=sentences([changes(changed), *row.values.warnings]))
        return replace(row, staff=meant, changed=changed if row.match is not None else row.changed)

    def _is_so_already(self, row: PlannedRow, column: str, name: str) -> bool:
        if column == "mentor":
            return row.match is not None and row.match.mentor is not None and _compared(row.match.mentor) == name
        key = row.values.class_name.key if row.values.class_name is not None else None
        return key is None or any(_compared(one) == name for one in self.class_teachers.get(key, ()))


def _compared(name: str) -> str:
    """Return a name typed by hand in the form a sheet's names are read in."""
    try:
        return parse_name(name) or ""
    except CellProblem:
        return name


def _asked(row: PlannedRow, name: str, same: Sequence[StaffLine]) -> PlannedRow:
    reason = _("{count} staff members are called {name}; which one is meant?").format(count=len(same), name=name)
    offered = [ChoiceOffered(line.id, _described(line)) for line in same]
    offered.append(ChoiceOffered(NOBODY, _("Leave this name out")))
    asked = replace(row, state=RowState.AMBIGUOUS, question=None, offered=tuple(offered), staff_name=name)
    return replace(asked, reason=sentences([reason, *row.values.warnings]))


def _described(line: StaffLine) -> Text:
    more = line.duties or line.account_label or _("no duties recorded")
    return _("{name} ({more})").format(name=line.name, more=more)
