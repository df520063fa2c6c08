"""The pages of the audit trail by keyboard and mouse: filters, older entries, the check, papers, one student."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from screens.audit_trail.conftest import TrailDesk
from xinmiao.documents.raster import extract_text
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.audit_trail import operations
from xinmiao.features.audit_trail.page import AccessRecordPage, AuditTrailPage
from xinmiao.features.audit_trail.records import DeedKind
from xinmiao.features.growth_files.page import GrowthFilePage
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.access import Role
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page


@pytest.fixture
def page(desk: TrailDesk, show: Callable[[Page], None]) -> AuditTrailPage:
    made = AuditTrailPage(desk.context())
    show(made)
    return made


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    button = parent.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def actions(page: AuditTrailPage) -> list[str]:
    return [line.action for line in page.table.shown_records()]


def test_the_newest_entry_stands_first_and_beside_the_list(page: AuditTrailPage, desk: TrailDesk) -> None:
    first = page.table.current_record()
    assert first is not None
    assert first.action == actions(page)[0] == "growth_file.opened"
    assert "王芳" in said(page.detail)
    assert "of Counselling file" in said(page.detail)


def test_a_kind_filters_and_again_does_not(page: AuditTrailPage, qtbot: QtBot) -> None:
    whole = actions(page)
    click(qtbot, page.filters, "filter_accounts")
    assert set(actions(page)) == {"account.signed_in"}
    click(qtbot, page.filters, "filter_refused")
    click(qtbot, page.filters, "filter_accounts")
    assert actions(page) == []
    click(qtbot, page.filters, "filter_refused")
    assert [action for action in actions(page) if action in whole]


def test_a_student_is_found_by_typing(page: AuditTrailPage, desk: TrailDesk, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filters.student, "wa")
    qtbot.keyClick(page.filters.student, Qt.Key.Key_Return)
    assert page.filters.asked().student_id == desk.student_id
    assert {line.student_name for line in page.table.shown_records()} == {"王芳"}
    page.filters.student.clear()
    assert page.filters.asked().student_id == ""
    assert "" in {line.student_name for line in page.table.shown_records()}


def test_a_period_of_ones_own(page: AuditTrailPage, qtbot: QtBot) -> None:
    page.filters.period.setCurrentIndex(page.filters.period.findData("days"))
    page.filters.period.activated.emit(page.filters.period.currentIndex())
    assert page.filters.since.isVisible()
    assert actions(page) != []
    page.filters.until.line.setFocus()
    page.filters.until.line.setText("2026-11-22")
    qtbot.keyClick(page.filters.until.line, Qt.Key.Key_Return)
    assert actions(page) == []


def test_older_entries_come_when_asked_for(desk: TrailDesk, show: Callable[[Page], None], qtbot: QtBot) -> None:
    for _each in range(210):
        desk.school.workspace.database.record("somebody", "clock.set_back")
    page = AuditTrailPage(desk.context())
    show(page)
    assert page.table.count() == 200
    click(qtbot, page, "show_older")
    assert page.table.count() > 210
    assert len({line.id for line in page.table.shown_records()}) == page.table.count()
    older = page.findChild(QPushButton, "show_older")
    assert isinstance(older, QPushButton)
    assert older.isHidden()


def test_the_check_says_that_the_trail_holds(page: AuditTrailPage, qtbot: QtBot) -> None:
    click(qtbot, page, "button_verify_trail")
    assert "The trail holds" in said(page.verdict)
    assert "trail.checked" in actions(page)


def test_ctrl_p_prints_what_is_filtered(page: AuditTrailPage, desk: TrailDesk, qtbot: QtBot) -> None:
    click(qtbot, page.filters, f"filter_{DeedKind.OPENED.value}")
    action = next(action for action in page.page_actions() if action.name == "print")
    assert action.keys == "Ctrl+P"
    action.trigger()
    [paper] = desk.papers.shown
    text = "\n".join(extract_text(paper.content))
    assert "Opened a growth file" in text
    assert "Signed in" not in text
    assert "Record check code" in text
    assert "Opened · All accounts" in text


def test_the_code_of_a_paper_is_compared(page: AuditTrailPage, desk: TrailDesk, qtbot: QtBot) -> None:
    code = desk.school.run(operations.collect_trail_print.bind()).head.anchor
    next(action for action in page.page_actions() if action.name == "compare_paper").trigger()
    field = page.findChild(QLineEdit, "paper_code")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, code[:-1])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "The paper fits" not in said(page.sheet)
    qtbot.keyClicks(field, code[-1])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "The paper fits" in said(page.sheet)


def test_read_only_files_are_said_to_record_nothing(desk: TrailDesk, show: Callable[[Page], None]) -> None:
    desk.school.workspace.database.read_only = True
    pages = (AuditTrailPage(desk.context()), AccessRecordPage(desk.context()))
    for page in pages:
        show(page)
        page.open_record(desk.student_id)
        assert "what is read now is not recorded" in said(page)
    desk.school.workspace.database.read_only = False


def test_one_click_from_the_student_shows_who_opened_the_file(
    desk: TrailDesk, show: Callable[[Page], None], qtbot: QtBot
) -> None:
    page = GrowthFilePage(desk.context())
    show(page)
    page.open_record(desk.student_id)
    click(qtbot, page, "access_record")
    assert desk.navigator.opened == [Target("access_record", desk.student_id)]


def test_the_access_record_tells_days_and_prints(desk: TrailDesk, show: Callable[[Page], None], qtbot: QtBot) -> None:
    desk.school.clock.advance(days=1)
    desk.school.run(roster.get_student.bind(desk.student_id))
    page = AccessRecordPage(desk.context())
    show(page)
    page.open_record(desk.student_id)
    rows = page.table.shown_records()
    assert [deed.day.isoformat() for deed in rows if deed.opens_day] == ["2026-11-24", "2026-11-23"]
    page.page_actions()[0].trigger()
    text = "\n".join(extract_text(desk.papers.shown[0].content))
    assert "王芳" in text
    assert "Opened a student’s details" in text
    assert "Record check code" in text


def test_a_principal_sees_counts_of_the_school_and_below_his_own_acts(
    desk: TrailDesk, show: Callable[[Page], None], qtbot: QtBot
) -> None:
    password = "some more plain words"
    desk.school.run(accounts.add_account.bind(NewAccountForm("张校长", frozenset({Role.PRINCIPAL}), password)))
    desk.school.lock()
    desk.school.sign_in("张校长", password)
    page = AuditTrailPage(desk.context())
    show(page)
    assert set(actions(page)) <= {"account.signed_in", "trail.opened"}
    assert "Accounts 4" in said(page.counts)
    assert "ask a counsellor" in said(page.counts)
    page.filters.period.setCurrentIndex(page.filters.period.findData("days"))
    page.filters.period.activated.emit(page.filters.period.currentIndex())
    page.filters.until.line.setFocus()
    page.filters.until.line.setText("2026-11-22")
    qtbot.keyClick(page.filters.until.line, Qt.Key.Key_Return)
    assert "No entry in this period." in said(page.counts)


def test_a_counsellor_who_sees_all_is_shown_no_counts(page: AuditTrailPage) -> None:
    assert page.counts.isHidden()
