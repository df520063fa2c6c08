"""The beginning of a school year at the real workbench: by keyboard alone, then by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from roster_desk import RosterDesk, found, make_desk
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.app.features import FEATURES
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.class_teachers import ClassTeachersPage
from xinmiao.features.roster.page.importing import ImportPage
from xinmiao.features.roster.page.mentors_grid import MentorsPage
from xinmiao.features.roster.page.promoting import PromotionPage
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.school_year.page.wizard import SchoolYearPage
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.tasks import Target
from xinmiao.ui import theme
from xinmiao.ui.workbench import Bench, Workbench

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    """Give a founded school whose classes are those of last year."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    for grade, entry_year in ((7, 2025), (9, 2023)):
        class_id = made.run(roster.add_class.bind(ClassName(Stage.JUNIOR, grade, 1, entry_year)))
        made.run(roster.add_student.bind({"name": f"学生{grade}", "class_id": class_id}, {}))
    made.run(staff.add_staff.bind({"name": "刘老师"}))
    yield made
    made.lock()


@pytest.fixture
def desk(school: SignedInSchool, qtbot: QtBot) -> RosterDesk:
    """Give the surroundings."""
    return make_desk(school, qtbot)


@pytest.fixture
def bench(desk: RosterDesk, qapp: QApplication, qtbot: QtBot) -> Workbench:
    """Give the workbench with the pages of the year, in front."""
    theme.install(qapp, theme.Theme())
    wanted = ("roster", "school_year")
    made = Workbench(Bench(tuple(page for each in FEATURES if each.name in wanted for page in each.pages)), "周老师")
    qtbot.addWidget(made)
    desk.changes.listen(made.note_changes)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(replace(desk.context, navigator=made, features=FEATURES))
    made.open(Target("school_year"))
    return made


def wizard(bench: Workbench) -> SchoolYearPage:
    assert isinstance(bench.page, SchoolYearPage)
    return bench.page


def labels(desk: RosterDesk) -> dict[str, tuple[str, str]]:
    return {name: (line.class_label, line.status.value) for name, line in desk.students().items()}


def test_by_keyboard_alone(desk: RosterDesk, bench: Workbench, qtbot: QtBot) -> None:
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    assert isinstance(bench.page, PromotionPage)
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    assert labels(desk) == {"学生7": ("八年级1班", "enrolled"), "学生9": ("九年级1班", "graduated")}
    bench.back()
    assert wizard(bench).stepper.current() == 1
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    assert isinstance(bench.page, ImportPage)
    bench.back()
    skip = found(wizard(bench), "skip_newcomers", QPushButton)
    skip.setFocus()
    qtbot.keyClick(skip, Qt.Key.Key_Return)
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    grid = bench.page
    assert isinstance(grid, ClassTeachersPage)
    (combo,) = grid.grid.choices.values()
    qtbot.keyClick(combo, Qt.Key.Key_L)
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    bench.back()
    assert wizard(bench).stepper.current() == 3
    give_mentors_by_keyboard(desk, bench, qtbot)
    assert wizard(bench).stepper.current() == 4
    skip_what_is_left(bench, qtbot)
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    shown = wizard(bench).view
    assert shown is not None
    assert shown.ended


def skip_what_is_left(bench: Workbench, qtbot: QtBot) -> None:
    """Skip each step that is still open, from first to last."""
    view = wizard(bench).view
    assert view is not None
    for name in [step.name for step in view.steps if step.open]:
        later = found(wizard(bench), f"skip_{name}", QPushButton)
        later.setFocus()
        qtbot.keyClick(later, Qt.Key.Key_Return)


def give_mentors_by_keyboard(desk: RosterDesk, bench: Workbench, qtbot: QtBot) -> None:
    """Open the grid of mentors, choose by a letter, save, go back."""
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    grid = bench.page
    assert isinstance(grid, MentorsPage)
    (combo,) = grid.grid.choices.values()
    qtbot.keyClick(combo, Qt.Key.Key_L)
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    student = desk.students()["学生7"].id
    assert desk.school.run(roster.mentor_names.bind((student,))) == {student: "刘老师"}
    bench.back()


def test_by_mouse(desk: RosterDesk, bench: Workbench, qtbot: QtBot) -> None:
    before = labels(desk)
    qtbot.mouseClick(found(wizard(bench), "open_promotion", QPushButton), LEFT)
    page = bench.page
    assert isinstance(page, PromotionPage)
    qtbot.mouseClick(found(page, "promote", QPushButton), LEFT)
    desk.notices.answer("Undo this step for everybody it was about?", "undo")
    qtbot.mouseClick(found(page, "undo_act", QPushButton), LEFT)
    assert labels(desk) == before
    qtbot.mouseClick(found(page, "promote", QPushButton), LEFT)
    qtbot.mouseClick(found(page, "header_back"), LEFT)
    qtbot.mouseClick(found(wizard(bench), "skip_newcomers", QPushButton), LEFT)
    qtbot.mouseClick(found(wizard(bench), "end_wizard", QPushButton), LEFT)
    assert labels(desk)["学生7"] == ("八年级1班", "enrolled")
    shown = wizard(bench).view
    assert shown is not None
    assert shown.ended
