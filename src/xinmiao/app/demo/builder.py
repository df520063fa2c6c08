"""Builds the invented school by running operations, as a year of work would have left it.

Time is a clock that the builder moves, so that notes, signatures and trails carry plausible moments.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import TypeVar

from xinmiao.app.demo import MARK, PASSWORD, years
from xinmiao.app.demo.admissions import GRADES, Admissions
from xinmiao.app.demo.appointments import invent_appointments
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.app.demo.cases import SECOND_COUNSELLOR, CaseInventor, invent_intake
from xinmiao.app.demo.consents import invent_consents
from xinmiao.app.demo.courses import BETWEEN_TALKS, Course, courses
from xinmiao.app.demo.duplicates import enter_twice
from xinmiao.app.demo.duty import DutyRoom, invent_duty
from xinmiao.app.demo.feedback import invent_slips
from xinmiao.app.demo.file_access import invent_file_access
from xinmiao.app.demo.groups import Room, invent_groups
from xinmiao.app.demo.letters import invent_letters
from xinmiao.app.demo.light_plans import invent_light_plans
from xinmiao.app.demo.plans import PlanRoom, invent_plans
from xinmiao.app.demo.referrals import ReferralRoom, invent_referrals
from xinmiao.app.demo.restricted import invent_restricted
from xinmiao.app.demo.staff import invent_staff
from xinmiao.app.demo.talks import Story, content_of
from xinmiao.app.demo.years import Act
from xinmiao.app.founding import FoundedSchool, NewSchool, found_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseClosing, CaseOpening, ClosingEffect, ClosingReason, NoteDraft
from xinmiao.features.casework.records.problems import BUILT_IN
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.room_counts import operations as room_counts
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
LABELS = (COUNSELLOR, SECOND_COUNSELLOR, TEACHER, GRADE_HEAD, MORAL_OFFICE, PRINCIPAL, OFFICE)

STUDENTS = 1_200
_STUDENTS_PER_CASE = 24
"""In a school year the room opens a case for about one child in so many."""
_UNSIGNED_WITHIN = timedelta(days=4)
_UNSIGNED_SHARE = 0.3


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


class Builder:
    """Builds one invented school; the same seed and day give the same school."""

    def __init__(self, founded: FoundedSchool, clock: MovableClock, random: Random, until: datetime) -> None:
        self._founded = founded
        self._clock = clock
        self._random = random
        self._until = until
        self._seen: set[str] = set()
        this_year = school_year_of(until.astimezone().date())
        self._years = tuple(range(this_year - len(GRADES) + 1, this_year + 1))
        self._children = Admissions(self._run, clock, random, self._years[0])

    def build(self, students: int) -> None:
        """Do everything three school years leave behind, in the order of time, and then what stands there today."""
        acts: list[Act] = [
            (_first_of_september(year), partial(self._children.enter, year, students)) for year in self._years
        ]
        acts += [(acts[-1][0] + timedelta(days=1), self._people)]
        per_year = max(students // _STUDENTS_PER_CASE, 2)
        for course in courses(self._years, per_year, self._until, self._random):
            acts += self._course(course)
        acts += years.moves(self._run, self._children.cohorts, self._years, self._until.astimezone().date())
        for moment, act in sorted(acts, key=itemgetter(0)):
            self._clock.set_to(min(moment, self._until))
            act()
        self._clock.set_to(None)
        self._reminders()
        invent_calendar(self._run, self._until.astimezone().date())
        invent_duty(DutyRoom(self._founded.workspace, self._clock, self._until))
        self._work(self._unseen(self._years[0]), self._unseen(self._years[-1]))
        self._run(room_counts.hand_totals.bind())
        self._run(data_care.make_backup.bind())

    def _unseen(self, year: int) -> list[StudentLine]:
        return [line for line in self._children.cohorts[year] if line.id not in self._seen]

    def _work(self, oldest: list[StudentLine], youngest: list[StudentLine]) -> None:
        """Do what the room has in hand, with children it had not seen before."""
        ids, clock, until = self._founded.workspace.database.ids, self._clock, self._until
        invent_restricted(self._run, ids, youngest[-2:], until)
        CaseInventor(self._run, ids, until).invent(oldest)
        invent_groups(Room(self._run, ids, clock, self._random), self._children.cohorts[self._years[-1]], until)
        invent_plans(PlanRoom(self._run, ids, clock, until))
        invent_light_plans(self._run, until.astimezone().date())
        room = ReferralRoom(self._run, ids, clock, until)
        invent_referrals(room, youngest[4:10])
        invent_consents(room, youngest[4:8])
        invent_appointments(room, youngest[4:10])
        invent_letters(room, youngest[10:12])
        invent_slips(room, youngest[12:-2])
        invent_file_access(room, oldest[-5:])

    def _run(self, bound: Bound[R]) -> R:
        return self._founded.workspace.run(bound).value

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
        self._run(roster.set_grade_head.bind(ids[GRADE_HEAD], frozenset({GRADES[0]}), self._clock.today()))
        invent_staff(self._run, self._clock.today())
        enter_twice(self._run)

    def _course(self, course: Course) -> list[Act]:
        """Return the acts of one case: opened, each talk written an hour after it began, closed when it is over."""
        case_id = self._founded.workspace.database.ids.new()
        acts: list[Act] = [(course.opened_at, partial(self._open_case, case_id, course))]
        for start, talk in zip(course.starts, course.story.talks, strict=False):
            acts.append((start + timedelta(hours=1), partial(self._talk, case_id, start, talk, course.story)))
        over = course.starts[-1] + 2 * BETWEEN_TALKS
        if over < self._until - timedelta(days=30):
            acts.append((over, partial(self._close, case_id)))
        return acts

    def _open_case(self, case_id: str, course: Course) -> None:
        """Open a case for a child of the cohort who was not seen before."""
        students = self._unseen(course.cohort)
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
        now, student = self._clock.today(), self._children.cohorts[self._years[0]][3]
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
    clock.set_to(_first_of_september(school_year_of(until.astimezone().date()) - len(GRADES) + 1) - timedelta(days=1))
    founded = found_school(folder, SecretStore(config), wanted, tools)
    (folder / MARK).touch()
    Builder(founded, clock, Random(seed), until).build(students)  # noqa: S311 -- invention, not secrecy
    return founded
