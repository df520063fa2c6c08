"""What referrals say in the timeline of a student, and in the chapter of his printed file."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.features.referrals.records import (
    DECISION_TONES,
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
    STATE_LABELS,
    STATE_TONES,
    InternalView,
    OutView,
    Step,
    StepKind,
)
from xinmiao.features.referrals.rules.checking import STEP_FIELDS
from xinmiao.features.referrals.rules.due import IN_PAGE, OUT_PAGE
from xinmiao.features.referrals.rules.path import counting
from xinmiao.kernel.file_chapters import FileEntry, Labelled
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

KIND = "referral"
KIND_LABEL = _("Referral")


def of_internal(view: InternalView) -> TimelineEntry:
    """Return a teacher's referral as an entry."""
    return TimelineEntry(
        kind=KIND,
        kind_label=KIND_LABEL,
        icon="inbox",
        happened_at=happened_on(view.written_on, view.recorded_at),
        recorded_at=view.recorded_at,
        title=tr("Referred to the room by {name}", name=view.writer_name),
        excerpt=view.facts,
        person=view.writer_name,
        target=Target(IN_PAGE, view.id),
        state=INTERNAL_REFERRAL.decision.show(view.decision),
        state_tone=DECISION_TONES[view.decision],
    )


def of_out(view: OutView) -> Iterable[TimelineEntry]:
    """Yield the advice and each step that counts; of one in a restricted case only that it is there."""
    closed = view.is_closed_to_me
    title = tr("Referred out") if closed else tr("Referred to {agency}", agency=view.form.agency_name)
    yield TimelineEntry(
        kind=KIND,
        kind_label=KIND_LABEL,
        icon="external-link",
        happened_at=happened_on(view.advised_on, view.recorded_at),
        recorded_at=view.recorded_at,
        title=title,
        excerpt=view.form.facts,
        person=view.counsellor_name,
        target=Target(OUT_PAGE, view.id),
        state="" if closed else str(STATE_LABELS[view.state]),
        state_tone="" if closed else STATE_TONES[view.state],
    )
    for step in () if closed else counting(view.steps):
        yield _step(view, step)


def _step(view: OutView, step: Step) -> TimelineEntry:
    return TimelineEntry(
        kind=KIND,
        kind_label=KIND_LABEL,
        icon="check" if step.kind is StepKind.CLOSED else "arrow-right",
        happened_at=happened_on(step.on_date, step.recorded_at),
        recorded_at=step.recorded_at,
        title=tr("Referral: {step}", step=REFERRAL_STEP.kind.show(step.kind)),
        excerpt=tr(" · ").join(part for part in (step.form.hospital, step.form.words) if part),
        person=step.recorded_name,
        target=Target(OUT_PAGE, view.id),
    )


def step_facts(step: Step, *, inside: bool = True) -> tuple[Labelled, ...]:
    """Return what a step says, field by field; the hospital's words only where it stays `inside` the room."""
    names = (name for name in STEP_FIELDS[step.kind] if name != "on_date" and (inside or name != "quoted"))
    fields = ((REFERRAL_STEP.field(name), getattr(step.form, name)) for name in names)
    return tuple(Labelled(str(field.label), field.show(value)) for field, value in fields if value)


def internal_entry(view: InternalView) -> FileEntry:
    """Return a teacher's referral in full."""
    facts = (
        ("urgency", view.urgency),
        ("since", view.since),
        ("decision", view.decision),
        ("decided_on", view.decided_on),
        ("decided_name", view.decided_name),
    )
    passages = (("facts", view.facts), ("tried", view.tried), ("advice", view.advice))
    return FileEntry(
        title=tr("Referred to the room by {name}", name=view.writer_name),
        happened_at=happened_on(view.written_on, view.recorded_at),
        facts=tuple(_labelled(INTERNAL_REFERRAL, facts)),
        passages=tuple(_labelled(INTERNAL_REFERRAL, passages)),
        signature=tr("Entered by {name}", name=view.entered_name) if view.entered_name else "",
    )


def out_entry(view: OutView) -> FileEntry:
    """Return a referral out in full with its steps; words of the hospital are left out of every paper."""
    form = view.form
    names = ("agency_name", "counselled_from", "counselled_until", "times_seen", "guardian_on", "guardian_who")
    steps = [
        Labelled(
            f"{step.on_date.isoformat()} {REFERRAL_STEP.kind.show(step.kind)}",
            "\n".join(f"{fact.label}: {fact.text}" for fact in step_facts(step, inside=False)) or "—",
        )
        for step in counting(view.steps)
    ]
    passages = (("facts", form.facts), ("advice", form.advice))
    return FileEntry(
        title=tr("Referred out: {state}", state=str(STATE_LABELS[view.state])),
        happened_at=happened_on(view.advised_on, view.recorded_at),
        facts=tuple(_labelled(REFERRAL_OUT, ((name, getattr(form, name)) for name in names))),
        passages=(*_labelled(REFERRAL_OUT, passages), *steps),
        signature=tr("Recorded by {name}", name=view.counsellor_name),
    )


def _labelled(spec: object, pairs: Iterable[tuple[str, object]]) -> Iterable[Labelled]:
    for name, value in pairs:
        if value not in {None, ""}:
            field = getattr(spec, name)
            yield Labelled(str(field.label), field.show(value))
