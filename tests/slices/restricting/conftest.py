"""A school with two counsellors, real keys, and a case with a signed and amended note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from counselling_room import CONTENT
from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteDraft, Problem, RiskAnswer
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role

SECOND = "吴老师"
SECOND_PASSWORD = "lantern beside the well"
SECRETS = ("灰鹤栖在北墙", "紫藤压弯竹架", "石臼里有月光")
"""Written in the note at first, in its amendment, and as the amendment's reason."""
STUDENT = "石小满"


@dataclass
class Room:
    """The school, a student and the founder's case."""

    school: SignedInSchool
    student: str
    case: str
    note: str

    @property
    def me(self) -> str:
        """Return the account now signed in."""
        return self.school.workspace.actor.account

    def second(self) -> None:
        """Sign the second counsellor in instead."""
        self.school.lock()
        self.school.sign_in(SECOND, SECOND_PASSWORD)

    def founder(self) -> None:
        """Sign the founder in instead."""
        self.school.lock()
        self.school.sign_in("周老师", FOUNDER_PASSWORD)

    def account(self, label: str) -> str:
        """Return an account's id."""
        return next(line.id for line in self.school.run(accounts.list_accounts.bind()) if line.label == label)

    def restrict(self, *accounts_: str) -> int:
        """Restrict the case to some accounts."""
        version = self.school.run(casework.get_case.bind(self.case)).version
        return self.school.run(casework.restrict_case.bind(self.case, version, accounts_))


def write_note(school: SignedInSchool, case: str, **changes: object) -> NoteDraft:
    """Sign a note; the draft returned can be amended."""
    draft = NoteDraft(school.means.ids.new(), case, None, replace(CONTENT, **changes))  # type: ignore[arg-type]
    stamp = school.run(casework.sign_note.bind(draft))
    return replace(draft, base_version=stamp.version)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give the school with the founder signed in."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    wanted = NewAccountForm(SECOND, frozenset({Role.COUNSELLOR}), SECOND_PASSWORD)
    school.run(accounts.add_account.bind(wanted))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    student = school.run(roster.add_student.bind({"name": STUDENT, "class_id": class_id, "number_in_class": 1}, {}))
    opening = CaseOpening(school.means.ids.new(), student, CaseSource.SELF, (Problem.EMOTION,))
    case = school.run(casework.open_case.bind(opening))
    draft = write_note(school, case, free_text=SECRETS[0], ideation=RiskAnswer.YES, ideation_words=SECRETS[0])
    changed = replace(draft, content=replace(draft.content, free_text=SECRETS[1]), reason=SECRETS[2])
    school.run(casework.amend_note.bind(changed))
    yield Room(school, student, case, draft.note_id)
    school.lock()
