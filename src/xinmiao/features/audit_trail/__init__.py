"""The audit trail 审计记录: who did and opened what, who has opened one student's file, and whether the chain holds.

Owns no table: entries are written by the unit of work and the sign-in. Terms: entry, access record 查看记录,
check of the chain 校验, check code of a paper 记录校验码.
"""
