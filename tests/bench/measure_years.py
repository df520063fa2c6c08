"""The bench of the promotion: three grades of a large school in one step, and the same step undone."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from bench.corpus import empty_school, import_roster, roster_file
from bench.place import ready_home
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.model import SchoolClass
from xinmiao.features.roster.records import PromotionChoices, Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import command
from xinmiao.vault.unit import Unit

STUDENTS, QUICK_STUDENTS = 6_000, 600
_PROMOTION_S = 3.0
_GRADES = 3


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="class.added")
def _as_last_year(unit: Unit) -> None:
    """Let the imported classes be those of three grades, as the last school year left them."""
    for place, row in enumerate(unit.db.scalars(select(SchoolClass).order_by(SchoolClass.number))):
        row.entry_year -= 1 + place % _GRADES
        row.grade += place % _GRADES
        row.label_text = ClassName(Stage.JUNIOR, row.grade, row.number, row.entry_year).shown()


def promotion(plan: Plan) -> Iterator[Result | Skipped]:
    """Promotion of 6,000 students ≤ 3 s, of whom a third leave; how far it is is told for each class."""
    students = QUICK_STUDENTS if plan.quick else STUDENTS
    folder = ready_home() / "work" / "promotion"
    workspace = empty_school(folder)
    import_roster(workspace, roster_file(students))
    workspace.run(_as_last_year.bind())
    written: list[float] = []
    undone: list[float] = []
    choices = PromotionChoices(datetime.now().astimezone().date())
    told: list[tuple[int, int]] = []
    for _sample in range(plan.samples(7, 3)):
        started = time.perf_counter()
        preview = workspace.run(roster.preview_promotion.bind(choices)).value
        bound = roster.promote.bind(choices, preview.basis, lambda done, total: told.append((done, total)))
        result = workspace.run(bound).value
        written.append(time.perf_counter() - started)
        started = time.perf_counter()
        workspace.run(roster.undo_act.bind(result.act_id))
        undone.append(time.perf_counter() - started)
        if result.moved_up + result.left != students or not told:
            raise AssertionError(result)
    workspace.close()
    shutil.rmtree(folder)
    where, share = f"{students:,} students, a third leaving", students / STUDENTS
    note = f"noise {spread(written)}, preview included"
    yield Result("promotion", median(written), "s", None, _PROMOTION_S * share, where, len(written), note)
    note = f"noise {spread(undone)}"
    yield Result("promotion_undone", median(undone), "s", None, _PROMOTION_S * share, where, len(undone), note)
