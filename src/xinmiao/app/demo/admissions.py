"""How children come to the invented school: the sheet of those who enter in a year, imported as the office would.

Owns the cohorts, and the growth files opened at once for children whose parents are both away.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from xinmiao.app.demo import years
from xinmiao.app.demo.people import Person, invented_people
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.clock import Clock
from xinmiao.kernel.operations import Bound

Run = Callable[[Bound[Any]], Any]

GRADES = (7, 8, 9)
_CLASSES = 8
_FILES_PER_YEAR = 12
_BOTH_PARENTS_AWAY = "2"
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


class Admissions:
    """The children of the school by the year they entered in."""

    def __init__(self, run: Run, clock: Clock, random: Random, first_year: int) -> None:
        self._run = run
        self._clock = clock
        self._random = random
        self._first_year = first_year
        self.cohorts: dict[int, list[StudentLine]] = {}

    def enter(self, year: int, students: int) -> None:
        """Import the children who enter in `year`; the classes above them go up a grade."""
        if self.cohorts:
            years.promote(self._run, self._clock.today())
        rows = self._rows(year, students // len(GRADES))
        self._import([row for row, _person in rows])
        lines = {(line.class_label, line.number_in_class): line for line in self._run(roster.list_students.bind())}
        entered = [(lines[f"七年级{row[2][-1]}班", int(row[3])], person) for row, person in rows]
        self.cohorts[year] = [line for line, _person in entered]
        away = [line for line, person in entered if person.left_behind == _BOTH_PARENTS_AWAY]
        for line in away[:_FILES_PER_YEAR]:
            self._open_file(line)

    def _rows(self, year: int, count: int) -> list[tuple[list[str], Person]]:
        first_order = 1 + (year - self._first_year) * count
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

    def _open_file(self, line: StudentLine) -> None:
        file_id = self._run(growth_files.open_growth_file.bind(line.id, OpeningReason.PRIORITY_GROUP))
        profile = Profile(
            family="父母在外务工，由祖父母照料，每周通话一次。",
            strengths="做事有始有终，愿意帮助同学。",
            concerns="晚上有时想家。",
        )
        self._run(growth_files.save_profile.bind(file_id, 1, profile))


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
