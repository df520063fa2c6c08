"""Append-only steps from one schema to the next, each over both files in one transaction."""
