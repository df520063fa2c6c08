"""What is wrong with a step of a slip, by field name."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from xinmiao.features.feedback_slips.records import (
    FEEDBACK_SLIP,
    AdviceForm,
    BackgroundForm,
    BeginForm,
    PaperStep,
    ReportForm,
)
from xinmiao.kernel.texts import Text, _

ADVICE = ("can_do", "rather_not", "whom")
_FILL_IN = _("Please fill this in.")
_TO_COME = _("This day is still to come; please check the date.")


def background_problems(form: BackgroundForm) -> dict[str, Text]:
    """Return what is wrong with the first step."""
    return _with_needed(asdict(form), ("background", "question"), ("background",))


def report_problems(form: ReportForm) -> dict[str, Text]:
    """Return what is wrong with the third step."""
    return _with_needed(asdict(form), ("done", "now_words"), ("done",))


def advice_problems(form: AdviceForm) -> dict[str, Text]:
    """Return what is wrong with the second step: what can be done and whom to ask are needed."""
    return _with_needed(asdict(form), ADVICE, ("can_do", "whom"))


def begin_problems(form: BeginForm) -> dict[str, Text]:
    """Return what is wrong with a slip the room begins: it asks, or advises, or both; and somebody gets it."""
    found = _with_needed(asdict(form), ("asked", "teacher_name"), ("teacher_name",))
    if advises(form):
        found |= advice_problems(AdviceForm(form.can_do, form.rather_not, form.whom))
    elif not form.asked.strip():
        found["asked"] = _("Please ask the teacher something, or write what he can do.")
    return found


def advises(form: BeginForm) -> bool:
    """Return whether a slip begins with the room's advice."""
    return any(getattr(form, name).strip() for name in ADVICE)


def paper_problems(paper: PaperStep, *, not_before: date | None, today: date) -> dict[str, Text]:
    """Return what is wrong with what stands beside a step from paper; its day is kept in `written_on`."""
    found = _with_needed(asdict(paper), ("teacher_name", "place"), ("teacher_name",))
    if paper.written_on is None:
        found["written_on"] = _FILL_IN
    elif paper.written_on > today:
        found["written_on"] = _TO_COME
    elif not_before is not None and paper.written_on < not_before:
        found["written_on"] = _("The step before this one was on a later day; please check the date.")
    return found


def _with_needed(values: dict[str, object], names: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Text]:
    found = FEEDBACK_SLIP.problems(values, only=names)
    return found | {name: _FILL_IN for name in needed if not str(values[name] or "").strip()}
