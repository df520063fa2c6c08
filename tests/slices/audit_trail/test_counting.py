"""What a principal is told of the trail: counts by kind, never a name."""

from __future__ import annotations

from datetime import date

import pytest

from slices.audit_trail.conftest import PASSWORD, TrailSchool
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.audit_trail import operations
from xinmiao.features.audit_trail.records import DeedKind
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import PermissionDenied

TODAY = date(2026, 11, 23)


@pytest.fixture
def principal(trail_school: TrailSchool) -> TrailSchool:
    trail_school.school.run(accounts.add_account.bind(NewAccountForm("张校长", frozenset({Role.PRINCIPAL}), PASSWORD)))
    return trail_school


def test_a_principal_counts_the_acts_in_the_school_file_and_is_told_what_is_missing(principal: TrailSchool) -> None:
    principal.school.run(roster.head_of_list.bind())
    principal.school.run(roster.head_of_list.bind())
    principal.as_other("张校长")
    counts = principal.school.run(operations.count_trail.bind(TODAY, TODAY))
    assert not counts.whole
    assert dict(counts.kinds)[DeedKind.PRINTED] == 2
    raw = principal.school.workspace.database.raw
    assert sum(count for _kind, count in counts.kinds) == raw.execute("SELECT count(*) FROM audit_entry").fetchone()[0]


def test_a_counsellor_counts_both_files(trail_school: TrailSchool) -> None:
    before = dict(trail_school.school.run(operations.count_trail.bind(None, None)).kinds)
    trail_school.school.clock.advance(hours=1)
    trail_school.school.run(roster.get_student.bind(trail_school.li))
    after = trail_school.school.run(operations.count_trail.bind(None, None))
    assert after.whole
    assert dict(after.kinds)[DeedKind.OPENED] == before.get(DeedKind.OPENED, 0) + 1


def test_only_the_days_asked_for_are_counted(trail_school: TrailSchool) -> None:
    trail_school.school.run(roster.head_of_list.bind())
    tomorrow = date(2026, 11, 24)
    assert trail_school.school.run(operations.count_trail.bind(tomorrow, None)).kinds == ()
    trail_school.school.clock.advance(days=1)
    trail_school.school.run(roster.head_of_list.bind())
    assert trail_school.school.run(operations.count_trail.bind(tomorrow, tomorrow)).kinds == ((DeedKind.PRINTED, 1),)


@pytest.mark.parametrize("label", ["林老师", "教务处"])
def test_teachers_and_the_office_are_told_no_counts(trail_school: TrailSchool, label: str) -> None:
    trail_school.as_other(label)
    with pytest.raises(PermissionDenied):
        trail_school.school.run(operations.count_trail.bind(None, None))
