"""A counselling room at work, for tests: students, cases and notes made by running operations."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from schools import COUNSELLOR, School
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseOpening,
    CaseSource,
    NoteContent,
    NoteDraft,
    NoteStamp,
    Problem,
    RiskAnswer,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Actor, Role

COLLEAGUE = Actor("account-colleague", "吴老师", frozenset({Role.COUNSELLOR}))


def local(text: str) -> datetime:
    """Return a moment of the school's time: 2026-11-23 10:05."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").astimezone()


def add_student(school: School, name: str, number_in_class: int = 1) -> str:
    """Add a student of 七年级2班."""
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    return school.run(
        roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": number_in_class}, {})
    )


def open_case(school: School, student_id: str, actor: Actor = COUNSELLOR, **more: Any) -> str:
    """Open a case of the acting counsellor."""
    opening = CaseOpening(school.ids.new(), student_id, CaseSource.CLASS_TEACHER, (Problem.EMOTION,), **more)
    return school.run(casework.open_case.bind(opening), actor)


CONTENT = NoteContent(
    started_at=local("2026-11-23 09:10"),
    ended_at=local("2026-11-23 09:55"),
    place="辅导室",
    free_text="近两周睡不好，愿意再来。",
    ideation=RiskAnswer.ASKED_NO,
)
"""A note that can be signed as it is."""


def new_draft(school: School, case_id: str, **changes: Any) -> NoteDraft:
    """Return a note of this morning as the editor hands it over."""
    return NoteDraft(school.ids.new(), case_id, None, replace(CONTENT, **changes))


def saved(school: School, case_id: str, actor: Actor = COUNSELLOR, **changes: Any) -> tuple[NoteDraft, NoteStamp]:
    """Save a note unsigned; the draft returned can be changed and saved again."""
    draft = new_draft(school, case_id, **changes)
    stamp = school.run(casework.save_note.bind(draft), actor)
    return replace(draft, base_version=stamp.version), stamp


def signed(school: School, case_id: str, actor: Actor = COUNSELLOR, **changes: Any) -> tuple[NoteDraft, NoteStamp]:
    """Sign a note; the draft returned can be changed and amended."""
    draft = new_draft(school, case_id, **changes)
    stamp = school.run(casework.sign_note.bind(draft), actor)
    return replace(draft, base_version=stamp.version), stamp
