"""How backup sets look in their table, and what the reasons for them are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from xinmiao.features.data_care.page.cards import size_words
from xinmiao.features.data_care.records import BackupLine
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.moment_words import moment_words
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip

_REASONS: dict[str, Text] = {
    "manual": _("Made by hand"),
    "daily": _("Daily"),
    "at_exit": _("At the end of work"),
    "before_migration": _("Before a new version"),
    "before_change": _("Before a large change"),
}


def reason_words(line: BackupLine) -> str:
    """Return why a set was made."""
    return str(_REASONS[line.reason])


def state_chip(line: BackupLine) -> Chip:
    """Return whether a set was opened and checked."""
    return Chip(_("Verified"), "accent") if line.is_verified else Chip(_("Not opened"), "watch")


def set_columns(now: Callable[[], datetime]) -> tuple[Column[BackupLine], ...]:
    """Return the columns of the table."""
    return (
        Column(
            "made_at",
            _("Made"),
            lambda line: line.made_at,
            lambda moment: moment_words(moment, now()),
            width=200,
            strong=True,
        ),
        Column("state", _("State"), lambda line: line.is_verified, width=120, chip=state_chip),
        Column("reason", _("Why"), reason_words, width=150),
        Column("size", _("Size"), lambda line: line.size, size_words, width=100, align="right"),
        Column("place", _("Place"), _place, width=260, stretch=True),
    )


def _place(line: BackupLine) -> str:
    return tr("This computer: {folder}", folder=line.folder.parent)
