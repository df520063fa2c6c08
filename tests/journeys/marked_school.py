"""A small school in which everything a class teacher must not learn is marked, made by operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counselling_room import CONTENT
from signed_in import SignedInSchool
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteContent, NoteDraft, Problem, RiskAnswer
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Relation, Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.today import operations as today
from xinmiao.kernel.access import Role

TEACHER = "林老师"
TEACHER_PASSWORD = "some more plain words"
SECRETS = {
    "note": "马脚说他整夜醒着 QZNOTE7781",
    "risk": "马脚念头 QZRISK7781",
    "told": "马脚告知 QZTOLD7781",
    "reminder": "马脚提醒 QZREMIND7781",
    "draft": "马脚草稿 QZDRAFT7781",
    "number": "G990000201310088877",
    "birth date": "2013-10-08",
    "address": "马脚巷甲七七八一号",
    "guardian": "欧阳骐骥",
    "phone": "19977817781",
}
OWN_STUDENT = "欧阳麟驹"
OTHER_STUDENT = "司马骅骝"


@dataclass
class MarkedSchool:
    """The school, locked, and who is in it."""

    school: SignedInSchool
    case: str
    own_student: str
    other_student: str


def fill(school: SignedInSchool) -> MarkedSchool:
    """Let a counsellor do a day's work with marked words; the teacher has the first class."""
    first = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    second = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    own, other = _student(school, OWN_STUDENT, first), _student(school, OTHER_STUDENT, second)
    teacher = school.run(
        accounts.add_account.bind(NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), TEACHER_PASSWORD))
    )
    school.run(roster.give_class_to_account.bind(first, teacher, school.clock.today()))
    opening = CaseOpening(school.means.ids.new(), own, CaseSource.CLASS_TEACHER, (Problem.EMOTION,))
    case = school.run(casework.open_case.bind(opening))
    content = NoteContent(
        started_at=CONTENT.started_at,
        ended_at=CONTENT.ended_at,
        free_text=SECRETS["note"],
        ideation=RiskAnswer.YES,
        ideation_words=SECRETS["risk"],
        told_whom=SECRETS["told"],
    )
    school.run(casework.sign_note.bind(NoteDraft(school.means.ids.new(), case, None, content)))
    school.run(today.add_reminder.bind(SECRETS["reminder"], school.clock.today(), own))
    school.workspace.custody.drafts.save("note-7781", SECRETS["draft"].encode())
    return MarkedSchool(school, case, own, other)


def _student(school: SignedInSchool, name: str, class_id: str) -> str:
    details = {
        "student_number": SECRETS["number"] if name == OWN_STUDENT else None,
        "birth_date": date.fromisoformat(SECRETS["birth date"]),
        "address": SECRETS["address"],
    }
    guardian = {"name": SECRETS["guardian"], "relation": Relation.FATHER, "phone": SECRETS["phone"]}
    student = {"name": name, "class_id": class_id, "number_in_class": 1}
    return school.run(roster.add_student.bind(student, details, (guardian,)))
