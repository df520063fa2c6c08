"""What cases and counselling notes bring to the program."""

from __future__ import annotations

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import AMENDMENT, CASE, NOTE, PHRASE, TEMPLATE
from xinmiao.features.casework.records.settings import SETTINGS
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="casework",
    label=_("Cases"),
    operations=(
        operations.open_case,
        operations.correct_case,
        operations.close_case,
        operations.reopen_case,
        operations.list_cases,
        operations.get_case,
        operations.prepare_note,
        operations.save_note,
        operations.sign_note,
        operations.amend_note,
        operations.move_note,
        operations.void_note,
        operations.get_note,
        operations.get_note_desk,
        operations.get_note_history,
        operations.list_notes,
        operations.search_notes,
        operations.note_hits,
        operations.unsigned_note_tasks,
        operations.case_timeline_entries,
        operations.note_chapter,
        operations.collect_note_print,
        operations.count_minutes,
        operations.list_writing_aids,
        operations.save_phrase,
        operations.remove_phrase,
        operations.save_template,
        operations.remove_template,
    ),
    records=(CASE, NOTE, AMENDMENT, PHRASE, TEMPLATE),
    pages=(
        PageEntry(
            "casework", _("Cases"), "notebook-text", "xinmiao.features.casework.page:CaseworkPage", Permission.CASE_READ
        ),
        PageEntry(
            "counselling_note",
            _("Counselling note"),
            "notebook-pen",
            "xinmiao.features.casework.page:NoteEditorPage",
            Permission.COUNSELLING_NOTE_READ,
            in_navigation=False,
        ),
    ),
    tasks=(operations.unsigned_note_tasks,),
    timeline=(operations.case_timeline_entries,),
    settings=SETTINGS,
    searches=(operations.note_hits,),
    chapters=(operations.note_chapter,),
    model="xinmiao.features.casework.model",
)
