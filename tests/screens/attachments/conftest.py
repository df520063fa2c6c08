"""What the tests of the panel share: a desk, and the panel on screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from attachment_desk import AttachmentDesk, make_attachment_desk
from xinmiao.features.attachments.editor.panel import AttachmentsPanel
from xinmiao.ui import theme


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[AttachmentDesk]:
    """Give a counsellor's desk with one student."""
    theme.install(qapp, theme.Theme())
    made = make_attachment_desk(tmp_path)
    yield made
    assert made.world.notices.bugs == []
    made.school.close()


@pytest.fixture
def panel(desk: AttachmentDesk, qtbot: QtBot) -> AttachmentsPanel:
    """Give the panel of a student, on screen, with the keyboard."""
    made = AttachmentsPanel(desk.context)
    qtbot.addWidget(made)
    made.resize(360, 500)
    made.show()
    made.show_record("student", desk.student)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made
