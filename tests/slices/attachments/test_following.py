"""What hangs on a note goes with it: to another case, and to the student an alias turns out to be."""

from __future__ import annotations

from counselling_room import add_student, open_case, saved
from foreign_files import jpeg
from schools import School
from xinmiao.features.attachments import operations
from xinmiao.features.attachments.records import Host, NewAttachment
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, Problem


def hang(school: School, host: Host) -> None:
    school.run(operations.add_attachment.bind(NewAttachment(school.ids.new(), host, "画.jpg", jpeg(), "自画像")))
    school.run(operations.set_paper_place.bind(host, "2-5-17", None))


def test_a_moved_note_takes_its_attachment_and_the_place_of_its_paper_along(school: School) -> None:
    wrong, right = add_student(school, "王芳", 1), add_student(school, "王方", 2)
    draft, stamp = saved(school, open_case(school, wrong))
    old = Host("counselling_note", draft.note_id)
    hang(school, old)
    moved = school.run(casework.move_note.bind(draft.note_id, stamp.version, open_case(school, right), "选错了人"))
    view = school.run(operations.list_attachments.bind(Host("counselling_note", moved)))
    assert [(line.file_name, line.note, line.student_id) for line in view.lines] == [("画.jpg", "自画像", right)]
    assert view.place.place == "2-5-17"
    left = school.run(operations.list_attachments.bind(old))
    assert (left.lines, left.removed, left.place.place) == ((), (), "")
    assert [entry.title for entry in school.run(operations.attachment_timeline_entries.bind(right))] == ["画.jpg"]
    assert school.run(operations.attachment_timeline_entries.bind(wrong)) == ()


def test_what_hangs_on_an_aliass_case_and_notes_follows_to_the_student(school: School) -> None:
    opening = CaseOpening(school.ids.new(), None, CaseSource.SELF, (Problem.SELF,), alias="小C")
    case = school.run(casework.open_case.bind(opening))
    draft, _stamp = saved(school, case)
    for host in (Host("case", case), Host("counselling_note", draft.note_id)):
        hang(school, host)
    student = add_student(school, "王芳")
    version = school.run(casework.get_case.bind(case)).version
    school.run(casework.join_identity.bind(case, version, student, "自己说了名字"))
    for host in (Host("case", case), Host("counselling_note", draft.note_id)):
        view = school.run(operations.list_attachments.bind(host))
        assert ([line.student_id for line in view.lines], view.place.place) == ([student], "2-5-17")
    assert len(school.run(operations.attachment_timeline_entries.bind(student))) == 2
