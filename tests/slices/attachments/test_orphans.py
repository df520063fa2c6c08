"""The doctor names what hangs on records that are not there."""

from __future__ import annotations

from counselling_room import add_student
from foreign_files import jpeg
from schools import School
from xinmiao.features.attachments import operations
from xinmiao.features.attachments.records import ATTACHMENT, PAPER_PLACE, Host, NewAttachment
from xinmiao.vault.doctor import Patient, _hanging_findings
from xinmiao.vault.engine import FILE_NAMES


def places(school: School) -> list[str]:
    raw = school.database.engine.raw_connection()
    keys = dict.fromkeys(FILE_NAMES, b"")
    patient = Patient(school.database.folder, keys, {}, specs=(ATTACHMENT, PAPER_PLACE))
    found = [f"{finding.place}: {finding.sentence}" for finding in _hanging_findings(raw, patient)]
    raw.close()
    return found


def test_what_hangs_on_nothing_is_named_with_the_kind_it_hung_on(school: School) -> None:
    student = add_student(school, "王芳")
    for number in range(2):
        new = NewAttachment(school.ids.new(), Host("student", student), f"{number}.jpg", jpeg())
        school.run(operations.add_attachment.bind(new))
    school.run(operations.set_paper_place.bind(Host("student", student), "2-5-17", None))
    assert places(school) == []
    with school.database.engine.execution_options(writes=True).begin() as connection, school.database.guard:
        connection.exec_driver_sql("UPDATE counselling.attachment SET of_id = 'gone' WHERE file_name = '0.jpg'")
        connection.exec_driver_sql("UPDATE counselling.paper_place SET of_kind = 'dragon'")
    assert places(school) == [
        "attachment.student: 1 entry of Attachment points to a record that is not there.",
        "paper_place.dragon: 1 entry of Place of the paper original points to a record that is not there.",
    ]
