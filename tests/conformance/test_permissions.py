"""The permission table, asked: every operation as every role, on real files opened with that role's keys.

`permissions.tsv` is reviewed by people; "by keys" means that the role could not do it even if the program
let it, because it holds no key of the file or of the root.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.app.features import FEATURES, all_operations
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.kernel.access import GRANTS, Permission, Role
from xinmiao.kernel.errors import PermissionDenied
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile

TABLE = Path(__file__).parent / "permissions.tsv"
LABELS = {
    Role.COUNSELLOR: "赵老师",
    Role.CLASS_TEACHER: "林老师",
    Role.GRADE_HEAD: "年级主任",
    Role.MORAL_OFFICE: "德育处",
    Role.PRINCIPAL: "校长",
    Role.ADMINISTRATOR: "教务处",
}
PASSWORD = "some more plain words"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedInSchool]:
    folder = tmp_path_factory.mktemp("permissions")
    made = make_signed_in_school(folder / "data", folder / "config", FrozenClock())
    for role, label in LABELS.items():
        made.run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), PASSWORD)))
    yield made
    made.lock()


def test_the_table_lists_every_operation_once() -> None:
    assert sorted(row["operation"] for row in rows()) == sorted(operation.name for operation in all_operations())


def test_every_permission_is_used_and_granted_to_somebody() -> None:
    asked_at_the_door = {Permission.BACKUP_RESTORE}
    assert {operation.requires for operation in all_operations()} | asked_at_the_door == set(Permission)
    assert set(GRANTS) == set(Permission)
    assert all(GRANTS.values())


@pytest.mark.parametrize("role", list(Role))
def test_every_operation_is_refused_or_let_through_as_the_table_says(school: SignedInSchool, role: Role) -> None:
    school.lock()
    workspace = school.sign_in(LABELS[role], PASSWORD)
    assert workspace.actor.roles == {role}
    asked = {}
    for operation in all_operations():
        try:
            workspace.run(Bound(operation))
        except PermissionDenied as denied:
            asked[operation.name] = "no" if denied.code == PermissionDenied.code else "yes"  # else: the root is missing
        except TypeError:  # let through, and then its arguments are missing
            asked[operation.name] = "yes"
        else:
            asked[operation.name] = "yes"
    assert asked == {row["operation"]: row[role.value] for row in rows()}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COUNSELLOR])
def test_what_is_refused_by_keys_has_no_key(school: SignedInSchool, role: Role) -> None:
    school.lock()
    workspace = school.sign_in(LABELS[role], PASSWORD)
    assert workspace.custody.keyring.files == {DataFile.SCHOOL}
    assert not workspace.custody.keyring.holds_root
    with pytest.raises(Exception, match="counselling"), workspace.database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM counselling.student_details")
    assert all(row[role.value] == "no" for row in rows() if row["by"] == "keys")


def test_every_refusal_is_in_the_trail(school: SignedInSchool) -> None:
    school.lock()
    workspace = school.sign_in(LABELS[Role.CLASS_TEACHER], PASSWORD)
    with pytest.raises(PermissionDenied):
        workspace.run(Bound(accounts.list_accounts))
    with workspace.database.engine.connect() as connection:
        last = connection.exec_driver_sql("SELECT action, detail FROM audit_entry ORDER BY seq DESC LIMIT 1").one()
    assert last[0] == "operation.refused"
    assert "accounts.list_accounts" in last[1]
    school.lock()
    school.sign_in("周老师", FOUNDER_PASSWORD)


def test_every_page_needs_a_permission_somebody_has() -> None:
    for feature in FEATURES:
        for page in feature.pages:
            assert GRANTS[page.requires], page.name
