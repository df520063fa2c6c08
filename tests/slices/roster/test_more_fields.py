"""The fields of a boarder and of a child whose parents work away; the ID number, kept only when switched on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock
from roster_desk import planned
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import StudentView
from xinmiao.features.roster.records.settings import KEEP_ID_NUMBERS
from xinmiao.features.roster.sheet.mapping import Column, recognise
from xinmiao.features.settings import operations as settings
from xinmiao.kernel.errors import ValidationFailed

CARD = "990000201309020016"
SHEET = (
    "姓名,班级,身份证号,就读方式,宿舍号,床位,生活老师,生活老师电话,现住址,实际照料人,照料人电话,委托照护人,"
    "委托照护人联系电话,父母务工地点,监护人1,监护人1电话,监护人1方便联系时间\n"
    f"王芳,七(1)班,{CARD},住校,2-305,３,赵敏,13800000001,柳河村,王奶奶,13800000002,李姨,13800000003,长春,"
    "王强,13800000004,工作日18点后\n"
)


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def imported(school: SignedInSchool, folder: Path) -> StudentView:
    path = folder / "住校生.csv"
    path.write_text(SHEET, encoding="utf-8-sig")
    plan = planned(school, path)
    assert plan.blocking() == ()
    school.run(roster.commit_import.bind(plan.to_commit(), file_name=path.name))
    return school.run(roster.get_student.bind(school.run(roster.list_students.bind())[0].id))


def test_every_field_of_the_sheet_is_kept(school: SignedInSchool, tmp_path: Path) -> None:
    view = imported(school, tmp_path)
    kept = view.details
    assert (kept.dormitory, kept.bed, kept.dorm_teacher, kept.dorm_teacher_phone) == (
        *("2-305", "３", "赵敏", "13800000001"),
    )
    assert (kept.carer, kept.carer_phone) == ("王奶奶", "13800000002")
    assert (kept.entrusted_carer, kept.entrusted_carer_phone) == ("李姨", "13800000003")
    assert (kept.address, kept.parents_work_place) == ("柳河村", "长春")
    assert [(one.name, one.reachable) for one in view.guardians] == [("王强", "工作日18点后")]
    assert kept.id_number == "", "off by default"


def test_the_id_number_is_kept_once_that_is_switched_on(school: SignedInSchool, tmp_path: Path) -> None:
    imported(school, tmp_path)
    school.run(settings.change_school_setting.bind(KEEP_ID_NUMBERS, value=True))
    view = imported(school, tmp_path)
    assert view.details.id_number == CARD
    with school.workspace.database.engine.connect() as connection:
        school_file = str(connection.exec_driver_sql("SELECT * FROM main.student").all())
    assert CARD not in school_file


def test_by_hand_no_id_number_is_kept_either_while_it_is_off(school: SignedInSchool) -> None:
    with pytest.raises(ValidationFailed) as refused:
        school.run(roster.add_student.bind({"name": "王芳"}, {"id_number": CARD}))
    assert set(refused.value.problems) == {"id_number"}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("寝室号", Column.DORMITORY),
        ("床号", Column.BED),
        ("宿管老师联系电话", Column.DORM_TEACHER_PHONE),
        ("实际照顾人姓名", Column.CARER),
        ("受委托人手机号", Column.ENTRUSTED_CARER_PHONE),
        ("父母外出务工地点", Column.PARENTS_WORK_PLACE),
        ("成员2联系时间", Column.GUARDIAN_2_REACHABLE),
        ("成长导师", Column.MENTOR),
        ("班主任姓名", Column.CLASS_TEACHER),
        ("班主任电话", None),
    ],
)
def test_schools_own_words_for_the_columns(heading: str, column: Column | None) -> None:
    assert recognise(heading) is column
