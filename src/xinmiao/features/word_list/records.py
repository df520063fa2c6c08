"""THE declaration of a word of the school's own list, and what is shown of the list."""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.documents.word_guard import WHY_WORDS, Why
from xinmiao.kernel.fields import BooleanField, ChoiceField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class GuardWordSpec(RecordSpec):
    """A word the school added, or one of the shipped list that it switched off or speaks otherwise about."""

    record = "guard_word"
    label = _("Word of the word guard")
    file = DataFile.SCHOOL

    word = TextField(label=_("Word"), help=_("As it would stand in a text."), max_length=40, required=True)
    why = ChoiceField(
        label=_("Why it should not stand there"), choices=Why, labels=tuple(WHY_WORDS.items()), required=True
    )
    proposals = TextField(
        label=_("What can be said instead"), help=_("Several are separated by a vertical bar |."), max_length=200
    )
    off = BooleanField(label=_("Switched off"))


GUARD_WORD = GuardWordSpec()


@dataclass(frozen=True)
class WordLine:
    """A word of the list in force; `base_version` None: the school has not touched it."""

    word: str
    why: Why
    proposals: tuple[str, ...]
    shipped: bool
    off: bool = False
    base_version: int | None = None
