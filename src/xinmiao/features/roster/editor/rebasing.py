"""When somebody else saved first: what both changed, and guardians brought to their present versions.

Owns the comparison of three states: what was opened, what is there now, what the user wrote. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinmiao.features.roster.editor.student import DETAIL_NAMES, STUDENT_NAMES, opened_values
from xinmiao.features.roster.records import GUARDIAN, STUDENT, STUDENT_DETAILS, StudentView
from xinmiao.kernel.texts import tr


def clashing(mine: Mapping[str, Any], before: StudentView | None, fresh: StudentView) -> list[str]:
    """Return the fields that both changed, each with what is recorded now."""
    was, now = opened_values(before), opened_values(fresh)
    found = []
    for name in (*STUDENT_NAMES, *DETAIL_NAMES):
        written = {**mine.get("student", {}), **mine.get("details", {})}
        if name in written and was.get(name) != now.get(name):
            field = (STUDENT if name in STUDENT_NAMES else STUDENT_DETAILS).field(name)
            shown = fresh.line.class_label if name == "class_id" else field.show(now.get(name))
            found.append(tr("{field}: {value}", field=field.label, value=shown or tr("empty")))
    if "guardians" in mine and before is not None and before.guardians != fresh.guardians:
        found.append(str(GUARDIAN.label))
    return found


def rebased_guardians(
    mine: Sequence[Mapping[str, Any]], before: StudentView, fresh: StudentView
) -> list[dict[str, Any]]:
    """Return the user's guardians at their present versions, with those that others added meanwhile."""
    now = {one.id: one for one in fresh.guardians}
    kept = []
    for values in mine:
        known = now.get(str(values.get("id", "")))
        others = {name: value for name, value in values.items() if name not in {"id", "version"}}
        kept.append(others if known is None else others | {"id": known.id, "version": known.version})
    earlier = {one.id for one in before.guardians}
    added = (one for one in fresh.guardians if one.id not in earlier)
    return kept + [{name: getattr(one, name) for name in ("id", "version", *_NAMES)} for one in added]


_NAMES = ("name", "relation", "phone", "reachable", "is_legal_guardian", "no_contact", "note")
