"""Decisions about plans: states, what may be saved and agreed, what changed, what is due."""
