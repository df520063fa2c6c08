"""A page on a founded school, signed in as its founder: real key file, real files, real widgets, lanes inline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from doubles_ui import KeptPapers, RecordedNavigator, ScriptedNotices, plain_context
from signed_in import SignedInSchool
from xinmiao.app.features import FEATURES
from xinmiao.app.people_finder import PeopleFinder
from xinmiao.documents.raster import PdfPages, extract_text
from xinmiao.ui.changes import Changes, UiBridge
from xinmiao.ui.page import Page, PageContext

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


@dataclass
class PageDesk:
    """One signed-in person's surroundings, and the page in front of him."""

    school: SignedInSchool
    qtbot: QtBot
    bridge: UiBridge = field(default_factory=UiBridge)
    notices: ScriptedNotices = field(default_factory=ScriptedNotices)
    navigator: RecordedNavigator = field(default_factory=RecordedNavigator)
    papers: KeptPapers = field(default_factory=KeptPapers)

    def context(self) -> PageContext:
        """Return a context for whoever is signed in now."""
        finder, changes = PeopleFinder(), Changes()
        made = plain_context(
            self.bridge,
            workspace=self.school.workspace,
            notices=self.notices,
            navigator=self.navigator,
            rasterise=PdfPages,
            screen=self.papers,
            changes=changes,
            clock=self.school.clock,
            features=FEATURES,
            finder=finder,
        )
        finder.begin(made.tasks)
        self.changes = changes
        return made

    def open(self, kind: type[P], record: str = "") -> P:
        """Show a page as the workbench does, in a window that has the keyboard."""
        page = kind(self.context())
        self.qtbot.addWidget(page)
        self.changes.listen(page.note_changes)
        page.resize(1190, 688)
        if record:
            page.open_record(record)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)
        return page

    def printed(self) -> str:
        """Return the text of the last paper shown, without blanks."""
        return "".join("".join(extract_text(self.papers.shown[-1].content)).split())


def one(page: QWidget, kind: type[W], name: str) -> W:
    """Return the one visible widget of this name."""
    found = [widget for widget in page.findChildren(kind, name) if widget.isVisible()]
    assert len(found) == 1, f"{len(found)} visible widgets are called {name}"
    return found[0]
