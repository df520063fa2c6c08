"""The page of a plan by mouse and keyboard: made, agreed, reviewed twice, changed and closed; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling_room import COLLEAGUE, add_student
from desk_world import DeskWorld
from plan_desk import agreed, draft_of, plan_of
from xinmiao.documents.raster import extract_text
from xinmiao.features.plans import operations as plans
from xinmiao.features.plans.editor.sheets import ReviewQuestion
from xinmiao.features.plans.page import PlanPage, PlansPage
from xinmiao.features.plans.records import PlanDesk, PlanState
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page
from xinmiao.ui.widgets.segmented import SegmentedControl

Key = Qt.Key
_HAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def student_id(world: DeskWorld) -> str:
    return add_student(world.school, "王芳")


@pytest.fixture
def page(world: DeskWorld, show: Callable[[Page], None]) -> PlanPage:
    made = PlanPage(world.context())
    world.changes.listen(made.note_changes)
    show(made)
    return made


def click(qtbot: QtBot, page: QWidget, name: str) -> None:
    (button,) = [found for found in page.findChildren(QPushButton, name) if found.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def line(holder: QWidget, name: str) -> QLineEdit:
    found = holder.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def area(holder: QWidget, name: str) -> QPlainTextEdit:
    found = holder.findChild(QPlainTextEdit, name)
    assert isinstance(found, QPlainTextEdit)
    return found


def desk(world: DeskWorld, student_id: str) -> PlanDesk:
    return world.school.run(plans.get_plan_desk.bind(student_id))


def write_plan(qtbot: QtBot, page: PlanPage) -> None:
    """Write a whole plan with the keyboard alone."""
    form = page.writing.form
    area(form, "reasons").setFocus()
    qtbot.keyClicks(area(form, "reasons"), "sleeps badly")
    goal = form.goals.rows[0]
    qtbot.keyClicks(line(goal, "what"), "sleeps six hours")
    qtbot.keyClicks(line(goal, "how_seen"), "sleep diary")
    qtbot.keyClick(line(goal, "how_seen"), Key.Key_Return)
    second = form.goals.rows[1]
    qtbot.keyClicks(line(second, "what"), "one friend")
    qtbot.keyClicks(line(second, "how_seen"), "talks in the break")
    measure = form.measures.rows[0]
    qtbot.keyClicks(line(measure, "what"), "phone away at ten")
    qtbot.keyClicks(line(measure, "who"), "mother")
    qtbot.keyClicks(line(form, "participants"), "mother, class teacher")
    qtbot.keyClicks(line(form, "next_review_on"), "2026-12-21")


def answer_review(qtbot: QtBot, page: PlanPage, *, decision: str, words: str = "", following: str = "") -> None:
    """Answer the review in the sheet by digits and words, and save it."""
    qtbot.waitUntil(page.sheet.isVisible)
    (question,) = [found for found in page.sheet.findChildren(ReviewQuestion) if found.isVisible()]
    for form in question.progress.values():
        control = form.editor("progress").findChild(SegmentedControl)
        assert isinstance(control, SegmentedControl)
        qtbot.keyClick(control, Key.Key_2)
    control = question.form.editor("decision").findChild(SegmentedControl)
    assert isinstance(control, SegmentedControl)
    qtbot.keyClick(control, decision)
    qtbot.keyClicks(area(question, "words"), words)
    qtbot.keyClicks(line(question, "next_review_on"), following)
    click(qtbot, page.sheet, "confirm_plan")
    qtbot.waitUntil(page.sheet.isHidden)


def test_a_plan_goes_from_its_first_word_to_its_end(
    page: PlanPage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    page.open_record(student_id)
    qtbot.waitUntil(lambda: page.is_writing and bool(page.writing.form.goals.rows))
    write_plan(qtbot, page)
    click(qtbot, page, "agree_plan")
    qtbot.waitUntil(lambda: not page.is_writing and page.plan is not None)
    first = desk(world, student_id).versions[0]
    assert (first.state, [goal.what for goal in first.goals]) == (
        PlanState.IN_FORCE,
        ["sleeps six hours", "one friend"],
    )
    world.school.clock.advance(days=28)
    page.open_record(f"review:{first.id}")
    answer_review(qtbot, page, decision="1", following="2027-02-01")
    page.open_record(f"review:{first.id}")
    answer_review(qtbot, page, decision="2", words="a new teacher")
    assert len(plan_of(world.school, first.id).reviews) == 2
    page.open_record(f"edit:{student_id}")
    qtbot.waitUntil(lambda: page.is_writing and len(page.writing.form.goals.rows) == 2)
    qtbot.keyClicks(line(page.writing.form, "next_review_on"), "2027-03-01")
    click(qtbot, page, "agree_plan")
    qtbot.waitUntil(lambda: not page.is_writing and page.plan is not None)
    assert [view.state for view in desk(world, student_id).versions] == [PlanState.IN_FORCE, PlanState.REPLACED]
    next(action for action in page.page_actions() if action.name == "close").trigger()
    qtbot.keyClicks(area(page.sheet, "closing_words"), "it is well")
    click(qtbot, page.sheet, "confirm_plan")
    qtbot.waitUntil(page.sheet.isHidden)
    assert desk(world, student_id).versions[0].state is PlanState.CLOSED


def test_what_is_missing_is_marked_at_its_row(page: PlanPage, student_id: str, qtbot: QtBot) -> None:
    page.open_record(student_id)
    qtbot.waitUntil(lambda: page.is_writing and bool(page.writing.form.goals.rows))
    qtbot.keyClicks(line(page.writing.form.goals.rows[0], "what"), "better")
    click(qtbot, page, "agree_plan")
    row = page.writing.form.goals.rows[0].form.row("how_seen")
    qtbot.waitUntil(lambda: row.error() == "Please say how anybody will see it.")
    assert page.writing.form.form.row("reasons").error() == "Please fill this in."


def test_rows_move_go_and_come_back_by_keyboard(page: PlanPage, student_id: str, qtbot: QtBot) -> None:
    page.open_record(student_id)
    goals = page.writing.form.goals
    qtbot.waitUntil(lambda: bool(goals.rows))
    for words in ("one", "two", "three"):
        field = line(goals.rows[-1], "what")
        qtbot.keyClicks(field, words)
        if words != "three":
            qtbot.keyClick(field, Key.Key_Return)

    def standing() -> list[str]:
        return [line(row, "what").text() for row in goals.rows]

    assert standing() == ["one", "two", "three"]
    qtbot.keyClick(line(goals.rows[2], "what"), Key.Key_Up, _HAND)
    assert standing() == ["one", "three", "two"]
    line(goals.rows[0], "what").setFocus()
    qtbot.keyClick(line(goals.rows[0], "what"), Key.Key_Delete, _HAND)
    assert standing() == ["three", "two"]
    qtbot.waitUntil(goals.undo_button.hasFocus)
    qtbot.keyClick(goals.undo_button, Key.Key_Return)
    assert standing() == ["one", "three", "two"]


def test_what_is_typed_is_kept_and_comes_back(page: PlanPage, world: DeskWorld, student_id: str, qtbot: QtBot) -> None:
    page.open_record(student_id)
    qtbot.waitUntil(lambda: bool(page.writing.form.goals.rows))
    qtbot.keyClicks(line(page.writing.form.goals.rows[0], "what"), "half a goal")
    page.may_leave()
    qtbot.waitUntil(lambda: list(world.drafts.kept) == [f"plan:{student_id}"])
    page.open_record(student_id)
    qtbot.waitUntil(page.writing.banner.isVisible)
    assert line(page.writing.form.goals.rows[0], "what").text() == "half a goal"


def test_a_colleague_who_was_faster_loses_nobody_a_word(
    page: PlanPage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    draft = draft_of(world.school, student_id)
    world.school.run(plans.save_plan.bind(draft))
    page.open_record(f"edit:{student_id}")
    qtbot.waitUntil(lambda: len(page.writing.form.goals.rows) == 2)
    theirs = replace(draft, base_version=1, content=replace(draft.content, strengths="theirs"))
    world.school.run(plans.save_plan.bind(theirs), COLLEAGUE)
    area(page.writing.form, "protective").setPlainText("mine")
    click(qtbot, page, "save_plan")
    qtbot.waitUntil(page.writing.banner.isVisible)
    click(qtbot, page, "editor_banner_button")
    qtbot.waitUntil(lambda: area(page.writing.form, "strengths").toPlainText() == "theirs")
    assert area(page.writing.form, "protective").toPlainText() == "mine"
    click(qtbot, page, "save_plan")
    qtbot.waitUntil(lambda: plan_of(world.school, draft.plan_id).protective == "mine")
    assert plan_of(world.school, draft.plan_id).strengths == "theirs"


def test_a_measure_is_marked_as_done(page: PlanPage, world: DeskWorld, student_id: str, qtbot: QtBot) -> None:
    stamp = agreed(world.school, student_id)
    page.open_record(f"done:{stamp.plan_id}")
    measure = plan_of(world.school, stamp.plan_id).measures[0]
    qtbot.waitUntil(lambda: page.plan is not None)
    click(qtbot, page, f"done_{measure.id}")
    qtbot.keyClicks(line(page.sheet, "done_words"), "every day")
    click(qtbot, page.sheet, "confirm_plan")
    qtbot.waitUntil(page.sheet.isHidden)
    done = plan_of(world.school, stamp.plan_id).measures[0]
    assert (done.done_on, done.done_words) == (date(2026, 11, 23), "every day")


@pytest.mark.parametrize(
    ("name", "holds", "leaves_out"),
    [
        ("print", "上学困难", "12356"),
        ("print_family", "12356", "上学困难"),
        ("print_history", "上学困难", "12356"),
    ],
)
def test_papers_hold_what_their_readers_may_read(  # noqa: PLR0917 -- fixtures
    page: PlanPage, world: DeskWorld, student_id: str, qtbot: QtBot, name: str, holds: str, leaves_out: str
) -> None:
    stamp = agreed(world.school, student_id)
    page.open_record(stamp.plan_id)
    qtbot.waitUntil(lambda: page.plan is not None)
    next(action for action in page.page_actions() if action.name == name).trigger()
    click(qtbot, page.sheet, "purpose_1")
    click(qtbot, page.sheet, "print_go_on")
    qtbot.waitUntil(lambda: len(world.papers.shown) == 1)
    paper = world.papers.shown[0]
    text = "".join("".join(extract_text(paper.content)).split())
    paper.pages.close()
    assert holds in text
    assert leaves_out not in text
    assert "王芳" not in paper.file_name


def test_the_list_filters_and_opens(
    world: DeskWorld, student_id: str, show: Callable[[Page], None], qtbot: QtBot
) -> None:
    stamp = agreed(world.school, student_id)
    world.school.run(plans.save_plan.bind(draft_of(world.school, add_student(world.school, "李雷", 2))))
    page = PlansPage(world.context())
    show(page)
    qtbot.waitUntil(lambda: page.table.count() == 2)
    click(qtbot, page, "filter_draft")
    assert [each.student.name for each in page.table.shown_records()] == ["李雷"]
    click(qtbot, page, "filter_draft")
    page.table.select(stamp.plan_id)
    qtbot.keyClick(page.table, Key.Key_Return)
    assert world.navigator.opened == [Target("plan", stamp.plan_id)]
