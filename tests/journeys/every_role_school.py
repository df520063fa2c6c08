"""A school with an account of every role, every kind of record marked, and one envelope of each kind under way.

Made by operations. Owns the accounts and the marks of what goes between people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from file_desk import PARENT
from journeys.marked_records import MARKS, TEACHER, TEACHER_PASSWORD, fill_everything
from marked_case import MarkedCase
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.consents import operations as consents
from xinmiao.features.consents.records import Answer, Collection, CollectionSettings, ConsentKind, Mark
from xinmiao.features.feedback_slips import operations as slips
from xinmiao.features.feedback_slips.records import AdviceForm, BackgroundForm
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.records import AccessForm
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.records import InternalForm, ReferralUrgency
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.secrecy_exceptions import operations as exceptions
from xinmiao.features.secrecy_exceptions.records import ExceptionForm, ExceptionGround, ExceptionHow, ReceiverRole
from xinmiao.features.today import operations as today
from xinmiao.kernel.access import Role

FOUNDER, SECOND_PASSWORD = "周老师", "lantern beside the well"
OTHER_TEACHER, GRADE_HEAD, MORAL_OFFICE, PRINCIPAL, OFFICE = "孙老师", "马主任", "德育处", "张校长", "教务处"
OFFICES = {
    OTHER_TEACHER: Role.CLASS_TEACHER,
    GRADE_HEAD: Role.GRADE_HEAD,
    MORAL_OFFICE: Role.MORAL_OFFICE,
    PRINCIPAL: Role.PRINCIPAL,
    OFFICE: Role.ADMINISTRATOR,
}
BETWEEN_MARKS = {
    "referral sent": "马脚转介 QZSENT7781",
    "background sent": "马脚来情 QZBACK7781",
    "advice": "马脚建议 QZADVICE7781",
    "minimal slip": "马脚最小 QZMINIMAL7781",
    "ground of access": "马脚缘故 QZGROUND7781",
    "reminder": "马脚备忘 QZREMIND7782",
}
ALL_MARKS = (*MARKS, *(word for mark in BETWEEN_MARKS.values() for word in mark.split()))


@dataclass
class EveryRole:
    """The school, signed out, its accounts by label, and the ids of everything in it."""

    school: SignedInSchool
    case: MarkedCase
    accounts: dict[str, str]
    ids: tuple[str, ...]

    def sign_in(self, label: str) -> None:
        """Sign somebody in instead."""
        self.school.lock()
        self.school.sign_in(label, password_of(label))


def password_of(label: str) -> str:
    """Return an account's password."""
    given = {FOUNDER: FOUNDER_PASSWORD, "吴老师": SECOND_PASSWORD}
    return given.get(label, TEACHER_PASSWORD)


def fill_for_every_role(school: SignedInSchool) -> EveryRole:
    """Write everything; nobody is signed in at the end."""
    case = fill_everything(school)
    for label, role in OFFICES.items():
        school.run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), TEACHER_PASSWORD)))
    ids = {line.label: line.id for line in school.run(accounts.list_accounts.bind())}
    class_id = next(line.id for line in school.run(roster.list_classes.bind()))
    other = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 3, 2026)))
    since = school.clock.today()
    school.run(roster.add_student.bind({"name": "钱小满", "class_id": other, "number_in_class": 1}, {}))
    school.run(roster.give_class_to_account.bind(other, ids[OTHER_TEACHER], since))
    school.run(roster.set_grade_head.bind(ids[GRADE_HEAD], frozenset({7}), since))
    made = EveryRole(school, case, ids, ())
    sent = _sent_by_the_teacher(made, class_id)
    told = _by_the_room(made, sent[1])
    tables = ("counselling_group", "group_meeting", "counselling_case")
    met = _ids(school, "envelope", "duty_shift", *(f"counselling.{table}" for table in tables))
    made.ids = (*case.ids, class_id, other, *ids.values(), *sent, *told, *met)
    school.workspace.custody.drafts.save("note-7781", b"QZDRAFT7781")
    school.lock()
    return made


def _sent_by_the_teacher(made: EveryRole, class_id: str) -> tuple[str, ...]:
    made.sign_in(TEACHER)
    school, student = made.school, made.case.student
    new = school.means.ids.new
    referral = InternalForm(new(), student, BETWEEN_MARKS["referral sent"], next(iter(ReferralUrgency)))
    school.run(referrals.write_referral.bind(referral))
    background = BackgroundForm(new(), student, BETWEEN_MARKS["background sent"])
    school.run(slips.write_background.bind(background))
    settings = CollectionSettings(ConsentKind.COUNSELLING, on_date=school.clock.today())
    collection = Collection(new(), class_id, settings, (Mark(student, Answer.GIVEN),))
    school.run(consents.send_collection.bind(collection))
    return referral.referral_id, background.slip_id, collection.collection_id


def _by_the_room(made: EveryRole, slip_id: str) -> tuple[str, ...]:
    made.sign_in(FOUNDER)
    school, student, day = made.school, made.case.student, made.school.clock.today()
    for kind, take_in in (
        ("internal_referral", referrals.take_in_referral),
        ("feedback_background", slips.take_in_background),
    ):
        school.run(take_in.bind(_envelope(school, kind)))
    advice = AdviceForm(BETWEEN_MARKS["advice"], "", "周老师")
    school.run(slips.answer_slip.bind(slip_id, school.run(slips.get_slip.bind(slip_id)).version, advice))
    new = school.means.ids.new
    telling = ExceptionForm(
        exception_id=new(),
        base_version=None,
        student_id=student,
        ground=ExceptionGround.SELF_HARM,
        role=ReceiverRole.CLASS_TEACHER,
        receiver=TEACHER,
        told_on=day,
        how=ExceptionHow.SLIP,
        student_told=True,
        decided_by=FOUNDER,
        watch=BETWEEN_MARKS["minimal slip"],
    )
    version = school.run(exceptions.save_exception.bind(telling))
    school.run(exceptions.send_slip.bind(telling.exception_id, version, made.accounts[TEACHER]))
    values: dict[str, Any] = {**PARENT, "ground": BETWEEN_MARKS["ground of access"]}
    access = AccessForm(new(), None, values, student)
    school.run(files.save_request.bind(access))
    school.run(files.lay_before_principal.bind(access.access_id, 1))
    school.run(today.add_reminder.bind(BETWEEN_MARKS["reminder"], day, student))
    return telling.exception_id, access.access_id


def _envelope(school: SignedInSchool, kind: str) -> str:
    rows = school.workspace.database.raw.execute("SELECT id FROM envelope WHERE kind = ?", (kind,)).fetchall()
    ((found,),) = rows
    return str(found)


def _ids(school: SignedInSchool, *tables: str) -> tuple[str, ...]:
    raw = school.workspace.database.raw
    return tuple(str(row[0]) for table in tables for row in raw.execute(f"SELECT id FROM {table}"))  # noqa: S608
