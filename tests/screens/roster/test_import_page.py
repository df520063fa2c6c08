"""The import by the hand: steps, columns, decisions, what is written and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLabel, QPushButton, QWidget

from roster_desk import RosterDesk, found, sheet
from source_tree import ROOT
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.import_state import Decision
from xinmiao.features.roster.page.importing import CHOOSE, COLUMNS, DONE, ROWS, ImportPage
from xinmiao.features.roster.records import LeftBehind
from xinmiao.kernel.tasks import Target
from xinmiao.ui.tables.record_table import RecordTable

SAMPLES = ROOT / "resources" / "samples" / "rosters"
ROWS_OF_THREE = [
    ["王芳", "女", "七(1)班", "1", "2013-09-02", "1", "王建国", "父亲", "10000000001"],
    ["欧阳娜", "女", "七(1)班", "2", "2013.10.3", "0", "李秀英", "母亲", "10000000002"],
    ["李𠮷", "男", "七(2)班", "1", "20131104", "2", "李桂兰", "祖母", "10000000003"],
]


@pytest.fixture
def page(desk: RosterDesk) -> ImportPage:
    """Give the page at its first step."""
    shown: ImportPage = desk.show(ImportPage)
    return shown


def click(desk: RosterDesk, page: ImportPage, name: str) -> None:
    desk.qtbot.mouseClick(found(page, name, QPushButton), Qt.MouseButton.LeftButton)


def said(page: ImportPage) -> str:
    words: str = page.foot.said.text()
    return words


def next_words(page: ImportPage) -> str:
    return page.foot.go_on.text()


def test_a_sample_is_imported_by_clicks(desk: RosterDesk, page: ImportPage) -> None:
    click(desk, page, "import_file")
    dialog = found(page, "file_dialog", QFileDialog)
    dialog.fileSelected.emit(str(SAMPLES / "national_export.xlsx"))
    dialog.close()
    assert page.step == COLUMNS
    click(desk, page, "import_next")
    assert page.step == ROWS
    assert next_words(page) == "Write 30 students: 30 new, 0 updated"
    assert desk.students() == {}
    click(desk, page, "import_next")
    assert page.step == DONE
    assert found(page, "done_title", QLabel).text() == "30 students were written"
    assert len(desk.students()) == 30
    click(desk, page, "done_students")
    assert desk.navigator.opened == [Target("students")]
    assert page.step == CHOOSE


def test_a_sample_is_imported_by_keyboard_alone(desk: RosterDesk, page: ImportPage) -> None:
    assert page.focusWidget() is page.choose.button
    page.take_file(SAMPLES / "wps.xls")
    for step in (COLUMNS, ROWS):
        assert page.step == step
        save = next(action for action in page.page_actions() if action.name == "save")
        assert save.keys == "Ctrl+S"
        save.trigger()
    assert page.step == DONE
    assert page.focusWidget() is page.done.students
    assert len(desk.students()) > 0


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_sample_goes_through(desk: RosterDesk, page: ImportPage, name: str) -> None:
    page.take_file(SAMPLES / name)
    page.go_on()
    assert page.state is not None
    assert page.state.numbers()[0] > 0
    assert page.state.undecided() == ()


def test_an_unreadable_file_is_told_in_place_with_the_next_step(
    desk: RosterDesk, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    page.take_file(path)
    assert page.step == CHOOSE
    told = found(page, "import_error").accessibleName()
    assert "坏.xlsx" in told
    assert "(E-SHEET" in told
    assert desk.notices.errors == []
    page.take_file(sheet(tmp_path, ROWS_OF_THREE))
    assert page.step == COLUMNS
    page.choose.clear_error()


def test_a_file_is_dropped(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sheet(tmp_path, ROWS_OF_THREE)))])
    everything = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), *everything)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), *everything))
    assert page.step == COLUMNS


def test_two_files_at_once_are_not_taken(page: ImportPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.csv", "b.csv")])
    everything = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), *everything)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_columns_show_values_and_are_changed(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(sheet(tmp_path, ROWS_OF_THREE))
    combo = found(page, "column_A", QComboBox)
    assert combo.currentText() == "Name"
    desk.qtbot.keyClick(combo, Qt.Key.Key_Home)
    assert not page.foot.go_on.isEnabled()
    assert said(page) == "Choose the column of names first."
    assert found(page, "no_name_column").isVisible()
    page.go_on()
    assert page.step == COLUMNS
    desk.qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert page.foot.go_on.isEnabled()
    desk.qtbot.keyClick(found(page, "column_F", QComboBox), Qt.Key.Key_Home)
    page.go_on()
    page.go_on()
    kept = desk.school.run(roster.get_student.bind(desk.students()["王芳"].id))
    assert kept.details.left_behind is None, "the column was not read"
    page.take_file(sheet(tmp_path, ROWS_OF_THREE))
    assert found(page, "column_F", QComboBox).currentText() == "— not read —"
    assert found(page, "columns_remembered").isVisible()


def test_a_field_moves_to_the_column_chosen_last(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(sheet(tmp_path, ROWS_OF_THREE))
    other = found(page, "column_G", QComboBox)
    other.setCurrentIndex(other.findData("name"))
    other.activated.emit(other.currentIndex())
    assert found(page, "column_A", QComboBox).currentText() == "— not read —"


def with_bad_rows(desk: RosterDesk, folder: Path) -> Path:
    """Return a sheet with an error, a conflict, an update, an unchanged and a new row; three students are known."""
    first = sheet(folder, ROWS_OF_THREE, "先.csv")
    page: ImportPage = desk.show(ImportPage)
    page.take_file(first)
    page.go_on()
    page.go_on()
    page.hide()
    rows = [
        ["", "女", "七(1)班", "8", "", "", "", "", ""],
        ["王芳", "女", "七(1)班", "1", "2012-01-01", "1", "王建国", "父亲", "10000000001"],
        ["欧阳娜", "女", "七(1)班", "22", "2013.10.3", "0", "李秀英", "母亲", "10000000002"],
        ROWS_OF_THREE[2],
        ["新来的", "男", "七(9)班", "1", "2013-05-05", "", "", "", ""],
        ["合计", "", "", "", "", "", "", "", "5"],
    ]
    return sheet(folder, rows, "有问题.csv")


def test_bad_rows_are_decided_and_the_rest_is_written(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(with_bad_rows(desk, tmp_path))
    page.activateWindow()
    desk.qtbot.waitUntil(page.isActiveWindow)
    click(desk, page, "passed_over")
    assert found(page, "passed_over_table", RecordTable).count() == 1
    desk.qtbot.keyClick(page.sheet, Qt.Key.Key_Escape)
    page.go_on()
    table = page.rows.table
    assert said(page) == "2 rows are to be decided"
    assert not page.foot.go_on.isEnabled()
    assert [row.values.name for row in table.shown_records()] == ["", "王芳"], "what is to be decided comes first"
    assert table.hasFocus()
    desk.qtbot.keyClick(table, Qt.Key.Key_Space)
    assert [row.values.name for row in table.shown_records()] == ["王芳"]
    assert found(page, "row_name", QLabel).text() == "王芳"
    assert "another birth date" in found(page, "row_reason", QLabel).text()
    desk.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert said(page) == "1 class is added: 七年级9班"
    assert next_words(page) == "Write 3 students: 1 new, 2 updated"
    click(desk, page, "import_next")
    assert page.step == DONE
    assert "1 row was left out" in found(page, "done_lines", QLabel).text()
    people = desk.students()
    assert set(people) == {"王芳", "欧阳娜", "李𠮷", "新来的"}
    assert people["欧阳娜"].number_in_class == 22
    kept = desk.school.run(roster.get_student.bind(people["王芳"].id))
    assert str(kept.details.birth_date) == "2012-01-01", "the accepted conflict was written"


def test_a_conflict_left_out_is_not_written(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(with_bad_rows(desk, tmp_path))
    page.go_on()
    click(desk, page, "exclude_all")
    assert said(page) == "1 row is to be decided", "a conflict is never left out without being looked at"
    click(desk, page, "row_exclude")
    click(desk, page, "import_next")
    kept = desk.school.run(roster.get_student.bind(desk.students()["王芳"].id))
    assert str(kept.details.birth_date) == "2013-09-02"


def test_a_box_is_ticked_by_the_mouse_and_taken_back(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(sheet(tmp_path, ROWS_OF_THREE))
    page.go_on()
    table, state = page.rows.table, page.state
    assert state is not None
    box = table.visualRect(table.model().index(1, 0)).center()
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert state.decision(state.rows[1]) is Decision.EXCLUDED
    assert next_words(page) == "Write 2 students: 2 new, 0 updated"
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert state.decision(state.rows[1]) is Decision.WRITE


def test_states_are_filtered(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(with_bad_rows(desk, tmp_path))
    page.go_on()
    for state, names in (("unchanged", ["李𠮷"]), ("updated", ["欧阳娜"]), ("new", ["新来的"]), ("error", [""])):
        click(desk, page, f"filter_{state}")
        assert [row.values.name for row in page.rows.table.shown_records()] == names


def test_nothing_new_leads_to_the_list(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    for _time in range(2):
        page.take_file(sheet(tmp_path, ROWS_OF_THREE))
        page.go_on()
        words = next_words(page)
        page.go_on()
    assert words == "Nothing to write: to the list of students"
    assert desk.navigator.opened == [Target("students")]


def test_another_file_in_the_middle_is_asked_about(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    question = "Give up this import and choose another file?"
    page.take_file(sheet(tmp_path, ROWS_OF_THREE))
    page.go_on()
    desk.notices.answer(question, "stay")
    page.take_file(SAMPLES / "wps.xls")
    assert page.step == ROWS
    assert page.state is not None
    assert page.state.path.name == "名单.csv"
    desk.notices.answer(question, "another")
    page.take_file(SAMPLES / "wps.xls")
    assert page.step == COLUMNS
    assert page.state.path.name == "wps.xls"


def test_decisions_stay_when_one_looks_at_the_columns_again(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(with_bad_rows(desk, tmp_path))
    page.go_on()
    click(desk, page, "exclude_all")
    click(desk, page, "import_back")
    assert page.step == COLUMNS
    page.go_on()
    assert said(page) == "1 row is to be decided"


def test_a_student_changed_since_the_trial_run_stops_everything_and_is_tried_again(
    desk: RosterDesk, page: ImportPage, tmp_path: Path
) -> None:
    page.take_file(with_bad_rows(desk, tmp_path))
    page.go_on()
    page.rows.exclude(page.state.undecided() if page.state else ())
    opened = desk.school.run(roster.get_student.bind(desk.students()["欧阳娜"].id))
    changed = {"name": "欧阳娜", "number_in_class": 5, "class_id": opened.line.class_id}
    desk.school.run(roster.correct_student.bind(opened, changed, {}, ()))
    page.go_on()
    assert page.step == ROWS
    assert "新来的" not in desk.students(), "nothing was written"
    assert said(page) == "1 class is added: 七年级9班", "the decisions stand, on what is there now"
    page.go_on()
    assert page.step == DONE
    assert desk.students()["欧阳娜"].number_in_class == 22


def test_the_trial_run_of_many_rows_is_shown_and_scrolled(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    rows = [[f"学生{n}", "女", f"七({n // 60 + 1})班", str(n % 60 + 1), "", "", "", "", ""] for n in range(5940)]
    page.take_file(sheet(tmp_path, rows))
    page.go_on()
    assert page.rows.table.count() == 5940
    desk.qtbot.keyClick(page.rows.table, Qt.Key.Key_End)
    assert found(page, "row_name", QLabel).text() == "学生5939"
    assert page.findChildren(QWidget, "import_error") == []


def import_rows(page: ImportPage, path: Path) -> None:
    page.take_file(path)
    page.go_on()
    page.go_on()
    assert page.step == DONE


def ask_to_undo(desk: RosterDesk) -> None:
    desk.notices.answer("Undo the import of “{file}” from {time}?", "undo")


def test_an_import_is_undone_by_clicks(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    import_rows(page, sheet(tmp_path, ROWS_OF_THREE))
    ask_to_undo(desk)
    click(desk, page, "done_undo")
    assert desk.students() == {}
    assert page.step == CHOOSE
    assert "The import is undone; 3 students are as before." in desk.notices.lines
    assert found(page, "undone_0").isVisible()


def test_an_import_of_the_list_is_undone_or_says_what_stands_in_the_way(
    desk: RosterDesk, page: ImportPage, tmp_path: Path
) -> None:
    import_rows(page, sheet(tmp_path, ROWS_OF_THREE))
    opened = desk.school.run(roster.get_student.bind(desk.students()["欧阳娜"].id))
    changed = {"name": "欧阳娜", "number_in_class": 5, "class_id": opened.line.class_id}
    desk.school.run(roster.correct_student.bind(opened, changed, {}, ()))
    page.flow.go_to(CHOOSE, None)
    ask_to_undo(desk)
    click(desk, page, "undo_0")
    table = found(page, "obstacle_table", RecordTable)
    assert [(one.student, str(one.reason)) for one in table.shown_records()] == [
        ("欧阳娜（七年级1班）", "“Guardian” is not there any more. “Student” was changed since.")
    ]
    assert len(desk.students()) == 3


def test_a_field_of_a_conflict_stays_as_it_is_recorded(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    page.take_file(with_bad_rows(desk, tmp_path))
    page.activateWindow()
    page.go_on()
    page.rows.exclude(page.state.bad() if page.state else ())
    found(page, "take_birth_date", QCheckBox).click()
    assert page.state is not None
    conflict = next(row for row in page.state.rows if row.values.name == "王芳")
    assert page.state.decision(conflict) is Decision.NOTHING, "nothing else differs in this row"
    assert page.state.undecided() == ()
    page.rows.table.go(list(page.rows.table.shown_records()).index(conflict))
    found(page, "take_birth_date", QCheckBox).click()
    assert page.state.decision(conflict) is Decision.UNDECIDED


def test_only_the_ticked_fields_of_an_update_are_written(desk: RosterDesk, page: ImportPage, tmp_path: Path) -> None:
    import_rows(page, sheet(tmp_path, ROWS_OF_THREE))
    changed = [*ROWS_OF_THREE[0][:3], "9", ROWS_OF_THREE[0][4], "2", *ROWS_OF_THREE[0][6:]]
    page.take_file(sheet(tmp_path, [changed], "改.csv"))
    page.go_on()
    found(page, "take_number_in_class", QCheckBox).click()
    page.go_on()
    kept = desk.school.run(roster.get_student.bind(desk.students()["王芳"].id))
    assert (kept.line.number_in_class, kept.details.left_behind) == (1, LeftBehind.BOTH_PARENTS)


def test_two_of_one_name_are_decided_by_a_button_and_taken_back(
    desk: RosterDesk, page: ImportPage, tmp_path: Path
) -> None:
    nameless = ["王芳", "女", "七(1)班", "", "", "", "", "", ""]
    born = [*nameless[:4], "2013-10-02", *nameless[5:]]
    page.take_file(sheet(tmp_path, [nameless, born]))
    page.go_on()
    assert said(page) == "2 rows are to be decided"
    for _row in range(2):
        click(desk, page, "choice_0")
    assert next_words(page) == "Write 2 students: 2 new, 0 updated"
    click(desk, page, "choose_again")
    assert said(page) == "1 row is to be decided"
    click(desk, page, "choice_0")
    page.go_on()
    assert page.step == DONE
    assert len(desk.school.run(roster.list_students.bind())) == 2
