"""Feedback slips: what the class teacher sees, what the room advises, and what was done, in three dated steps.

Owns the slip and its clocks. What goes between a teacher and the room lies in envelopes, sealed to that teacher and
the counsellors; no word of a note or a case is ever part of one. Taking over at a counsellor's sign-in is
`features.inbox`.
"""
