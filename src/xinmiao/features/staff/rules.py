"""Pure decisions about staff members: how names are compared, and what is said at the field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from xinmiao.features.staff.records import STAFF_MEMBER, StaffLine
from xinmiao.kernel.texts import Text, _

EDITED = ("name", "duties", "phone")
"""Fields that are typed; the rest follows from the name or is set by an operation of its own."""


def same_name(name: str) -> str:
    """Return the name as it is compared: NFKC, lower case, no blanks, no dots inside names."""
    return "".join(unicodedata.normalize("NFKC", name).lower().split()).replace("·", "")


def problems_of(values: Mapping[str, Any], others: Iterable[StaffLine]) -> dict[str, Text]:
    """Return what is wrong with the typed values, by field name.

    Two of one name are allowed where their duties tell them apart.
    """
    problems = STAFF_MEMBER.problems(values, only=EDITED)
    name, duties = same_name(values.get("name") or ""), (values.get("duties") or "").strip()
    if name and any(same_name(other.name) == name and other.duties == duties for other in others):
        problems["name"] = _("There is a staff member of this name; tell the two apart by their duties.")
    return problems


def fits(line: StaffLine, words: str) -> bool:
    """Return whether the name, the pinyin, the initials or the duties of a staff member fit every word."""
    folded = [same_name(word) for word in words.split()]
    name, duties = same_name(line.name), same_name(line.duties)
    return all(
        word in name or line.pinyin.startswith(word) or line.initials.startswith(word) or word in duties
        for word in folded
    )
