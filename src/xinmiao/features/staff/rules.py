"""Pure decisions about staff members: what is said at the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xinmiao.features.staff.records import STAFF_MEMBER, StaffLine, same_name
from xinmiao.kernel.texts import Text, _

EDITED = ("name", "duties", "phone")
"""Fields that are typed; the rest follows from the name or is set by an operation of its own."""


def problems_of(values: Mapping[str, Any], others: Iterable[StaffLine]) -> dict[str, Text]:
    """Return what is wrong with the typed values, by field name.

    Two of one name are allowed where their duties tell them apart.
    """
    problems = STAFF_MEMBER.problems(values, only=EDITED)
    name, duties = same_name(values.get("name") or ""), (values.get("duties") or "").strip()
    if name and any(same_name(other.name) == name and other.duties == duties for other in others):
        problems["name"] = _("There is a staff member of this name; tell the two apart by their duties.")
    return problems
