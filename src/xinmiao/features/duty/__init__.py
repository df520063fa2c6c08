"""The duty roster 值班: who stands in the counselling room when, and what was noted there.

Owns the pattern of shifts, who takes part, the shifts of a term, leave and swaps (school file), and the record of a
shift with its handover (counselling file, because it can speak of children). Does not own what kind of day a day is,
periods, opening hours, rooms and lessons: those are the school calendar's; people are the staff's.
Terms: duty roster, duty shift, shift pattern, leave, swap, duty record, handover, gap.
"""
