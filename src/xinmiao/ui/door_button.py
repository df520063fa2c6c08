"""A quiet button of the lock screen, as it is declared: less than an action, because it is painted first of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from xinmiao.kernel.texts import Text


class DoorButton(NamedTuple):
    """A name for tests, words, an icon, and what is done."""

    name: str
    label: Text
    icon: str
    pressed: Callable[[], object]
