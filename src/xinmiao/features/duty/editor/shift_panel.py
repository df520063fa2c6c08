"""One shift in the sheet: who stands when and where, how far it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from xinmiao.features.duty.records import DUTY_SHIFT, Gap, ShiftView
from xinmiao.features.duty.rules.checks import span_words
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner


@dataclass(frozen=True)
class Offer:
    """Something that can be done with a shift."""

    name: str
    words: Text
    deed: Callable[[ShiftView], object]
    icon: str = ""


class ShiftPanel(QWidget):
    """Facts above, offers below; the first offer is the one for now."""

    def __init__(self, shift: ShiftView, gap: Gap | None, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.setObjectName("shift_panel")
        self.shift = shift
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-m"))
        column.addWidget(label(shift.person, "title", wrap=True))
        column.addWidget(label(f"{span_words(shift.day, shift.starts, shift.ends)} {shift.name}", "strong", wrap=True))
        for words in _facts(shift):
            column.addWidget(label(words, "muted", wrap=True))
        if gap is not None:
            column.addWidget(Banner("warning", gap.words, dismissible=False, name="shift_gap"))
        column.addWidget(_buttons(shift, offers))
        column.addStretch(1)


def _facts(shift: ShiftView) -> tuple[str, ...]:
    signed = tr("{label}: {time}", label=DUTY_SHIFT.signed_in_at.label, time=show_datetime(shift.signed_in_at))
    out = tr("{label}: {time}", label=DUTY_SHIFT.signed_out_at.label, time=show_datetime(shift.signed_out_at))
    return tuple(
        words
        for words, shown in (
            (shift.room, bool(shift.room)),
            (tr("instead of {name}", name=shift.planned), bool(shift.planned)),
            (signed, shift.signed_in_at is not None),
            (out, shift.signed_out_at is not None),
        )
        if shown
    )


def _buttons(shift: ShiftView, offers: Sequence[Offer]) -> QWidget:
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    flow = FlowLayout(holder, theme.current().size("space-s"))
    for place, offer in enumerate(offers):
        button = Button(
            offer.words,
            role="secondary" if place else "primary",
            icon=offer.icon,
            name=f"shift_{offer.name}",
            clicked=partial(offer.deed, shift),
        )
        flow.addWidget(button)
    return holder
