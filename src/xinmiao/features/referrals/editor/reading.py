"""How a referral is read: cards of labels and texts, and the path step by step."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from xinmiao.features.referrals.records import (
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
    STATE_LABELS,
    InternalView,
    OutState,
    OutView,
    ReferralWay,
    Step,
)
from xinmiao.features.referrals.rules.entries import step_facts
from xinmiao.features.referrals.rules.path import last_counting
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.reading import Pair, ReadingColumn, fact_card
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import Card


class Reading(ReadingColumn):
    """One referral; shown anew whenever it changes."""

    step_to_correct = Signal(object)
    step_to_take_back = Signal(object)
    """A `Step`."""

    def __init__(self) -> None:
        super().__init__("referral_reading")

    def show_internal(self, view: InternalView) -> None:
        """Show a teacher's referral."""
        self.clear()
        if view.is_closed_to_me:
            self.put(_closed())
            return
        facts = fact_card(_("What was observed"), _pairs(INTERNAL_REFERRAL, view, ("facts", "since", "tried")))
        self.put(facts)
        told: list[Pair] = [
            (str(INTERNAL_REFERRAL.urgency.label), INTERNAL_REFERRAL.urgency.show(view.urgency)),
            (str(INTERNAL_REFERRAL.writer_name.label), view.writer_name),
            (str(INTERNAL_REFERRAL.written_on.label), show_date(view.written_on)),
            (tr("Entered at"), show_datetime(view.recorded_at)),
            (str(INTERNAL_REFERRAL.way.label), INTERNAL_REFERRAL.way.show(view.way)),
        ]
        if view.way is ReferralWay.PAPER:
            told += [(tr("Entered by"), view.entered_name), (str(INTERNAL_REFERRAL.place.label), view.place)]
        wishes = INTERNAL_REFERRAL.wishes_told
        told.append((str(wishes.label), wishes.show(view.wishes_told)))
        self.put(fact_card(_("From whom"), told))
        decision: list[Pair] = [(str(INTERNAL_REFERRAL.decision.label), INTERNAL_REFERRAL.decision.show(view.decision))]
        if view.wait is not None:
            decision.append((tr("Waits for"), str(view.wait.words)))
        else:
            decision += _pairs(INTERNAL_REFERRAL, view, ("decided_on", "decided_name", "advice"))
        self.put(fact_card(_("Decision"), decision))

    def show_out(self, view: OutView) -> None:
        """Show a referral out with its path, the newest step first."""
        self.clear()
        if view.is_closed_to_me:
            self.put(_closed())
            return
        self.put(fact_card(_("Where it stands"), list(_standing(view))))
        last = last_counting(view.steps)
        for step in reversed(view.steps):
            self.put(self._step(step, is_last=last is not None and step.id == last.id, view=view))
        names = ("agency_name", "facts", "advice", "counselled_from", "counselled_until", "times_seen")
        told = _pairs(REFERRAL_OUT, view.form, (*names, "guardian_on", "guardian_how", "guardian_who"))
        self.put(fact_card(tr("Advised on {day}", day=show_date(view.advised_on)), told))

    def _step(self, step: Step, *, is_last: bool, view: OutView) -> Card:
        words = REFERRAL_STEP.kind.show(step.kind)
        card = fact_card(f"{show_date(step.on_date)}  {words}", [(fact.label, fact.text) for fact in step_facts(step)])
        card.setObjectName(f"step_{step.kind.value}")
        recorded = tr("Recorded by {name}, {time}", name=step.recorded_name, time=show_datetime(step.recorded_at))
        card.add(label(recorded, "secondary"))
        if step.is_taken_back:
            card.add(label(tr("Taken back: {reason}", reason=step.taken_back), "strong", wrap=True))
            return card
        if view.state is not OutState.CLOSED or is_last:
            correct = Button(_("Correct"), role="quiet", name="correct_step", icon="pen-line")
            correct.clicked.connect(lambda _checked=False: self.step_to_correct.emit(step))
            card.add_action(correct)
        if is_last:
            back = Button(_("Take back…"), role="quiet", name="take_back_step", icon="undo-2")
            back.clicked.connect(lambda _checked=False: self.step_to_take_back.emit(step))
            card.add_action(back)
        return card


def _standing(view: OutView) -> Iterable[Pair]:
    yield str(_("State")), str(STATE_LABELS[view.state])
    if view.wait is not None:
        counted = tr("every day counts") if view.wait.at_risk else tr("school days")
        yield tr("Waits for"), tr("{days} ({counted})", days=str(view.wait.words), counted=counted)
    if view.next_visit_on is not None:
        yield str(REFERRAL_STEP.next_visit_on.label), show_date(view.next_visit_on)
    if view.case_number:
        yield tr("Case"), view.case_number
    yield str(REFERRAL_OUT.counsellor_name.label), view.counsellor_name


def _pairs(spec: object, view: object, names: Iterable[str]) -> list[Pair]:
    found = ((getattr(spec, name), getattr(view, name)) for name in names)
    return [(str(field.label), field.show(value)) for field, value in found if value not in {None, ""}]


def _closed() -> Banner:
    return Banner(
        "info",
        _("This belongs to a restricted case; your account is not named."),
        _("Ask one of the named colleagues; the case shows who they are."),
    )
