"""What the lists of letters and openings show."""

from __future__ import annotations

from xinmiao.features.letter_box.records import (
    BOX_OPENING,
    LETTER,
    STATE_LABELS,
    STATE_TONES,
    URGENCY_TONES,
    LetterView,
    OpeningView,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


def letter_columns() -> tuple[Column[LetterView], ...]:
    """Return the columns of letters."""
    return (
        Column("number", _("Letter no."), lambda view: view.number, width=95, strong=True),
        Column("received_on", LETTER.received_on.label, lambda view: view.received_on, show_date, 110),
        Column("sender", _("Sender"), lambda view: view.sender, width=140, secondary=_sender_detail),
        Column("topic", LETTER.topic.label, lambda view: LETTER.topic.show(view.topic), width=150),
        Column("urgency", LETTER.urgency.label, lambda view: view.urgency, width=105, chip=_urgency),
        Column("state", _("State"), lambda view: view.state, width=100, chip=_state),
        Column("wait", _("Waits for"), lambda view: view.wait and view.wait.days, width=100, chip=_wait),
        Column(
            "answered_how",
            LETTER.answered_how.label,
            lambda view: LETTER.answered_how.show(view.answered_how),
            width=120,
            secondary=lambda view: show_date(view.answered_on),
            stretch=True,
        ),
    )


def opening_columns() -> tuple[Column[OpeningView], ...]:
    """Return the columns of openings."""
    return (
        Column("opened_on", BOX_OPENING.opened_on.label, lambda one: one.opened_on, show_date, 150, strong=True),
        Column("letters", BOX_OPENING.letters.label, lambda one: one.letters, width=150, align="right"),
        Column("entered", _("Entered"), lambda one: one.entered, width=170, chip=_entered),
        Column("opened_name", BOX_OPENING.opened_name.label, lambda one: one.opened_name, width=170),
        Column("remark", BOX_OPENING.remark.label, lambda one: one.remark, width=220, stretch=True),
    )


def _sender_detail(view: LetterView) -> str:
    if view.student is not None:
        return view.student.class_label
    return tr("Not in the roster") if view.signed else tr("Anonymous")


def _urgency(view: LetterView) -> Chip:
    return Chip(LETTER.urgency.show(view.urgency), URGENCY_TONES[view.urgency])


def _state(view: LetterView) -> Chip:
    return Chip(STATE_LABELS[view.state], STATE_TONES[view.state])


def _wait(view: LetterView) -> Chip | None:
    if view.wait is None:
        return None
    late = "alarm" if view.wait.at_risk else "warn"
    return Chip(str(view.wait.words), late if view.wait.is_late else "", "clock")


def _entered(one: OpeningView) -> Chip:
    if not one.letters:
        return Chip(_("The box was empty"), "")
    words = tr("{entered} of {letters} entered", entered=one.entered, letters=one.letters)
    return Chip(words, "watch" if one.entered < one.letters else "accent")
