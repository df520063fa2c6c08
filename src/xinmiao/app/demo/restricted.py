"""Two restricted cases, a staff member who came, and contact cards: the sealed part of the invented school."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseOpening,
    CaseSource,
    NoteContent,
    NoteDraft,
    Problem,
    RiskAnswer,
    StaffOpening,
)
from xinmiao.features.contact_cards import operations as contact_cards
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.clock import Ids
from xinmiao.kernel.operations import Bound

Run: TypeAlias = Callable[[Bound[Any]], Any]

_DAYS_AGO = (9, 16)
_LENGTH = timedelta(minutes=40)
_TEXTS = ("按约来谈，讲了家里的事；已说明保密及例外。", "第一次来，愿意继续；与她商量了先告诉谁。")
_PROBLEMS = (Problem.DOMESTIC_VIOLENCE, Problem.MANDATED_REPORT)


def invent_restricted(run: Run, ids: Ids, students: Sequence[StudentLine], until: datetime) -> None:
    """Open the cases with a signed note each, and make the cards."""
    for student, problem, days, text in zip(students, _PROBLEMS, _DAYS_AGO, _TEXTS, strict=False):
        day = until - timedelta(days=days)
        opened_on = day.astimezone().date()
        opening = CaseOpening(ids.new(), student.id, CaseSource.CLASS_TEACHER, (problem,), opened_on)
        _write(run, ids, run(casework.open_case.bind(opening)), day, text)
    day = until - timedelta(days=5)
    staff = StaffOpening(ids.new(), "方老师", CaseSource.SELF, (Problem.EMOTION,), day.astimezone().date())
    _write(run, ids, run(casework.open_staff_case.bind(staff)), day, "最近睡得少，想先说说工作上的事。")
    run(contact_cards.confirm_receivers.bind(run(contact_cards.list_new_receivers.bind())))
    run(contact_cards.refresh_cards.bind())


def _write(run: Run, ids: Ids, case: str, day: datetime, text: str) -> None:
    content = NoteContent(
        started_at=day, ended_at=day + _LENGTH, place="辅导室", free_text=text, ideation=RiskAnswer.ASKED_NO
    )
    run(casework.sign_note.bind(NoteDraft(ids.new(), case, None, content)))
