"""The pure rules of importing a roster: tables in, a plan out; no database, no window.

The way of one file: `documents.workbook.read_tables` → `header.find_lists` → `mapping.propose_mapping`
→ `rows.read_rows` → `plan.plan_import`. Owns no storage: what is there already is handed in.
"""
