"""What the audit trail brings to the program."""

from __future__ import annotations

from xinmiao.features.audit_trail import operations
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="audit_trail",
    label=_("Audit trail"),
    operations=(
        operations.list_trail,
        operations.collect_trail_print,
        operations.count_trail,
        operations.access_record,
        operations.print_access_record,
        operations.verify_trail,
        operations.find_anchor,
    ),
    pages=(
        PageEntry(
            "audit_trail",
            _("Audit trail"),
            "scroll-text",
            "xinmiao.features.audit_trail.page:AuditTrailPage",
            Permission.AUDIT_READ,
            section=Section.CARE,
        ),
        PageEntry(
            "access_record",
            _("Access record"),
            "eye",
            "xinmiao.features.audit_trail.page:AccessRecordPage",
            Permission.ACCESS_RECORD_READ,
            in_navigation=False,
        ),
    ),
)
