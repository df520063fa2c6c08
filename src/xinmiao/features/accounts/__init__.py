"""Accounts: who may sign in, what for, and the recovery sheet.

Owns no table: accounts stand in the signed key file (`vault.keys`). Terms: account, role, grant,
recovery sheet 恢复单.
"""
