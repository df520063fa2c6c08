"""A case in which every word is marked: note, amendment, intake, hand-over, referrals, closing; made by operations.

Owns the marks. They are checked in whatever leaves the case; each stands in one place only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from counselling_room import CONTENT
from marked_beside_case import BESIDE_MARKS, Beside, fill_beside
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseClosing,
    CaseOpening,
    CaseSource,
    ClosingEffect,
    ClosingReason,
    HandedWords,
    HandoverOrder,
    IntakeContent,
    Known,
    NoteDraft,
    Problem,
    RiskAnswer,
)
from xinmiao.features.casework.records.notes import PARTS
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.records import (
    InternalForm,
    PaperReferral,
    ReferralOutForm,
    ReferralUrgency,
    StepForm,
    StepKind,
)

_WORDS = ("contacts", "family_structure", "carers", "sleep_and_eating", "at_school", "complaint", "guardian_words")
_KNOWN = ("life_events", "health", "medical_visits", "medication", "earlier_counselling")
NOTE_MARKS = {
    **{part.name: f"白鹭{number}落在河湾" for number, part in enumerate(PARTS)},
    "homework": "青瓷盏里泡着茶",
    "ideation_words": "山雀停在旧窗台",
    "next_time": "等槐花落尽再来",
    "told_whom": "说与摆渡人听了",
    "place": "藏书阁东厢",
}
INTAKE_MARKS = {name: f"木梨{number}挂满枝头" for number, name in enumerate(_WORDS)} | {
    f"{name}_words": f"蓝釉{number}裂了一道" for number, name in enumerate(_KNOWN)
}
HANDED_MARKS = {"promises": "答应过带一枝梅", "knows": "守门人知道一半", "summary": "石阶共有九十九级"}
OTHER_MARKS = {
    "amended": "改成了灰鹤北飞",
    "amendment": "先前把方向听错",
    "reopening": "雨停后又回来了",
    "closing": "桥头的话到此止",
    "referral facts": "夜里听见捣衣声",
    "referral advice": "劝往城东问一问",
    "referral step": "门前石榴开了花",
    "agency": "云栖谷门诊",
    "paper facts": "课上望着檐角铃",
    "paper tried": "换过靠窗的座位",
}
MARKS = (
    *NOTE_MARKS.values(),
    *INTAKE_MARKS.values(),
    *HANDED_MARKS.values(),
    *OTHER_MARKS.values(),
    *BESIDE_MARKS,
)
LAST_CLOSING = OTHER_MARKS["closing"]


@dataclass
class MarkedCase:
    """The case and what belongs to it, by id; the founder is signed in and it is his."""

    student: str
    case: str
    note: str
    handover: str
    referral: str
    referral_out: str
    beside: Beside

    @property
    def ids(self) -> tuple[str, ...]:
        """Return every id that something could be asked of."""
        beside = (self.beside.appointment, self.beside.cancelled, self.beside.waiting, self.beside.exception)
        return (self.student, self.case, self.note, self.handover, self.referral, self.referral_out, *beside)


def fill_case(school: SignedInSchool, student: str, second: tuple[str, str]) -> MarkedCase:
    """Open a case and write a mark into every field; `second` is label and password of who holds it for a while."""
    case = school.run(casework.open_case.bind(_opening(school, student)))
    note = _note(school, case)
    school.run(casework.save_intake.bind(case, None, _intake(school)))
    referral = _paper_referral(school, student, case)
    referral_out = _referral_out(school, student, case)
    handover = _hand_there_and_back(school, case, second)
    version = school.run(casework.get_case.bind(case)).version
    closing = CaseClosing(ClosingReason.OTHER, ClosingEffect.UNKNOWN, OTHER_MARKS["closing"])
    version = school.run(casework.close_case.bind(case, version, closing))
    school.run(casework.reopen_case.bind(case, version, OTHER_MARKS["reopening"]))
    beside = fill_beside(school, student, case)
    return MarkedCase(student, case, note, handover, referral, referral_out, beside)


def _opening(school: SignedInSchool, student: str) -> CaseOpening:
    return CaseOpening(school.means.ids.new(), student, CaseSource.SELF, (Problem.EMOTION,))


def _note(school: SignedInSchool, case: str) -> str:
    content = replace(CONTENT, **NOTE_MARKS, ideation=RiskAnswer.YES)  # type: ignore[arg-type]
    draft = NoteDraft(school.means.ids.new(), case, None, content)
    stamp = school.run(casework.sign_note.bind(draft))
    amended = replace(content, homework=OTHER_MARKS["amended"])
    school.run(
        casework.amend_note.bind(
            replace(draft, base_version=stamp.version, content=amended, reason=OTHER_MARKS["amendment"])
        )
    )
    return draft.note_id


def _intake(school: SignedInSchool) -> IntakeContent:
    values: dict[str, Any] = {**INTAKE_MARKS, **dict.fromkeys(_KNOWN, Known.YES)}
    return IntakeContent(done_on=school.clock.today(), **values)


def _paper_referral(school: SignedInSchool, student: str, case: str) -> str:
    form = InternalForm(
        school.means.ids.new(),
        student,
        OTHER_MARKS["paper facts"],
        next(iter(ReferralUrgency)),
        tried=OTHER_MARKS["paper tried"],
    )
    made = school.run(referrals.enter_paper_referral.bind(PaperReferral(form, "林老师", school.clock.today())))
    version = school.run(referrals.get_internal_referral.bind(made)).version
    school.run(referrals.accept_referral.bind(made, version, case))
    return made


def _referral_out(school: SignedInSchool, student: str, case: str) -> str:
    form = ReferralOutForm(
        school.means.ids.new(),
        None,
        student,
        OTHER_MARKS["agency"],
        OTHER_MARKS["referral facts"],
        OTHER_MARKS["referral advice"],
        school.clock.today() - timedelta(days=2),
        case_id=case,
    )
    version = school.run(referrals.save_referral_out.bind(form))
    step = StepForm(StepKind.SIGNED, school.clock.today(), who=OTHER_MARKS["referral step"])
    school.run(referrals.record_step.bind(form.referral_id, version, school.means.ids.new(), step))
    return form.referral_id


def _hand_there_and_back(school: SignedInSchool, case: str, second: tuple[str, str]) -> str:
    lines = {line.label: line.id for line in school.run(accounts.list_accounts.bind())}
    label, password = second
    there = HandoverOrder(school.means.ids.new(), lines[label], "请假两周", (HandedWords(case, **HANDED_MARKS),))
    school.run(casework.hand_over_cases.bind(there))
    school.lock()
    school.sign_in(label, password)
    back = HandoverOrder(school.means.ids.new(), lines["周老师"], "假期结束", (HandedWords(case),))
    school.run(casework.hand_over_cases.bind(back))
    school.lock()
    school.sign_in("周老师", FOUNDER_PASSWORD)
    return there.id
