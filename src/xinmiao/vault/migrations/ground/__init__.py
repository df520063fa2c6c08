"""The tables of the first schema, one module for each file."""
