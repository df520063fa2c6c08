"""What the ledger of consents shows of each."""

from __future__ import annotations

from xinmiao.features.consents.records import CONSENT, STATE_LABELS, STATE_TONES, ConsentView
from xinmiao.features.consents.rules.entries import happened
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


def ledger_columns() -> tuple[Column[ConsentView], ...]:
    """Return the columns of the ledger: who and for what, and what came of it."""
    return (*_asked_columns(), *_answer_columns())


def _asked_columns() -> tuple[Column[ConsentView], ...]:
    student: Column[ConsentView] = Column(
        "student",
        _("Student"),
        lambda view: view.student.name,
        width=150,
        strong=True,
        secondary=lambda view: view.student.class_label,
        sort_key=lambda view: view.student.pinyin,
    )
    kind: Column[ConsentView] = Column(
        "kind",
        CONSENT.kind.label,
        lambda view: view.form.kind,
        CONSENT.kind.show,
        150,
        secondary=lambda view: CONSENT.party.show(view.form.party),
    )
    return (student, kind)


def _answer_columns() -> tuple[Column[ConsentView], ...]:
    place = CONSENT.place.label
    return (
        Column("state", _("State"), _state, width=150, chip=lambda view: Chip(_state(view), STATE_TONES[view.state])),
        Column("day", _("Day"), happened, show_date, 210, secondary=_told),
        Column("valid_until", _("Holds until"), lambda view: view.valid_until, show_date, 120),
        Column("place", place, lambda view: view.form.place, lambda kept: kept or "—", 120, stretch=True),
    )


def _state(view: ConsentView) -> str:
    return str(STATE_LABELS[view.state])


def _told(view: ConsentView) -> str:
    return tr(" · ").join(part for part in (CONSENT.how.show(view.form.how), view.form.signer) if part)
