"""Who sees whose acts."""

from __future__ import annotations

import pytest

from xinmiao.features.audit_trail.rules import sees_all
from xinmiao.kernel.access import Actor, Role


@pytest.mark.parametrize("role", list(Role))
def test_a_counsellor_alone_sees_the_acts_of_everybody(role: Role) -> None:
    assert sees_all(Actor("account-1", "某人", frozenset({role}))) == (role is Role.COUNSELLOR)
