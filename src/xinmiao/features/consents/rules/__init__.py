"""Decisions about consents: where one stands, whether it holds, what is wrong with what was written, entries, tasks."""
