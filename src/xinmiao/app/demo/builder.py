"""Builds the invented school by running operations, as a year of work would have left it.

Time is a clock that the builder moves, so that notes, signatures and trails carry plausible moments.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from xinmiao.app.demo.people import Person, invented_people
from xinmiao.app.demo.talks import STORIES, Story, content_of
from xinmiao.app.founding import FoundedSchool, NewSchool, found_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CASE, CaseClosing, CaseOpening, ClosingEffect, ClosingReason, NoteDraft
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage, StudentLine
from xinmiao.features.today import operations as today
from xinmiao.kernel.access import Role
from xinmiao.kernel.operations import Bound
from xinmiao.vault.keys import SecretStore
from xinmiao.vault.keys.means import Means

R = TypeVar("R")

SCHOOL = "虚构县第一中学"
COUNSELLOR = "周老师"
TEACHER = "林老师"
OFFICE = "教务处"
PASSWORD = "试用 这所 虚构 学校"  # noqa: S105 -- invented, protects nothing
"""Of all accounts of the invented school; it protects nothing real."""

STUDENTS = 300
_GRADES = (7, 8, 9)
_CLASSES = 4
_CASES = 24
_FRIDAY = 4
_HEADINGS = (
    "姓名",
    "性别",
    "班级",
    "班内学号",
    "出生日期",
    "学籍号",
    "民族",
    "是否留守儿童",
    "监护人姓名",
    "监护人关系",
    "监护人电话",
    "家庭住址",
)


class MovableClock:
    """A clock the builder sets; when the building is over it runs with the computer's."""

    def __init__(self) -> None:
        self._fixed: datetime | None = None

    def now(self) -> datetime:
        """Return the set moment, or the computer's."""
        return self._fixed or datetime.now(UTC)

    def today(self) -> date:
        """Return the local date of that moment."""
        return self.now().astimezone().date()

    def set_to(self, moment: datetime | None) -> None:
        """Stand still at `moment`, or run on with None."""
        self._fixed = moment


@dataclass
class Builder:
    """Builds one invented school; the same seed and day give the same school."""

    founded: FoundedSchool
    clock: MovableClock
    random: Random
    until: datetime

    def build(self, students: int) -> None:
        """Do everything a term leaves behind."""
        self._move(days=80)
        self._import(students)
        self._people()
        lines = self._run(roster.list_students.bind())
        self._files(lines)
        for number, line in enumerate(self.random.sample(lines, min(_CASES, len(lines)))):
            self._case(number, line, STORIES[number % len(STORIES)])
        self.clock.set_to(None)
        self._reminders(lines)
        self._run(data_care.make_backup.bind())

    def _run(self, bound: Bound[R]) -> R:
        return self.founded.workspace.run(bound).value

    def _move(self, *, days: float, hour: int = 10, minute: int = 5) -> datetime:
        """Go to a time of day, so many days before the end; a weekend becomes the Friday before it."""
        day = (self.until - timedelta(days=days)).astimezone().date()
        day -= timedelta(days=max(day.weekday() - _FRIDAY, 0))
        moment = datetime.combine(day, time(hour, minute)).astimezone()
        self.clock.set_to(min(moment, self.until))
        return self.clock.now()

    def _import(self, students: int) -> None:
        basis = self._run(roster.get_import_basis.bind())
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "roster.csv"
            _write_sheet(path, self._rows(students))
            found = dry_run.open_roster(path)
        mappings = dry_run.proposed_mappings(found, basis)
        plan = dry_run.dry_run(found, mappings, basis, today=self.clock.today())
        self._run(roster.commit_import.bind(plan.to_commit()))

    def _rows(self, students: int) -> list[list[str]]:
        year = self.clock.today().year
        per_class = -(-students // (len(_GRADES) * _CLASSES))
        rows: list[list[str]] = []
        for grade in _GRADES:
            for number in range(1, _CLASSES + 1):
                count = min(per_class, students - len(rows))
                people = invented_people(count, born_in=year - grade - 6, random=self.random, first_order=len(rows) + 1)
                rows += [_row(person, f"{grade}{number:02d}", place) for place, person in enumerate(people, 1)]
        return rows

    def _people(self) -> None:
        teacher = self._run(
            accounts.add_account.bind(NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), PASSWORD))
        )
        self._run(accounts.add_account.bind(NewAccountForm(OFFICE, frozenset({Role.ADMINISTRATOR}), PASSWORD)))
        for line in self._run(roster.list_classes.bind())[:2]:
            self._run(roster.set_class_teacher.bind(line.id, teacher, self.clock.today()))

    def _files(self, lines: Sequence[StudentLine]) -> None:
        """Open growth files for the children whose parents both work away."""
        for line in lines:
            details = self._run(roster.get_student.bind(line.id)).details
            if details.left_behind is not None and details.left_behind.value == "both_parents":
                file_id = self._run(growth_files.open_growth_file.bind(line.id, OpeningReason.PRIORITY_GROUP))
                profile = Profile(
                    family="父母在外务工，由祖父母照料，每周通话一次。",
                    strengths="做事有始有终，愿意帮助同学。",
                    concerns="晚上有时想家。",
                )
                self._run(growth_files.save_profile.bind(file_id, 1, profile))

    def _case(self, number: int, line: StudentLine, story: Story) -> None:
        """One course of talks, the last of them on some day of the past weeks."""
        last_day = 1 + number % 21
        self._move(days=last_day + 14 * len(story.talks))
        case_id = self.founded.workspace.database.ids.new()
        self._run(casework.open_case.bind(CaseOpening(case_id, line.id, story.source, story.problems)))
        problem = CASE.presenting_problems.show(story.problems)
        for nth, talk in enumerate(story.talks):
            self._talk(case_id, talk, problem, days=last_day + 14 * (len(story.talks) - 1 - nth), number=number)
        if number % 6 == 5:  # noqa: PLR2004 -- every sixth case is over
            self._close(case_id)

    def _talk(self, case_id: str, talk: tuple[str, str, str], problem: str, *, days: int, number: int) -> None:
        start = self._move(days=days, hour=9 + number % 7)
        content = content_of(talk, self.random, problem=problem)
        content = replace(content, started_at=start, ended_at=start + timedelta(minutes=35 + 5 * (number % 4)))
        self.clock.set_to(start + timedelta(hours=1))
        draft = NoteDraft(self.founded.workspace.database.ids.new(), case_id, content=content)
        is_left_unsigned = days <= 4 and number % 4 == 0  # noqa: PLR2004 -- a few, to be seen on Today
        self._run(casework.save_note.bind(draft) if is_left_unsigned else casework.sign_note.bind(draft))

    def _close(self, case_id: str) -> None:
        view = self._run(casework.get_case.bind(case_id))
        if not view.line.unsigned:
            closing = CaseClosing(ClosingReason.GOALS_REACHED, ClosingEffect.BETTER, "目标基本达成，学期末再见一次。")
            self._run(casework.close_case.bind(case_id, view.version, closing))

    def _reminders(self, lines: Sequence[StudentLine]) -> None:
        now = self.clock.today()
        for words, days, student in (
            ("把心理信箱的钥匙交给值班老师", 0, None),
            ("问问这周和妈妈通话没有", 0, lines[3].id),
            ("准备下周的团体辅导材料", 3, None),
        ):
            self._run(today.add_reminder.bind(words, now + timedelta(days=days), student))


def build_school(
    folder: Path, config: Path, *, students: int = STUDENTS, seed: int = 20261123, means: Means | None = None
) -> FoundedSchool:
    """Make the invented school in an empty folder and return it signed in as its counsellor."""
    clock = MovableClock()
    tools = replace(means or Means(), clock=clock)
    wanted = NewSchool(SCHOOL, COUNSELLOR, PASSWORD, frozenset({Stage.JUNIOR}))
    until = clock.now()
    clock.set_to(until - timedelta(days=81))
    founded = found_school(folder, SecretStore(config), wanted, tools)
    Builder(founded, clock, Random(seed), until).build(students)  # noqa: S311 -- invention, not secrecy
    return founded


def _row(person: Person, class_name: str, place: int) -> list[str]:
    return [
        person.name,
        person.sex,
        class_name,
        str(place),
        person.birth_date.isoformat(),
        person.student_number,
        person.ethnicity,
        person.left_behind,
        person.guardian,
        person.relation,
        person.phone,
        person.address,
    ]


def _write_sheet(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_HEADINGS, *rows])
