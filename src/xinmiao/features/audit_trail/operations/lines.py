"""How stored entries become lines people read; no operation of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xinmiao.features.audit_trail.records import FILE_LABELS, ChangeLine, TrailLine, deed_of
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.vault import trail
from xinmiao.vault.trail import StoredEntry, Subject
from xinmiao.vault.unit import Unit

_FACTS: dict[str, Text] = {
    "count": _("How often"),
    "code": _("Code"),
    "set": _("Backup"),
    "operation": _("What was asked for"),
    "entries": _("Entries"),
    "first_bad": _("First bad entry"),
    "result": _("Result"),
}
_RESULTS: dict[str, Text] = {
    "holds": _("Holds"),
    "broken": _("Does not hold"),
    "changed": _("Does not hold"),
    "missing": _("Does not hold"),
    "closed": _("Could not be checked"),
}


@dataclass(frozen=True)
class _Known:
    """What a page of entries needs to be told in words."""

    accounts: Mapping[str, str]
    students: Mapping[str, StudentLine]
    student_of: Mapping[Subject, str]
    specs: Mapping[str, RecordSpec]


def account_labels(unit: Unit) -> dict[str, str]:
    """Return the labels of all accounts by id, as the key file has them."""
    return {entry.id: entry.label for entry in unit.custody.vault.accounts()}


def trail_lines(unit: Unit, entries: Sequence[StoredEntry]) -> tuple[TrailLine, ...]:
    """Return entries in words, in their order; students the account may not see have no name."""
    subjects = [subject for entry in entries for subject in entry.subjects]
    student_of = trail.referred_to(unit, "student", subjects)
    ids = tuple(set(student_of.values()))
    students = {line.id: line for line in unit.run(student_lines.bind(ids))} if ids else {}
    known = _Known(account_labels(unit), students, student_of, trail.known_specs())
    return tuple(_line(entry, known) for entry in entries)


def person_label(accounts: Mapping[str, str], account: str) -> str:
    """Return an account's label; one that is in the key file no more by the beginning of its id."""
    return accounts.get(account) or tr("Unknown account {id}", id=account[:8])


def _line(entry: StoredEntry, known: _Known) -> TrailLine:
    deed = deed_of(entry.action)
    found = (known.student_of.get(subject) for subject in entry.subjects)
    student_id = next((each for each in found if each), "")
    student = known.students.get(student_id)
    return TrailLine(
        id=f"{entry.data_file.value}-{entry.seq}",
        data_file=entry.data_file,
        seq=entry.seq,
        at=entry.at,
        account_label=person_label(known.accounts, entry.account),
        action=entry.action,
        words=deed.words,
        kind=deed.kind,
        student_id=student.id if student else "",
        student_name=student.name if student else "",
        student_class=student.class_label if student else "",
        about=_about(entry, known),
        changes=_changes(entry, known),
        facts=tuple(_facts(entry.detail)),
    )


def _about(entry: StoredEntry, known: _Known) -> tuple[Text | str, ...]:
    told: dict[Text | str, None] = {}
    for kind, record_id in entry.subjects:
        if kind == "account":
            told[person_label(known.accounts, record_id)] = None
        elif kind in known.specs and not (kind == "student" and record_id in known.students):
            told[known.specs[kind].label] = None
    return tuple(told)


def _changes(entry: StoredEntry, known: _Known) -> tuple[ChangeLine, ...]:
    changes = entry.detail.get("changes")
    if not isinstance(changes, dict):
        return ()
    return tuple(
        ChangeLine(known.specs[kind].label, int(told.get("count", 0)), _field_labels(known.specs[kind], told))
        for kind, told in changes.items()
        if kind in known.specs and isinstance(told, dict)
    )


def _field_labels(spec: RecordSpec, told: Mapping[str, Any]) -> tuple[Text, ...]:
    labels = {field.name: field.label for field in spec.fields}
    return tuple(labels[name] for name in told.get("fields", ()) if name in labels)


def _facts(detail: Mapping[str, Any]) -> list[tuple[Text, Text | str]]:
    told: list[tuple[Text, Text | str]] = []
    for name, label in _FACTS.items():
        if name in detail:
            value = str(detail[name])
            told.append((label, _RESULTS.get(value, value) if name == "result" else value))
    if detail.get("file") in set(DataFile):
        told.append((_("File"), FILE_LABELS[DataFile(detail["file"])]))
    return told
