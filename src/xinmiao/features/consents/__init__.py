"""Consents 知情同意: who was asked for which consent, what was answered, and the collecting of slips by class.

Owns the ledger, the class grid 同意书回收 with its coverage, and the blank forms. Nothing here ever blocks a talk: a
consent that is missing is said, and becomes a task.
"""
