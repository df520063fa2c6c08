"""The list of students: finding, narrowing, opening, printing; what each account may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desk_world import SchoolWorkspace
from doubles_ui import PlainSettings
from roster_desk import RosterDesk, found, make_desk, type_in
from schools import COUNSELLOR, make_school, teacher
from signed_in import SignedInSchool
from xinmiao.documents.raster import PdfPages
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.layout import STUDENTS_TABLE
from xinmiao.features.roster.page.students import StudentsPage
from xinmiao.features.roster.records import Sex, Stage, StudentStatus
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.tasks import Target
from xinmiao.ui.widgets.labels import ElidedLabel


@pytest.fixture
def peopled(desk: RosterDesk) -> RosterDesk:
    """Give a desk at a school of five."""
    one, two = desk.add_class("七(1)班"), desk.add_class("八(2)班")
    desk.add("王芳", one, number_in_class=1, sex=Sex.FEMALE)
    desk.add("李雷", one, number_in_class=2, sex=Sex.MALE)
    desk.add("王小明", two, number_in_class=1, sex=Sex.MALE)
    desk.add("赵休", two, number_in_class=2, status=StudentStatus.ON_LEAVE)
    desk.add("孙走", two, number_in_class=3, status=StudentStatus.TRANSFERRED)
    return desk


def names(page: StudentsPage) -> list[str]:
    return [line.name for line in page.list.shown()]


def search(qtbot: QtBot, page: StudentsPage, typed: str) -> None:
    page.list.search.clear()
    type_in(qtbot, page.list.search, typed)
    with qtbot.waitSignal(page.list.search.searched):
        pass


def test_a_new_school_is_led_to_the_import(desk: RosterDesk) -> None:
    page = desk.show(StudentsPage)
    state = found(page, "no_students")
    desk.qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert desk.navigator.opened == [Target("roster_import")]


def test_present_students_stand_by_class_and_number(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    assert names(page) == ["王芳", "李雷", "王小明", "赵休"]
    assert page.list.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "王芳\n七年级1班 · No. 1"
    tree = page.list.tree
    assert [(tree.topLevelItem(n).text(0), tree.topLevelItem(n).text(1)) for n in range(tree.topLevelItemCount())] == [
        ("Whole school", "4"),
        ("七年级", "2"),
        ("八年级", "2"),
    ]


def test_the_head_counts_who_is_in_no_class_too(desk: RosterDesk) -> None:
    desk.add("王芳", None)
    desk.add("李雷", None, status=StudentStatus.GRADUATED)
    page = desk.show(StudentsPage)
    assert "1 student at the school" in [each.text() for each in page.findChildren(ElidedLabel)]


@pytest.mark.parametrize("typed", ["wxm", "wangxiao", "小明", "王小", "八2 明"])
def test_a_few_letters_find_a_student(peopled: RosterDesk, typed: str) -> None:
    page = peopled.show(StudentsPage)
    search(peopled.qtbot, page, typed)
    assert names(page) == ["王小明"]


def test_enter_in_the_search_opens_the_only_one_found(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    assert page.list.search.hasFocus()
    peopled.qtbot.keyClicks(page.list.search, "ll")
    peopled.qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    assert peopled.navigator.opened == [Target("student", peopled.students()["李雷"].id)]


def test_down_and_enter_open_by_keyboard(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    peopled.qtbot.keyClick(page.list.search, Qt.Key.Key_Down)
    assert page.list.table.hasFocus()
    peopled.qtbot.keyClick(page.list.table, Qt.Key.Key_Down)
    peopled.qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert peopled.navigator.opened == [Target("student", peopled.students()["李雷"].id)]


def test_down_right_after_typing_goes_to_whom_was_typed(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    peopled.qtbot.keyClicks(page.list.search, "lilei")
    peopled.qtbot.keyClick(page.list.search, Qt.Key.Key_Down)
    assert names(page) == ["李雷"]
    current = page.list.table.current_record()
    assert current is not None
    assert current.name == "李雷"
    assert [line.name for line in page.list.table.chosen_records()] == ["李雷"], "the row is marked as chosen"


def test_f6_is_about_the_row_the_keyboard_came_to(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    page.list.table.setFocus(Qt.FocusReason.TabFocusReason)
    peopled.qtbot.keyClick(page.list.table, Qt.Key.Key_F6)
    assert page.moves.form is not None


def test_ctrl_enter_begins_a_note(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    page.list.table.select(peopled.students()["王芳"].id)
    page.list.table.setFocus()
    peopled.qtbot.keyClick(page.list.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert peopled.navigator.opened == [Target("counselling_note", peopled.students()["王芳"].id)]


def test_a_class_narrows_the_list_and_the_search_offers_the_whole_school(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    page.list.tree.choose(peopled.students()["王芳"].class_id or "")
    assert names(page) == ["王芳", "李雷"]
    search(peopled.qtbot, page, "小明")
    assert names(page) == []
    link = found(page, "found_elsewhere", QPushButton)
    peopled.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert names(page) == ["王小明"]
    assert page.list.tree.group().whole


def test_a_class_of_today_opens_its_own_list(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    page.open_record(peopled.add_class("八(2)班"))
    assert names(page) == ["王小明", "赵休"]


def test_those_who_left_are_behind_a_filter(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    peopled.qtbot.mouseClick(found(page, "filter_gone", QPushButton), Qt.MouseButton.LeftButton)
    assert names(page) == ["孙走"]
    assert page.list.tree.topLevelItem(0).text(1) == "1"


def test_the_menu_offers_what_the_keys_do(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    table = page.list.table
    table.select(peopled.students()["王芳"].id)
    place = table.visualRect(table.currentIndex()).center()
    table.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.mapToGlobal(place)))
    menu = found(page, "table_menu", QMenu)
    assert [entry.text() for entry in menu.actions()] == [
        "Open",
        "Write a note",
        "Correct the record",
        "Transfer, leave …",
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert peopled.navigator.opened == [Target("student", peopled.students()["王芳"].id)]


def test_a_student_added_elsewhere_appears_and_the_selection_stays(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    page.list.table.select(peopled.students()["李雷"].id)
    bound = roster.add_student.bind({"name": "新来的"}, {})
    peopled.context.tasks.run(bound)
    assert "新来的" in names(page)
    assert page.list.table.current_record().name == "李雷"


def test_open_record_goes_to_the_row_whatever_hides_it(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    search(peopled.qtbot, page, "wf")
    page.open_record(peopled.students()["孙走"].id)
    assert page.list.table.current_record().name == "孙走"


def test_columns_are_remembered(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    page.list.table.shape.restore({"sort": ["name", "down"]})
    page.list.table.shape_changed.emit()
    assert peopled.context.settings.value(STUDENTS_TABLE)["sort"] == ["name", "down"]
    again = peopled.show(StudentsPage)
    assert names(again) == ["赵休", "王小明", "王芳", "李雷"]


def test_the_list_on_screen_is_printed_with_its_purpose(peopled: RosterDesk, tmp_path: Path) -> None:
    page = peopled.show(StudentsPage)
    page.list.tree.choose(peopled.students()["王芳"].class_id or "")
    page.ask_print()
    purpose = found(page, "print_purpose", QLineEdit)
    peopled.qtbot.keyClick(purpose, Qt.Key.Key_Return)
    assert page.sheet.isVisible(), "without a purpose nothing is printed"
    peopled.qtbot.keyClicks(purpose, "call")
    peopled.qtbot.keyClick(purpose, Qt.Key.Key_Return)
    (paper,) = peopled.papers.shown
    text = _text_of(paper.content)
    assert "王芳" in text
    assert "李雷" in text
    assert "王小明" not in text
    assert "call" in text
    assert "虚构县第一中学" in text
    page.ask_print()
    assert found(page, "print_purpose", QLineEdit).text() == "call"
    settings = peopled.context.settings
    assert isinstance(settings, PlainSettings)
    assert "call" not in str(settings.kept), "settings lie in the clear"
    assert paper.file_name == "Class list.pdf"


def _text_of(content: bytes) -> str:
    import pypdfium2  # noqa: PLC0415 -- heavy

    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_class_teacher_sees_his_class_and_a_small_card(tmp_path: Path, school: SignedInSchool, qtbot: QtBot) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = make_school(folder)
    own = other.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)), COUNSELLOR)
    far = other.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)), COUNSELLOR)
    for name, class_id in (("王芳", own), ("李雷", far)):
        other.run(roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": 5}, {}), COUNSELLOR)
    desk = make_desk(school, qtbot, SchoolWorkspace(other, teacher(own)))
    page = desk.show(StudentsPage)
    assert names(page) == ["王芳"]
    assert page.list.tree.topLevelItem(1).childCount() == 1
    assert [action.name for action in page.page_actions()] == [], "lists are printed by counsellors"
    page.list.table.select(page.list.shown()[0].id)
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert desk.navigator.opened == []
    assert found(page, "card_number_in_class", QLabel).text() == "5"
    qtbot.keyClick(page.sheet, Qt.Key.Key_Escape)
    assert not page.sheet.isVisible()
    other.close()


def test_paper_can_be_opened(peopled: RosterDesk) -> None:
    page = peopled.show(StudentsPage)
    page.ask_print()
    peopled.qtbot.keyClicks(found(page, "print_purpose", QLineEdit), "call")
    peopled.qtbot.mouseClick(found(page, "print_go_on", QPushButton), Qt.MouseButton.LeftButton)
    assert PdfPages(peopled.papers.shown[0].content).count == 2, "one page for each class"
