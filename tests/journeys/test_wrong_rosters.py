"""Wrong rosters in the whole program: said in plain Chinese, nothing written, and the search answers right after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journeys.conftest import Start
from journeys.driver import CTRL, Person
from sample_rosters import ole_bytes, workbook_bytes, write_workbook, zip_bytes
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.importing import CHOOSE, COLUMNS, ROWS, ImportPage
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName

KEY = Qt.Key
HERE = "李静"
LIST: list[list[str | int | float | None]] = [["姓名", "班级"], ["王芳", "七年级1班"]]
Make = Callable[[Path], object]


def _bytes(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


def _sheet(**row: str | float | None) -> Make:
    heads = ["姓名", "班级", "出生日期", "学籍号", "身份证件号"]
    values = [row.get(name) for name in ("name", "class_name", "birth", "number", "card")]
    return lambda path: write_workbook(path, {"名册": [heads, values]})


def _hidden(path: Path) -> None:
    write_workbook(path, {"说明": [["请勿修改"]], "名册": LIST}, hidden=["名册"])


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 << 20)


UNREADABLE: list[tuple[str, Make, str]] = [
    ("空.xlsx", _bytes(b""), "是空的"),
    ("断.xlsx", _bytes(workbook_bytes({"x": LIST})[:3000]), "不完整或已损坏"),
    ("改名.xls", _bytes(ole_bytes({"WordDocument": b"x"})), "Word 文档"),
    ("加密.xlsx", _bytes(ole_bytes({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})), "密码"),
    ("大.xlsx", _large, "E-SHEET-SIZE"),
    ("炸弹.xlsx", _bytes(zip_bytes({"xl/workbook.xml": b"<workbook/>", "a": bytes(250 << 20)})), "E-SHEET-"),
    ("隐藏.xlsx", _hidden, "名册"),
    ("没有表头.csv", _bytes("甲,乙\n1,2\n".encode()), "E-SHEET-HEADER"),
]
WRONG_ROWS: list[tuple[str, Make, str]] = [
    ("科学计数.xlsx", _sheet(name="王芳", class_name="七年级1班", card=9.90000201405070e17), "Excel"),
    ("尾数归零.xlsx", _sheet(name="王芳", class_name="七年级1班", number="G990000201405080000"), "Excel"),
    ("没有这一天.xlsx", _sheet(name="王芳", class_name="七年级1班", birth="2014-02-30"), "日历上没有"),
    ("没有这个班.xlsx", _sheet(name="王芳", class_name="十三年级1班"), "B 列（班级）"),
]


@pytest.fixture
def person(start: Start, school: SignedInSchool) -> Person:
    """Stand at the import of a school that has one student."""
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    school.run(roster.add_student.bind({"name": HERE, "class_id": class_id}, {}))
    school.lock()
    somebody = start()
    somebody.sign_in(FOUNDER_PASSWORD)
    return somebody


def choose(person: Person, path: Path) -> ImportPage:
    """Choose a file by mouse."""
    person.click("nav_students")
    person.settle()
    person.press(KEY.Key_I, CTRL)
    person.settle()
    page = person.page
    assert isinstance(page, ImportPage)
    person.click("import_file")
    person.name_file("file_dialog", path)
    person.settle()
    return page


def expect_nothing_written(person: Person) -> None:
    """Search at once: the one student is found, and nobody else is on the list."""
    person.press(KEY.Key_K, CTRL)
    person.type("lj")
    assert [words for words in person.found() if HERE in words]
    person.press(KEY.Key_Escape)
    person.click("nav_students")
    person.settle()
    assert "在校 1 人" in person.words(person.page)


def test_a_file_that_cannot_be_read_is_told_by_its_name(person: Person, tmp_path: Path) -> None:
    for name, make, told in UNREADABLE:
        make(tmp_path / name)
        page = choose(person, tmp_path / name)
        person.wait(lambda: person.seen("import_error", QWidget) is not None)
        assert page.step == CHOOSE
        said = person.find("import_error", QWidget).accessibleName()
        assert name in said, said
        assert told in said, said
        expect_nothing_written(person)


@pytest.mark.parametrize(("name", "make", "told"), WRONG_ROWS, ids=[name for name, *_rest in WRONG_ROWS])
def test_a_row_that_cannot_be_written_is_told_and_blocks(
    person: Person, tmp_path: Path, name: str, make: Make, told: str
) -> None:
    make(tmp_path / name)
    page = choose(person, tmp_path / name)
    person.wait(lambda: page.step == COLUMNS)
    person.click("import_next")
    person.wait(lambda: page.step == ROWS)
    person.settle()
    assert told in person.text("row_reason")
    assert not page.foot.go_on.isEnabled()
    expect_nothing_written(person)
