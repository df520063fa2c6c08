"""How a row of the trial run is told: state, decision, and what is recorded beside what the sheet says.

Owns the words and chips of an import. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.page.import_state import Decision, ImportState
from xinmiao.features.roster.records import GUARDIAN, STUDENT, STUDENT_DETAILS
from xinmiao.features.roster.sheet.matching import COMPARED, label_of
from xinmiao.features.roster.sheet.planned import STATE_LABELS, ExistingStudent, PlannedRow, RowState
from xinmiao.features.roster.sheet.rows import GuardianEntry
from xinmiao.features.roster.sheet.values import text_of
from xinmiao.kernel.display import masked_phone, masked_tail
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.widgets.chips import Chip

_STATE_LOOKS = {
    RowState.NEW: ("accent", "plus"),
    RowState.UPDATED: ("calm", "refresh-cw"),
    RowState.UNCHANGED: ("", "check"),
    RowState.CONFLICT: ("watch", "circle-question-mark"),
    RowState.AMBIGUOUS: ("watch", "users"),
    RowState.ERROR: ("warn", "circle-alert"),
}
DECISION_LABELS = {
    Decision.WRITE: _("will be written"),
    Decision.ACCEPTED: _("accepted"),
    Decision.EXCLUDED: _("left out"),
    Decision.UNDECIDED: _("to be decided"),
    Decision.NOTHING: _("stays as it is"),
}
_SAMPLES = 3
_LONG_NUMBER = 11
_STUDENT = ("name", "sex", "class", "number_in_class", "status")
_POSTS = ("mentor", "class_teacher")
_DETAILS = tuple(name for name in COMPARED if name not in {*_STUDENT, "id_digest"})
_MASKED = {"student_number": masked_tail, "id_number": masked_tail, "dorm_teacher_phone": masked_phone}
_MASKED |= {"carer_phone": masked_phone, "entrusted_carer_phone": masked_phone}


def state_chip(state: RowState) -> Chip:
    """Return a row's state as icon and word."""
    tone, icon = _STATE_LOOKS[state]
    return Chip(STATE_LABELS[state], tone, icon)


def state_words(row: PlannedRow) -> str:
    """Return a row's state in a word."""
    return str(STATE_LABELS[row.state])


def class_labels(state: ImportState) -> dict[str, str]:
    """Return the names of the known classes by their keys."""
    return {line.key: line.label for line in state.classes}


def name_words(row: PlannedRow) -> str:
    """Return the name on the sheet, or that there is none."""
    return row.values.name or tr("(no name)")


def place_words(row: PlannedRow) -> str:
    """Return where the row stands in the file."""
    return tr("Row {row} · {sheet}", sheet=row.sheet, row=row.row)


def class_words(row: PlannedRow) -> str:
    """Return the class on the sheet."""
    return row.values.class_name.shown() if row.values.class_name is not None else ""


def samples(cells: Sequence[Cell]) -> str:
    """Return a few values of a column; long numbers with their middle hidden."""
    found = dict.fromkeys(text for cell in cells if cell is not None and (text := text_of(cell)))
    return " · ".join(_discreet(text) for text in list(found)[:_SAMPLES])


def _discreet(text: str) -> str:
    digits = sum(character.isdecimal() for character in text)
    return masked_phone(text) if digits >= _LONG_NUMBER and digits >= len(text) - 1 else text


@dataclass(frozen=True)
class Difference:
    """One field of a row: what it is called, what is recorded, what the sheet says."""

    name: str
    label: str
    before: str
    now: str


def comparison(row: PlannedRow, labels: Mapping[str, str]) -> list[Difference]:
    """Return only what differs, and everything for a new student."""
    wanted = set(row.changed) | ({"name"} if row.match is not None and row.match.name != row.values.name else set())
    found = []
    for name in (*_STUDENT, *_DETAILS, *_POSTS, "guardians"):
        if row.match is None or name in wanted:
            now = _shown(row, name)
            before = "" if row.match is None else _known(row.match, name, labels)
            if now:
                found.append(Difference(name, str(label_of(name)), before, now))
    return found


def _shown(row: PlannedRow, name: str) -> str:
    if name == "class":
        return class_words(row)
    return _people(row.values.guardians) if name == "guardians" else _value(name, getattr(row.values, name))


def _known(student: ExistingStudent, name: str, labels: Mapping[str, str]) -> str:
    if name == "class":
        return labels.get(student.class_key or "", "")
    return _people(student.guardians) if name == "guardians" else _value(name, getattr(student, name))


def _value(name: str, value: Any) -> str:
    if name in _POSTS:
        return value or ""
    if name in _MASKED:
        return _MASKED[name](value)
    return (STUDENT if name in _STUDENT else STUDENT_DETAILS).field(name).show(value)


def _people(entries: Sequence[GuardianEntry]) -> str:
    return tr("; ").join(
        " ".join(
            part
            for part in (
                *(entry.name, GUARDIAN.relation.show(entry.relation), masked_phone(entry.phone)),
                entry.reachable,
            )
            if part
        )
        for entry in entries
    )
