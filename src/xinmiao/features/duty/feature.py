"""What the duty roster brings to the program."""

from __future__ import annotations

from xinmiao.features.duty import operations
from xinmiao.features.duty.records import (
    DUTY_LEAVE,
    DUTY_PERSON,
    DUTY_RECORD,
    DUTY_SHIFT,
    DUTY_SWAP,
    PATTERN_PERSON,
    SHIFT_PATTERN,
)
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.kernel.year_steps import YearStep

FEATURE = Feature(
    name="duty",
    label=_("Duty roster"),
    operations=(
        operations.get_roster,
        operations.get_duty_setup,
        operations.list_leave,
        operations.list_swaps,
        operations.who_could_stand,
        operations.get_duty_record,
        operations.duty_tasks,
        operations.duty_record_tasks,
        operations.duty_occupancies,
        operations.duty_step,
        operations.preview_roster,
        operations.save_roster,
        operations.add_pattern,
        operations.save_pattern,
        operations.remove_pattern,
        operations.save_duty_persons,
        operations.add_shift,
        operations.move_shift,
        operations.remove_shift,
        operations.sign_duty,
        operations.save_leave,
        operations.remove_leave,
        operations.ask_swap,
        operations.answer_swap,
        operations.withdraw_swap,
        operations.save_duty_record,
        operations.note_handover_read,
        operations.collect_door_print,
        operations.collect_term_print,
        operations.export_duty,
    ),
    records=(SHIFT_PATTERN, PATTERN_PERSON, DUTY_PERSON, DUTY_SHIFT, DUTY_LEAVE, DUTY_SWAP, DUTY_RECORD),
    pages=(
        PageEntry(
            "duty",
            _("Duty roster"),
            "badge-check",
            "xinmiao.features.duty.page:DutyPage",
            Permission.DUTY_READ,
        ),
    ),
    tasks=(operations.duty_tasks, operations.duty_record_tasks),
    occupancies=(operations.duty_occupancies,),
    year_steps=(
        YearStep(
            "duty",
            60,
            _("Duty roster"),
            _("Say which shifts a week has and who takes part, then make the roster of the term."),
            _("Open the duty roster"),
            Target("duty", "setup"),
            operations.duty_step,
        ),
    ),
    model="xinmiao.features.duty.model",
)
