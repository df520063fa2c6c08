"""Decisions about exceptions to secrecy: what a role may be told, what is wrong with what was written, entries."""
