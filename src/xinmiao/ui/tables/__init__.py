"""The record table: many rows of frozen read models, declared columns, painted cells."""
