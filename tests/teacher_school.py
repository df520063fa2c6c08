"""A founded school with class teachers who have accounts: each of two has a class with one child in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role

COUNSELLOR, TEACHER, OTHER, COLLEAGUE = "周老师", "林老师", "孙老师", "吴老师"
PASSWORD = "some more plain words"
STUDENT = "赵小禾"


@dataclass
class TeacherSchool:
    """Who is there: the teacher's class and child, a child of the other's, the accounts."""

    school: SignedInSchool
    class_id: str
    student: str
    stranger: str
    teacher: str
    other: str

    def sign_in(self, label: str) -> None:
        """Sign somebody in instead."""
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == COUNSELLOR else PASSWORD)

    def envelope(self, kind: str) -> str:
        """Return the id of the one envelope of a kind."""
        raw = self.school.workspace.database.raw
        ((found,),) = raw.execute("SELECT id FROM envelope WHERE kind = ?", (kind,)).fetchall()
        return str(found)


def make_teacher_school(folder: Path, config: Path | None = None) -> TeacherSchool:
    """Found it, with the counsellor signed in."""
    school = make_signed_in_school(folder / "data", config or folder / "config", FrozenClock())
    roles = ((TEACHER, Role.CLASS_TEACHER), (OTHER, Role.CLASS_TEACHER), (COLLEAGUE, Role.COUNSELLOR))
    teacher, other, _colleague = (
        school.run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), PASSWORD)))
        for label, role in roles
    )
    made = []
    for number, (account, name) in enumerate(((teacher, STUDENT), (other, "钱小满")), 1):
        class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, number, 2026)))
        values = {"name": name, "class_id": class_id, "number_in_class": 1}
        student = school.run(roster.add_student.bind(values, {}))
        school.run(roster.give_class_to_account.bind(class_id, account, school.clock.today()))
        made.append((class_id, student))
    return TeacherSchool(school, made[0][0], made[0][1], made[1][1], teacher, other)
