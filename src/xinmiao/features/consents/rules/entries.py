"""What consents say in the timeline of a student and in his printed file, and what of them is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xinmiao.features.consents.records import (
    CONSENT,
    STATE_LABELS,
    STATE_TONES,
    Answer,
    ConsentState,
    ConsentView,
)
from xinmiao.kernel.file_chapters import FileEntry, Labelled
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _, n_, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

LIST, GRID, OWN_GRID, COVERAGE = "consents", "consent_grid", "own_consents", "consent_coverage"
NEW = "new:"
"""Before a student's id: a consent of his is to be written down."""
RUN_OUT = "run_out"
"""The filter of the ledger that a task opens."""


def happened(view: ConsentView) -> date:
    """Return the day of what happened last."""
    return view.withdrawn_on or view.form.answered_on or view.form.asked_on or view.recorded_at.astimezone().date()


def title_of(view: ConsentView) -> str:
    """Return which consent it is."""
    return tr("Consent: {kind}", kind=CONSENT.kind.show(view.form.kind))


def entry(view: ConsentView) -> TimelineEntry:
    """Return a consent as an entry."""
    told = (CONSENT.party.show(view.form.party), view.form.signer, CONSENT.how.show(view.form.how))
    return TimelineEntry(
        kind="consent",
        kind_label=_("Consent"),
        icon="signature",
        happened_at=happened_on(happened(view), view.recorded_at),
        recorded_at=view.recorded_at,
        title=title_of(view),
        excerpt=tr(" · ").join(part for part in told if part),
        person=view.recorded_name,
        target=Target(LIST, view.id),
        state=str(STATE_LABELS[view.state]),
        state_tone=STATE_TONES[view.state],
    )


def file_entry(view: ConsentView) -> FileEntry:
    """Return a consent in full."""
    form = view.form
    names = ("party", "asked_on", "answer", "answered_on", "how", "signer", "place", "note")
    facts = [(CONSENT.field(name), getattr(form, name)) for name in names]
    facts += [(CONSENT.withdrawn_on, view.withdrawn_on), (CONSENT.withdrawn_why, view.withdrawn_why)]
    labelled = [Labelled(str(field.label), field.show(value)) for field, value in facts if value]
    labelled.append(Labelled(tr("Holds until"), view.valid_until.isoformat()))
    return FileEntry(
        title=title_of(view),
        happened_at=happened_on(happened(view), view.recorded_at),
        facts=tuple(labelled),
        signature=tr("Recorded by {name}", name=view.recorded_name),
    )


def open_case_tasks(without: Iterable[ConsentView | None]) -> tuple[Task, ...]:
    """Return the tasks of students with an open case and no consent to counselling.

    Each that ran out is a task of its own; those never asked for are one task together.
    """
    tasks: list[Task] = []
    never = 0
    for last in without:
        if last is None:
            never += 1
        elif last.form.answer is Answer.GIVEN and last.state is ConsentState.RUN_OUT:
            tasks.append(_ran_out(last))
    if never:
        tasks.append(_never(never))
    return tuple(tasks)


def _ran_out(last: ConsentView) -> Task:
    return Task(
        key=f"consent_ran_out:{last.student.id}:{last.valid_until.isoformat()}",
        title=_("Consent of {student} to counselling ran out").format(student=last.student.name),
        why=_("It held until {day}, and the case is still open.").format(day=last.valid_until.isoformat()),
        urgency=Urgency.DUE,
        target=Target(LIST, f"{NEW}{last.student.id}"),
        due=last.valid_until,
    )


def _never(count: int) -> Task:
    return Task(
        key=f"consent_missing:{count}",
        title=n_(
            "{count} student with an open case: no consent to counselling noted",
            "{count} students with an open case: no consent to counselling noted",
            count,
        ),
        why=_("Talks go on all the same; write down what the guardians said."),
        urgency=Urgency.ROUTINE,
        target=Target(LIST, "missing"),
    )
