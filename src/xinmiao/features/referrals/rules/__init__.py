"""Decisions about referrals: the path, its clocks, what is wrong with what was written, entries and tasks."""
