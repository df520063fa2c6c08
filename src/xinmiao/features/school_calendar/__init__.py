"""The school's calendar: terms and teaching weeks, what kind of day a day is, period tables, lessons, hours, rooms.

Owns the facts of days and times that appointments and shifts stand on, and lists what a change would touch. It moves
nothing: appointments and duty are other features', asked through `Feature.occupancies`. Lies in the school file.
Terms: term, teaching week, own day, make-up day, period table, period, own lesson, opening hours, room.
"""
