"""What is wrong with what was written: of a teacher's referral, of a referral out, of each of its steps."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from xinmiao.features.referrals.records import (
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
    InternalForm,
    PaperReferral,
    ReferralOutForm,
    StepForm,
    StepKind,
)
from xinmiao.kernel.texts import Text, _

STEP_FIELDS: dict[StepKind, tuple[str, ...]] = {
    StepKind.SIGNED: ("on_date", "who", "place", "words"),
    StepKind.REFUSED: ("on_date", "who", "words", "witness_1", "witness_2", "place"),
    StepKind.NOT_SEEN: ("on_date", "words"),
    StepKind.TOLD_AGAIN: ("on_date", "who", "words"),
    StepKind.REPORTED_UP: ("on_date", "who", "words"),
    StepKind.VISITED: ("on_date", "hospital", "source", "words"),
    StepKind.ANSWERED: (
        "on_date",
        "hospital",
        "source",
        "medical",
        "next_visit_on",
        "keeper",
        "may_tell",
        "quoted",
        "words",
        "place",
    ),
    StepKind.NOTHING_FOUND: ("on_date", "hospital", "source", "may_tell", "quoted", "words"),
    StepKind.NOT_TOLD: ("on_date", "who", "words"),
    StepKind.FOLLOWED: ("on_date", "words", "next_visit_on"),
    StepKind.CLOSED: ("on_date", "words"),
}
"""What is asked of each step, in the order it is asked."""
_NEEDED: dict[StepKind, tuple[str, ...]] = {
    StepKind.SIGNED: ("who",),
    StepKind.REFUSED: ("who", "witness_1", "witness_2"),
    StepKind.NOT_SEEN: ("words",),
    StepKind.TOLD_AGAIN: ("who",),
    StepKind.REPORTED_UP: ("who",),
    StepKind.VISITED: ("source",),
    StepKind.ANSWERED: ("source", "medical"),
    StepKind.NOTHING_FOUND: ("source",),
    StepKind.NOT_TOLD: (),
    StepKind.FOLLOWED: ("words",),
    StepKind.CLOSED: ("words",),
}
_FILL_IN = _("Please fill this in.")
_TO_COME = _("This day is still to come; please check the date.")


def internal_problems(form: InternalForm) -> dict[str, Text]:
    """Return what is wrong with a teacher's referral, by field name."""
    values = {**asdict(form), "facts": form.facts.strip()}
    return INTERNAL_REFERRAL.problems(values, only=("facts", "since", "tried", "urgency"))


def paper_problems(paper: PaperReferral, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a referral entered from paper."""
    values = {"writer_name": paper.writer_name.strip(), "written_on": paper.written_on, "place": paper.place}
    found = internal_problems(paper.form) | INTERNAL_REFERRAL.problems(values, only=values)
    if paper.written_on is not None and paper.written_on > today:
        found["written_on"] = _TO_COME
    return found


def out_problems(form: ReferralOutForm, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a referral out."""
    values = {**asdict(form), **{name: getattr(form, name).strip() for name in ("facts", "advice", "agency_name")}}
    names = [field.name for field in REFERRAL_OUT.fields if field.name in values and field.name != "student_id"]
    found = REFERRAL_OUT.problems(values, only=names)
    for name in ("advised_on", "guardian_on", "counselled_until"):
        if (day := values[name]) is not None and day > today:
            found.setdefault(name, _TO_COME)
    start, end = form.counselled_from, form.counselled_until
    if start is not None and end is not None and end < start:
        found.setdefault("counselled_until", _("This is before the beginning; please check the dates."))
    return found


def step_problems(form: StepForm, *, not_before: date, today: date) -> dict[str, Text]:
    """Return what is wrong with a step; it cannot lie before the one it follows."""
    values = asdict(form)
    asked = STEP_FIELDS[form.kind]
    found = REFERRAL_STEP.problems(values, only=asked)
    found |= {name: _FILL_IN for name in _NEEDED[form.kind] if not values[name] and name not in found}
    found |= _day_problem(form.on_date, not_before, today)
    if form.kind is StepKind.REFUSED and form.witness_1.strip() and form.witness_1.strip() == form.witness_2.strip():
        found["witness_2"] = _("Two different persons witness a refusal.")
    if form.next_visit_on is not None and form.on_date is not None and form.next_visit_on < form.on_date:
        found.setdefault("next_visit_on", _("The next visit lies before this day; please check the date."))
    return found


def _day_problem(day: date | None, not_before: date, today: date) -> dict[str, Text]:
    if day is None:
        return {"on_date": _FILL_IN}
    if day > today:
        return {"on_date": _TO_COME}
    if day < not_before:
        return {"on_date": _("The step before this one was on a later day; please check the date.")}
    return {}
