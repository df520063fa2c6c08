"""Making appointments: a time is asked for, given to somebody, or entered after somebody simply came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from xinmiao.features.accounts.operations import list_accounts
from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.operations.answering import answer_asker
from xinmiao.features.appointments.operations.ground import Source, ground_for
from xinmiao.features.appointments.operations.reading import case_students, lines_of
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    OPEN_STATES,
    OUTCOMES,
    AppointmentDraft,
    AppointmentState,
    CounsellorChoice,
    RequestState,
    Stamp,
    TimeConflict,
)
from xinmiao.features.appointments.rules import checking
from xinmiao.features.appointments.rules.conflicts import Ground, Wanted, conflicts_of, counsellor_is_free, hard
from xinmiao.features.roster.records import StudentStatus
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.vault.any_record import any_record
from xinmiao.vault.unit import Unit

_ACTIVE = "active"
_GONE = frozenset({StudentStatus.TRANSFERRED, StudentStatus.GRADUATED})
_FIELDS = ("student_id", "case_id", "alias", "room_id", "kind", "place", "note", "asked_by")


class TimeTaken(RuleBroken):
    """Something stands against a time; `conflicts` says what, by day. A reason overrides it."""

    code = "E-TAKEN"

    def __init__(self, conflicts: Sequence[TimeConflict]) -> None:
        self.conflicts = tuple(conflicts)
        told = "".join(str(each.words) for each in self.conflicts[:3])
        super().__init__(
            _("This time is taken: {what}").format(what=told),
            _("Choose another time, or say why it is booked all the same."),
        )


@query(
    requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("labels stand on the lock screen")
)
def list_counsellors(unit: Unit) -> tuple[CounsellorChoice, ...]:
    """Return the counsellors who can be booked, oneself first."""
    own = CounsellorChoice(unit.actor.account, unit.actor.label, is_own=True)
    if not unit.database.has_custody:
        return (own,)
    others = (
        CounsellorChoice(line.id, line.label, is_own=False)
        for line in unit.run(list_accounts.bind())
        if line.standing == _ACTIVE and Role.COUNSELLOR in line.roles and not line.is_own
    )
    return (own, *others)


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("what stands against a time, without whose it is"),
)
def check_conflicts(unit: Unit, draft: AppointmentDraft, sources: tuple[Source, ...] = ()) -> tuple[TimeConflict, ...]:
    """Return what stands against a draft, what needs a reason first; nothing for a draft without day and times.

    `sources` are the `Feature.occupancies` of all features. With any counsellor, of the one who would be chosen.
    """
    if checking.time_problems(draft.day, draft.starts, draft.ends, unit.clock.today()):
        return ()
    wanted, ground = _placed(unit, wanted_of(unit, draft), sources)
    return conflicts_of(wanted, ground)


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.requested")
def request_appointment(unit: Unit, draft: AppointmentDraft) -> Stamp:
    """Keep a time somebody asked for; it blocks nothing until it is confirmed.

    Raises:
        ValidationFailed, RuleBroken, NotFound, Conflict: see `save_appointment`.
    """
    refuse_unsound(unit, draft, is_coming=True)
    row = _row_of(unit, draft, AppointmentState.REQUESTED)
    return _kept(unit, row, draft, wanted_of(unit, draft))


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.booked")
def save_appointment(
    unit: Unit, draft: AppointmentDraft, override_reason: str = "", sources: tuple[Source, ...] = ()
) -> Stamp:
    """Book a time, or change an appointment or a request (`base_version`); a request that is saved is booked.

    What stands against it is asked in this transaction. Asking again with the same id (a retry) changes nothing.

    Raises:
        ValidationFailed: nobody named, a refused value, a time that is over or more than two years ahead.
        NotFound: no such student, case or counsellor.
        RuleBroken: the student left the school, it has an outcome, or it was cancelled.
        TimeTaken: something stands against it, and no reason is given.
        Restricted: the case is sealed to others.
        Conflict: somebody changed it since `base_version`.
    """
    if draft.base_version is None and (there := unit.db.get(Appointment, draft.id)) is not None:
        return stamp_of(there)
    refuse_unsound(unit, draft, is_coming=True)
    wanted, ground = _placed(unit, wanted_of(unit, draft), sources)
    row = _row_of(unit, draft, AppointmentState.BOOKED)
    refuse_taken(row, conflicts_of(wanted, ground), override_reason)
    if draft.base_version is not None:
        answer_asker(unit, row.id, RequestState.BOOKED)
    return _kept(unit, row, draft, wanted)


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.walk_in")
def record_walk_in(unit: Unit, draft: AppointmentDraft, outcome: AppointmentState = AppointmentState.ARRIVED) -> Stamp:
    """Record somebody who came without an appointment; it has been, so that nothing stands against it.

    Raises:
        ValidationFailed: nobody named, a refused value, or a time that has not begun.
        NotFound, RuleBroken, Restricted: see `save_appointment`.
    """
    if (there := unit.db.get(Appointment, draft.id)) is not None:
        return stamp_of(there)
    refuse_unsound(unit, draft, is_coming=False)
    day, starts = draft.day, draft.starts
    if day is not None and starts is not None and not checking.has_begun(day, starts, unit.clock.now()):
        raise ValidationFailed({"day": _("This time has not begun yet; please book it instead.")})
    row = _row_of(unit, draft, outcome if outcome in OUTCOMES else AppointmentState.ARRIVED)
    return _kept(unit, row, draft, wanted_of(unit, draft))


# -- what the other operations of the slice use ---------------------------------------------------


def stamp_of(row: Appointment, changed: int = 1, left: tuple[date, ...] = ()) -> Stamp:
    """Return an appointment as it stands."""
    return Stamp(row.id, row.version, row.counsellor, changed, left)


def refuse_unsound(unit: Unit, draft: AppointmentDraft, *, is_coming: bool) -> None:
    """Refuse what is wrong with a draft by itself, and who cannot be booked."""
    problems = checking.draft_problems(draft, unit.clock.today())
    if not problems and is_coming and draft.day is not None and draft.ends is not None:
        problems |= checking.coming_problems(draft.day, draft.ends, unit.clock.now())
    if problems:
        raise ValidationFailed(problems)
    refuse_who_cannot_come(unit, draft.student_id, draft.case_id)


def refuse_who_cannot_come(unit: Unit, student_id: str | None, case_id: str | None) -> None:
    """Refuse students who are gone and cases of somebody else or sealed to others."""
    if case_id is not None:
        any_record(unit, "case", case_id)
        of_case = case_students(unit, (case_id,)).get(case_id)
        if student_id is not None and of_case is not None and of_case != student_id:
            raise RuleBroken(_("This case is of another student."), _("Choose a case of the same student."))
    if student_id is None:
        return
    line = lines_of(unit, (student_id,)).get(student_id)
    if line is None:
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    if line.status in _GONE:
        raise RuleBroken(
            _("This student has left the school."),
            _("Nothing can be booked; what is agreed afterwards goes into a note."),
        )


def wanted_of(unit: Unit, draft: AppointmentDraft) -> Wanted:
    """Return the time a sound draft wants; without a counsellor somebody has to be chosen (`_placed`)."""
    student_id = draft.student_id or case_students(unit, (draft.case_id,)).get(draft.case_id)
    name = counsellor_name(unit, draft.counsellor) if draft.counsellor else ""
    assert draft.day is not None and draft.starts is not None and draft.ends is not None  # noqa: S101, PT018 -- sound
    return Wanted(
        draft.day, draft.starts, draft.ends, draft.counsellor, name, student_id, draft.room_id, frozenset({draft.id})
    )


def counsellor_name(unit: Unit, account: str) -> str:
    """Return the name of a counsellor who can be booked.

    Raises:
        NotFound: no counsellor of this school, or his account is no longer in use.
    """
    found = next((each for each in unit.run(list_counsellors.bind()) if each.account == account), None)
    if found is None:
        raise NotFound(
            _("This counsellor's account is no longer in use."), _("Choose another counsellor for this appointment.")
        )
    return found.name


def _placed(unit: Unit, wanted: Wanted, sources: tuple[Source, ...]) -> tuple[Wanted, Ground]:
    """Return a time with its counsellor and the ground it stands on; anybody is who is free and has least to do."""
    if wanted.counsellor:
        return wanted, ground_for(unit, (wanted,), sources)
    choices = unit.run(list_counsellors.bind())
    ground = ground_for(unit, (wanted,), sources, [each.account for each in choices])
    booked = Counter(taken.counsellor for taken in ground.days[wanted.day].taken)
    candidates = [wanted.by(each.account, each.name) for each in choices]
    free = [each for each in candidates if counsellor_is_free(each, ground)]
    chosen = min(free or candidates[:1], key=lambda each: (booked[each.counsellor], each.counsellor_name))
    return chosen, ground


def refuse_taken(row: Appointment, conflicts: Sequence[TimeConflict], override_reason: str) -> None:
    """Refuse a taken time without a reason; with one, keep it."""
    standing = hard(conflicts)
    words = override_reason.strip()
    if standing and not words:
        raise TimeTaken(standing)
    if problems := APPOINTMENT.problems({"override_reason": words or None}, only=("override_reason",)):
        raise ValidationFailed(problems)
    row.override_reason = words if standing else None


def _row_of(unit: Unit, draft: AppointmentDraft, state: AppointmentState) -> Appointment:
    """Return the row of a draft with its new state."""
    if draft.base_version is None:
        return Appointment(id=draft.id, state=state)
    row = unit.editable(Appointment, draft.id, draft.base_version)
    unit.seals.require_open(row)
    refuse_finished(row)
    if row.series_id is not None and _differs(row, draft):
        row.is_exception = True
    row.state = state
    return row


def _differs(row: Appointment, draft: AppointmentDraft) -> bool:
    """Return whether a draft takes other times, another room or another counsellor than an appointment does."""
    before = (row.day, row.starts, row.ends, row.room_id, row.counsellor)
    return before != (draft.day, draft.starts, draft.ends, draft.room_id, draft.counsellor or row.counsellor)


def refuse_finished(row: Appointment) -> None:
    """Refuse to change what is over or was cancelled."""
    if row.state not in OPEN_STATES:
        raise RuleBroken(*_finished(row.state))


def _finished(state: AppointmentState) -> tuple[Text, Text]:
    if state is AppointmentState.CANCELLED:
        return _("This appointment was cancelled."), _("Book a new one.")
    return _("This appointment has its outcome already."), _("Correct the outcome, with a reason.")


def _kept(unit: Unit, row: Appointment, draft: AppointmentDraft, wanted: Wanted) -> Stamp:
    if not wanted.counsellor:
        wanted = wanted.by(unit.actor.account, unit.actor.label)
    put_time(row, wanted)
    for name, value in _values(draft, wanted).items():
        if getattr(row, name, None) != value:
            setattr(row, name, value)
    unit.db.add(row)
    concern(unit, row)
    unit.db.flush()
    return stamp_of(row)


def _values(draft: AppointmentDraft, wanted: Wanted) -> dict[str, Any]:
    """Return what a draft says beside its time, as it is kept."""
    draft = replace(draft, student_id=wanted.student_id, alias=_alias(draft, wanted))
    texts = {name: getattr(draft, name).strip() or None for name in ("alias", "place", "note", "asked_by")}
    return {name: getattr(draft, name) for name in _FIELDS} | texts


def differing(unit: Unit, row: Appointment, draft: AppointmentDraft) -> dict[str, Any]:
    """Return what a draft says otherwise than its appointment does, beside its time."""
    said = _values(draft, wanted_of(unit, draft))
    return {name: value for name, value in said.items() if name != "room_id" and getattr(row, name) != value}


def _alias(draft: AppointmentDraft, wanted: Wanted) -> str:
    """Return under which name somebody is kept: none for a student of the roster."""
    if wanted.student_id is not None:
        return ""
    return draft.alias.strip() or tr("Without a name")


def put_time(row: Appointment, wanted: Wanted) -> None:
    """Put day, times, counsellor and room into a row."""
    row.day, row.starts, row.ends = wanted.day, wanted.starts, wanted.ends
    row.counsellor, row.counsellor_name, row.room_id = wanted.counsellor, wanted.counsellor_name, wanted.room_id


def concern(unit: Unit, row: Appointment) -> None:
    """Name an appointment and whom it is with."""
    unit.concerns("student", row.student_id)
    unit.concerns(APPOINTMENT.record, row.id)
