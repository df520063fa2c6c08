"""What can be done with the letter box: the only door to it. The monthly log asks `count_letters`."""

from xinmiao.features.letter_box.operations.asking import (
    count_letters,
    get_letter,
    letter_tasks,
    letter_timeline_entries,
    list_letters,
    list_openings,
    open_letter_matters,
)
from xinmiao.features.letter_box.operations.leading import (
    answer_letter,
    close_letter,
    identify_writer,
    reopen_letter,
)
from xinmiao.features.letter_box.operations.printing import (
    collect_box_print,
    collect_letter_list,
    collect_notice_print,
    collect_reply_print,
)
from xinmiao.features.letter_box.operations.receiving import open_box, save_letter, save_opening

__all__ = [
    "answer_letter",
    "close_letter",
    "collect_box_print",
    "collect_letter_list",
    "collect_notice_print",
    "collect_reply_print",
    "count_letters",
    "get_letter",
    "identify_writer",
    "letter_tasks",
    "letter_timeline_entries",
    "list_letters",
    "list_openings",
    "open_box",
    "open_letter_matters",
    "reopen_letter",
    "save_letter",
    "save_opening",
]
