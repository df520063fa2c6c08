"""What the lists of exceptions to secrecy and of own slips show of each."""

from __future__ import annotations

from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION, ExceptionView, OwnSlip
from xinmiao.features.secrecy_exceptions.rules.entries import state_of
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


def exception_columns() -> tuple[Column[ExceptionView], ...]:
    """Return the columns of the list; a closed one shows only that it is there."""
    return (
        Column(
            "student",
            _("Student"),
            lambda view: view.student.name,
            width=130,
            strong=True,
            secondary=lambda view: view.student.class_label,
            sort_key=lambda view: view.student.pinyin,
        ),
        Column("told_on", SECRECY_EXCEPTION.told_on.label, lambda view: view.told_on, show_date, 120),
        Column("receiver", _("Told"), _receiver, width=170, stretch=True, secondary=_ground),
        Column("state", _("State"), _state, width=170, chip=_chip),
    )


def own_columns() -> tuple[Column[OwnSlip], ...]:
    """Return the columns of one's own slips."""
    return (
        Column("sent_at", _("Date"), lambda slip: slip.sent_at, show_datetime, 170, strong=True),
        Column("sender", _("From"), lambda slip: slip.sender, width=130, stretch=True),
        Column("state", _("State"), lambda slip: slip.read_at, _read_words, 170, chip=_own_chip),
    )


def _receiver(view: ExceptionView) -> str:
    if view.is_closed_to_me:
        return tr("Restricted")
    return tr(" · ").join((SECRECY_EXCEPTION.role.show(view.form.role), view.form.receiver))


def _ground(view: ExceptionView) -> str:
    return "" if view.is_closed_to_me else SECRECY_EXCEPTION.ground.show(view.form.ground)


def _state(view: ExceptionView) -> str:
    return state_of(view)[0] or ("" if view.is_closed_to_me else SECRECY_EXCEPTION.how.show(view.form.how))


def _chip(view: ExceptionView) -> Chip | None:
    return Chip(_state(view), state_of(view)[1]) if _state(view) else None


def _read_words(at: object) -> str:
    return tr("Read") if at else tr("Not read yet")


def _own_chip(slip: OwnSlip) -> Chip:
    return Chip(_read_words(slip.read_at), "" if slip.read_at else "watch")
