"""A counsellor's desk with one student and files as they come from outside, for tests of attachments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from counselling_room import add_student
from desk_world import DeskWorld
from schools import School, make_school
from xinmiao.features.attachments import operations
from xinmiao.features.attachments.editor.line import AttachmentRow
from xinmiao.features.attachments.editor.panel import AttachmentsPanel
from xinmiao.features.attachments.feature import FEATURE as ATTACHMENTS
from xinmiao.features.attachments.records import AttachmentsView, Host
from xinmiao.features.casework.feature import FEATURE as CASEWORK
from xinmiao.features.growth_files.feature import FEATURE as GROWTH_FILES
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.page import PageContext


@dataclass
class AttachmentDesk:
    """The world of one test."""

    school: School
    world: DeskWorld
    context: PageContext
    student: str
    folder: Path

    def file(self, name: str, content: bytes) -> Path:
        """Write a file as a camera or scanner leaves it."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def listed(self) -> AttachmentsView:
        """Return what hangs on the student."""
        return self.school.run(operations.list_attachments.bind(Host("student", self.student)))


def make_attachment_desk(folder: Path) -> AttachmentDesk:
    """Make a school in `folder` and a place outside for files."""
    data, outside = folder / "data", folder / "outside"
    data.mkdir()
    outside.mkdir()
    school = make_school(data)
    world = DeskWorld(school, UiBridge())
    context = replace(world.context(), features=(GROWTH_FILES, CASEWORK, ATTACHMENTS))
    return AttachmentDesk(school, world, context, add_student(school, "王芳"), outside)


def press(qtbot: QtBot, panel: AttachmentsPanel, kind: type[QPushButton | QToolButton], name: str) -> None:
    """Click a button of the panel."""
    found = panel.findChild(kind, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def rows(panel: AttachmentsPanel) -> list[str]:
    """Return the names shown, from above."""
    return [row.line.file_name for row in panel.findChildren(AttachmentRow) if not row.isHidden()]
