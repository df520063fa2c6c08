"""Today: what should be done next, derived from the records, and reminders made by hand.

Owns reminders and the reasons for which tasks were dismissed. Owns no task itself: every feature
derives its own, and Today ranks them. Terms: task, reminder 提醒, dismissal.
"""
