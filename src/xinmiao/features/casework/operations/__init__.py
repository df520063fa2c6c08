"""What can be done with cases and notes: the only door to them."""

from xinmiao.features.casework.operations.cases import (
    close_case,
    correct_case,
    count_cases,
    get_case,
    list_cases,
    open_case,
    prepare_note,
    reopen_case,
)
from xinmiao.features.casework.operations.corrections import amend_note, get_note_history, move_note, void_note
from xinmiao.features.casework.operations.gathering import (
    case_timeline_entries,
    collect_note_print,
    count_minutes,
    note_chapter,
)
from xinmiao.features.casework.operations.handovers import (
    collect_handover_print,
    get_handover,
    hand_over_cases,
    list_handovers,
    list_takers,
    record_paper_signatures,
    record_reading,
)
from xinmiao.features.casework.operations.identity import join_identity, open_old_file
from xinmiao.features.casework.operations.intakes import (
    collect_intake_print,
    get_intake,
    get_intake_history,
    intake_tasks,
    save_intake,
)
from xinmiao.features.casework.operations.leaving import open_case_matters
from xinmiao.features.casework.operations.notes import (
    get_note,
    get_note_desk,
    list_notes,
    save_note,
    sign_note,
    unsigned_note_tasks,
)
from xinmiao.features.casework.operations.phrases import (
    list_writing_aids,
    remove_phrase,
    remove_template,
    save_phrase,
    save_template,
)
from xinmiao.features.casework.operations.problems import (
    add_problem,
    list_problems,
    rename_problem,
    restore_problem,
    retire_problem,
)
from xinmiao.features.casework.operations.restricting import (
    count_staff_counselling,
    get_restriction,
    lift_restriction,
    open_staff_case,
    regrant_case,
    restrict_case,
)
from xinmiao.features.casework.operations.sealing_again import (
    count_altered_seals,
    list_stale_cases,
    seal_cases_again,
    sealing_tasks,
)
from xinmiao.features.casework.operations.searching import note_hits, search_notes

__all__ = [
    "add_problem",
    "amend_note",
    "case_timeline_entries",
    "close_case",
    "collect_handover_print",
    "collect_intake_print",
    "collect_note_print",
    "correct_case",
    "count_altered_seals",
    "count_cases",
    "count_minutes",
    "count_staff_counselling",
    "get_case",
    "get_handover",
    "get_intake",
    "get_intake_history",
    "get_note",
    "get_note_desk",
    "get_note_history",
    "get_restriction",
    "hand_over_cases",
    "intake_tasks",
    "join_identity",
    "lift_restriction",
    "list_cases",
    "list_handovers",
    "list_notes",
    "list_problems",
    "list_stale_cases",
    "list_takers",
    "list_writing_aids",
    "move_note",
    "note_chapter",
    "note_hits",
    "open_case",
    "open_case_matters",
    "open_old_file",
    "open_staff_case",
    "prepare_note",
    "record_paper_signatures",
    "record_reading",
    "regrant_case",
    "remove_phrase",
    "remove_template",
    "rename_problem",
    "reopen_case",
    "restore_problem",
    "restrict_case",
    "retire_problem",
    "save_intake",
    "save_note",
    "save_phrase",
    "save_template",
    "seal_cases_again",
    "sealing_tasks",
    "search_notes",
    "sign_note",
    "unsigned_note_tasks",
    "void_note",
]
