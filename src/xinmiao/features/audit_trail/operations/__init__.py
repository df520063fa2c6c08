"""What can be asked of the audit trail: the only door to it."""

from xinmiao.features.audit_trail.operations.checking import find_anchor, verify_trail
from xinmiao.features.audit_trail.operations.reading import (
    access_record,
    collect_trail_print,
    count_trail,
    list_trail,
    print_access_record,
)

__all__ = [
    "access_record",
    "collect_trail_print",
    "count_trail",
    "find_anchor",
    "list_trail",
    "print_access_record",
    "verify_trail",
]
