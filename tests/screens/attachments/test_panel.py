"""The panel by mouse, keyboard and drag-and-drop, on a real school."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from attachment_desk import AttachmentDesk, press, rows
from counselling_room import open_case, saved, signed
from foreign_files import SECRET, jpeg, pdf, png
from schools import teacher
from xinmiao.features.attachments import operations
from xinmiao.features.attachments.editor.panel import AttachmentsPanel
from xinmiao.features.attachments.records import Host
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.records import DataFile
from xinmiao.ui.attachment_view import AttachmentViewer, ImagePages
from xinmiao.ui.record_panel import RecordPanels

LEFT = Qt.MouseButton.LeftButton


def told(panel: AttachmentsPanel) -> str:
    """Return what the panel says of refused files."""
    said = panel.findChild(QLabel, "attachment_refusals")
    assert said is not None
    return said.text() if said.isVisible() else ""


def test_files_are_chosen_added_and_shown(desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot) -> None:
    path = desk.file("同意书.jpg", jpeg())
    press(qtbot, panel, QPushButton, "add_attachment")
    dialog = panel.window().findChild(QFileDialog, "attachment_dialog")
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    assert rows(panel) == ["同意书.jpg"]
    assert "Added 同意书.jpg." in desk.world.notices.lines
    assert [line.file_name for line in desk.listed().lines] == ["同意书.jpg"]


def test_files_are_dropped(desk: AttachmentDesk, panel: AttachmentsPanel) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(desk.file(name, make()))) for name, make in (("a.png", png), ("b.pdf", pdf))])
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    entering.ignore()
    panel.dragEnterEvent(entering)
    assert entering.isAccepted()
    panel.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier))
    assert sorted(rows(panel)) == ["a.png", "b.pdf"]


def test_words_that_are_dropped_are_not_taken(panel: AttachmentsPanel) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.invalid/a.jpg")])
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    entering.ignore()
    panel.dragEnterEvent(entering)
    assert not entering.isAccepted()


def test_every_refused_file_is_named_and_the_good_ones_are_added(desk: AttachmentDesk, panel: AttachmentsPanel) -> None:
    gone = desk.folder / "拔掉的盘.jpg"
    bad = {"照片.jpg": b"MZ\x90\0", "empty.png": b"", "half.jpg": jpeg()[:200], "big.pdf": b"%PDF-" + bytes(10485760)}
    panel.add_files([*(desk.file(name, content) for name, content in bad.items()), gone, desk.file("ok.jpg", jpeg())])
    said = told(panel)
    for name, code in zip([*bad, gone.name], ["KIND", "EMPTY", "BROKEN", "SIZE", "READ"], strict=True):
        assert any(line.startswith(f"{name}: ") and f"(E-{code})" in line for line in said.splitlines()), said
    assert rows(panel) == ["ok.jpg"]
    panel.add_files([desk.file("ok2.jpg", jpeg())])
    assert told(panel) == ""


def test_a_picture_is_opened_in_the_viewer_and_nothing_lies_on_the_disk(
    desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot
) -> None:
    panel.add_files([desk.file("a.jpg", jpeg(turned=6))])
    before = {path for path in desk.folder.parent.rglob("*") if path.is_file()}
    press(qtbot, panel, QToolButton, "open_attachment")
    viewer = panel.window().findChild(AttachmentViewer)
    assert viewer is not None
    qtbot.waitUntil(viewer.isVisible)
    page = viewer.findChild(QLabel, "preview_page_1")
    assert page is not None
    qtbot.waitUntil(lambda: not page.pixmap().isNull())
    assert page.width() < page.height()
    natural = page.width()
    press_in_viewer = viewer.findChild(QToolButton, "viewer_larger")
    assert press_in_viewer is not None
    qtbot.mouseClick(press_in_viewer, LEFT)
    assert page.width() > natural
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert {path for path in desk.folder.parent.rglob("*") if path.is_file()} == before
    line = desk.listed().lines[0]
    assert desk.school.subjects(DataFile.COUNSELLING, line.id) == ["attachment.added", "attachment.opened"]


def test_a_pdf_is_opened_page_by_page(desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot) -> None:
    panel.add_files([desk.file("a.pdf", pdf(3))])
    press(qtbot, panel, QToolButton, "open_attachment")
    viewer = panel.window().findChild(AttachmentViewer)
    assert viewer is not None
    assert viewer.findChild(QLabel, "preview_page_3") is not None
    assert any(label.text() == "Page 1 of 3" for label in viewer.findChildren(QLabel))
    viewer.close()


def test_a_copy_is_exported_clean_and_recorded(desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot) -> None:
    panel.add_files([desk.file("a.jpg", jpeg())])
    press(qtbot, panel, QToolButton, "export_attachment")
    dialog = panel.window().findChild(QFileDialog, "export_dialog")
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    line = desk.listed().lines[0]
    assert "attachment.exported" not in desk.school.subjects(DataFile.COUNSELLING, line.id)
    target = desk.folder / "copy.jpg"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.stat().st_size == line.size
    assert SECRET not in target.read_bytes()
    assert desk.school.subjects(DataFile.COUNSELLING, line.id)[-1] == "attachment.exported"
    assert "not encrypted" in desk.world.notices.lines[-1]


def test_removing_asks_why_in_place(desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot) -> None:
    panel.add_files([desk.file("a.jpg", jpeg())])
    press(qtbot, panel, QToolButton, "remove_attachment")
    reason = panel.findChild(QLineEdit, "removal_reason")
    assert reason is not None
    qtbot.waitUntil(reason.hasFocus)
    press(qtbot, panel, QPushButton, "removal_yes")
    assert any("say why" in label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert rows(panel) == ["a.jpg"]
    qtbot.keyClicks(reason, "wrong student")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert rows(panel) == []
    gone = desk.listed().removed[0]
    assert gone.removal_reason == "wrong student"
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and "Reason:" in label.text()]
    assert len(said) == 1
    assert said[0].startswith("a.jpg: removed")


def test_a_removal_can_be_given_up(desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot) -> None:
    panel.add_files([desk.file("a.jpg", jpeg())])
    press(qtbot, panel, QToolButton, "remove_attachment")
    press(qtbot, panel, QPushButton, "removal_no")
    assert panel.findChild(QLineEdit, "removal_reason") is None or rows(panel) == ["a.jpg"]
    assert desk.listed().removed == ()


def test_another_record_shows_nothing_of_the_first(desk: AttachmentDesk, panel: AttachmentsPanel) -> None:
    panel.add_files([desk.file("a.jpg", jpeg())])
    class_id = desk.school.run(roster.list_classes.bind())[0].id
    values = {"name": "李强", "class_id": class_id, "number_in_class": 2}
    other = desk.school.run(roster.add_student.bind(values, {}))
    panel.show_record("student", other)
    assert rows(panel) == []
    panel.show_record("student", desk.student)
    assert rows(panel) == ["a.jpg"]


def test_a_full_record_takes_no_more(desk: AttachmentDesk, panel: AttachmentsPanel) -> None:
    panel.add_files([desk.file("a.png", png(1, 1))] * 50)
    assert len(rows(panel)) == 50
    assert not panel.add_button.isEnabled()
    assert panel.rows.height() < 260


@pytest.mark.parametrize("leave", ["enter", "tab"])
def test_the_place_of_the_paper_is_saved_when_the_field_is_left(
    desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot, leave: str
) -> None:
    assert not panel.place.isVisible(), "the growth file keeps its own place"
    note = Host("counselling_note", saved(desk.school, open_case(desk.school, desk.student))[0].note_id)
    panel.show_record(note.kind, note.id)
    line = panel.findChild(QLineEdit, "paper_place")
    assert line is not None
    line.setFocus()
    qtbot.keyClicks(line, "2-5-17")
    qtbot.keyClick(line, Qt.Key.Key_Return if leave == "enter" else Qt.Key.Key_Tab)
    assert desk.school.run(operations.get_paper_place.bind(note)).place == "2-5-17"
    line.setFocus()
    line.setText("x" * 90)
    line.editingFinished.emit()
    assert any("at most 80" in label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert desk.school.run(operations.get_paper_place.bind(note)).place == "2-5-17"


def test_pages_get_panels_from_the_manifests(desk: AttachmentDesk, qtbot: QtBot) -> None:
    note_id = signed(desk.school, open_case(desk.school, desk.student))[0].note_id
    panels = RecordPanels(desk.context, "counselling_note")
    qtbot.addWidget(panels)
    assert [type(panel) for panel in panels.panels] == [AttachmentsPanel]
    panels.show_record(note_id)
    nothing = RecordPanels(desk.context, "school_class")
    qtbot.addWidget(nothing)
    assert nothing.panels == ()
    assert nothing.isHidden()


def test_accounts_without_the_permission_get_no_panel(desk: AttachmentDesk, qtbot: QtBot) -> None:
    desk.world.actor = teacher("class-1")
    panels = RecordPanels(desk.world.context(), "student")
    qtbot.addWidget(panels)
    assert panels.panels == ()


def test_a_large_picture_is_decoded_no_larger_than_a_screen_needs() -> None:
    pages = ImagePages(jpeg(6000, 3000, quality=20))
    width, height = pages.size(0)
    assert (round(width), round(height)) == (440, 220)
    drawn = pages.render(0, 0.5)
    assert (drawn.width, drawn.height) == (220, 110)
    assert drawn.pixels[55 * drawn.stride + 30] < 60
    assert drawn.pixels[55 * drawn.stride + 3 * 180] > 200
    pages.close()
