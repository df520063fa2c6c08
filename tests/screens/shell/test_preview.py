"""The preview: pages in sight, zoom, saving, printing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from doubles_ui import ScriptedNotices
from shell_world import BlankPages
from xinmiao.kernel.errors import OutputFailed
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.lane import InlineLane
from xinmiao.ui.papers import Paper, Papers
from xinmiao.ui.preview import Preview
from xinmiao.ui.printing import PrintRun


class Desk:
    """A preview of three pages."""

    def __init__(self) -> None:
        self.notices = ScriptedNotices()
        self.jobs = Jobs(InlineLane(), UiBridge(), self.notices)
        self.pages = BlankPages(5)
        self.paper = Paper("Growth file", b"%PDF- invented", self.pages, "growth-file.pdf")
        self.preview = Preview(self.paper, self.jobs, self.notices)


@pytest.fixture
def desk(application: object, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    made.preview.resize(1200, 700)
    made.preview.show()
    yield made
    made.preview.close()
    assert made.pages.closed


def words(desk: Desk, name: str) -> str:
    return cast("QLabel", desk.preview.findChild(QLabel, name)).text()


def test_only_pages_in_sight_are_drawn(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(desk.pages.rendered) > 0)
    assert words(desk, "preview_count") == "Page 1 of 5"
    assert {index for index, _scale in desk.pages.rendered} <= {0, 1}
    bar = desk.preview.pages.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: 4 in {index for index, _scale in desk.pages.rendered})
    assert words(desk, "preview_count") == "Page 5 of 5"


def test_zooming_draws_anew_at_the_new_scale(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(desk.pages.rendered) > 0)
    cast("QPushButton", desk.preview.findChild(QPushButton, "button_zoom_in")).click()
    assert words(desk, "preview_zoom") == "125 %"
    wanted = round(110 * 1.25) / 72
    qtbot.waitUntil(lambda: any(scale == pytest.approx(wanted, rel=0.01) for _index, scale in desk.pages.rendered))


def test_saving_writes_exactly_the_bytes_and_names_the_file(desk: Desk, tmp_path: Path) -> None:
    desk.preview.save_to(str(tmp_path / "saved.pdf"))
    assert (tmp_path / "saved.pdf").read_bytes() == b"%PDF- invented"
    assert desk.notices.lines == ["Saved as saved.pdf."]


def test_saving_where_it_cannot_be_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.preview.save_to(str(tmp_path / "missing" / "saved.pdf"))
    assert len(desk.notices.errors) == 1
    assert desk.notices.lines == []


def test_printing_hands_every_page_to_the_printer(desk: Desk, tmp_path: Path) -> None:
    run = PrintRun(desk.paper, desk.jobs, desk.notices, desk.preview)
    run.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    run.printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert run.printer.docName() == "心苗"
    run.start()
    assert desk.notices.lines == ["Handed to the printer."]
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == 5
    assert printed.get_page_size(0) == pytest.approx((595, 842), abs=2)
    printed.close()


@pytest.mark.qt_log_ignore("QPainter::begin", "^This plugin does not support")
def test_a_printer_that_takes_nothing_is_told(desk: Desk, tmp_path: Path) -> None:
    run = PrintRun(desk.paper, desk.jobs, desk.notices, desk.preview)
    run.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    run.printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    run.start()
    assert [error.code for error in desk.notices.errors] == ["E-PRINT"]


def test_bytes_that_are_no_pdf_are_told_and_nothing_opens(qtbot: QtBot) -> None:
    notices, shown = ScriptedNotices(), list[Paper]()

    class Screen:
        """Keeps what it is shown."""

        def show_paper(self, paper: Paper) -> None:
            """Keep it."""
            shown.append(paper)

    def refuse(_content: bytes) -> BlankPages:
        raise OutputFailed

    Papers(Jobs(InlineLane(), UiBridge(), notices), refuse, Screen()).show("Paper", lambda: b"no pdf")
    assert [error.code for error in notices.errors] == ["E-OUTPUT"]
    assert shown == []
