"""How a request is read: where it stands, its preservation, and what was written down part by part."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from xinmiao.features.file_access.records import (
    FILE_ACCESS,
    STATE_LABELS,
    AccessView,
    ApprovalLine,
    HoldView,
)
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.reading import Pair, ReadingColumn, fact_card
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import Card

_PARTS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        _("Who asks for what"),
        (
            "asked_on",
            "applicant",
            "relation",
            "contact",
            "id_document",
            "letter",
            "officer_1",
            "officer_2",
            "ground",
            "scope",
            "wanted",
            "registered_name",
        ),
    ),
    (_("The student’s opinion"), ("age_group", "opinion", "opinion_words", "opinion_on", "opinion_by")),
    (
        _("The principal"),
        (
            "approval_asked_on",
            "approval",
            "approval_way",
            "approver_name",
            "approved_on",
            "approval_words",
            "approval_place",
        ),
    ),
    (_("Decision"), ("decision", "decided_on", "decided_name", "decision_words", "nevertheless")),
    (_("Summary for the applicant"), ("summary",)),
    (_("What was given"), ("given_on", "manner", "given_what", "pages", "sat_by")),
    (_("Receipt"), ("receipt", "receipt_on", "receipt_who", "receipt_words", "receipt_place")),
)


class AccessReading(ReadingColumn):
    """One request; shown anew whenever it changes."""

    lift_wanted = Signal()
    confirm_wanted = Signal()
    confirm_here_wanted = Signal()
    decline_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("file_access_reading")

    def show_access(self, view: AccessView, hold: HoldView | None) -> None:
        """Show a request with its preservation, the newest part first."""
        self.clear()
        if hold is not None:
            self.put(self._hold_card(hold))
        self.put(fact_card(_("Where it stands"), _standing(view), name="file_access_standing"))
        for title, names in reversed(_PARTS):
            if pairs := list(_pairs(view, names)):
                self.put(fact_card(title, pairs))

    def show_request(self, line: ApprovalLine) -> None:
        """Show the principal what he decides about."""
        self.clear()
        request, signature = line.request, line.signature
        told = _("You see who asks and why. The file itself stays closed to you, as the rules of the school ask.")
        self.put(Banner("info", told, dismissible=False, name="signing_told"))
        if signature is not None:
            decided = [
                (str(FILE_ACCESS.approval.label), FILE_ACCESS.approval.show(signature.approval)),
                (str(FILE_ACCESS.approved_on.label), FILE_ACCESS.approved_on.show(signature.signed_on)),
                (str(FILE_ACCESS.approval_words.label), signature.words),
            ]
            self.put(fact_card(_("What you signed"), decided))
        names = ("asked_on", "applicant", "relation", "letter", "ground", "scope", "wanted")
        pairs = [(str(FILE_ACCESS.field(n).label), FILE_ACCESS.field(n).show(getattr(request, n))) for n in names]
        pairs.insert(4, (tr("Officers"), tr(", ").join(request.officers)))
        about = [(tr("Student"), f"{request.student}　{request.class_label}")]
        about.append((str(FILE_ACCESS.opinion.label), request.opinion or tr("Not asked yet, or under 14")))
        self.put(fact_card(_("About whom"), about))
        self.put(fact_card(_("Who asks for what"), [*pairs, (tr("Laid before you by"), request.asked_by)]))

    def _hold_card(self, hold: HoldView) -> Card:
        set_at = tr("{time}, {name}", time=show_datetime(hold.set_at), name=hold.set_name)
        pairs: list[Pair] = [(tr("Preserved since"), set_at)]
        if hold.lift_asked_at is not None:
            asked = tr("{time}, {name}", time=show_datetime(hold.lift_asked_at), name=hold.lift_asked_name)
            pairs += [(tr("Lifting asked for"), asked), (str(tr("Reason")), hold.lift_reason)]
        if hold.lifted_at is not None:
            pairs.append(
                (tr("Lifted"), tr("{time}, {name}", time=show_datetime(hold.lifted_at), name=hold.lifted_name))
            )
        title = _("This file is preserved") if hold.is_in_force else _("The preservation is lifted")
        card = fact_card(title, pairs, name="hold_card")
        if hold.waits_for_second:
            if not hold.asked_by_me:
                card.add_action(Button(_("Confirm"), name="confirm_lifting", clicked=self.confirm_wanted.emit))
            here = Button(
                _("Second person here…"), role="quiet", name="confirm_here", clicked=self.confirm_here_wanted.emit
            )
            card.add_action(here)
            words = _("Take it back") if hold.asked_by_me else _("Decline")
            card.add_action(Button(words, role="quiet", name="decline_lifting", clicked=self.decline_wanted.emit))
        elif hold.is_in_force:
            card.add_action(Button(_("Lift it…"), role="quiet", name="ask_lifting", clicked=self.lift_wanted.emit))
        return card


def _standing(view: AccessView) -> list[Pair]:
    asked = {True: tr("Yes, from 14 on"), False: tr("No, under 14"), None: tr("Not known: the birth date is missing")}
    return [
        (tr("State"), str(STATE_LABELS[view.state])),
        (tr("Number"), view.number),
        (tr("The student is asked"), asked[view.is_from_14]),
        (tr("Entered at"), show_datetime(view.recorded_at)),
    ]


def _pairs(view: AccessView, names: Iterable[str]) -> Iterable[Pair]:
    for name in names:
        field = FILE_ACCESS.field(name)
        value = getattr(view, name)
        if value not in {None, ""}:
            yield str(field.label), field.show(value)
