"""The pages of the audit trail: the whole list, and the access record of one student.

Owns the pages' parts; each stands in a module of its own.
"""

from xinmiao.features.audit_trail.page.access_page import AccessRecordPage
from xinmiao.features.audit_trail.page.trail_page import AuditTrailPage

__all__ = ["AccessRecordPage", "AuditTrailPage"]
