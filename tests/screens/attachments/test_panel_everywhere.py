"""Attachments while a note is written, on cases, plans and meetings; the remark; the print; nothing that jumps."""

from __future__ import annotations

import io

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from attachment_desk import AttachmentDesk, press, rows
from counselling_room import CONTENT, open_case
from foreign_files import jpeg, pdf
from xinmiao.documents.raster import PdfPages
from xinmiao.features.attachments import operations
from xinmiao.features.attachments.editor.files import pdf_of
from xinmiao.features.attachments.editor.panel import AttachmentsPanel
from xinmiao.features.attachments.records import ATTACHMENT, HOST_PAGES, Host, NewAttachment
from xinmiao.features.casework.page.desk import NoteEditorPage
from xinmiao.features.casework.page.handovers import HandoversPage
from xinmiao.features.casework.page.intake import IntakePage
from xinmiao.features.casework.records import CASE
from xinmiao.kernel.records import DataFile
from xinmiao.ui.attachment_view import AttachmentViewer
from xinmiao.ui.record_panel import PanelSheet, RecordPanel, RecordPanels

LEFT = Qt.MouseButton.LeftButton


def button(page: QWidget, name: str) -> QPushButton:
    """Return a button of a page."""
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_a_note_takes_attachments_while_it_is_written_after_its_first_save(desk: AttachmentDesk, qtbot: QtBot) -> None:
    page = NoteEditorPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open_record(open_case(desk.school, desk.student))
    qtbot.waitUntil(lambda: page.is_writing)
    assert not button(page, "note_panels").isVisible(), "nothing can hang on a note that is nowhere yet"
    page.writing.form.when.set_values(
        {"started_at": CONTENT.started_at, "ended_at": CONTENT.ended_at, "place": "", "form": CONTENT.form}
    )
    page.writing.save()
    qtbot.waitUntil(lambda: button(page, "note_panels").isVisible())
    qtbot.mouseClick(button(page, "note_panels"), LEFT)
    sheet = page.findChild(PanelSheet, "counselling_note_panels")
    assert sheet is not None
    panel = sheet.findChild(AttachmentsPanel)
    assert panel is not None
    panel.add_files([desk.file("画.jpg", jpeg())])
    assert rows(panel) == ["画.jpg"]
    note_id = page.writing.form.draft().note_id
    host = Host("counselling_note", note_id)
    assert [line.file_name for line in desk.school.run(operations.list_attachments.bind(host)).lines] == ["画.jpg"]
    page.beside.turn()
    assert not button(page, "note_panels").isVisible(), "nothing of it while the student sits beside"
    assert sheet.isHidden()
    page.beside.turn()
    assert button(page, "note_panels").isVisible()


def test_the_intake_and_the_hand_over_offer_what_hangs_on_them(desk: AttachmentDesk, qtbot: QtBot) -> None:
    case_id = open_case(desk.school, desk.student)
    intake = IntakePage(desk.context)
    qtbot.addWidget(intake)
    intake.resize(1200, 700)
    intake.show()
    intake.open_record(case_id)
    qtbot.waitUntil(lambda: intake.editor is not None)
    next(action for action in intake.page_actions() if action.name == "panels").trigger()
    panel = intake.panels.findChild(AttachmentsPanel)
    assert panel is not None
    panel.add_files([desk.file("家谱图.jpg", jpeg())])
    host = Host(CASE.record, case_id)
    assert [line.file_name for line in desk.school.run(operations.list_attachments.bind(host)).lines] == ["家谱图.jpg"]
    handovers = HandoversPage(desk.context)
    qtbot.addWidget(handovers)
    (offered,) = [action for action in handovers.page_actions() if action.name == "panels"]
    assert offered.enabled is not None
    assert not offered.enabled(), "nothing is chosen in an empty list"


def test_a_sheet_of_panels_is_offered_for_each_kind_that_carries_attachments(
    desk: AttachmentDesk, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    for kind in HOST_PAGES:
        offered = PanelSheet(desk.context, host, kind).action(ATTACHMENT.label, lambda: "1")
        assert [each.name for each in offered] == ["panels"], kind
    assert PanelSheet(desk.context, host, "school_class").action(ATTACHMENT.label, lambda: "1") == ()


def test_a_remark_is_written_in_place_changed_and_refused_when_too_long(
    desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot
) -> None:
    panel.add_files([desk.file("a.jpg", jpeg())])
    press(qtbot, panel, QPushButton, "remark_attachment")
    line = panel.findChild(QLineEdit, "note")
    assert line is not None
    line.setMaxLength(500)
    line.setText("x" * 201)
    press(qtbot, panel, QPushButton, "remark_yes")
    assert desk.listed().lines[0].note == ""
    assert any("200" in told.text() for told in panel.findChildren(QLabel) if told.isVisible())
    line.setText(" 家长签字 ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.listed().lines[0].note == "家长签字"
    shown = panel.findChild(QLabel, "attachment_remark")
    assert shown is not None
    assert shown.text() == "家长签字"
    attachment = desk.listed().lines[0]
    assert desk.school.subjects(DataFile.COUNSELLING, attachment.id) == ["attachment.added", "attachment.remarked"]


def test_a_picture_is_printed_from_the_viewer_and_recorded(
    desk: AttachmentDesk, panel: AttachmentsPanel, qtbot: QtBot
) -> None:
    panel.add_files([desk.file("a.jpg", jpeg(60, 40, turned=6))])
    panel.looking.open_line(desk.listed().lines[0])
    viewer = panel.window().findChild(AttachmentViewer)
    assert viewer is not None
    qtbot.mouseClick(button(viewer, "viewer_print"), LEFT)
    line = desk.listed().lines[0]
    trail = desk.school.subjects(DataFile.COUNSELLING, line.id)
    assert trail == ["attachment.added", "attachment.opened", "attachment.printed"]


def test_the_paper_of_a_picture_is_upright_and_a_pdf_stays_as_it_came(desk: AttachmentDesk) -> None:
    host = Host("student", desk.student)
    for name, content in (("a.jpg", jpeg(60, 40, turned=6)), ("b.pdf", pdf(3))):
        desk.school.run(operations.add_attachment.bind(NewAttachment(desk.school.ids.new(), host, name, content)))
    lines = {line.file_name: line for line in desk.listed().lines}
    picture = PdfPages(pdf_of(desk.school.run(operations.collect_attachment_print.bind(lines["a.jpg"].id))))
    width, height = picture.size(0)
    assert (picture.count, width < height) == (1, True), "turned by its own word it stands upright"
    drawn = picture.render(0, 0.5)
    shades = Image.frombytes("RGB", (drawn.width, drawn.height), bytes(drawn.pixels), "raw", "RGB", drawn.stride)
    across = [shades.convert("L").getpixel((drawn.width // 2, y)) for y in range(drawn.height)]
    dark = [y for y, shade in enumerate(across) if isinstance(shade, int) and shade < 60]
    assert len(dark) > 60, "the picture's dark third lies across the sheet"
    asked = desk.school.run(operations.collect_attachment_print.bind(lines["b.pdf"].id))
    assert pdf_of(asked) == asked.opened.content
    assert io.BytesIO(asked.opened.content).read(5) == b"%PDF-"


def test_panels_of_another_record_appear_when_all_stand(desk: AttachmentDesk, qtbot: QtBot) -> None:
    panels = RecordPanels(desk.context, "student")
    qtbot.addWidget(panels)
    shown_when: list[bool] = []
    for panel in panels.panels:
        panel.settled.connect(lambda: shown_when.append(any(each.isVisible() for each in panels.panels)))
    panels.show()
    panels.show_record(desk.student)
    qtbot.waitUntil(lambda: all(panel.isVisible() for panel in panels.panels))
    assert len(shown_when) == len(panels.panels)
    panels.show_record("nobody")
    assert all(panel.isVisible() for panel in panels.panels), "a refusal leaves no empty place"


class _Mute(RecordPanel):
    """A panel that asks in a way of its own, or nothing."""


def test_a_panel_that_asks_nothing_keeps_no_other_waiting(desk: AttachmentDesk, qtbot: QtBot) -> None:
    panels = RecordPanels(desk.context, "student")
    qtbot.addWidget(panels)
    panels.panels = (*panels.panels, _Mute(desk.context, panels))
    panels.show()
    panels.show_record(desk.student)
    qtbot.waitUntil(lambda: all(panel.isVisible() for panel in panels.panels))
