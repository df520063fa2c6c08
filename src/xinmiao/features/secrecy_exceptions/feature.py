"""What exceptions to secrecy bring to the program."""

from __future__ import annotations

from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, PanelEntry, Section
from xinmiao.kernel.texts import _

_PAGES = "xinmiao.features.secrecy_exceptions.page"

FEATURE = Feature(
    name="secrecy_exceptions",
    label=_("Exceptions to secrecy"),
    operations=(
        operations.save_exception,
        operations.list_receivers,
        operations.send_slip,
        operations.take_slip_back,
        operations.list_exceptions,
        operations.get_exception,
        operations.get_student_exceptions,
        operations.exception_timeline_entries,
        operations.exception_chapter,
        operations.collect_slip_print,
        operations.list_own_slips,
        operations.own_slip_tasks,
        operations.read_slip,
    ),
    records=(SECRECY_EXCEPTION,),
    pages=(
        PageEntry(
            "secrecy_exceptions",
            _("Exceptions to secrecy"),
            "shield-alert",
            f"{_PAGES}:ExceptionsPage",
            Permission.SECRECY_EXCEPTION_READ,
            section=Section.LEDGERS,
        ),
        PageEntry("own_slips", _("Slips for me"), "mail", f"{_PAGES}:OwnSlipsPage", Permission.SLIP_OWN),
    ),
    panels=(
        PanelEntry(
            "secrecy_exceptions", f"{_PAGES}:ExceptionPanel", Permission.SECRECY_EXCEPTION_READ, on=("student",)
        ),
    ),
    tasks=(operations.own_slip_tasks,),
    timeline=(operations.exception_timeline_entries,),
    chapters=(operations.exception_chapter,),
    model="xinmiao.features.secrecy_exceptions.model",
)
