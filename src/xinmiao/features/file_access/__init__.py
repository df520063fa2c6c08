"""调阅 and 保全: who asked to see a student's file, what was decided and given, and files that stand still meanwhile.

Owns requests to see a file, the step by which two persons lift a preservation, the papers of both. That a preserved
file is neither erased, merged nor overwritten without trace is kept in the vault (`vault.holds`), for every slice.
"""
