"""The roster's pages at a real school: real files, real operations, lanes that run inline."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from doubles_ui import KeptPapers, RecordedNavigator, ScriptedNotices, plain_context
from signed_in import SignedInSchool
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.roster.sheet.classes import read_class
from xinmiao.features.roster.sheet.planned import ImportPlan
from xinmiao.ui.changes import Changes, UiBridge
from xinmiao.ui.page import Page, PageContext, PageMaker
from xinmiao.ui.tasks import WorkspaceLike

HEADINGS = ("姓名", "性别", "班级", "座号", "出生日期", "留守儿童", "监护人", "与学生关系", "联系电话")


@dataclass
class RosterDesk:
    """A school, the surroundings of a page, and what a test wants to look at."""

    school: SignedInSchool
    qtbot: QtBot
    bridge: UiBridge
    changes: Changes
    notices: ScriptedNotices
    navigator: RecordedNavigator
    papers: KeptPapers
    context: PageContext

    def show(self, made: PageMaker) -> Any:
        """Make a page and show it as the workbench does."""
        page = made(self.context, None)
        self.qtbot.addWidget(page)
        self.changes.listen(page.note_changes)
        page.resize(1190, 692)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        return page

    def add_class(self, name: str) -> str:
        """Add a class by its name."""
        shape = self.school.run(roster.get_shape.bind())
        return self.school.run(roster.add_class.bind(read_class(shape, name)))

    def add(self, name: str, class_id: str | None = None, **more: object) -> str:
        """Add a student behind the page's back."""
        return self.school.run(roster.add_student.bind({"name": name, "class_id": class_id, **more}, {}))

    def students(self) -> dict[str, StudentLine]:
        """Return everybody in the files, by name."""
        return {line.name: line for line in self.school.run(roster.list_students.bind(include_gone=True))}


def make_desk(school: SignedInSchool, qtbot: QtBot, workspace: WorkspaceLike | None = None) -> RosterDesk:
    """Put the surroundings together; `workspace` is another account's, or another school's."""
    bridge, changes, notices = UiBridge(), Changes(), ScriptedNotices()
    navigator, papers = RecordedNavigator(), KeptPapers()
    context = plain_context(
        bridge,
        workspace=workspace or school.workspace,
        notices=notices,
        navigator=navigator,
        screen=papers,
        changes=changes,
        clock=school.clock,
        rasterise=_opened,
    )
    return RosterDesk(school, qtbot, bridge, changes, notices, navigator, papers, context)


def _opened(content: bytes) -> Any:
    from xinmiao.documents.raster import PdfPages  # noqa: PLC0415 -- heavy, and only a few tests print

    return PdfPages(content)


def found(page: Page, name: str, kind: type[QWidget] = QWidget) -> Any:
    """Return the one visible widget of this object name."""
    QApplication.processEvents()  # layouts show what was added to them when the event loop comes round
    shown = [widget for widget in page.findChildren(kind, name) if widget.isVisible()]
    assert len(shown) == 1, f"{name}: {len(shown)} visible"
    return shown[0]


def type_in(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """Type as a person does: letters by the keys, Chinese by an input method."""
    if words.isascii():
        qtbot.keyClicks(widget, words)
        return
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


def sheet(folder: Path, rows: Sequence[Sequence[str]], name: str = "名单.csv") -> Path:
    """Write a school's own list."""
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def planned(school: SignedInSchool, path: Path) -> ImportPlan:
    """Return the dry run of a file, its columns read as proposed."""
    basis = school.run(roster.get_import_basis.bind())
    found_lists = dry_run.open_roster(path)
    mappings = dry_run.proposed_mappings(found_lists, basis)
    return dry_run.dry_run(found_lists, mappings, basis, today=school.clock.today())


def planned_sheet(school: SignedInSchool, folder: Path, rows: Sequence[Sequence[str]]) -> ImportPlan:
    """Return the dry run of a school's own list."""
    return planned(school, sheet(folder, rows))
