"""From the lanes to the windows: results cross to the UI thread here and nowhere else.

Owns the one cross-thread signal of the program, and the list of those who want to know which records
were changed. What is done with a change is the listener's affair (`page`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from xinmiao.kernel.operations import Change

Listener = Callable[["frozenset[Change]"], None]


class UiBridge(QObject):
    """Runs callables on the UI thread, where the bridge was made.

    One signal and one decorated slot: Qt 6.8 and later can crash when a signal of another thread is
    connected to a plain callable.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._deliver)

    def post(self, action: Callable[[], None]) -> None:
        """Run `action` on the UI thread: at once when called there, else from the event loop."""
        if isValid(self):
            self._arrived.emit(action)

    @Slot(object)
    def _deliver(self, action: Callable[[], None]) -> None:
        action()


class Changes:
    """Tells its listeners which records were changed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call `listener` with every set of changes from now on."""
        self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Stop calling `listener`; nothing happens when it is not listening."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def publish(self, changes: frozenset[Change]) -> None:
        """Tell every listener; an empty set is not worth telling."""
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)
