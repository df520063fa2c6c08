"""What feedback slips bring to the program."""

from __future__ import annotations

from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.records import FEEDBACK_SLIP
from xinmiao.features.feedback_slips.records.settings import SETTINGS
from xinmiao.features.feedback_slips.records.slips import BACKGROUND, REPORT
from xinmiao.kernel.access import Permission
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.feature import Feature, PageEntry, PanelEntry, Section
from xinmiao.kernel.texts import _

_PAGES = "xinmiao.features.feedback_slips.page"

FEATURE = Feature(
    name="feedback_slips",
    label=_("Feedback slips"),
    operations=(
        operations.write_background,
        operations.write_report,
        operations.list_own_slips,
        operations.read_own_slip,
        operations.own_slip_tasks,
        operations.take_in_background,
        operations.take_in_report,
        operations.enter_paper_background,
        operations.enter_paper_report,
        operations.begin_slip,
        operations.answer_slip,
        operations.hand_slip,
        operations.close_slip,
        operations.list_slips,
        operations.get_slip,
        operations.get_student_slips,
        operations.list_teachers,
        operations.slip_tasks,
        operations.slip_timeline_entries,
        operations.open_slip_matters,
        operations.collect_slip_print,
        operations.collect_slip_form,
        operations.collect_open_slips,
    ),
    records=(FEEDBACK_SLIP,),
    pages=(
        PageEntry(
            "feedback_slips",
            _("Feedback slips"),
            "message-circle",
            f"{_PAGES}:SlipsPage",
            Permission.FEEDBACK_SLIP_READ,
            section=Section.FOLLOW_UP,
        ),
        PageEntry(
            "feedback_slip",
            _("Feedback slip"),
            "message-circle",
            f"{_PAGES}:SlipPage",
            Permission.FEEDBACK_SLIP_READ,
            in_navigation=False,
        ),
        PageEntry(
            "own_feedback",
            _("My feedback slips"),
            "message-circle",
            f"{_PAGES}:OwnSlipsPage",
            Permission.FEEDBACK_SLIP_OWN,
        ),
        PageEntry(
            "own_feedback_slip",
            _("Feedback slip"),
            "message-circle",
            f"{_PAGES}:OwnSlipPage",
            Permission.FEEDBACK_SLIP_OWN,
            in_navigation=False,
        ),
    ),
    panels=(PanelEntry("feedback_slips", f"{_PAGES}:SlipPanel", Permission.FEEDBACK_SLIP_READ, on=("student",)),),
    arrivals=(
        Arrival(BACKGROUND, _("background of a feedback slip"), operations.take_in_background),
        Arrival(REPORT, _("report of a feedback slip"), operations.take_in_report),
    ),
    settings=SETTINGS,
    tasks=(operations.slip_tasks, operations.own_slip_tasks),
    timeline=(operations.slip_timeline_entries,),
    open_matters=(operations.open_slip_matters,),
    model="xinmiao.features.feedback_slips.model",
)
