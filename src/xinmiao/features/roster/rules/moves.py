"""Decisions about changes of status and about what a history of classes shows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xinmiao.features.roster.records import (
    STUDENT,
    STUDENT_MOVE,
    ClassSpell,
    ClassWhy,
    MoveDraft,
    MoveKind,
    MoveView,
    StudentStatus,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

PRESENT = frozenset({StudentStatus.ENROLLED, StudentStatus.ON_LEAVE})
GONE = frozenset({StudentStatus.TRANSFERRED, StudentStatus.GRADUATED})
ON_LEAVE_SOON = timedelta(days=15)
"""So long before a leave ends one begins to prepare the return."""

FROM: dict[MoveKind, frozenset[StudentStatus]] = {
    MoveKind.RETURN: frozenset({StudentStatus.ON_LEAVE}),
    MoveKind.TRANSFER_OUT: PRESENT,
    MoveKind.LEAVE: frozenset({StudentStatus.ENROLLED}),
    MoveKind.TRANSFER_IN: GONE | {StudentStatus.ENROLLED},
    MoveKind.GRADUATION: PRESENT,
}
"""From which status each change starts, the likeliest first; a correction is never typed as one."""
AFTER: dict[MoveKind, StudentStatus] = {
    MoveKind.TRANSFER_IN: StudentStatus.ENROLLED,
    MoveKind.TRANSFER_OUT: StudentStatus.TRANSFERRED,
    MoveKind.LEAVE: StudentStatus.ON_LEAVE,
    MoveKind.RETURN: StudentStatus.ENROLLED,
    MoveKind.GRADUATION: StudentStatus.GRADUATED,
}
WHY = {MoveKind.TRANSFER_IN: ClassWhy.TRANSFERRED_IN, MoveKind.RETURN: ClassWhy.RETURNED}
BATCH = frozenset({MoveKind.TRANSFER_OUT, MoveKind.GRADUATION})
"""What may be said of several students at once: nothing of it is about one of them alone."""

_ICONS = {
    MoveKind.TRANSFER_IN: "user-plus",
    MoveKind.TRANSFER_OUT: "log-out",
    MoveKind.LEAVE: "clock",
    MoveKind.RETURN: "user",
    MoveKind.GRADUATION: "graduation-cap",
    MoveKind.CORRECTION: "pen-line",
}
_CHRONICLE = _("Chronicle")
_KEPT = ("kind", "happened_on", "other_school", "expected_until", "reason", "words")


def last_day(status: StudentStatus, since: date | None) -> date | None:
    """Return the last day in his class of a student who left; None for one who is there."""
    return since - timedelta(days=1) if since is not None and status in GONE else None


def kinds_for(statuses: Iterable[StudentStatus]) -> tuple[MoveKind, ...]:
    """Return what can happen to students of these statuses, to all of them at once when there are several."""
    found = tuple(statuses)
    return tuple(kind for kind, allowed in FROM.items() if set(found) <= allowed and (len(found) == 1 or kind in BATCH))


def fields_of(kind: MoveKind) -> tuple[str, ...]:
    """Return the fields that belong to a kind of change, in the order of the form."""
    more = {
        MoveKind.TRANSFER_IN: ("other_school", "words"),
        MoveKind.TRANSFER_OUT: ("other_school", "words"),
        MoveKind.LEAVE: ("expected_until", "reason", "words"),
        MoveKind.RETURN: ("words",),
    }
    return ("happened_on", *more.get(kind, ()))


def problems(draft: MoveDraft, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a change of status by itself, by field name."""
    values = {name: getattr(draft, name) for name in _KEPT}
    found = STUDENT_MOVE.problems(values, only=_KEPT)
    if draft.happened_on is not None and "happened_on" not in found and draft.happened_on > today:
        found["happened_on"] = _("This day is still to come; record it when it has come.")
    if draft.kind is MoveKind.LEAVE:
        found = {**_leave_problems(draft), **found}
    return found


def _leave_problems(draft: MoveDraft) -> dict[str, Text]:
    found: dict[str, Text] = {}
    if draft.reason is None:
        found["reason"] = _("Please choose the kind of reason.")
    if draft.expected_until is None:
        found["expected_until"] = _("Please say until when; it can be corrected later.")
    elif draft.happened_on is not None and draft.expected_until <= draft.happened_on:
        found["expected_until"] = _("This is not after the beginning of the leave.")
    return found


@dataclass(frozen=True)
class NamedUntil:
    """What a class was called until a day."""

    class_id: str
    label: str
    until: date


def spells(stays: Iterable[ClassSpell], names: Iterable[NamedUntil]) -> tuple[ClassSpell, ...]:
    """Divide stays by what the class was called in each school year; the newest first, those of no day left out."""
    by_class: dict[str, list[NamedUntil]] = {}
    for name in sorted(names, key=lambda name: name.until):
        by_class.setdefault(name.class_id, []).append(name)
    found = [part for stay in stays for part in _divided(stay, by_class.get(stay.class_id, ()))]
    lasting = [part for part in found if part.since is None or part.until is None or part.since <= part.until]
    return tuple(sorted(lasting, key=lambda part: part.since or date.min, reverse=True))


def _divided(stay: ClassSpell, names: Iterable[NamedUntil]) -> Iterable[ClassSpell]:
    since, why = stay.since, stay.why
    for name in names:
        begun = since is None or since <= name.until
        if begun and (stay.until is None or name.until < stay.until):
            yield ClassSpell(stay.class_id, name.label, stay.number_in_class, since, name.until, why)
            since, why = name.until + timedelta(days=1), ClassWhy.PROMOTED
    yield ClassSpell(stay.class_id, stay.label, stay.number_in_class, since, stay.until, why)


def move_words(move: MoveView) -> str:
    """Return what belongs to a change of status, in one line."""
    until = tr("expected until {day}", day=show_date(move.expected_until)) if move.expected_until else ""
    parts = (move.other_school, until, STUDENT_MOVE.reason.show(move.reason), move.words)
    return tr(" · ").join(part for part in parts if part)


def move_entry(move: MoveView) -> TimelineEntry:
    """Return the timeline's entry of a change of status."""
    title = STUDENT_MOVE.kind.show(move.kind)
    if move.kind is MoveKind.CORRECTION:
        title = f"{title}: {STUDENT.status.show(move.status_after)}"
    return TimelineEntry(
        kind="chronicle",
        kind_label=_CHRONICLE,
        icon=_ICONS[move.kind],
        happened_at=happened_on(move.happened_on, move.recorded_at),
        recorded_at=move.recorded_at,
        title=title,
        excerpt=move_words(move),
        person=move.recorded_by,
        target=Target("student", move.student_id),
    )


def spell_entry(student_id: str, spell: ClassSpell) -> TimelineEntry | None:
    """Return the timeline's entry of coming into a class; None when its day is not known."""
    if spell.since is None or spell.why is None:
        return None
    day = datetime.combine(spell.since, time()).astimezone()
    return TimelineEntry(
        kind="chronicle",
        kind_label=_CHRONICLE,
        icon="users",
        happened_at=day,
        recorded_at=day,
        title=tr("In {class_name}", class_name=spell.label),
        excerpt=STUDENT.class_why.show(spell.why),
        person="",
        target=Target("student", student_id),
    )
