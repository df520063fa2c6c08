"""What can be done with exceptions to secrecy: the only door to them."""

from __future__ import annotations

from xinmiao.features.secrecy_exceptions.operations.asking import (
    collect_slip_print,
    exception_chapter,
    exception_timeline_entries,
    get_exception,
    get_student_exceptions,
    list_exceptions,
)
from xinmiao.features.secrecy_exceptions.operations.own import list_own_slips, own_slip_tasks, read_slip
from xinmiao.features.secrecy_exceptions.operations.writing import (
    list_receivers,
    save_exception,
    send_slip,
    take_slip_back,
)

__all__ = [
    "collect_slip_print",
    "exception_chapter",
    "exception_timeline_entries",
    "get_exception",
    "get_student_exceptions",
    "list_exceptions",
    "list_own_slips",
    "list_receivers",
    "own_slip_tasks",
    "read_slip",
    "save_exception",
    "send_slip",
    "take_slip_back",
]
