"""What contact cards are made of: who is class teacher by which account, and how the families are reached."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from xinmiao.features.roster.model import ClassTeacher, Guardian, Student, StudentDetails
from xinmiao.features.roster.operations.posts import present_posts
from xinmiao.features.roster.records import FamilyContacts, GuardianContact, StudentStatus
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.unit import Unit

_AT_ONCE = 800


@query(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("which account has which class"))
def class_teacher_accounts(unit: Unit) -> dict[str, frozenset[str]]:
    """Return the accounts of the present class teachers by class; who has no account is left out."""
    accounts = {line.id: line.account_id for line in unit.run(staff.list_staff.bind())}
    found: dict[str, set[str]] = defaultdict(set)
    for post in unit.db.scalars(present_posts(ClassTeacher, unit.clock.today())):
        if account := accounts.get(post.staff_id):
            found[post.class_id].add(account)
    return {class_id: frozenset(ids) for class_id, ids in found.items()}


@query(
    requires=Permission.STUDENT_DETAILS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("only asked whether somebody is a child of under 14; shown nowhere"),
)
def birth_dates(unit: Unit, student_ids: tuple[str, ...]) -> dict[str, date]:
    """Return the birthdays of students, as far as they are known."""
    rows = select(StudentDetails.student_id, StudentDetails.birth_date).where(
        StudentDetails.student_id.in_(student_ids), StudentDetails.birth_date.is_not(None)
    )
    return {row.student_id: row.birth_date for row in unit.db.execute(rows)}


@query(
    requires=Permission.STUDENT_DETAILS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("sealed at once to the class teacher; making the card is audited"),
)
def class_contacts(unit: Unit, class_ids: tuple[str, ...]) -> tuple[FamilyContacts, ...]:
    """Return how the families of some classes are reached, by number in class."""
    students = unit.db.execute(
        select(Student.id, Student.class_id, Student.number_in_class, Student.name)
        .where(
            Student.class_id.in_(class_ids),
            Student.status.in_((StudentStatus.ENROLLED, StudentStatus.ON_LEAVE)),
        )
        .order_by(Student.number_in_class.is_(None), Student.number_in_class, Student.name_pinyin, Student.id)
    ).all()
    ids = [row.id for row in students]
    details = _details(unit, ids)
    guardians = _guardians(unit, ids)
    return tuple(
        FamilyContacts(
            student_id=row.id,
            class_id=row.class_id,
            number_in_class=row.number_in_class,
            name=row.name,
            details=details.get(row.id, {}),
            guardians=tuple(guardians[row.id]),
        )
        for row in students
    )


_WANTED = (
    "birth_date",
    "student_number",
    "address",
    "carer",
    "carer_phone",
    "entrusted_carer",
    "entrusted_carer_phone",
    "dorm_teacher",
    "dorm_teacher_phone",
)


def _details(unit: Unit, ids: list[str]) -> dict[str, dict[str, object]]:
    columns = [getattr(StudentDetails, name) for name in _WANTED]
    found: dict[str, dict[str, object]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        statement = select(StudentDetails.student_id, *columns).where(
            StudentDetails.student_id.in_(ids[start : start + _AT_ONCE])
        )
        found |= {row[0]: dict(zip(_WANTED, row[1:], strict=True)) for row in unit.db.execute(statement)}
    return found


def _guardians(unit: Unit, ids: list[str]) -> dict[str, list[GuardianContact]]:
    found: dict[str, list[GuardianContact]] = defaultdict(list)
    for start in range(0, len(ids), _AT_ONCE):
        statement = select(Guardian).where(Guardian.student_id.in_(ids[start : start + _AT_ONCE])).order_by(Guardian.id)
        for row in unit.db.scalars(statement):
            found[row.student_id].append(
                GuardianContact(
                    row.name or "",
                    row.relation,
                    row.phone or "",
                    row.reachable or "",
                    bool(row.is_legal_guardian),
                    bool(row.no_contact),
                )
            )
    return found
