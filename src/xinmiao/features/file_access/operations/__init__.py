"""What can be done with requests for a file and with preservations: the only door to them."""

from xinmiao.features.file_access.operations.asking import (
    file_access_tasks,
    file_access_timeline_entries,
    get_access,
    get_student_accesses,
    list_accesses,
    open_access_matters,
    preservation_marks,
)
from xinmiao.features.file_access.operations.deciding import (
    accept_access,
    record_giving,
    record_receipt,
    refuse_access,
    save_summary,
    withdraw_access,
)
from xinmiao.features.file_access.operations.holding import (
    ask_lifting,
    confirm_lifting,
    confirm_lifting_here,
    decline_lifting,
    list_second_persons,
)
from xinmiao.features.file_access.operations.printing import collect_access_form, collect_access_print
from xinmiao.features.file_access.operations.registering import (
    record_opinion,
    record_paper_approval,
    save_request,
)
from xinmiao.features.file_access.operations.signing import (
    approval_tasks,
    lay_before_principal,
    list_approvals,
    list_signers,
    sign_access,
    take_in_signature,
)

__all__ = [
    "accept_access",
    "approval_tasks",
    "ask_lifting",
    "collect_access_form",
    "collect_access_print",
    "confirm_lifting",
    "confirm_lifting_here",
    "decline_lifting",
    "file_access_tasks",
    "file_access_timeline_entries",
    "get_access",
    "get_student_accesses",
    "lay_before_principal",
    "list_accesses",
    "list_approvals",
    "list_second_persons",
    "list_signers",
    "open_access_matters",
    "preservation_marks",
    "record_giving",
    "record_opinion",
    "record_paper_approval",
    "record_receipt",
    "refuse_access",
    "save_request",
    "save_summary",
    "sign_access",
    "take_in_signature",
    "withdraw_access",
]
