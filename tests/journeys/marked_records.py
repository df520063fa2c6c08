"""One marked text in every kind of record of every feature, written by operations; the mark is what it is kept as.

A new feature adds its kind here, with one line of how it is written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from file_desk import PARENT
from group_room import MEETING, came
from light_desk import PERIOD
from light_desk import content as light_content
from marked_case import MARKS as CASE_MARKS
from marked_case import MarkedCase, fill_case
from signed_in import SignedInSchool
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import WaitingDraft
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseSource, PhraseDraft, Problem, StaffOpening, TemplateDraft
from xinmiao.features.consents import operations as consents
from xinmiao.features.consents.records import Answer, ConsentForm, ConsentHow, ConsentKind, Party
from xinmiao.features.contact_cards import operations as cards
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import DutyPersonView, DutyRecordDraft, PatternView, RosterRequest
from xinmiao.features.feedback_slips import operations as slips
from xinmiao.features.feedback_slips.records import BackgroundForm, PaperStep
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.records import AccessForm
from xinmiao.features.group_counselling import operations as groups
from xinmiao.features.group_counselling.records import GroupDraft, MeetingDraft
from xinmiao.features.letter_box import operations as letters
from xinmiao.features.letter_box.records import LetterForm, LetterTopic, LetterUrgency
from xinmiao.features.light_plans import operations as light_plans
from xinmiao.features.light_plans.records import LightEntry, LightWay
from xinmiao.features.plans import operations as plans
from xinmiao.features.plans.records import GoalDraft, PlanContent, PlanDraft
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.school_calendar.records import WEEKDAYS
from xinmiao.features.secrecy_exceptions import operations as exceptions
from xinmiao.features.secrecy_exceptions.records import ExceptionForm, ExceptionGround, ExceptionHow, ReceiverRole
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Role

SECOND, SECOND_PASSWORD = "吴老师", "lantern beside the well"
TEACHER, TEACHER_PASSWORD = "林老师", "some more plain words"
RECORD_MARKS = {
    "carer": "马脚照料人甲七七八一",
    "address on the card": "马脚巷乙七七八一号",
    "staff client": "马脚教工 QZSTAFF7781",
    "phrase": "马脚短语 QZPHRASE7781",
    "template": "马脚模板 QZTEMPLATE7781",
    "group": "马脚小组 QZGROUP7781",
    "shared note": "马脚共同 QZSHARED7781",
    "private line": "马脚一行 QZLINE7781",
    "plan": "马脚缘由 QZREASON7781",
    "light plan": "马脚简版 QZLIGHT7781",
    "letter": "马脚来信 QZLETTER7781",
    "slip": "马脚背景 QZSLIP7781",
    "waiting": "马脚候约 QZWAIT7781",
    "consent": "马脚同意 QZCONSENT7781",
    "exception": "马脚告知 QZEXCEPT7781",
    "file access": "马脚调阅 QZACCESS7781",
    "shift": "马脚值班 QZDUTY7781",
    "shift handed on": "马脚交班 QZSHIFT7781",
}
MARKS = (*CASE_MARKS, *(word for mark in RECORD_MARKS.values() for word in mark.split()))


def fill_everything(school: SignedInSchool) -> MarkedCase:
    """Write every mark; the founder stays signed in."""
    wanted = NewAccountForm(SECOND, frozenset({Role.COUNSELLOR}), SECOND_PASSWORD)
    school.run(accounts.add_account.bind(wanted))
    form = NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), TEACHER_PASSWORD)
    teacher = school.run(accounts.add_account.bind(form))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    details = {"carer": RECORD_MARKS["carer"], "address": RECORD_MARKS["address on the card"]}
    line = {"name": "石小满", "class_id": class_id, "number_in_class": 1}
    student = school.run(roster.add_student.bind(line, details))
    school.run(roster.give_class_to_account.bind(class_id, teacher, school.clock.today()))
    school.run(cards.confirm_receivers.bind(school.run(cards.list_new_receivers.bind())))
    school.run(cards.refresh_cards.bind())
    case = fill_case(school, student, (SECOND, SECOND_PASSWORD))
    _of_the_room(school)
    _groups(school, student)
    _plans(school, student)
    _papers(school, student)
    _duty(school)
    return case


def _of_the_room(school: SignedInSchool) -> None:
    new = school.means.ids.new
    client = StaffOpening(new(), RECORD_MARKS["staff client"], CaseSource.SELF, (Problem.EMOTION,))
    school.run(casework.open_staff_case.bind(client))
    school.run(casework.save_phrase.bind(PhraseDraft(new(), None, "hn", RECORD_MARKS["phrase"])))
    texts = (("free_text", RECORD_MARKS["template"]),)
    school.run(casework.save_template.bind(TemplateDraft(new(), None, "常用", texts)))


def _groups(school: SignedInSchool, student: str) -> None:
    group = GroupDraft(school.means.ids.new(), None, "情绪小组", school.clock.today(), plan=RECORD_MARKS["group"])
    school.run(groups.save_group.bind(group))
    school.run(groups.add_members.bind(group.id, (student,), school.clock.today()))
    content = replace(MEETING, observation=RECORD_MARKS["shared note"])
    members = came((student,), m1=RECORD_MARKS["private line"])
    meeting = MeetingDraft(school.means.ids.new(), group.id, content=content, members=members)
    school.run(groups.save_meeting.bind(meeting))


def _plans(school: SignedInSchool, student: str) -> None:
    goal = GoalDraft(school.means.ids.new(), "按时睡觉", "看作息表", "十二点", "十点半")
    review = school.clock.today() + timedelta(days=28)
    content = PlanContent(reasons=RECORD_MARKS["plan"], strengths="爱画画", goals=(goal,), next_review_on=review)
    school.run(plans.save_plan.bind(PlanDraft(school.means.ids.new(), student, None, content)))
    school.run(light_plans.open_light_plans.bind(PERIOD, (student,)))
    (line,) = school.run(light_plans.list_light_plans.bind(PERIOD))
    sheet = light_content("石小满", situation=RECORD_MARKS["light plan"])
    entry = LightEntry(sheet, TEACHER, school.clock.today(), LightWay.PAPER)
    school.run(light_plans.enter_light_plan.bind(line.id, line.version, entry))


def _papers(school: SignedInSchool, student: str) -> None:
    new, today = school.means.ids.new, school.clock.today()
    letter = LetterForm(
        new(), today, RECORD_MARKS["letter"], next(iter(LetterTopic)), LetterUrgency.NORMAL, signed=False
    )
    school.run(letters.save_letter.bind(letter))
    background = BackgroundForm(new(), student, RECORD_MARKS["slip"])
    school.run(slips.enter_paper_background.bind(background, PaperStep(TEACHER, today)))
    school.run(appointments.save_waiting.bind(WaitingDraft(new(), student_id=student, note=RECORD_MARKS["waiting"])))
    consent = ConsentForm(
        student,
        ConsentKind.COUNSELLING,
        Party.GUARDIAN,
        today,
        Answer.GIVEN,
        today,
        next(iter(ConsentHow)),
        note=RECORD_MARKS["consent"],
    )
    school.run(consents.save_consent.bind(new(), None, consent))
    school.run(exceptions.save_exception.bind(_exception(new(), student, today)))
    values: dict[str, Any] = {**PARENT, "ground": RECORD_MARKS["file access"]}
    school.run(files.save_request.bind(AccessForm(new(), None, values, student)))


def _exception(exception_id: str, student: str, today: date) -> ExceptionForm:
    return ExceptionForm(
        exception_id,
        None,
        student,
        ExceptionGround.SELF_HARM,
        ReceiverRole.CLASS_TEACHER,
        TEACHER,
        today,
        ExceptionHow.SLIP,
        student_told=True,
        decided_by="周老师",
        observed=RECORD_MARKS["exception"],
        watch=RECORD_MARKS["exception"],
        do=RECORD_MARKS["exception"],
    )


def _duty(school: SignedInSchool) -> None:
    today = school.clock.today()
    own = school.run(staff.member_of_account.bind(school.workspace.actor.account))
    school.run(duty.save_duty_persons.bind((DutyPersonView(own, ""),)))
    day = WEEKDAYS[today.weekday()]
    school.run(duty.add_pattern.bind(PatternView("早间", day, 490, 535, 1, "早读"), (day,)))
    plan = school.run(duty.preview_roster.bind(RosterRequest(today, today), ()))
    school.run(duty.save_roster.bind(plan, ()))
    (shift,) = school.run(duty.get_roster.bind(today, today)).shifts
    record = DutyRecordDraft(shift.id, 1, RECORD_MARKS["shift"], handover=RECORD_MARKS["shift handed on"])
    school.run(duty.save_duty_record.bind(record))
