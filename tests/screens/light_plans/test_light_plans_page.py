"""Light plans by mouse and keyboard: opened for a list, sent out and taken over as workbooks, checked, printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk_world import DeskWorld
from light_desk import OWN_WORDS, content, entered, lines, opened, school_of_left_behind
from xinmiao.documents.raster import extract_text
from xinmiao.documents.workbook import read_tables
from xinmiao.features.batch_printing.page import BatchPage
from xinmiao.features.batch_printing.stack import Stack
from xinmiao.features.light_plans import operations as light_plans
from xinmiao.features.light_plans.feature import FEATURE as LIGHT_PLANS
from xinmiao.features.light_plans.page import LightPlansPage
from xinmiao.features.light_plans.page.deeds import header_actions
from xinmiao.features.light_plans.page.workbook_deeds import ask_workbooks, read_workbook
from xinmiao.features.light_plans.page.workbooks import WorkbookIn, WorkbookOut
from xinmiao.features.light_plans.records import CONTENT_NAMES, LightState, Problem
from xinmiao.kernel.errors import Cancelled
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import Page

Key = Qt.Key


@pytest.fixture
def page(world: DeskWorld, show: Callable[[Page], None]) -> LightPlansPage:
    made = LightPlansPage(world.context())
    world.changes.listen(made.note_changes)
    show(made)
    return made


def click(qtbot: QtBot, holder: QWidget, name: str) -> None:
    (button,) = [found for found in holder.findChildren(QPushButton, name) if found.isVisible()]
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def filled(path: Path, out: Path, words: dict[str, dict[str, str]]) -> None:
    """Fill a workbook that was written by the program, as a mentor would: the same cells, in another file."""
    (table, _told) = read_tables(path)
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(table.name)
        for number, row in enumerate(table.rows):
            name = str(row[2])
            given = vars(content(name, **words[name])) if name in words else {}
            cells = [*row[:3], *(str(given[field] or "") for field in CONTENT_NAMES)] if given else row
            for place, cell in enumerate(cells):
                sheet.write(number, place, cell)


def test_from_an_opened_list_to_workbooks_taken_over_and_checked(
    world: DeskWorld, qtbot: QtBot, page: LightPlansPage, tmp_path: Path
) -> None:
    school_of_left_behind(world.school)
    page.ask_opening()
    click(qtbot, page, "light_opening_button")
    qtbot.waitUntil(lambda: page.table.count() == 4)

    ask_workbooks(page)
    (out,) = page.findChildren(WorkbookOut)
    out.write_to(tmp_path)
    (path,) = tmp_path.glob("*.xlsx")
    (table, _told) = read_tables(path)
    assert [row[2] for row in table.rows[1:]] == ["王芳", "李强", "张敏", "赵磊"]
    assert all(cell is None for row in table.rows[1:] for cell in row[3:])  # no word that is kept leaves

    back = tmp_path / "back.xlsx"
    names = ("王芳", "李强", "张敏")
    filled(path, back, dict(zip(names, (OWN_WORDS[0], OWN_WORDS[1], OWN_WORDS[1]), strict=True)))
    read_workbook(page, back)
    qtbot.waitUntil(lambda: bool(page.findChildren(WorkbookIn)))
    click(qtbot, page, "light_take_over_button")
    found = lines(world.school)
    assert found["王芳"].to_check
    assert [each.problem for each in found["张敏"].findings] == [Problem.COPIED]
    assert found["赵磊"].state is LightState.OPENED

    page.table.select(found["王芳"].id)
    page.check_chosen()
    assert lines(world.school)["王芳"].state is LightState.CHECKED
    assert page.table.shown_records()[0].findings  # what does not count stands first

    read_workbook(page, back)
    qtbot.waitUntil(lambda: "taken over already" in page.findChildren(WorkbookIn)[-1].told.text())


def test_sheets_are_typed_one_after_another_with_the_writer_kept(
    world: DeskWorld, qtbot: QtBot, page: LightPlansPage
) -> None:
    opened(world.school)
    page.reload()
    qtbot.waitUntil(lambda: page.table.count() == 4)
    page.table.go(0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Return)
    situation = page.sheet.findChild(QPlainTextEdit, "situation")
    assert isinstance(situation, QPlainTextEdit)
    qtbot.keyClicks(situation, "lives with grandmother")
    question = page.sheet._question  # noqa: SLF001 -- the sheet that is open
    assert question is not None
    question.form.fill({"writer": "林老师", "written_on": world.school.clock.today()})
    qtbot.keyClick(situation, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first = next(line for line in lines(world.school).values() if line.written_on)
    assert first.writer == "林老师"
    following = page.sheet._question  # noqa: SLF001 -- the sheet after it
    assert following is not None
    assert following is not question
    assert following.form.values()["writer"] == "林老师"


def test_a_list_is_printed_in_one_go_each_on_a_fresh_page(
    world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]
) -> None:
    opened(world.school)
    for name, words in zip(("王芳", "李强", "张敏"), OWN_WORDS, strict=False):
        entered(world.school, name, **words)
    made = BatchPage(replace(world.context(), features=(LIGHT_PLANS,)))
    made.open_record("light_plan:")
    show(made)
    qtbot.waitUntil(lambda: made.table.count() == 4)
    click(qtbot, made, "batch_go")
    assert not world.papers.shown  # without a purpose nothing is printed
    made.choices.purpose.setText("存档")
    made.choices.both_sides.setChecked(True)
    click(qtbot, made, "batch_go")
    qtbot.waitUntil(lambda: bool(world.papers.shown))
    paper = world.papers.shown[-1]
    names = ("王芳", "李强", "张敏", "赵磊")
    fronts = extract_text(paper.content)[::2]
    assert [name in front for name, front in zip(names, fronts, strict=True)] == [True] * 4
    assert sum(world.school.actions(each).count("light_plan.printed") for each in DataFile) == 4


def test_the_list_leads_to_printing_and_to_the_student(world: DeskWorld, qtbot: QtBot, page: LightPlansPage) -> None:
    opened(world.school)
    page.reload()
    qtbot.waitUntil(lambda: page.table.count() == 4)
    page.table.go(0)
    next(action for action in page.page_actions() if action.name == "student").trigger()
    line = page.table.current_record()
    assert line is not None
    assert world.navigator.opened[-1] == Target("student", line.student.id)


def test_printing_takes_exactly_the_students_shown(
    world: DeskWorld, qtbot: QtBot, page: LightPlansPage, show: Callable[[Page], None]
) -> None:
    opened(world.school)
    entered(world.school, "王芳", **OWN_WORDS[0])
    page.reload()
    qtbot.waitUntil(lambda: page.table.count() == 4)
    page.table.set_filter(lambda line: line.student.name in {"王芳", "赵磊"})
    click_menu = next(action for action in header_actions(page)[1] if action.name == "batch")
    click_menu.trigger()
    target = world.navigator.opened[-1]
    made = BatchPage(replace(world.context(), features=(LIGHT_PLANS,)))
    made.open_record(target.record)
    show(made)
    qtbot.waitUntil(lambda: made.table.count() == 2)
    assert {line.name for line in made.table.shown_records()} == {"王芳", "赵磊"}
    made.choices.classes.setCurrentIndex(0)
    made.choices.classes.activated.emit(0)
    assert made.table.count() == 4


def test_what_is_stopped_while_it_is_collected_makes_no_paper(
    world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]
) -> None:
    opened(world.school)
    made = BatchPage(replace(world.context(), features=(LIGHT_PLANS,)))
    made.open_record("light_plan_form:七年级2班")
    show(made)
    qtbot.waitUntil(lambda: made.table.count() == 4)
    made.choices.purpose.setText("发给班主任")
    print_ = world.school.run(light_plans.collect_light_plan_form.bind())
    stack = Stack((print_,) * 4, made.paper.make, "", on_both_sides=False)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        stack.pdf(progress)
    made.work.total = 4  # as while a part is being collected
    made.stop()
    assert made.choices.button.isEnabled()
    assert not world.papers.shown
