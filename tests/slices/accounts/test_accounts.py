"""Accounts on the real key file and the real data files: who can be made, opened, switched off, restored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import AppError, PermissionDenied, ValidationFailed, WrongKey
from xinmiao.kernel.records import DataFile

TEACHER_PASSWORD = "another four plain words"
TEACHER = NewAccountForm("林老师", frozenset({Role.CLASS_TEACHER}), TEACHER_PASSWORD)
OWN_PASSWORD = "typed by the person alone"
OFFICE = NewAccountForm("教务处", frozenset({Role.ADMINISTRATOR}), "office words are here too")


@pytest.fixture
def signed_in(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def test_a_founder_makes_a_class_teacher_who_sees_his_class_only(signed_in: SignedInSchool) -> None:
    class_id = signed_in.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    other_id = signed_in.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    for name, where in (("王芳", class_id), ("李雷", other_id)):
        signed_in.run(roster.add_student.bind({"name": name, "class_id": where}, {"address": "虚构县"}))
    teacher_id = signed_in.run(accounts.add_account.bind(TEACHER))
    signed_in.run(roster.give_class_to_account.bind(class_id, teacher_id, date(2026, 9, 1)))
    signed_in.lock()
    workspace = signed_in.sign_in("林老师", TEACHER_PASSWORD)
    assert workspace.database.files == {DataFile.SCHOOL}
    assert [line.name for line in signed_in.run(roster.list_students.bind())] == ["王芳"]
    with pytest.raises(PermissionDenied):
        signed_in.run(accounts.list_accounts.bind())


def test_an_administrator_alone_cannot_give_content(signed_in: SignedInSchool) -> None:
    signed_in.run(accounts.add_account.bind(OFFICE))
    signed_in.lock()
    signed_in.sign_in("教务处", OFFICE.password)
    new = NewAccountForm("赵老师", frozenset({Role.COUNSELLOR}), "some more words again")
    account = signed_in.run(accounts.add_account.bind(new))
    with pytest.raises(PermissionDenied):
        signed_in.run(accounts.grant_content.bind(account, password=OWN_PASSWORD))
    signed_in.lock()
    with pytest.raises(PermissionDenied) as waiting:
        signed_in.sign_in("赵老师", new.password)
    assert waiting.value.code == "E-PENDING"
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    [task] = [task for task in signed_in.run(accounts.account_tasks.bind()) if task.key.startswith("account_waits")]
    assert "赵老师" in str(task.title)
    with pytest.raises(ValidationFailed):
        signed_in.run(accounts.grant_content.bind(account))
    signed_in.run(accounts.grant_content.bind(account, password=OWN_PASSWORD))
    signed_in.lock()
    with pytest.raises(WrongKey):
        signed_in.sign_in("赵老师", new.password)
    assert signed_in.sign_in("赵老师", OWN_PASSWORD).database.files == set(DataFile)


def test_a_restored_sign_in_opens_no_content_until_it_is_granted_again(signed_in: SignedInSchool) -> None:
    signed_in.run(accounts.add_account.bind(OFFICE))
    second = NewAccountForm("赵老师", frozenset({Role.COUNSELLOR}), "some more words again")
    account = signed_in.run(accounts.add_account.bind(second))
    signed_in.lock()
    signed_in.sign_in("教务处", OFFICE.password)
    signed_in.run(accounts.restore_sign_in.bind(account, "a fresh set of words"))
    signed_in.lock()
    with pytest.raises(AppError):
        signed_in.sign_in("赵老师", second.password)
    with pytest.raises(PermissionDenied) as waiting:
        signed_in.sign_in("赵老师", "a fresh set of words")
    assert waiting.value.code == "E-PENDING"
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    signed_in.run(accounts.grant_content.bind(account, password=OWN_PASSWORD))
    signed_in.lock()
    assert DataFile.COUNSELLING in signed_in.sign_in("赵老师", OWN_PASSWORD).database.files


def test_changing_the_password(signed_in: SignedInSchool) -> None:
    with pytest.raises(WrongKey):
        signed_in.run(accounts.change_password.bind("not the old password", "five quite different words"))
    with pytest.raises(ValidationFailed):
        signed_in.run(accounts.change_password.bind(FOUNDER_PASSWORD, "short"))
    signed_in.run(accounts.change_password.bind(FOUNDER_PASSWORD, "five quite different words"))
    signed_in.lock()
    with pytest.raises(WrongKey):
        signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    signed_in.sign_in("周老师", "five quite different words")


def test_the_sheet_is_a_task_until_it_was_typed_back(signed_in: SignedInSchool) -> None:
    keys = [task.key for task in signed_in.run(accounts.account_tasks.bind())]
    assert keys == ["recovery_sheet:1"]
    sheet = signed_in.sheet
    with pytest.raises(ValidationFailed):
        signed_in.run(accounts.confirm_recovery_sheet.bind(sheet.seed_code[:-1] + "*", sheet.school_secret_code))
    typed = sheet.seed_code.lower().replace("-", " ")
    signed_in.run(accounts.confirm_recovery_sheet.bind(typed, sheet.school_secret_code))
    assert signed_in.run(accounts.account_tasks.bind()) == ()
    newer = signed_in.run(accounts.make_recovery_sheet.bind())
    assert newer.number == 2
    assert [task.key for task in signed_in.run(accounts.account_tasks.bind())] == ["recovery_sheet:2"]


def test_a_disabled_account_is_shut_and_can_be_enabled(signed_in: SignedInSchool) -> None:
    account = signed_in.run(accounts.add_account.bind(TEACHER))
    signed_in.run(accounts.disable_account.bind(account))
    signed_in.lock()
    with pytest.raises(AppError):
        signed_in.sign_in("林老师", TEACHER_PASSWORD)
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    signed_in.run(accounts.enable_account.bind(account, "words for a new start"))
    signed_in.run(accounts.grant_content.bind(account, password=OWN_PASSWORD))
    signed_in.lock()
    signed_in.sign_in("林老师", OWN_PASSWORD)


def test_what_was_done_to_accounts_is_recorded(signed_in: SignedInSchool) -> None:
    account = signed_in.run(accounts.add_account.bind(TEACHER))
    signed_in.run(accounts.rename_account.bind(account, "林老师（七年级）"))
    with signed_in.workspace.database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT e.action FROM audit_entry e JOIN audit_subject s ON s.seq = e.seq WHERE s.record_id = ?"
            " UNION ALL SELECT e.action FROM counselling.audit_entry e"
            " JOIN counselling.audit_subject s ON s.seq = e.seq WHERE s.record_id = ?",
            (account, account),
        )
        assert sorted(row[0] for row in rows) == ["account.added", "account.renamed"]
    labels = [line.label for line in signed_in.run(accounts.list_accounts.bind())]
    assert "林老师（七年级）" in labels
