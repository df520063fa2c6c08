"""A referral out, for tests: written and led along its path by running operations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from schools import School
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.records import (
    AnswerSource,
    MedicalAdvice,
    OutView,
    ReferralOutForm,
    StepForm,
    StepKind,
)

ADVISED_ON = date(2026, 11, 16)
STEPS = {
    StepKind.SIGNED: StepForm(StepKind.SIGNED, None, who="母亲", place="2-03-11"),
    StepKind.REFUSED: StepForm(
        StepKind.REFUSED, None, who="父亲", words="“孩子没事。”", witness_1="林老师", witness_2="马主任"
    ),
    StepKind.VISITED: StepForm(StepKind.VISITED, None, hospital="县人民医院 心理门诊", source=AnswerSource.PHONE),
    StepKind.ANSWERED: StepForm(
        StepKind.ANSWERED,
        None,
        source=AnswerSource.PAPER,
        medical=(MedicalAdvice.REVISIT, MedicalAdvice.AT_SCHOOL),
        quoted="“建议定期复诊。”",
    ),
    StepKind.CLOSED: StepForm(StepKind.CLOSED, None, words="已稳定。"),
}
"""Steps that can be recorded as they are, but for their day."""


def form_of(student_id: str, **changes: Any) -> ReferralOutForm:
    """Return a referral as the editor hands it over."""
    made = ReferralOutForm(
        referral_id="referral-out-1",
        base_version=None,
        student_id=student_id,
        agency_name="县人民医院",
        facts="近一个月睡得少，上课难以集中。",
        advice="建议陪同就诊，晚间多陪伴。",
        advised_on=ADVISED_ON,
    )
    return replace(made, **changes)


def recorded(school: School, kind: StepKind, day: date, **changes: Any) -> OutView:
    """Record a step and return the referral."""
    view = view_of(school)
    form = replace(STEPS[kind], on_date=day, **changes)
    school.run(referrals.record_step.bind(view.id, view.version, school.ids.new(), form))
    return view_of(school)


def view_of(school: School) -> OutView:
    """Return the referral as it stands."""
    return school.run(referrals.get_referral_out.bind("referral-out-1"))
