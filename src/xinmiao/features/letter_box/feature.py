"""What the letter box brings to the program."""

from __future__ import annotations

from xinmiao.features.letter_box import operations
from xinmiao.features.letter_box.records import BOX_OPENING, LETTER
from xinmiao.features.letter_box.records.settings import SETTINGS
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.texts import _

_PAGES = "xinmiao.features.letter_box.page"

FEATURE = Feature(
    name="letter_box",
    label=_("Letter box"),
    operations=(
        operations.open_box,
        operations.save_opening,
        operations.save_letter,
        operations.answer_letter,
        operations.close_letter,
        operations.reopen_letter,
        operations.identify_writer,
        operations.list_letters,
        operations.get_letter,
        operations.list_openings,
        operations.letter_tasks,
        operations.letter_timeline_entries,
        operations.open_letter_matters,
        operations.count_letters,
        operations.collect_reply_print,
        operations.collect_notice_print,
        operations.collect_box_print,
        operations.collect_letter_list,
    ),
    records=(BOX_OPENING, LETTER),
    pages=(
        PageEntry("letters", _("Letter box"), "mailbox", f"{_PAGES}:LettersPage", Permission.LETTER_READ),
        PageEntry("letter", _("Letter"), "mail", f"{_PAGES}:LetterPage", Permission.LETTER_READ, in_navigation=False),
    ),
    settings=SETTINGS,
    tasks=(operations.letter_tasks,),
    timeline=(operations.letter_timeline_entries,),
    open_matters=(operations.open_letter_matters,),
    model="xinmiao.features.letter_box.model",
)
