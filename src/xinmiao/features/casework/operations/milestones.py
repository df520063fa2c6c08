"""Intakes and hand-overs as entries of the timeline; no operation of its own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from xinmiao.features.casework.model import Case, CaseHandover, CaseIntake, HandedCase
from xinmiao.features.casework.operations.reading import number_of
from xinmiao.features.casework.records import HANDED_CASE, INTAKE
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on
from xinmiao.vault.unit import Unit

_KIND = "counselling"
_KIND_LABEL = _("Counselling")


def beginnings_and_handings(unit: Unit, cases: Sequence[Case]) -> list[TimelineEntry]:
    """Return the intakes of some cases, and to whom the cases were handed over."""
    found = {case.id: case for case in cases}
    intakes = unit.db.scalars(select(CaseIntake).where(CaseIntake.case_id.in_(found)))
    handed = unit.db.execute(
        select(HandedCase, CaseHandover)
        .join(CaseHandover, CaseHandover.id == HandedCase.handover_id)
        .where(HandedCase.case_id.in_(found))
    )
    entries = [_intake(found[intake.case_id], intake) for intake in intakes]
    return entries + [_handing(found[row[0].case_id], row[0], row[1]) for row in handed]


def _intake(case: Case, intake: CaseIntake) -> TimelineEntry:
    said = (INTAKE.willingness.label, INTAKE.willingness), (INTAKE.secrecy.label, INTAKE.secrecy)
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="file-text",
        happened_at=happened_on(intake.done_on, intake.entered_at),
        recorded_at=intake.entered_at,
        title=tr("Intake of case {number}", number=number_of(case)),
        excerpt=tr(" · ").join(
            tr("{item}: {answer}", item=words, answer=field.show(getattr(intake, field.name))) for words, field in said
        ),
        person=intake.writer or case.counsellor_name,
        target=Target("case_intake", case.id),
    )


def _handing(case: Case, item: HandedCase, handover: CaseHandover) -> TimelineEntry:
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="arrow-right",
        happened_at=happened_on(handover.on_date, handover.created_at),
        recorded_at=handover.created_at,
        title=tr("Case {number} handed over", number=number_of(case)),
        excerpt=tr("From {giver} to {taker}", giver=handover.giver_name, taker=handover.taker_name)
        + tr(" · ")
        + tr("{item}: {answer}", item=HANDED_CASE.reading.label, answer=HANDED_CASE.reading.show(item.reading)),
        person=handover.giver_name,
        target=Target("case_handovers", handover.id),
    )
