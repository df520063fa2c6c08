"""保全: the name of the record by which a student's file stands still. The vault looks for it, a feature keeps it."""

from __future__ import annotations

HOLD = "preservation_hold"
"""A record of this kind names a `student_id`; it is in force while its `lifted_at` is empty."""
