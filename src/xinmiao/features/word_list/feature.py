"""What the list of the word guard brings to the program."""

from __future__ import annotations

from xinmiao.features.word_list import operations
from xinmiao.features.word_list.records import GUARD_WORD
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="word_list",
    label=_("Word guard"),
    operations=(operations.list_guard_words, operations.words_in_force, operations.save_guard_word),
    records=(GUARD_WORD,),
    pages=(
        PageEntry(
            "word_list",
            _("Word guard"),
            "shield-check",
            "xinmiao.features.word_list.page:WordListPage",
            Permission.SCHOOL_WRITE,
            section=Section.CARE,
        ),
    ),
    model="xinmiao.features.word_list.model",
)
