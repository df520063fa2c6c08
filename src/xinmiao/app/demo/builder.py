"""Builds the invented school by running operations, as a year of work would have left it.

Time is a clock that the builder moves, so that notes, signatures and trails carry plausible moments.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import TypeVar

from xinmiao.app.demo import MARK, PASSWORD, years
from xinmiao.app.demo.appointments import invent_appointments
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.app.demo.cases import CaseInventor, invent_intake
from xinmiao.app.demo.consents import invent_consents
from xinmiao.app.demo.courses import BETWEEN_TALKS, Course, courses
from xinmiao.app.demo.duplicates import enter_twice
from xinmiao.app.demo.duty import DutyRoom, invent_duty
from xinmiao.app.demo.feedback import invent_slips
from xinmiao.app.demo.file_access import invent_file_access
from xinmiao.app.demo.groups import Room, invent_groups
from xinmiao.app.demo.letters import invent_letters
from xinmiao.app.demo.light_plans import invent_light_plans
from xinmiao.app.demo.people import Person, invented_people
from xinmiao.app.demo.plans import PlanRoom, invent_plans
from xinmiao.app.demo.referrals import ReferralRoom, invent_referrals
from xinmiao.app.demo.restricted import invent_restricted
from xinmiao.app.demo.staff import invent_staff
from xinmiao.app.demo.talks import Story, content_of
from xinmiao.app.founding import FoundedSchool, NewSchool, found_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseClosing, CaseOpening, ClosingEffect, ClosingReason, NoteDraft
from xinmiao.features.casework.records.problems import BUILT_IN
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage, StudentLine
from xinmiao.features.today import operations as today
from xinmiao.kernel.access import Role
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import tr
from xinmiao.vault.keys import SecretStore
from xinmiao.vault.keys.means import Means

R = TypeVar("R")

SCHOOL = "虚构县第一中学"
COUNSELLOR = "周老师"
TEACHER = "林老师"
OFFICE = "教务处"
GRADE_HEAD = "马主任"
MORAL_OFFICE = "德育处"
PRINCIPAL = "张校长"
LABELS = (COUNSELLOR, TEACHER, GRADE_HEAD, MORAL_OFFICE, PRINCIPAL, OFFICE)

STUDENTS = 1_200
_GRADES = (7, 8, 9)
_CLASSES = 8
_STUDENTS_PER_CASE = 24
"""In a school year the room opens a case for about one child in so many."""
_FILES_PER_YEAR = 12
_BOTH_PARENTS_AWAY = "2"
_UNSIGNED_WITHIN = timedelta(days=4)
_UNSIGNED_SHARE = 0.3
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


@dataclass(frozen=True)
class Cohort:
    """The children who entered in one year, and which of them have both parents away."""

    students: list[StudentLine]
    left_behind: list[StudentLine]


class Builder:
    """Builds one invented school; the same seed and day give the same school."""

    def __init__(self, founded: FoundedSchool, clock: MovableClock, random: Random, until: datetime) -> None:
        self._founded = founded
        self._clock = clock
        self._random = random
        self._until = until
        self._cohorts: dict[int, Cohort] = {}
        self._entered: dict[int, list[StudentLine]] = {}
        self._seen: set[str] = set()
        this_year = school_year_of(until.astimezone().date())
        self._years = tuple(range(this_year - len(_GRADES) + 1, this_year + 1))

    def build(self, students: int) -> None:
        """Do everything three school years leave behind, in the order of time."""
        acts: list[tuple[datetime, Callable[[], None]]] = [
            (_first_of_september(year), partial(self._enter, year, students)) for year in self._years
        ]
        acts += [(acts[-1][0] + timedelta(days=1), self._people)]
        per_year = max(students // _STUDENTS_PER_CASE, 2)
        for course in courses(self._years, per_year, self._until, self._random):
            acts += self._course(course)
        acts += years.moves(self._run, self._entered, self._years, self._until.astimezone().date())
        for moment, act in sorted(acts, key=itemgetter(0)):
            self._clock.set_to(min(moment, self._until))
            act()
        self._clock.set_to(None)
        self._reminders()
        invent_calendar(self._run, self._until.astimezone().date())
        invent_duty(DutyRoom(self._founded.workspace, self._clock, self._until))
        unseen = [line for line in self._cohorts[self._years[0]].students if line.id not in self._seen]
        ids = self._founded.workspace.database.ids
        youngest = [line for line in self._cohorts[self._years[-1]].students if line.id not in self._seen]
        invent_restricted(self._run, ids, youngest[-2:], self._until)
        CaseInventor(self._run, self._founded.workspace.database.ids, self._until).invent(unseen)
        room = Room(self._run, self._founded.workspace.database.ids, self._clock, self._random)
        invent_groups(room, self._cohorts[self._years[-1]].students, self._until)
        invent_plans(PlanRoom(self._run, self._founded.workspace.database.ids, self._clock, self._until))
        invent_light_plans(self._run, self._until.astimezone().date())
        referral_room = ReferralRoom(self._run, ids, self._clock, self._until)
        invent_referrals(referral_room, youngest[4:10])
        invent_consents(referral_room, youngest[4:8])
        invent_appointments(referral_room, youngest[4:10])
        invent_letters(referral_room, youngest[10:12])
        invent_slips(referral_room, youngest[12:-2])
        invent_file_access(referral_room, unseen[-5:])
        self._run(data_care.make_backup.bind())

    def _run(self, bound: Bound[R]) -> R:
        return self._founded.workspace.run(bound).value

    def _enter(self, year: int, students: int) -> None:
        """Import the children who enter in `year`; the classes above them go up a grade."""
        if self._cohorts:
            years.promote(self._run, self._clock.today())
        rows = self._rows(year, students // len(_GRADES))
        self._import([row for row, _person in rows])
        lines = {(line.class_label, line.number_in_class): line for line in self._run(roster.list_students.bind())}
        entered = [(lines[f"七年级{row[2][-1]}班", int(row[3])], person) for row, person in rows]
        away = [line for line, person in entered if person.left_behind == _BOTH_PARENTS_AWAY]
        self._entered[year] = [line for line, _person in entered]
        self._cohorts[year] = Cohort([line for line, _person in entered], away)
        for line in away[:_FILES_PER_YEAR]:
            self._open_file(line)

    def _rows(self, year: int, count: int) -> list[tuple[list[str], Person]]:
        first_order = 1 + (year - self._years[0]) * count
        people = invented_people(count, born_in=year - 13, random=self._random, first_order=first_order)
        return [
            (_row(person, f"70{place % _CLASSES + 1}", place // _CLASSES + 1), person)
            for place, person in enumerate(people)
        ]

    def _import(self, rows: Sequence[Sequence[str]]) -> None:
        basis = self._run(roster.get_import_basis.bind())
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "roster.csv"
            _write_sheet(path, rows)
            found = dry_run.open_roster(path)
        mappings = dry_run.proposed_mappings(found, basis)
        plan = dry_run.dry_run(found, mappings, basis, today=self._clock.today())
        name = f"{self._clock.today().year}级新生名册.csv"
        self._run(roster.commit_import.bind(plan.to_commit(), file_name=name))

    def _people(self) -> None:
        roles = {
            TEACHER: Role.CLASS_TEACHER,
            OFFICE: Role.ADMINISTRATOR,
            GRADE_HEAD: Role.GRADE_HEAD,
            MORAL_OFFICE: Role.MORAL_OFFICE,
            PRINCIPAL: Role.PRINCIPAL,
        }
        ids = {
            label: self._run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), PASSWORD)))
            for label, role in roles.items()
        }
        for line in self._run(roster.list_classes.bind())[:2]:
            self._run(roster.give_class_to_account.bind(line.id, ids[TEACHER], self._clock.today()))
        self._run(roster.set_grade_head.bind(ids[GRADE_HEAD], frozenset({_GRADES[0]}), self._clock.today()))
        invent_staff(self._run, self._clock.today())
        enter_twice(self._run)

    def _open_file(self, line: StudentLine) -> None:
        file_id = self._run(growth_files.open_growth_file.bind(line.id, OpeningReason.PRIORITY_GROUP))
        profile = Profile(
            family="父母在外务工，由祖父母照料，每周通话一次。",
            strengths="做事有始有终，愿意帮助同学。",
            concerns="晚上有时想家。",
        )
        self._run(growth_files.save_profile.bind(file_id, 1, profile))

    def _course(self, course: Course) -> list[tuple[datetime, Callable[[], None]]]:
        """Return the acts of one case: opened, each talk written an hour after it began, closed when it is over."""
        case_id = self._founded.workspace.database.ids.new()
        acts: list[tuple[datetime, Callable[[], None]]] = [
            (course.opened_at, partial(self._open_case, case_id, course))
        ]
        for start, talk in zip(course.starts, course.story.talks, strict=False):
            acts.append((start + timedelta(hours=1), partial(self._talk, case_id, start, talk, course.story)))
        over = course.starts[-1] + 2 * BETWEEN_TALKS
        if over < self._until - timedelta(days=30):
            acts.append((over, partial(self._close, case_id)))
        return acts

    def _open_case(self, case_id: str, course: Course) -> None:
        """Open a case for a child of the cohort who was not seen before."""
        students = [line for line in self._cohorts[course.cohort].students if line.id not in self._seen]
        student = self._random.choice(students)
        self._seen.add(student.id)
        opening = CaseOpening(case_id, student.id, course.story.source, course.story.problems)
        self._run(casework.open_case.bind(opening))
        invent_intake(self._run, case_id, self._clock.today())

    def _talk(self, case_id: str, start: datetime, talk: tuple[str, str, str], story: Story) -> None:
        problem = tr(", ").join(str(BUILT_IN[code]) for code in story.problems)
        content = content_of(talk, self._random, problem=problem)
        minutes = self._random.choice((35, 40, 45, 50))
        content = replace(content, started_at=start, ended_at=start + timedelta(minutes=minutes))
        draft = NoteDraft(self._founded.workspace.database.ids.new(), case_id, content=content)
        is_recent = self._until - start < _UNSIGNED_WITHIN
        is_left_unsigned = is_recent and self._random.random() < _UNSIGNED_SHARE
        self._run(casework.save_note.bind(draft) if is_left_unsigned else casework.sign_note.bind(draft))

    def _close(self, case_id: str) -> None:
        view = self._run(casework.get_case.bind(case_id))
        if not view.line.unsigned:
            closing = CaseClosing(ClosingReason.GOALS_REACHED, ClosingEffect.BETTER, "目标基本达成，学期末再见一次。")
            self._run(casework.close_case.bind(case_id, view.version, closing))

    def _reminders(self) -> None:
        now, student = self._clock.today(), self._cohorts[self._years[0]].students[3]
        for words, days, about in (
            ("把心理信箱的钥匙交给值班老师", 0, None),
            ("问问这周和妈妈通话没有", 0, student.id),
            ("准备下周的团体辅导材料", 3, None),
        ):
            self._run(today.add_reminder.bind(words, now + timedelta(days=days), about))


def _first_of_september(year: int) -> datetime:
    return datetime(year, 9, 1, 9, 0).astimezone()


def build_school(
    folder: Path, config: Path, *, students: int = STUDENTS, seed: int = 20261123, means: Means | None = None
) -> FoundedSchool:
    """Make the invented school in an empty folder and return it signed in as its counsellor."""
    clock = MovableClock()
    tools = replace(means or Means(), clock=clock)
    wanted = NewSchool(SCHOOL, COUNSELLOR, PASSWORD, frozenset({Stage.JUNIOR}))
    until = clock.now()
    clock.set_to(_first_of_september(school_year_of(until.astimezone().date()) - len(_GRADES) + 1) - timedelta(days=1))
    founded = found_school(folder, SecretStore(config), wanted, tools)
    (folder / MARK).touch()
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
