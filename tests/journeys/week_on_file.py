"""An invented week as it lies in the files, for the papers of it: made by running operations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from counselling_room import CONTENT
from journeys.week_desk import MONDAY, duty_begins
from referral_desk import STEPS, form_of
from signed_in import SignedInSchool
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import AppointmentDraft
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, HandedWords, HandoverOrder, NoteDraft, Problem
from xinmiao.features.letter_box import operations as box
from xinmiao.features.letter_box.records import AnswerForm, AnswerWay, LetterForm, LetterTopic, LetterUrgency
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.records import InternalForm, PaperReferral, ReferralUrgency, StepKind
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.secrecy_exceptions import operations as exceptions
from xinmiao.features.secrecy_exceptions.records import ExceptionForm, ExceptionGround, ExceptionHow, ReceiverRole

COLLEAGUE, PASSWORD = "吴老师", "some more plain words"
STUDENT, OTHER = "李安", "王宁"
ANSWER = "谢谢你写信。中午十二点半到一点，可以来坐一坐。"
FACTS = "近三周每晚睡不到四小时，上课常常睡着。"
SEEN = "课间一个人坐着，作业本上写“没意思”。"
WATCH = "放学后独自留在教室。"


@dataclass(frozen=True)
class WeekOnFile:
    """The ids of what the papers are about."""

    appointment: str
    internal: str
    out: str
    exception: str


def put_on_file(school: SignedInSchool) -> WeekOnFile:
    """Make a calendar, duty, two students with cases, and one of each matter."""
    run, ids = school.run, school.means.ids
    invent_calendar(run, school.clock.today())
    duty_begins(school, COLLEAGUE, PASSWORD)
    class_id = run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    first, second = (
        run(roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": number}, {}))
        for number, name in enumerate((STUDENT, OTHER), 1)
    )
    opening = CaseOpening(ids.new(), first, CaseSource.CLASS_TEACHER, (Problem.EMOTION,))
    case = run(casework.open_case.bind(opening))
    run(casework.sign_note.bind(NoteDraft(ids.new(), case, None, CONTENT)))
    other = run(casework.open_case.bind(replace(opening, case_id=ids.new(), student_id=second)))
    (taker,) = run(casework.list_takers.bind())
    words = (HandedWords(other),)
    run(casework.hand_over_cases.bind(HandoverOrder(ids.new(), taker.account, "外出培训", words)))
    return WeekOnFile(_appointment(school, first), _arrived(school, second), _out(school, first), _told(school, first))


def _appointment(school: SignedInSchool, student: str) -> str:
    counsellor = school.workspace.actor.account
    draft = AppointmentDraft(school.means.ids.new(), MONDAY, 665, 705, student, counsellor=counsellor)
    school.run(appointments.save_appointment.bind(draft, "", ()))
    alias = AppointmentDraft(school.means.ids.new(), MONDAY, 970, 1010, alias="信箱-07", counsellor=counsellor)
    school.run(appointments.save_appointment.bind(alias, "", ()))
    return draft.id


def _arrived(school: SignedInSchool, student: str) -> str:
    letter = LetterForm(
        school.means.ids.new(), MONDAY, "我晚上总是睡不着。", LetterTopic.OTHER, LetterUrgency.NORMAL, signed=False
    )
    school.run(box.save_letter.bind(letter))
    view = school.run(box.get_letter.bind(letter.letter_id))
    school.run(box.answer_letter.bind(view.id, view.version, AnswerForm(AnswerWay.BOARD, MONDAY, ANSWER)))
    form = InternalForm(school.means.ids.new(), student, SEEN, ReferralUrgency.SOON, "近两周", "谈过一次")
    return school.run(referrals.enter_paper_referral.bind(PaperReferral(form, "林老师", MONDAY, "2-04-01")))


def _out(school: SignedInSchool, student: str) -> str:
    form = form_of(student, facts=FACTS, advised_on=MONDAY - timedelta(days=4), guardian_who="母亲")
    school.run(referrals.save_referral_out.bind(form))
    for place, kind in enumerate((StepKind.SIGNED, StepKind.ANSWERED)):
        view = school.run(referrals.get_referral_out.bind(form.referral_id))
        step = replace(STEPS[kind], on_date=form.advised_on + timedelta(days=place) if form.advised_on else None)
        school.run(referrals.record_step.bind(view.id, view.version, school.means.ids.new(), step))
    return form.referral_id


def _told(school: SignedInSchool, student: str) -> str:
    form = ExceptionForm(
        exception_id=school.means.ids.new(),
        base_version=None,
        student_id=student,
        ground=ExceptionGround.SELF_HARM,
        role=ReceiverRole.CLASS_TEACHER,
        receiver="林老师",
        told_on=MONDAY,
        how=ExceptionHow.SLIP,
        student_told=True,
        decided_by="周老师",
        watch=WATCH,
        do="课间请一位同学陪着。",
        do_not="不要追问原因。",
        until="12月4日",
        ask="周老师",
    )
    school.run(exceptions.save_exception.bind(form))
    return form.exception_id
