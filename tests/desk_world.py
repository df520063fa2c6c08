"""Pages of casework and growth files on a real school: real files, real operations, real widgets, lanes inline."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeVar

from doubles_ui import KeptPapers, PlainDrafts, RecordedNavigator, ScriptedNotices, plain_context
from schools import COUNSELLOR, School
from xinmiao.documents.raster import PdfPages
from xinmiao.features.casework.feature import FEATURE as CASEWORK
from xinmiao.features.growth_files.feature import FEATURE as GROWTH_FILES
from xinmiao.kernel.access import Actor
from xinmiao.kernel.operations import Bound, Outcome
from xinmiao.ui.changes import Changes, UiBridge
from xinmiao.ui.page import PageContext

R = TypeVar("R")


@dataclass
class SchoolWorkspace:
    """Runs operations on the school's real files as one account."""

    school: School
    actor: Actor = COUNSELLOR

    def run(self, bound: Bound[R]) -> Outcome[R]:
        """Run an operation."""
        return self.school.database.run(self.actor, bound)

    def interrupt(self) -> None:
        """Stop the running statement."""
        self.school.database.interrupt()

    def close(self) -> None:
        """Leave the files open; the school closes them."""


@dataclass
class DeskWorld:
    """A page's context, with what a test looks at."""

    school: School
    bridge: UiBridge
    actor: Actor = COUNSELLOR
    notices: ScriptedNotices = field(default_factory=ScriptedNotices)
    navigator: RecordedNavigator = field(default_factory=RecordedNavigator)
    papers: KeptPapers = field(default_factory=KeptPapers)
    drafts: PlainDrafts = field(default_factory=PlainDrafts)
    changes: Changes = field(default_factory=Changes)

    def context(self) -> PageContext:
        """Return the context for a page."""
        made = plain_context(
            self.bridge,
            workspace=SchoolWorkspace(self.school, self.actor),
            notices=self.notices,
            navigator=self.navigator,
            rasterise=PdfPages,
            screen=self.papers,
            changes=self.changes,
            clock=self.school.clock,
            features=(GROWTH_FILES, CASEWORK),
            drafts=self.drafts,
        )
        return replace(made, ids=self.school.ids)  # one sequence, so that no id is given twice
