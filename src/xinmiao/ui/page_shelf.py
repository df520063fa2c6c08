"""The pages that are open: made when first wanted, kept until the workbench goes.

Owns making them and what concerns all of them at once. Which one is in front is the workbench's affair.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from xinmiao.kernel.feature import PageEntry
from xinmiao.kernel.operations import Change
from xinmiao.kernel.tasks import Target
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.page import Page, PageContext, page_maker


@dataclass(frozen=True)
class Place:
    """Where somebody was on a workbench that is built anew."""

    history: tuple[Target, ...] = ()
    """The ways there, the place in front last."""
    remembered: tuple[tuple[str, str], ...] = ()
    """What pages remember, by name."""
    draft: str = ""
    """The key of the draft that was being typed in front."""


def draft_on(page: Page | None) -> str:
    """Return the key of the draft being typed on `page`; empty for none."""
    keepers = () if page is None else page.findChildren(DraftKeeper)
    open_ones = (keeper for keeper in keepers if keeper.kept and _is_open(keeper.parent()))
    return next((keeper.key for keeper in open_ones), "")


def _is_open(form: QObject | None) -> bool:
    return isinstance(form, QWidget) and form.isVisible()


class PageShelf:
    """Pages by name, in a stack."""

    def __init__(self, entries: tuple[PageEntry, ...], stack: QStackedWidget) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self._stack = stack
        self._pages: dict[str, Page] = {}
        self.context: PageContext | None = None

    def offers(self, name: str) -> bool:
        """Return whether the page may be opened; none before there is a context."""
        return name in self._entries and self.context is not None

    def page(self, name: str) -> Page:
        """Return a page, made when it is opened for the first time."""
        if name not in self._pages:
            self._pages[name] = self._make(name)
        return self._pages[name]

    def note_changes(self, changes: frozenset[Change]) -> None:
        """Tell every page which records were changed."""
        for page in tuple(self._pages.values()):
            page.note_changes(changes)

    def note_display(self) -> None:
        """Tell every page that look, size or language were chosen."""
        for page in tuple(self._pages.values()):
            page.note_display()

    def may_close(self) -> bool:
        """Return whether every page can be left."""
        return all(page.may_leave() for page in self._pages.values())

    def loose_words(self) -> str:
        """Return the label of a page on which something is typed that would be lost; empty when there is none."""
        loose = (name for name, page in self._pages.items() if page.loose_words())
        return next((str(self._entries[name].label) for name in loose), "")

    def remembered(self) -> tuple[tuple[str, str], ...]:
        """Return what pages want to know again when they are built anew, by name."""
        words = ((name, page.remembered()) for name, page in self._pages.items())
        return tuple((name, said) for name, said in words if said)

    def resume(self, remembered: tuple[tuple[str, str], ...]) -> None:
        """Tell the pages that are open again what they remembered."""
        for name, said in remembered:
            if name in self._pages:
                self._pages[name].resume(said)

    def _make(self, name: str) -> Page:
        if self.context is None:
            msg = "begin() comes first"
            raise RuntimeError(msg)
        page = page_maker(self._entries[name])(self.context, self._stack)
        page.setObjectName(page.objectName() or f"page_{name}")
        page.setAccessibleName(str(self._entries[name].label))
        self._stack.addWidget(page)
        return page
