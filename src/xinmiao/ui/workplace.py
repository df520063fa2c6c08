"""The place of a signed-in person in the window: furnished at sign-in, built anew for another size or language.

Owns which sign-in is open and its workbench in the stack. When it is opened and locked is the shell's affair.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from xinmiao.ui.covers import Covers
from xinmiao.ui.display import Display
from xinmiao.ui.engines import Engines
from xinmiao.ui.tasks import WorkspaceLike

if TYPE_CHECKING:
    from xinmiao.ui.page_shelf import Place
    from xinmiao.ui.signed_in import Furniture, SignedIn

Furnish = Callable[[WorkspaceLike], "Furniture"]


class Workplace(QObject):
    """Holds at most one sign-in. `show_display` installs and keeps another look, size or language."""

    furnished = Signal(object, int)
    """A `Workbench` that stands in the stack, and the minutes until the account's lock; its pages are not open yet."""

    def __init__(
        self,
        stack: QStackedWidget,
        engines: Engines,
        furnish: Furnish,
        bug: Callable[[BaseException], None],
        *,
        show_display: Callable[[Display], None] | None,
        covers: Covers,
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._engines = engines
        self._furnish = furnish
        self._bug = bug
        self._show_display = show_display
        self._covers = covers
        self.signed_in: SignedIn | None = None

    def furnish(self, workspace: WorkspaceLike, window: QWidget, place: Place | None = None) -> None:
        """Put up the workbench of a sign-in and open its first page, or `place`."""
        from xinmiao.ui.signed_in import SignedIn  # noqa: PLC0415 -- not before the lock screen is painted

        furniture = self._furnish(workspace)
        self.signed_in = SignedIn(workspace, furniture, self._engines, window, self._bug)
        bench = self.signed_in.workbench
        bench.display_wanted.connect(self._choose_display)
        self._stack.addWidget(bench)
        self._stack.setCurrentWidget(bench)
        self.furnished.emit(bench, furniture.idle_minutes)
        self.signed_in.begin(place)

    def clear(self) -> SignedIn | None:
        """Take the workbench out of the window; the sign-in is the caller's to end."""
        signed_in, self.signed_in = self.signed_in, None
        if signed_in is not None:
            self._stack.removeWidget(signed_in.workbench)
        return signed_in

    def _choose_display(self, display: Display) -> None:
        from xinmiao.ui.rebuilding import change_display  # noqa: PLC0415 -- as above

        if self.signed_in is not None and self._show_display is not None:
            change_display(self.signed_in, display, self._show_display, self._rebuild)

    def _rebuild(self, before: SignedIn, show: Callable[[], None]) -> None:
        """Build everything anew where one is, after `show`; not when the window was locked meanwhile."""
        if before is not self.signed_in:
            return
        place, window = before.workbench.place, self._stack.window()
        show()
        self._stack.removeWidget(before.workbench)
        workspace = before.release()
        self._covers.renew()
        self.furnish(workspace, window, place)
