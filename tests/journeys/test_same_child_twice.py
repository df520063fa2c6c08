"""One child entered twice: found, merged, found by the name of before, and made two again as it was."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from journeys.conftest import Start
from journeys.driver import CTRL, Person
from journeys.steps import growth_file_page
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.duplicates_page import DuplicatesPage
from xinmiao.features.roster.records import Stage, StudentView
from xinmiao.features.roster.sheet.classes import ClassName

KEY = Qt.Key
STAYS, FORMER = "王芳", "王方"
BIRTH = date(2013, 5, 1)


def test_two_entries_become_one_and_two_again(start: Start, school: SignedInSchool) -> None:
    before = enter_twice(school)
    person = start()
    person.sign_in(FOUNDER_PASSWORD)
    merge(person)
    find_by_the_former_name(person)
    undo(person)
    person.press(KEY.Key_L, CTRL)
    person.at_lock_screen()
    school.sign_in("周老师", FOUNDER_PASSWORD)
    assert facts(school, tuple(before)) == before
    school.lock()


def enter_twice(school: SignedInSchool) -> dict[str, tuple[object, ...]]:
    """Enter the child twice, as two sheets would; return what is recorded of each entry."""
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    said = ((STAYS, 1, {"address": "柳河村一组"}), (FORMER, 2, {"ethnicity": "汉族"}))
    made = tuple(
        school.run(
            roster.add_student.bind(
                {"name": name, "class_id": class_id, "number_in_class": number}, {"birth_date": BIRTH, **more}
            )
        )
        for name, number, more in said
    )
    before = facts(school, made)
    school.lock()
    return before


def facts(school: SignedInSchool, students: tuple[str, ...]) -> dict[str, tuple[object, ...]]:
    """Return what is recorded of these students."""

    def told(view: StudentView) -> tuple[object, ...]:
        details = view.details
        return view.line.name, view.line.number_in_class, details.birth_date, details.address, details.ethnicity

    return {student: told(school.run(roster.get_student.bind(student))) for student in students}


def duplicates(person: Person) -> DuplicatesPage:
    """Go to the page of students entered twice by the menu of the list."""
    person.click("nav_students")
    person.settle()
    person.click_menu("header_more", "action_duplicates", person.page)
    person.settle()
    page = person.page
    assert isinstance(page, DuplicatesPage)
    return page


def merge(person: Person) -> None:
    """Choose what is right of each and merge them."""
    page = duplicates(person)
    assert page.table.count() == 1
    person.click("merge_pair")
    assert "可以在本页撤销" in person.words()
    person.click("choice_merge")
    person.settle()
    person.wait(lambda: page.table.count() == 0)
    assert f"{FORMER} → {STAYS}" in person.words(page)


def find_by_the_former_name(person: Person) -> None:
    """Search by the name that is gone; it leads to the one file."""
    person.press(KEY.Key_K, CTRL)
    person.type(FORMER)
    assert [words for words in person.found() if STAYS in words]
    person.press(KEY.Key_Return)
    assert STAYS in person.words(growth_file_page(person))


def undo(person: Person) -> None:
    """Take the merge back on the page of merges."""
    page = duplicates(person)
    button = next(name for name in person.names(page) if name.startswith("undo_"))
    person.click(button)
    person.click("unmerge_form_button")
    person.settle()
    person.wait(lambda: page.table.count() == 1)
    assert "已撤销" in person.words()
