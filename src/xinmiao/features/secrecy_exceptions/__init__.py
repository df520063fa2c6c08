"""Exceptions to secrecy 保密例外告知: what had to be told, to whom and why; and the minimal slip 最小告知单.

Owns the record of each telling, and the table of what each receiver's role may be told. Nothing else can stand on a
slip than what that table names.
"""
