"""Reminders, tasks put aside and the order of the day, on real files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.today import operations as today
from xinmiao.features.today import rules
from xinmiao.features.today.prints import today_paper
from xinmiao.features.today.records import TodayView
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _

TODAY = date(2026, 11, 23)
SOURCES = (accounts.account_tasks, data_care.backup_tasks)


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def student(school: SignedInSchool, name: str) -> str:
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    return school.run(roster.add_student.bind({"name": name, "class_id": class_id}, {}))


def task(key: str, urgency: Urgency, due: date | None = None, *, dismissible: bool = True) -> Task:
    return Task(key, _("Do"), _("Because"), urgency, Target("today"), due, dismissible)


def test_risk_comes_first_then_what_is_due_earliest() -> None:
    tasks = (
        task("routine", Urgency.ROUTINE, TODAY),
        task("later", Urgency.RISK, date(2026, 12, 1)),
        task("never", Urgency.RISK),
        task("soon", Urgency.RISK, date(2026, 11, 24)),
        task("overdue", Urgency.OVERDUE),
    )
    assert [found.key for found in rules.ranked(tasks, {})] == ["soon", "later", "never", "overdue", "routine"]


def test_only_what_may_be_put_aside_goes_away() -> None:
    tasks = (task("a", Urgency.DUE), task("b", Urgency.DUE, dismissible=False), task("c", Urgency.DUE))
    matters = {key: {rules.matter_of(tasks[0])} for key in ("a", "b")}
    assert [found.key for found in rules.ranked(tasks, matters)] == ["b", "c"]


@pytest.mark.parametrize(
    "changed", [task("a", Urgency.OVERDUE), task("a", Urgency.DUE, TODAY), replace(task("a", Urgency.DUE), matter="2")]
)
def test_what_was_put_aside_comes_back_when_it_changes(changed: Task) -> None:
    matters = {"a": {rules.matter_of(task("a", Urgency.DUE))}}
    assert rules.ranked((task("a", Urgency.DUE),), matters) == ()
    assert rules.ranked((changed,), matters) == (changed,)
    assert rules.ranked((changed,), {"a": {None}}) == ()  # put aside before matters were kept


def test_a_reminder_is_due_on_its_day_and_names_its_student(school: SignedInSchool) -> None:
    student_id = student(school, "王芳")
    school.run(today.add_reminder.bind("问问午休情况", date(2026, 11, 25), student_id))
    assert school.run(today.get_today.bind(())).coming_reminders == 1
    assert school.run(today.get_today.bind(())).is_clear
    school.clock.advance(days=2)
    [due] = school.run(today.get_today.bind(())).reminders
    assert (due.line, due.student_name, due.student_class) == ("问问午休情况", "王芳", "七年级2班")


def test_a_reminder_done_goes_and_comes_back_when_taken_back(school: SignedInSchool) -> None:
    reminder = school.run(today.add_reminder.bind("打电话", TODAY))
    school.run(today.finish_reminder.bind(reminder))
    assert school.run(today.list_reminders.bind()) == ()
    school.run(today.reopen_reminder.bind(reminder))
    assert [found.id for found in school.run(today.list_reminders.bind())] == [reminder]


@pytest.mark.parametrize(
    ("line", "due_on", "field"),
    [
        ("   ", TODAY, "line"),
        ("好" * 121, TODAY, "line"),
        ("打电话", None, "due_on"),
        ("打电话", date(2026, 11, 22), "due_on"),
        ("打电话", date(2030, 1, 1), "due_on"),
    ],
)
def test_a_reminder_needs_a_line_and_a_day_to_come(
    school: SignedInSchool, line: str, due_on: date | None, field: str
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        school.run(today.add_reminder.bind(line, due_on))
    assert set(refused.value.problems) == {field}
    assert school.run(today.list_reminders.bind()) == ()


def test_reminders_are_each_accounts_own(school: SignedInSchool) -> None:
    reminder = school.run(today.add_reminder.bind("打电话", TODAY))
    school.run(
        accounts.add_account.bind(NewAccountForm("赵老师", frozenset({Role.COUNSELLOR}), "some plain words here"))
    )
    school.lock()
    school.sign_in("赵老师", "some plain words here")
    assert school.run(today.list_reminders.bind()) == ()
    with pytest.raises(NotFound):
        school.run(today.finish_reminder.bind(reminder))


def test_tasks_are_put_aside_with_a_reason_that_is_kept(school: SignedInSchool) -> None:
    school.run(
        accounts.add_account.bind(NewAccountForm("林老师", frozenset({Role.CLASS_TEACHER}), "some words more here"))
    )
    waiting = accounts.restore_sign_in
    [line] = [found for found in school.run(accounts.list_accounts.bind()) if found.label == "林老师"]
    school.run(waiting.bind(line.id, "other words than before"))
    key = f"account_waits:{line.id}:restored"
    [there] = [found for found in school.run(today.get_today.bind(SOURCES)).tasks if found.key == key]
    with pytest.raises(ValidationFailed):
        school.run(today.dismiss_tasks.bind((there,), "  "))
    with pytest.raises(RuleBroken):
        school.run(today.dismiss_tasks.bind((replace(there, dismissible=False),), "下周调走"))
    school.run(today.dismiss_tasks.bind((there,), "下周调走"))
    view = school.run(today.get_today.bind(SOURCES))
    assert key not in [found.key for found in view.tasks]
    [aside] = view.aside
    assert (aside.task.key, aside.reason, aside.by_name) == (key, "下周调走", "周老师")
    with school.workspace.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT reason FROM counselling.task_dismissal").scalar_one()
    assert kept == "下周调走"
    school.run(today.take_back_dismissal.bind(aside.id))
    view = school.run(today.get_today.bind(SOURCES))
    assert (key in [found.key for found in view.tasks], view.aside) == (True, ())


def test_a_class_teacher_gets_no_task_of_others(school: SignedInSchool) -> None:
    school.run(
        accounts.add_account.bind(NewAccountForm("林老师", frozenset({Role.CLASS_TEACHER}), "some words more here"))
    )
    school.lock()
    school.sign_in("林老师", "some words more here")
    assert school.run(today.get_today.bind(SOURCES)) == TodayView((), (), 0)


def test_the_day_on_paper_names_students_and_how_much_is_left(school: SignedInSchool) -> None:
    school.run(today.add_reminder.bind("问问午休情况", TODAY, student(school, "曾𠮷")))
    view = school.run(today.get_today.bind(()))
    many = TodayView(tuple(task(f"k{n}", Urgency.DUE) for n in range(9)), view.reminders, 0)
    head = school.run(today.head_of_today.bind())
    assert (head.school, head.printed_by, head.printed_at) == ("虚构县第一中学", "周老师", school.clock.now())
    pages = extract_text(render_pdf(today_paper(many, head)))
    words = "".join("".join(pages).split())
    assert len(pages) == 1
    assert "曾𠮷七年级2班" in words
    assert "问问午休情况" in words
    assert words.count("Because") == 7
    assert "2moreintheprogram." in words
