"""What can be done with duty, and what it answers others; the only door to it.

For other slices: `duty_occupancies` (through `Feature.occupancies`). Operations that put somebody somewhere take the
occupancies of all features as `sources`, and ask them inside the transaction that writes.
"""

from xinmiao.features.duty.operations.asking import (
    duty_occupancies,
    duty_record_tasks,
    duty_step,
    duty_tasks,
    get_roster,
)
from xinmiao.features.duty.operations.changes import (
    answer_swap,
    ask_swap,
    list_leave,
    list_swaps,
    remove_leave,
    save_leave,
    withdraw_swap,
)
from xinmiao.features.duty.operations.gathering import collect_door_print, collect_term_print, export_duty
from xinmiao.features.duty.operations.logs import get_duty_record, note_handover_read, save_duty_record
from xinmiao.features.duty.operations.planning import preview_roster, save_roster
from xinmiao.features.duty.operations.setup import (
    add_pattern,
    get_duty_setup,
    remove_pattern,
    save_duty_persons,
    save_pattern,
)
from xinmiao.features.duty.operations.shifts import add_shift, move_shift, remove_shift, sign_duty, who_could_stand

__all__ = [
    "add_pattern",
    "add_shift",
    "answer_swap",
    "ask_swap",
    "collect_door_print",
    "collect_term_print",
    "duty_occupancies",
    "duty_record_tasks",
    "duty_step",
    "duty_tasks",
    "export_duty",
    "get_duty_record",
    "get_duty_setup",
    "get_roster",
    "list_leave",
    "list_swaps",
    "move_shift",
    "note_handover_read",
    "preview_roster",
    "remove_leave",
    "remove_pattern",
    "remove_shift",
    "save_duty_persons",
    "save_duty_record",
    "save_leave",
    "save_pattern",
    "save_roster",
    "sign_duty",
    "who_could_stand",
    "withdraw_swap",
]
