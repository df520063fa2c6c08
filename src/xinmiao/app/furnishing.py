"""What a sign-in finds on its workbench: pages, search, drafts, settings, papers.

Owns the choice of pages by the account's roles. Loaded at the first sign-in, not before the lock screen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from xinmiao.app.features import FEATURES
from xinmiao.app.kept_settings import DeviceMemory, KeptSettings
from xinmiao.app.morning import Morning
from xinmiao.app.people_finder import PeopleFinder
from xinmiao.app.workspace import Workspace
from xinmiao.documents.raster import PdfPages
from xinmiao.kernel.access import Actor
from xinmiao.kernel.feature import PageEntry
from xinmiao.ui.changes import Changes
from xinmiao.ui.page import PageContext
from xinmiao.ui.signed_in import Furniture
from xinmiao.ui.tasks import WorkspaceLike
from xinmiao.ui.top_bar import Display
from xinmiao.ui.workbench import Bench, Workbench

PERSON_PAGE = "student"
NOTE_PAGE = "counselling_note"


def pages_for(actor: Actor) -> tuple[PageEntry, ...]:
    """Return the pages the account may open, in the order of the navigation."""
    entries = (entry for feature in FEATURES for entry in feature.pages)
    return tuple(entry for entry in entries if actor.may(entry.requires))


def furnish(workspace: WorkspaceLike, memory: DeviceMemory, display: Display) -> Furniture:
    """Return the furniture of one sign-in."""
    opened = cast("Workspace", workspace)
    finder = PeopleFinder()
    pages = pages_for(opened.actor)
    names = {entry.name for entry in pages}
    bench = Bench(
        pages=pages,
        finder=finder,
        person_page=PERSON_PAGE if PERSON_PAGE in names else "",
        note_page=NOTE_PAGE if NOTE_PAGE in names else "",
        display=replace(display),
    )

    def begin(context: PageContext, changes: Changes, workbench: Workbench) -> None:
        finder.begin(context.tasks)
        changes.listen(finder.note_changes)
        for notice in opened.notices:
            workbench.show_notice(str(notice))
        Morning(context, workbench).begin()

    return Furniture(
        bench=bench,
        drafts=opened.custody.drafts,
        settings=KeptSettings(memory, opened.actor.account),
        clock=opened.database.clock,
        ids=opened.database.ids,
        rasterise=PdfPages,
        begin=begin,
        features=FEATURES,
    )
