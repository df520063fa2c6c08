"""File access on its pages: registered from the student's page, signed by the principal, preserved, lifted by two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from file_desk import APPROVAL, OPINION, PARENT
from page_desk import PageDesk, one
from signed_in import FOUNDER_PASSWORD, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.editor.questions import SecondPersonForm
from xinmiao.features.file_access.page import AccessesPage, AccessPage, SigningPage
from xinmiao.features.file_access.records import SIGNED_KIND, AccessForm, AccessState, AgeGroup
from xinmiao.features.growth_files.page import GrowthFilePage
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.tasks import Target
from xinmiao.ui import theme
from xinmiao.ui.page import Page

PRINCIPAL, PASSWORD = "张校长", "some more plain words"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[PageDesk]:
    """Give a school with a principal and a child, the counsellor signed in."""
    theme.install(qapp, theme.Theme())
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    school.run(accounts.add_account.bind(NewAccountForm(PRINCIPAL, frozenset({Role.PRINCIPAL}), PASSWORD)))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    school.run(roster.add_student.bind({"name": "赵小禾", "class_id": class_id, "number_in_class": 1}, {}))
    yield PageDesk(school, qtbot)
    school.lock()


def student(desk: PageDesk) -> str:
    return desk.school.run(roster.list_students.bind())[0].id


def sign_in(desk: PageDesk, label: str) -> None:
    desk.school.lock()
    desk.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)


def do(page: Page, name: str) -> None:
    """Do what an action of the page does, as its key or menu entry would."""
    (action,) = [action for action in page.page_actions() if action.name == name]
    assert action.enabled()
    action.trigger()


def fill(desk: PageDesk, page: QWidget, name: str, words: str) -> None:
    kind: type[QWidget] = QLineEdit if page.findChildren(QLineEdit, name) else QPlainTextEdit
    field = one(page, kind, name)
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    desk.qtbot.keyClicks(field, words)


def register(desk: PageDesk) -> None:
    desk.school.run(files.save_request.bind(AccessForm("access-1", None, PARENT, student(desk))))


def preserve(desk: PageDesk) -> None:
    """Lead a request to its acceptance."""
    register(desk)

    def part(values: dict[str, object]) -> AccessForm:
        return AccessForm("access-1", desk.school.run(files.get_access.bind("access-1"))[0].version, values)

    desk.school.run(files.record_opinion.bind(part({**OPINION, "age_group": AgeGroup.FROM_14})))
    desk.school.run(files.record_paper_approval.bind(part(APPROVAL)))
    desk.school.run(files.accept_access.bind(part({"decided_on": date(2026, 11, 23)})))


def test_a_parent_is_registered_and_proposed_a_summary(desk: PageDesk) -> None:
    page = desk.open(AccessPage, f"new:{student(desk)}")
    desk.qtbot.waitUntil(lambda: page.sheet.asking)
    do(page, "save")
    assert page.sheet.asking  # nothing is written yet
    fill(desk, page, "applicant", "Wang Jianguo")
    fill(desk, page, "id_document", "ID card ..0017")
    fill(desk, page, "ground", "to know how the child is")
    fill(desk, page, "scope", "this term in general")
    assert not page.findChildren(QLineEdit, "letter")[0].isVisible()
    do(page, "save")
    desk.qtbot.waitUntil(lambda: page.view is not None)
    assert page.view is not None
    assert (page.view.number, page.view.wanted.value) == ("2026-001", "summary")
    names = [action.name for action in page.page_actions()]
    assert "lay_before" in names
    assert "accepting" not in names


def test_the_principal_signs_and_the_room_goes_on(desk: PageDesk) -> None:
    register(desk)
    page = desk.open(AccessPage, "access-1")
    do(page, "lay_before")
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is AccessState.LAID_BEFORE)
    page.close()
    sign_in(desk, PRINCIPAL)
    signing = desk.open(SigningPage)
    (line,) = signing.table.shown_records()
    signing.open_record(line.id)
    do(signing, "approve")
    do(signing, "save")
    desk.qtbot.waitUntil(lambda: signing.table.shown_records()[0].signature is not None)
    assert "approve" in [action.name for action in signing.page_actions() if not action.enabled()]
    signing.close()
    sign_in(desk, "周老师")
    raw = desk.school.workspace.database.raw
    (envelope,) = raw.execute("SELECT id FROM envelope WHERE kind = ?", (SIGNED_KIND,)).fetchone()
    desk.school.run(files.take_in_signature.bind(envelope))
    page = desk.open(AccessPage, "access-1")
    assert page.view is not None
    assert page.view.approver_name == PRINCIPAL


def test_a_preserved_file_says_so_above_the_students_page(desk: PageDesk) -> None:
    preserve(desk)
    page = desk.open(GrowthFilePage, student(desk))
    desk.qtbot.waitUntil(page.banners.isVisible)
    assert one(page, QWidget, "mark_banner")
    desk.qtbot.mouseClick(one(page, QPushButton, "open_file_access"), LEFT)
    assert desk.navigator.opened == [Target("one_file_access", "access-1")]


def test_two_persons_lift_it_on_the_page(desk: PageDesk) -> None:
    preserve(desk)
    page = desk.open(AccessPage, "access-1")
    desk.qtbot.mouseClick(one(page, QPushButton, "ask_lifting"), LEFT)
    fill(desk, page, "lift_reason", "the case is over")
    do(page, "save")
    desk.qtbot.waitUntil(lambda: page.lifting.hold is not None and page.lifting.hold.waits_for_second)
    assert not page.findChildren(QPushButton, "confirm_lifting")  # not by who asked
    desk.qtbot.mouseClick(one(page, QPushButton, "confirm_here"), LEFT)
    form = page.findChild(SecondPersonForm)
    assert form is not None
    form.press()
    assert form.rows["person"].error() is not None
    form.person.setCurrentIndex(1)
    form.password.line.setText("not the password")
    form.press()
    desk.qtbot.waitUntil(lambda: form.password.text() == "")
    form.password.line.setText(PASSWORD)
    form.press()
    desk.qtbot.waitUntil(lambda: page.lifting.hold is not None and not page.lifting.hold.is_in_force)
    assert page.lifting.hold is not None
    assert page.lifting.hold.lifted_name == PRINCIPAL


def test_the_list_opens_a_request(desk: PageDesk) -> None:
    register(desk)
    page = desk.open(AccessesPage)
    page.table.go(0)
    desk.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert desk.navigator.opened == [Target("one_file_access", "access-1")]
