"""Which students belong to a priority group, for lists that are opened for a whole group at once."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from xinmiao.features.roster.model import StudentDetails
from xinmiao.features.roster.records import LeftBehind
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.unit import Unit

_FLAGS = ("migrant_child", "orphan", "disability", "inclusive_class", "needs_aid")
_AWAY = (LeftBehind.UNSPECIFIED, LeftBehind.ONE_PARENT, LeftBehind.BOTH_PARENTS)


@query(
    requires=Permission.STUDENT_DETAILS_READ,
    scope=Scope.VISIBLE_STUDENTS,
    audit=NotAudited("who is in which group; what is made of it is audited"),
)
def priority_groups(unit: Unit) -> Mapping[str, frozenset[str]]:
    """Return the ids of the students of each group: left_behind, both_parents_away and the ticked ones by field."""
    flags = tuple(getattr(StudentDetails, name) for name in _FLAGS)
    rows = unit.db.execute(select(StudentDetails.student_id, StudentDetails.left_behind, *flags)).all()
    found = {
        "left_behind": frozenset(row[0] for row in rows if row[1] in _AWAY),
        "both_parents_away": frozenset(row[0] for row in rows if row[1] is LeftBehind.BOTH_PARENTS),
    }
    for place, name in enumerate(_FLAGS, 2):
        found[name] = frozenset(row[0] for row in rows if row[place])
    return found
