"""What a sign-in finds on its workbench: pages, search, drafts, settings, papers.

Owns the choice of pages by the account's roles. Loaded at the first sign-in, not before the lock screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from xinmiao.app.contact_cards import CardKeeper
from xinmiao.app.device_memory import DeviceMemory
from xinmiao.app.features import FEATURES
from xinmiao.app.inbox import InboxKeeper
from xinmiao.app.kept_settings import KeptSettings
from xinmiao.app.morning import Morning
from xinmiao.app.people_finder import PeopleFinder
from xinmiao.app.room_counts import begin_handing_totals
from xinmiao.app.sealing_again import begin_sealing_again
from xinmiao.app.word_keeper import WordKeeper
from xinmiao.app.workspace import Workspace
from xinmiao.documents.raster import PdfPages
from xinmiao.features.today.operations import follow_merged_students
from xinmiao.features.today.rules import draft_target
from xinmiao.kernel.access import Actor, Permission
from xinmiao.kernel.feature import PageEntry
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _
from xinmiao.system.device_settings import Theme as LookChoice
from xinmiao.system.program_settings import LOCK_MINUTES, Language, LetterSize
from xinmiao.ui.actions import Action
from xinmiao.ui.changes import Changes
from xinmiao.ui.display import Display
from xinmiao.ui.page import Navigator, PageContext
from xinmiao.ui.signed_in import Furniture
from xinmiao.ui.tasks import WorkspaceLike
from xinmiao.ui.workbench import Bench, Workbench

PERSON_PAGE = "student"
OWN_PAGE = "own_account"
SETTINGS_PAGE = "settings"
NOTE_PAGE = "counselling_note"


def pages_for(actor: Actor) -> tuple[PageEntry, ...]:
    """Return the pages the account may open, in the order of the navigation."""
    entries = (entry for feature in FEATURES for entry in feature.pages)
    return tuple(entry for entry in entries if actor.may(entry.requires))


class _Opener:
    """Opens pages from the account's menu, which is made before the workbench."""

    navigator: Navigator | None = None

    def actions(self) -> tuple[Action, ...]:
        """Return what the account's menu offers besides look and lock."""
        return (
            Action("own_account", _("Change the password…"), partial(self._open, OWN_PAGE), icon="key-round"),
            Action("settings", _("Settings…"), partial(self._open, SETTINGS_PAGE), "Ctrl+,", "settings"),
        )

    def _open(self, page: str) -> None:
        if self.navigator is not None:
            self.navigator.open(Target(page))


def _bench(actor: Actor, finder: PeopleFinder, account_actions: tuple[Action, ...], display: Display) -> Bench:
    pages = pages_for(actor)
    names = {entry.name for entry in pages}
    return Bench(
        pages=pages,
        finder=finder,
        person_page=PERSON_PAGE if PERSON_PAGE in names else "",
        note_page=NOTE_PAGE if NOTE_PAGE in names else "",
        account_actions=account_actions,
        display=replace(display),
        draft_place=draft_target,
    )


def furnish(workspace: WorkspaceLike, memory: DeviceMemory, display: Display) -> Furniture:
    """Return the furniture of one sign-in."""
    opened = cast("Workspace", workspace)
    finder, opener = PeopleFinder(), _Opener()
    settings = KeptSettings(memory, opened.actor.account)

    def begin(context: PageContext, changes: Changes, workbench: Workbench) -> None:
        opener.navigator = workbench
        settings.show = partial(_show, workbench)
        settings.stored = partial(_stored, workbench)
        finder.begin(context.tasks, with_merged=context.actor.may(Permission.STUDENT_MERGE))
        changes.listen(finder.note_changes)
        _tell(opened.notices, workbench)
        _begin_keepers(context, changes, workbench)

    return Furniture(
        bench=_bench(opened.actor, finder, opener.actions(), display),
        drafts=opened.custody.drafts,
        settings=settings,
        clock=opened.database.clock,
        ids=opened.database.ids,
        rasterise=PdfPages,
        begin=begin,
        features=FEATURES,
        idle_minutes=settings.value(LOCK_MINUTES),
    )


def _begin_keepers(context: PageContext, changes: Changes, workbench: Workbench) -> None:
    """Begin what goes on behind the pages."""
    _follow_merged(context, workbench)
    Morning(context, workbench).begin()
    CardKeeper(context, workbench).begin(changes)
    begin_sealing_again(context, workbench, workbench.show_notice)
    InboxKeeper(context, workbench, FEATURES).begin(changes)
    begin_handing_totals(context, workbench)
    WordKeeper(context, workbench).begin(changes)


def _tell(notices: Iterable[Text], workbench: Workbench) -> None:
    for notice in notices:
        workbench.show_notice(str(notice))


def _follow_merged(context: PageContext, workbench: Workbench) -> None:
    if context.actor.may(Permission.STUDENT_MERGE):
        context.tasks.run(follow_merged_students.bind(), owner=workbench)


def _show(workbench: Workbench, _setting: Setting, value: Any) -> None:
    """Ask the window for a look, size or language chosen on the settings page."""
    chosen = workbench.display
    match value:
        case LookChoice():
            chosen = replace(chosen, theme=value.value)
        case LetterSize():
            chosen = replace(chosen, large=value is LetterSize.LARGE)
        case Language():
            chosen = replace(chosen, language=value.code)
    workbench.display_wanted.emit(chosen)


def _stored(workbench: Workbench, setting: Setting, value: Any) -> None:
    if setting is LOCK_MINUTES:
        workbench.lock_minutes_wanted.emit(value)
