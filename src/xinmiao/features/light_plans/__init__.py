"""Light plans 简版: one page for each student of a list, opened for hundreds at once and filled by mentors.

Owns the sheet of a term or school year, its ways in (screen, workbook, paper), the room's check, its review, and
the counts that leaders see. Text that is empty or copied is listed and not counted as done. Does not own the full
plan, and never counts as one.
"""
