"""The privacy canary for intakes, plans, staff and restricted cases: no mark outside of the encrypted files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from journeys.canary import leaks
from journeys.conftest import Start
from journeys.driver import CTRL
from journeys.marked_school import fill
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import IntakeContent
from xinmiao.features.plans import operations as plans
from xinmiao.features.plans.records import GoalDraft, PlanContent, PlanDraft
from xinmiao.features.staff import operations as staff

MARKS = ("马脚来访 QZINTAKE7781", "马脚照看 QZCARER7781", "马脚缘由 QZPLAN7781", "马脚目标 QZGOAL7781", "19977817782")
WORDS = tuple(word for mark in MARKS for word in mark.split())
REMARK, CARERS, REASONS, GOAL, PHONE = MARKS


def test_no_word_of_an_intake_a_plan_or_the_staff_stands_outside_of_the_encrypted_files(
    start: Start, school: SignedInSchool, *, data: Path, home: Path, temporary: Path
) -> None:
    marked = fill(school)
    intake = IntakeContent(done_on=date(2026, 11, 23), writer="周老师", family_structure=REMARK, carers=CARERS)
    school.run(casework.save_intake.bind(marked.case, None, intake))
    goals = (GoalDraft(school.means.ids.new(), GOAL, GOAL, GOAL, GOAL),)
    content = PlanContent(reasons=REASONS, strengths=REASONS, goals=goals, next_review_on=date(2026, 12, 21))
    school.run(plans.save_plan.bind(PlanDraft(school.means.ids.new(), marked.own_student, None, content)))
    school.run(staff.add_staff.bind({"name": "刘老师", "phone": PHONE}))
    version = school.run(casework.get_case.bind(marked.case)).version
    school.run(casework.restrict_case.bind(marked.case, version, (school.workspace.actor.account,)))
    places = (data, home, temporary)
    assert leaks(places, WORDS) == [], "while it is open"
    school.lock()
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    for name in ("nav_plans", "nav_staff", "nav_casework"):
        person.click(name)
        person.settle()
    person.press(Qt.Key.Key_L, CTRL)
    person.at_lock_screen()
    assert leaks(places, WORDS) == []
    assert [word for word in WORDS if word in person.words()] == []
    assert not any(word in window.windowTitle() for window in QApplication.topLevelWidgets() for word in WORDS)
