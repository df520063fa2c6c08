"""The pure core: declarations and decisions, standard library only.

Owns fields, records, operations, access, errors, settings, texts, clock and the feature manifest.
Knows no file, no database, no window.
"""
