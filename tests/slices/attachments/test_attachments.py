"""Attachments on real files: added clean, listed without their bytes, opened, exported, removed for good."""

from __future__ import annotations

import hashlib
import json

import pytest
from sqlalchemy import event

from counselling_room import add_student, open_case, saved
from foreign_files import SECRET, jpeg, pdf, png
from schools import ADMINISTRATOR, COUNSELLOR, School, teacher
from xinmiao.documents.foreign import FileKind
from xinmiao.documents.images import FileRefused
from xinmiao.features.attachments import operations
from xinmiao.features.attachments.records import MOST_ON_A_RECORD, AttachmentLine, Host, NewAttachment
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.kernel.errors import Conflict, Damaged, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target


def add(school: School, host: Host, content: bytes = b"", name: str = "照片.jpg", note: str = "") -> AttachmentLine:
    """Add a file to a record."""
    new = NewAttachment(school.ids.new(), host, name, content or jpeg(), note)
    return school.run(operations.add_attachment.bind(new))


def student_host(school: School) -> Host:
    """Return a student to hang something on."""
    return Host("student", add_student(school, "王芳"))


def stored(school: School, question: str) -> list[tuple[object, ...]]:
    """Ask the counselling file itself."""
    with school.database.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(question)]


def test_a_file_is_stored_clean_and_comes_back_as_it_was_stored(school: School) -> None:
    host = student_host(school)
    line = add(school, host, jpeg(turned=6), "../扫描/同意书.exe", " 家长签字 ")
    assert (line.file_name, line.media, line.note) == ("同意书.exe.jpg", FileKind.JPEG, "家长签字")
    opened = school.run(operations.open_attachment.bind(line.id))
    assert SECRET not in opened.content
    assert opened.content.startswith(b"\xff\xd8")
    assert len(opened.content) == line.size
    digest = stored(school, "SELECT digest FROM counselling.attachment")[0][0]
    assert digest == hashlib.sha256(opened.content).hexdigest()


@pytest.mark.parametrize(("make", "media", "pages"), [(png, FileKind.PNG, 1), (lambda: pdf(3), FileKind.PDF, 3)])
def test_the_kind_comes_from_the_bytes(school: School, make: object, media: FileKind, pages: int) -> None:
    assert callable(make)
    line = add(school, student_host(school), make(), "x.jpg")
    assert (line.media, line.pages) == (media, pages)


@pytest.mark.parametrize("content", [b"MZ\x90\0" + bytes(500), jpeg()[:300], b"\0", pdf(password="x"), png()[:50]])
def test_what_is_refused_leaves_nothing(school: School, content: bytes) -> None:
    host = student_host(school)
    with pytest.raises(FileRefused):
        add(school, host, content)
    assert school.run(operations.list_attachments.bind(host)).lines == ()
    assert stored(school, "SELECT count(*) FROM counselling.attachment") == [(0,)]


def test_every_kind_of_record_knows_its_student(school: School) -> None:
    student = add_student(school, "王芳")
    case = open_case(school, student)
    draft, _stamp = saved(school, case)
    file = school.run(growth_files.ensure_growth_file.bind(student, next(iter(OpeningReason))))
    hosts = [Host("student", student), Host("case", case), Host("counselling_note", draft.note_id)]
    lines = [add(school, host) for host in (*hosts, Host("growth_file", file))]
    assert {line.student_id for line in lines} == {student}
    entries = school.run(operations.attachment_timeline_entries.bind(student))
    assert {entry.target for entry in entries} == {
        Target("student", student),
        Target("casework", case),
        Target("counselling_note", draft.note_id),
    }
    assert [entry.title for entry in entries] == ["照片.jpg"] * 4


@pytest.mark.parametrize("host", [Host("student", "nobody"), Host("school_class", "x"), Host("spell", "x")])
def test_a_record_that_is_not_there_carries_nothing(school: School, host: Host) -> None:
    with pytest.raises(NotFound):
        add(school, host)
    with pytest.raises(NotFound):
        school.run(operations.set_paper_place.bind(host, "1", None))
    with pytest.raises(NotFound):
        school.run(operations.list_attachments.bind(host))


def test_lists_never_load_the_bytes(school: School) -> None:
    host = student_host(school)
    add(school, host)
    asked: list[str] = []
    event.listen(school.database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    view = school.run(operations.list_attachments.bind(host))
    school.run(operations.attachment_timeline_entries.bind(host.id))
    assert view.total == view.lines[0].size
    assert any("counselling.attachment" in statement for statement in asked)
    assert not any("attachment.content" in statement for statement in asked)


def test_the_bytes_stand_last_in_the_table(school: School) -> None:
    with school.database.engine.connect() as connection:
        columns = tuple(connection.exec_driver_sql("SELECT * FROM counselling.attachment").keys())
    assert columns[-1] == "content"


def test_removing_takes_the_bytes_and_keeps_the_reason(school: School) -> None:
    host = student_host(school)
    line = add(school, host)
    content = school.run(operations.open_attachment.bind(line.id)).content
    school.run(operations.remove_attachment.bind(line.id, line.version, " 传错了学生 "))
    view = school.run(operations.list_attachments.bind(host))
    assert (view.lines, view.total) == ((), 0)
    gone = view.removed[0]
    assert (gone.file_name, gone.removal_reason, gone.removed_name) == ("照片.jpg", "传错了学生", "周老师")
    assert stored(school, "SELECT content FROM counselling.attachment") == [(None,)]
    revisions = stored(school, "SELECT content FROM counselling.revision WHERE record = 'attachment'")
    assert [json.loads(str(row[0]))["file_name"] for row in revisions] == ["照片.jpg"]
    assert "content" not in json.loads(str(revisions[0][0]))
    assert content.hex()[:80] not in str(revisions)
    for bound in (operations.open_attachment.bind(line.id), operations.export_attachment.bind(line.id)):
        with pytest.raises(NotFound):
            school.run(bound)
    with pytest.raises(NotFound):
        school.run(operations.remove_attachment.bind(line.id, gone.version, "x"))
    assert school.run(operations.attachment_timeline_entries.bind(host.id)) == ()


def test_removing_wants_a_reason_and_the_version_seen(school: School) -> None:
    line = add(school, student_host(school))
    for reason in ("", "  ", "x" * 501):
        with pytest.raises(ValidationFailed) as refused:
            school.run(operations.remove_attachment.bind(line.id, line.version, reason))
        assert set(refused.value.problems) == {"removal_reason"}
    with pytest.raises(Conflict):
        school.run(operations.remove_attachment.bind(line.id, line.version + 1, "传错了"))


def test_a_record_carries_fifty_and_no_more(school: School) -> None:
    host = student_host(school)
    picture = png(1, 1)
    lines = [add(school, host, picture) for _number in range(MOST_ON_A_RECORD)]
    assert school.run(operations.list_attachments.bind(host)).is_full
    with pytest.raises(RuleBroken):
        add(school, host, picture)
    school.run(operations.remove_attachment.bind(lines[0].id, 1, "重复"))
    add(school, host, picture)


def test_reading_exporting_and_removing_are_in_the_students_trail(school: School) -> None:
    host = student_host(school)
    line = add(school, host)
    school.run(operations.open_attachment.bind(line.id))
    school.run(operations.export_attachment.bind(line.id))
    school.run(operations.export_attachment.bind(line.id))
    school.run(operations.remove_attachment.bind(line.id, line.version, "传错了"))
    expected = ["added", "opened", "exported", "exported", "removed"]
    trail = [action for action in school.subjects(DataFile.COUNSELLING, host.id) if action.startswith("attachment")]
    assert trail == [f"attachment.{what}" for what in expected]
    assert school.actions(DataFile.COUNSELLING).count("attachment.opened") == 1


def test_bytes_that_are_not_those_added_are_told(school: School) -> None:
    line = add(school, student_host(school))
    with school.database.engine.execution_options(writes=True).begin() as connection, school.database.guard:
        connection.exec_driver_sql("UPDATE counselling.attachment SET content = x'00'")
    with pytest.raises(Damaged):
        school.run(operations.open_attachment.bind(line.id))


def test_the_place_of_the_paper_is_kept_and_conflicts_are_seen(school: School) -> None:
    host = student_host(school)
    assert school.run(operations.get_paper_place.bind(host)).version is None
    first = school.run(operations.set_paper_place.bind(host, " 2-5-17 ", None))
    assert (first.place, first.version) == ("2-5-17", 1)
    second = school.run(operations.set_paper_place.bind(host, "", 1))
    assert (second.place, second.version) == ("", 2)
    for version in (None, 1):
        with pytest.raises(Conflict):
            school.run(operations.set_paper_place.bind(host, "3", version))
    with pytest.raises(ValidationFailed):
        school.run(operations.set_paper_place.bind(host, "x" * 81, 2))
    assert school.run(operations.list_attachments.bind(host)).place == second


@pytest.mark.parametrize("actor", [teacher("class-1"), ADMINISTRATOR])
def test_only_counsellors_meet_attachments(school: School, actor: object) -> None:
    line = add(school, student_host(school))
    assert actor != COUNSELLOR
    with pytest.raises(PermissionDenied):
        school.database.run(actor, operations.open_attachment.bind(line.id))  # type: ignore[arg-type]
