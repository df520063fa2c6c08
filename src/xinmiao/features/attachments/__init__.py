"""Attachments 附件 and where the paper lies 原件位置, on any record.

Owns pictures and PDF files that belong to a record, and the place of a record's paper original. A file is taken in
without its metadata, lies encrypted in counselling.db, is opened in memory only, and leaves by a recorded export.
Does not own the records themselves.
"""
