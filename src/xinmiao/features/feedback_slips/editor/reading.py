"""How a slip is read, by the room and by its teacher: three dated steps, and who has read what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from xinmiao.features.feedback_slips.records import (
    FEEDBACK_SLIP,
    STATE_LABELS,
    OwnSlip,
    SlipState,
    SlipText,
    SlipView,
    SlipWay,
)
from xinmiao.features.feedback_slips.rules.entries import STEPS, labelled
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.waiting import Wait
from xinmiao.ui.reading import Pair, ReadingColumn, fact_card
from xinmiao.ui.widgets.messages import Banner


class SlipReading(ReadingColumn):
    """One slip; shown anew whenever it changes."""

    def __init__(self) -> None:
        super().__init__("slip_reading")

    def show_slip(self, view: SlipView) -> None:
        """Show a slip as the room reads it."""
        self.clear()
        if not view.teacher_is_present:
            told = _("Hand the slip to who is class teacher now, or close it.")
            words = tr("{name} is no longer in charge of this student.", name=view.word.teacher_name)
            self.put(Banner("warning", words, told, dismissible=False, name="slip_teacher_gone"))
        self.put(fact_card(_("Where it stands"), _standing(view)))
        self._put_steps(view.word)
        papers = [
            (str(FEEDBACK_SLIP.background_entered.label), view.background_entered),
            (str(FEEDBACK_SLIP.report_entered.label), view.report_entered),
            (str(FEEDBACK_SLIP.place.label), view.place),
        ]
        if SlipWay.PAPER in {view.background_way, view.report_way}:
            self.put(fact_card(_("On paper"), papers))
        if view.state is SlipState.CLOSED:
            closed = [
                (str(FEEDBACK_SLIP.closed_on.label), view.word.closed_on),
                (str(FEEDBACK_SLIP.closed_name.label), view.closed_name),
                (str(FEEDBACK_SLIP.closing.label), view.closing),
            ]
            self.put(fact_card(_("Slip closed"), closed))

    def show_own(self, own: OwnSlip) -> None:
        """Show a slip as its teacher reads it."""
        self.clear()
        pairs: list[Pair] = [(tr("State"), str(STATE_LABELS[own.state]))]
        if own.report_is_under_way:
            pairs.append((tr("Your words"), tr("On their way to the room")))
        pairs += _waiting(own.wait)
        self.put(fact_card(_("Where it stands"), pairs))
        self._put_steps(own.word)

    def _put_steps(self, word: SlipText) -> None:
        for day, title, names in STEPS:
            pairs = list(labelled(word, names))
            if getattr(word, day) and pairs:
                heading = tr("{day}  {step}", day=getattr(word, day), step=str(title))
                self.put(fact_card(heading, pairs, name=f"step_{day}"))


def _standing(view: SlipView) -> Iterable[Pair]:
    yield tr("State"), str(STATE_LABELS[view.state])
    yield from _waiting(view.wait)
    yield str(FEEDBACK_SLIP.teacher_name.label), view.word.teacher_name
    yield tr("Begun"), f"{view.word.begun_on} {FEEDBACK_SLIP.begun_by.show(view.word.begun_by)}"
    if view.sealed_at is None:
        yield tr("Goes to the teacher"), tr("On paper: print it")
    elif view.read_at is None:
        yield tr("Goes to the teacher"), tr("Sealed on {day}, not read yet", day=_local_day(view.sealed_at))
    else:
        yield tr("Goes to the teacher"), tr("Read on {time}", time=show_datetime(view.read_at))


def _local_day(moment: datetime) -> str:
    return show_date(moment.astimezone().date())


def _waiting(wait: Wait | None) -> Iterable[Pair]:
    if wait is not None:
        yield tr("Waits for"), tr("{days} ({counted})", days=str(wait.words), counted=tr("school days"))
