"""What can be done with feedback slips: the only door to them."""

from xinmiao.features.feedback_slips.operations.arriving import (
    enter_paper_background,
    enter_paper_report,
    take_in_background,
    take_in_report,
)
from xinmiao.features.feedback_slips.operations.asking import (
    get_slip,
    get_student_slips,
    list_slips,
    list_teachers,
    open_slip_matters,
    slip_tasks,
    slip_timeline_entries,
)
from xinmiao.features.feedback_slips.operations.leading import (
    answer_slip,
    begin_slip,
    close_slip,
    hand_slip,
)
from xinmiao.features.feedback_slips.operations.own import (
    list_own_slips,
    own_slip_tasks,
    read_own_slip,
    write_background,
    write_report,
)
from xinmiao.features.feedback_slips.operations.printing import (
    collect_open_slips,
    collect_slip_form,
    collect_slip_print,
)

__all__ = [
    "answer_slip",
    "begin_slip",
    "close_slip",
    "collect_open_slips",
    "collect_slip_form",
    "collect_slip_print",
    "enter_paper_background",
    "enter_paper_report",
    "get_slip",
    "get_student_slips",
    "hand_slip",
    "list_own_slips",
    "list_slips",
    "list_teachers",
    "open_slip_matters",
    "own_slip_tasks",
    "read_own_slip",
    "slip_tasks",
    "slip_timeline_entries",
    "take_in_background",
    "take_in_report",
    "write_background",
    "write_report",
]
