"""What can be done with appointments; the only door to them.

Times are a local day and minutes since midnight. `sources` are the occupancies of all features
(`tuple(source for feature in context.features for source in feature.occupancies)`): duty and the like stand against a
time too. Everything that stands against a time is asked inside the transaction that writes; `TimeTaken` (code E-TAKEN)
carries `.conflicts`, and an `override_reason` books all the same. Ids are made before saving; a retry changes nothing.

Reading::

    list_week(first, last, counsellors=())            -> AppointmentWeek(appointments, broken); () is everybody
    get_appointment(id)                               -> AppointmentView
    list_student_appointments(student_id)             -> tuple[AppointmentView, ...]
    list_case_appointments(case_id)                   -> tuple[AppointmentView, ...]
    list_counsellors()                                -> tuple[CounsellorChoice, ...], oneself first
    get_series(series_id)                             -> SeriesFacts(pattern, appointments)

One appointment (`AppointmentDraft`: student or case or alias; counsellor "" is anybody who is free)::

    check_conflicts(draft, sources)                   -> tuple[TimeConflict, ...]; `.is_warning` needs no reason
    save_appointment(draft, override_reason, sources) -> Stamp; books, changes, and confirms a request
    request_appointment(draft)                        -> Stamp; blocks nothing yet
    record_walk_in(draft, outcome)                    -> Stamp; for what has begun or is over
    move_appointment(id, version, NewTime, scope, *, override_reason, sources)   -> Stamp(changed, left)
    change_series(draft, scope, override_reason, sources)                        -> Stamp; what differs, in all of them
    check_series_change(draft, scope, sources)        -> tuple[TimeConflict, ...], by day
    cancel_appointment(id, version, by, reason, *, scope)                        -> Stamp
    set_outcome(id, version, outcome, reason)         -> Stamp; a correction needs the reason

`SeriesScope` is THIS, LATER or ALL: what is over, has an outcome, was cancelled or differs from its series is left
alone and told as `Stamp.left`.

Series (`SeriesPattern`; the draft says who, where, and from when to when)::

    preview_series(draft, pattern, sources)           -> tuple[SeriesDate, ...]; `.conflicts`, `.advised`
    save_series(draft, pattern, decisions, *, override_reason, sources)          -> SeriesStamp; DateDecision a date

Waiting list::

    list_waiting(with_closed=False)                   -> tuple[WaitingView, ...] by urgency, then by waiting time
    save_waiting(WaitingDraft)                        -> version
    offer_time(entry_id, version, draft, *, is_booked, override_reason, sources) -> Stamp
    close_waiting(entry_id, version, reason)          -> version

A class teacher's request (`RequestForm`), in an envelope; he is told a state and whom to ask::

    send_request(form)                                -> its id
    list_own_requests()                               -> tuple[OwnRequest, ...]
    take_in_request(envelope_id)                      -> None; a request, or an entry of the waiting list

Out of the room (each asking is recorded)::

    collect_pass_slip(id)                             -> PassSlipPrint, for `prints.pass_slip`
    collect_day_list(day, counsellors=())             -> DayListPrint, for `prints.day_list`
    export_appointments(first, last)                  -> own views, for `rules.entries.timed_event`

`rules.entries.note_target(view)` is where the note of an appointment is written, its times filled in.
"""

from xinmiao.features.appointments.operations.arriving import take_in_request
from xinmiao.features.appointments.operations.asking import (
    get_appointment,
    list_case_appointments,
    list_student_appointments,
    list_week,
)
from xinmiao.features.appointments.operations.changing import (
    cancel_appointment,
    change_series,
    check_series_change,
    move_appointment,
    set_outcome,
)
from xinmiao.features.appointments.operations.counting import count_talks
from xinmiao.features.appointments.operations.making import (
    TimeTaken,
    check_conflicts,
    list_counsellors,
    record_walk_in,
    request_appointment,
    save_appointment,
)
from xinmiao.features.appointments.operations.own import list_own_requests, send_request
from xinmiao.features.appointments.operations.printing import (
    collect_day_list,
    collect_pass_slip,
    export_appointments,
)
from xinmiao.features.appointments.operations.series import get_series, preview_series, save_series
from xinmiao.features.appointments.operations.telling import (
    appointment_marks,
    appointment_occupancies,
    appointment_tasks,
    appointment_timeline_entries,
    open_appointment_matters,
)
from xinmiao.features.appointments.operations.waiting import close_waiting, list_waiting, offer_time, save_waiting

__all__ = [
    "TimeTaken",
    "appointment_marks",
    "appointment_occupancies",
    "appointment_tasks",
    "appointment_timeline_entries",
    "cancel_appointment",
    "change_series",
    "check_conflicts",
    "check_series_change",
    "close_waiting",
    "collect_day_list",
    "collect_pass_slip",
    "count_talks",
    "export_appointments",
    "get_appointment",
    "get_series",
    "list_case_appointments",
    "list_counsellors",
    "list_own_requests",
    "list_student_appointments",
    "list_waiting",
    "list_week",
    "move_appointment",
    "offer_time",
    "open_appointment_matters",
    "preview_series",
    "record_walk_in",
    "request_appointment",
    "save_appointment",
    "save_series",
    "save_waiting",
    "send_request",
    "set_outcome",
    "take_in_request",
]
