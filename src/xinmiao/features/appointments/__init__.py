"""Appointments 预约: who is seen when, where and by whom; series, outcomes, and who waits for a time.

Owns appointments with their conflicts, series of them with their exceptions, and the waiting list. Lies in the
counselling file: a student's coming is the room's knowledge. It knows days, rooms and lessons through
`school_calendar`; what was talked about is `casework`'s. Terms: appointment, series, occurrence, outcome, waiting list.
"""
