"""The way of Tab through a window: every control that takes the keyboard, in the order of the layout.

Qt goes from a container that hands its focus on (a focus proxy) straight to the one it names, and forwards skips
whatever stands before that in the container: the head of a page, the first line of a form. Here containers are
passed over, so that the proxy only says where one begins.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def step_by_tab(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next control of `window`, or the one before; False when there is no other."""
    here = window.focusWidget() or window
    place = _enclosing(here, window)
    every = place.findChildren(QWidget)
    start = every.index(here) if here in every else -1
    ways = (
        [*every[start + 1 :], *every[: max(start, 0)]] if forward else [*every[:start][::-1], *every[start + 1 :][::-1]]
    )
    found = next((widget for widget in ways if takes_tab(widget, window)), None)
    if found is not None:
        found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return found is not None


def takes_tab(widget: QWidget, window: QWidget) -> bool:
    """Return whether Tab stops at a widget."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    stands = widget.focusProxy() is None and widget.isEnabled() and widget.isVisibleTo(window)
    return bool(policy) and stands and widget.window() is window


def _enclosing(widget: QWidget, window: QWidget) -> QWidget:
    """Return the sheet that keeps Tab inside, or the window."""
    place: QWidget | None = widget
    while place is not None and place is not window:
        if place.windowType() is Qt.WindowType.SubWindow:
            return place
        place = place.parentWidget()
    return window
