"""Settings of the school on a real file: defaults, changing, refusals, the trail, and what follows from them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from counselling_room import add_student, open_case, saved
from schools import School
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records.settings import LONG_AGO_DAYS, UNSIGNED_HOURS
from xinmiao.features.settings import operations as settings
from xinmiao.kernel.access import Actor, Permission, Role
from xinmiao.kernel.errors import PermissionDenied, ValidationFailed
from xinmiao.kernel.records import DataFile

OFFICE = Actor("account-office", "教务处", frozenset({Role.ADMINISTRATOR}))
TEACHER = Actor("account-teacher", "林老师", frozenset({Role.CLASS_TEACHER}))


def hours(school: School, actor: Actor = OFFICE) -> Any:
    return school.run(settings.get_school_settings.bind((UNSIGNED_HOURS,)), actor)[UNSIGNED_HOURS.name]


def test_what_nobody_changed_has_its_default(school: School) -> None:
    assert hours(school) == 24


def test_a_change_holds_for_everybody_and_a_second_one_replaces_it(school: School) -> None:
    school.run(settings.change_school_setting.bind(UNSIGNED_HOURS, 48), OFFICE)
    school.run(settings.change_school_setting.bind(UNSIGNED_HOURS, 12))
    assert [hours(school), hours(school, TEACHER)] == [12, 12]


@pytest.mark.parametrize("value", [0, 169, None])
def test_a_value_out_of_range_is_refused_and_changes_nothing(school: School, value: object) -> None:
    with pytest.raises(ValidationFailed) as refused:
        school.run(settings.change_school_setting.bind(UNSIGNED_HOURS, value))
    assert list(refused.value.problems) == ["unsigned_hours"]
    assert hours(school) == 24


def test_a_class_teacher_reads_and_does_not_change(school: School) -> None:
    assert not TEACHER.may(Permission.SCHOOL_WRITE)
    with pytest.raises(PermissionDenied):
        school.run(settings.change_school_setting.bind(UNSIGNED_HOURS, 48), TEACHER)
    assert hours(school, TEACHER) == 24


def test_a_setting_of_an_account_is_none_of_the_school(school: School) -> None:
    with pytest.raises(AssertionError):
        school.run(settings.change_school_setting.bind(LONG_AGO_DAYS, 30))


def test_the_trail_names_the_setting_and_who_changed_it(school: School) -> None:
    school.run(settings.change_school_setting.bind(UNSIGNED_HOURS, 48), OFFICE)
    assert school.actions(DataFile.SCHOOL) == ["school.setting_changed"]
    with school.database.engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT account, detail FROM main.audit_entry").one()
    assert row[0] == OFFICE.account
    assert json.loads(row[1])["setting"] == "casework.unsigned_hours"


def test_an_unsigned_note_is_a_task_after_the_hours_the_school_chose(school: School) -> None:
    case = open_case(school, add_student(school, "王芳"))
    saved(school, case)
    school.clock.advance(hours=47, minutes=59)
    assert len(school.run(casework.unsigned_note_tasks.bind())) == 1
    school.run(settings.change_school_setting.bind(UNSIGNED_HOURS, 48))
    assert school.run(casework.unsigned_note_tasks.bind()) == ()
    school.clock.advance(minutes=1)
    (task,) = school.run(casework.unsigned_note_tasks.bind())
    assert str(task.why) == "The talk was on 2026-11-23; the note has waited more than 48 hours for your signature."
    assert task.due == date(2026, 11, 25)
