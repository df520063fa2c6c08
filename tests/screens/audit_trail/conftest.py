"""The pages of the trail in a founded school, dressed in the program's look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from doubles_ui import KeptPapers, RecordedNavigator, ScriptedNotices, plain_context
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.app.features import FEATURES
from xinmiao.documents.raster import PdfPages
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.roster import operations as roster
from xinmiao.ui import theme
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.search_box import Found


@dataclass
class TrailDesk:
    """A school with one student whose file was opened, and what the pages do."""

    school: SignedInSchool
    student_id: str
    bridge: UiBridge
    notices: ScriptedNotices = field(default_factory=ScriptedNotices)
    navigator: RecordedNavigator = field(default_factory=RecordedNavigator)
    papers: KeptPapers = field(default_factory=KeptPapers)

    def context(self) -> PageContext:
        """Return the context for a page."""
        return plain_context(
            self.bridge,
            workspace=self.school.workspace,
            notices=self.notices,
            navigator=self.navigator,
            rasterise=PdfPages,
            screen=self.papers,
            clock=self.school.clock,
            features=FEATURES,
            finder=self._find,
        )

    def _find(self, typed: str, _most: int) -> Sequence[Found]:
        return (Found(self.student_id, "王芳", ""),) if typed and "wang".startswith(typed) else ()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: FrozenClock) -> Iterator[TrailDesk]:
    """Give the school and the context of its pages."""
    theme.install(qapp, theme.Theme())
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    student_id = school.run(roster.add_student.bind({"name": "王芳"}, {}))
    school.clock.advance(hours=1)
    school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.PRIORITY_GROUP))
    school.run(growth_files.get_growth_file.bind(student_id))
    made = TrailDesk(school, student_id, UiBridge())
    yield made
    assert made.notices.bugs == []
    school.lock()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Page], None]:
    """Give a way to show a page with the keyboard on it, as large as it is at 1366×768."""

    def shown(page: Page) -> None:
        qtbot.addWidget(page)
        page.resize(1190, 720)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)

    return shown
