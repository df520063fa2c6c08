"""What the papers of consents are made of: blank forms, and who has not handed a slip back."""

from __future__ import annotations

from xinmiao.features.consents.operations.collecting import get_class_sheet, label_of_class
from xinmiao.features.consents.operations.reading import student_of
from xinmiao.features.consents.records import Answer, ConsentKind, FormPrint, MissingList, Party
from xinmiao.features.consents.rules.standing import valid_until
from xinmiao.features.referrals.records.settings import ROOM_PHONE
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.school_year import school_year_of
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("an empty form to be filled in by hand; holds no student"),
)
def collect_blank_form(unit: Unit, kind: ConsentKind, class_id: str = "") -> FormPrint:
    """Return what an empty form is made of, with the class printed in when one is named."""
    return _form(unit, kind, "", label_of_class(unit, class_id) if class_id else "")


@command(requires=Permission.CONSENT_READ, scope=Scope.WHOLE_SCHOOL, audit="consent.form_printed")
def collect_screening_form(unit: Unit, student_id: str) -> FormPrint:
    """Return what a student's form for screening is made of.

    Raises:
        NotFound: no such student.
    """
    return _of_student(unit, ConsentKind.SCREENING, student_id)


@command(requires=Permission.CONSENT_READ, scope=Scope.WHOLE_SCHOOL, audit="consent.form_printed")
def collect_counselling_form(unit: Unit, student_id: str) -> FormPrint:
    """Return what a student's form for counselling and its exceptions to secrecy is made of.

    Raises:
        NotFound: no such student.
    """
    return _of_student(unit, ConsentKind.COUNSELLING, student_id)


@command(requires=Permission.CONSENT_READ, scope=Scope.WHOLE_SCHOOL, audit="consent.missing_printed")
def collect_missing_list(unit: Unit, class_id: str, kind: ConsentKind, parties: tuple[Party, ...]) -> MissingList:
    """Return who of a class has not handed the slip back; the paper does not say what it is about.

    Raises:
        NotFound: no such class.
    """
    sheet = unit.run(get_class_sheet.bind(class_id, kind, parties))
    missing = tuple(line.student for line in sheet.lines if line.answer is Answer.WAITING)
    unit.concerns("school_class", class_id)
    unit.remark(count=len(missing))
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return MissingList(sheet.class_label, missing, len(sheet.lines), head)


def _of_student(unit: Unit, kind: ConsentKind, student_id: str) -> FormPrint:
    student = student_of(unit, student_id)
    unit.concerns("student", student_id)
    unit.remark(kind=kind.value)
    return _form(unit, kind, student.name, student.class_label)


def _form(unit: Unit, kind: ConsentKind, student: str, class_label: str) -> FormPrint:
    return FormPrint(
        kind=kind,
        student=student,
        class_label=class_label,
        phone=unit.run(get_school_settings.bind((ROOM_PHONE,)))[ROOM_PHONE.name],
        valid_until=valid_until(school_year_of(unit.clock.today())),
        head=paper_anchor.head_for(unit, DataFile.COUNSELLING),
    )
