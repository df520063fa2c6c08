"""What file access brings to the program."""

from __future__ import annotations

from xinmiao.features.file_access import operations
from xinmiao.features.file_access.records import FILE_ACCESS, PRESERVATION_HOLD, SIGNED_KIND
from xinmiao.features.file_access.records.settings import SETTINGS
from xinmiao.kernel.access import Permission
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.feature import Feature, PageEntry, PanelEntry, Section
from xinmiao.kernel.texts import _

_PAGES = "xinmiao.features.file_access.page"

FEATURE = Feature(
    name="file_access",
    label=_("File access"),
    operations=(
        operations.save_request,
        operations.record_opinion,
        operations.list_signers,
        operations.lay_before_principal,
        operations.record_paper_approval,
        operations.take_in_signature,
        operations.list_approvals,
        operations.sign_access,
        operations.approval_tasks,
        operations.accept_access,
        operations.refuse_access,
        operations.withdraw_access,
        operations.save_summary,
        operations.record_giving,
        operations.record_receipt,
        operations.list_accesses,
        operations.get_access,
        operations.get_student_accesses,
        operations.file_access_tasks,
        operations.file_access_timeline_entries,
        operations.preservation_marks,
        operations.open_access_matters,
        operations.ask_lifting,
        operations.decline_lifting,
        operations.confirm_lifting,
        operations.confirm_lifting_here,
        operations.list_second_persons,
        operations.collect_access_print,
        operations.collect_access_form,
    ),
    records=(FILE_ACCESS, PRESERVATION_HOLD),
    pages=(
        PageEntry(
            "file_access",
            _("File access"),
            "file-text",
            f"{_PAGES}:AccessesPage",
            Permission.FILE_ACCESS_READ,
            section=Section.LEDGERS,
        ),
        PageEntry(
            "one_file_access",
            _("File access"),
            "file-text",
            f"{_PAGES}:AccessPage",
            Permission.FILE_ACCESS_READ,
            in_navigation=False,
        ),
        PageEntry(
            "file_access_signing",
            _("File access to sign"),
            "file-text",
            f"{_PAGES}:SigningPage",
            Permission.FILE_ACCESS_SIGN,
            section=Section.LEDGERS,
        ),
    ),
    panels=(PanelEntry("file_access", f"{_PAGES}:AccessPanel", Permission.FILE_ACCESS_READ, on=("student",)),),
    arrivals=(Arrival(SIGNED_KIND, _("signature of the principal"), operations.take_in_signature),),
    settings=SETTINGS,
    tasks=(operations.file_access_tasks, operations.approval_tasks),
    timeline=(operations.file_access_timeline_entries,),
    marks=(operations.preservation_marks,),
    open_matters=(operations.open_access_matters,),
    model="xinmiao.features.file_access.model",
)
