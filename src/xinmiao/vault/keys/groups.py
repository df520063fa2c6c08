"""The four groups that hold content keys, and which role belongs to which.

Owns the map role → groups and file → group. The map is cryptographic: a group's private key is sealed
to its members, so a role that is not in a group cannot be talked into it by editing a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from xinmiao.kernel.access import Role
from xinmiao.kernel.records import DataFile


class Group(StrEnum):
    """A circle of accounts that shares one key pair."""

    STAFF = "staff"
    COUNSELLORS = "counsellors"
    CRISIS_TEAM = "crisis_team"
    LEADERSHIP = "leadership"


FILE_GROUPS: dict[DataFile, Group] = {DataFile.SCHOOL: Group.STAFF, DataFile.COUNSELLING: Group.COUNSELLORS}
"""The group each file's key is sealed to."""

_ROLE_GROUPS: dict[Role, frozenset[Group]] = {
    Role.COUNSELLOR: frozenset({Group.STAFF, Group.COUNSELLORS, Group.CRISIS_TEAM}),
    Role.CLASS_TEACHER: frozenset({Group.STAFF}),
    Role.GRADE_HEAD: frozenset({Group.STAFF}),
    Role.MORAL_OFFICE: frozenset({Group.STAFF}),
    Role.PRINCIPAL: frozenset({Group.STAFF, Group.LEADERSHIP}),
    Role.ADMINISTRATOR: frozenset({Group.STAFF}),
}
"""Counselling content is the counsellors' alone: who leads a grade or the school holds no key of it."""


def groups_of(roles: Iterable[Role]) -> frozenset[Group]:
    """Return the groups an account with `roles` is a member of."""
    return frozenset(group for role in roles for group in _ROLE_GROUPS[role])
