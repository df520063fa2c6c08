"""A school's year by mouse: the list brought in, put right and taken back, staff, and the start of the next year."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from doubles import FrozenClock
from journeys.conftest import Start
from journeys.driver import Person, cheap_means
from journeys.steps import growth_file_page
from sample_rosters import write_workbook
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.roster.page.class_teachers import ClassTeachersPage
from xinmiao.features.roster.page.importing import CHOOSE, COLUMNS, DONE, ROWS, ImportPage
from xinmiao.features.roster.page.mentors_grid import MentorsPage
from xinmiao.features.roster.page.promoting import PromotionPage
from xinmiao.system.resources import resource_path

KEY = Qt.Key
SAMPLE = resource_path("samples/rosters/two_header_rows.xlsx")
NEXT_AUGUST = datetime(2027, 8, 30, 1, 0, tzinfo=UTC)
MOVED = "单思远"


def test_a_year_from_the_first_list_to_the_next_one_by_mouse(
    start: Start, school: SignedInSchool, tmp_path: Path
) -> None:
    clock = FrozenClock()
    school.lock()
    person = start(cheap_means(clock))
    person.sign_in(FOUNDER_PASSWORD)
    import_and_take_back(person)
    import_again(person)
    decide_a_conflict(person, tmp_path)
    enter_staff(person)
    clock.moment = NEXT_AUGUST
    begin_the_next_year(person, tmp_path)
    give_class_teachers(person)
    give_mentors(person)
    read_class_history(person)


def choose(person: Person, path: Path) -> ImportPage:
    """Go to the import and choose a file."""
    person.click("nav_students")
    person.settle()
    person.click("button_import")
    person.settle()
    page = person.page
    assert isinstance(page, ImportPage)
    person.click("import_file")
    person.name_file("file_dialog", path)
    person.wait(lambda: page.step == COLUMNS)
    return page


def try_rows(person: Person, page: ImportPage) -> None:
    """Go on from the columns to the trial run."""
    person.click("import_next")
    person.wait(lambda: page.step == ROWS)
    person.settle()


def write(person: Person, page: ImportPage) -> None:
    """Write what the trial run shows."""
    person.click("import_next")
    person.wait(lambda: page.step == DONE)
    person.settle()


def import_and_take_back(person: Person) -> None:
    """Bring in the school's own sheet, then undo all of it."""
    page = choose(person, SAMPLE)
    try_rows(person, page)
    write(person, page)
    assert "已写入 5 人" in person.text("done_title")
    person.click("done_undo")
    person.click("choice_undo")
    person.wait(lambda: page.step == CHOOSE)
    person.settle()
    person.click("nav_students")
    person.settle()
    assert "在校 0 人" in person.words(person.page)


def import_again(person: Person) -> None:
    """Bring the same sheet in again and go to the list."""
    page = choose(person, SAMPLE)
    try_rows(person, page)
    write(person, page)
    person.click("done_students")
    person.settle()
    assert "在校 5 人" in person.words(person.page)


def decide_a_conflict(person: Person, folder: Path) -> None:
    """Bring in a corrected sheet: an unknown column is matched by hand, a child in another class is accepted."""
    path = folder / "更正.xlsx"
    rows = [["姓名", "班级", "出生日期", "住的地方"], [MOVED, "八年级2班", "2013-01-15", "青禾镇柳河村8组"]]
    write_workbook(path, {"名册": rows})
    page = choose(person, path)
    person.choose("column_D", "现住址")
    try_rows(person, page)
    assert "还有 1 行待处理" in person.text("import_said")
    person.click("row_accept")
    person.settle()
    write(person, page)
    assert "已写入 1 人" in person.text("done_title")
    person.click("done_students")
    person.settle()


def enter_staff(person: Person) -> None:
    """Type the names of the staff as one list."""
    person.click("nav_staff")
    person.settle()
    person.click("no_staff_button")
    person.fill("pasted_names", "刘老师、陈老师")
    person.click("paste_staff_button")
    person.settle()
    assert "在校 2 人" in person.words(person.page)


def begin_the_next_year(person: Person, folder: Path) -> None:
    """Open the wizard from the list, promote the school, bring in the new students."""
    person.click("nav_students")
    person.settle()
    person.click_menu("header_more", "action_school_year", person.page)
    person.settle()
    person.click("open_promotion")
    person.settle()
    assert isinstance(person.page, PromotionPage)
    person.click("promote")
    person.settle()
    person.click("header_back", person.page)
    person.settle()
    import_new_students(person, folder)


def import_new_students(person: Person, folder: Path) -> None:
    """Bring in the list of the new children from the wizard's own step."""
    path = folder / "新生.xlsx"
    rows = [["姓名", "性别", "班级"], ["甘新一", "女", "七年级1班"], ["甘新二", "男", "七年级1班"]]
    write_workbook(path, {"新生": rows})
    person.click("open_newcomers")
    person.settle()
    page = person.page
    assert isinstance(page, ImportPage)
    person.click("import_file")
    person.name_file("file_dialog", path)
    person.wait(lambda: page.step == COLUMNS)
    try_rows(person, page)
    write(person, page)
    assert "已写入 2 人" in person.text("done_title")
    person.click("header_back", page)
    person.settle()
    assert "新生：2 人" in person.words(person.page)


def give_class_teachers(person: Person) -> None:
    """Name the class teacher of one class, from the wizard."""
    person.click("open_teachers")
    person.settle()
    page = person.page
    assert isinstance(page, ClassTeachersPage)
    ninth = next(combo for combo in page.grid.choices.values() if "九年级1班" in combo.accessibleName())
    person.choose(ninth.objectName(), "刘老师")
    person.click("save_teachers")
    person.settle()
    person.wait(lambda: not page.write.isEnabled())
    person.click("header_back", page)
    person.settle()


def give_mentors(person: Person) -> None:
    """Give the new class to one mentor, from the wizard."""
    person.click("open_mentors")
    person.settle()
    page = person.page
    assert isinstance(page, MentorsPage)
    person.choose("mentors_class", "七年级1班")
    person.settle()
    page.everybody.setFocus()
    person.press(KEY.Key_C)  # to the first name that begins so in pinyin
    assert "2 名学生有变动" in person.text("mentors_said")
    person.click("save_mentors")
    person.settle()
    person.wait(lambda: not page.write.isEnabled())
    person.click("header_back", page)
    person.settle()


def read_class_history(person: Person) -> None:
    """Find a student by letters; the page tells both classes of both years, without a file being begun."""
    person.click("search_box")
    person.type("oyty")
    person.press(KEY.Key_Return)
    page = growth_file_page(person)
    assert "班主任 刘老师" in person.words(page)
    history = person.find("class_history", QWidget)
    person.settle()
    person.wait(lambda: "八年级1班" in person.words(history))
    assert "九年级1班" in person.words(history)
