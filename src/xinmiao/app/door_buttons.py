"""The quiet buttons of the lock screen, as they are painted. What they open is `door_actions`'."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xinmiao.kernel.texts import _
from xinmiao.ui.door_button import DoorButton

_BUTTONS = (
    ("restore", _("Restore a backup"), "archive-restore"),
    ("recover", _("Forgotten password · recovery sheet"), "life-buoy"),
    ("first_time", _("First time on this computer"), "monitor"),
    ("try_out", _("Try it with an invented school"), "sprout"),
    ("other_folder", _("Open another folder…"), "folder-open"),
)


def door_buttons(pressed: Callable[[str], object]) -> tuple[DoorButton, ...]:
    """Return the buttons in their order; `pressed` gets the name of one."""
    return tuple(DoorButton(name, words, icon, partial(pressed, name)) for name, words, icon in _BUTTONS)
