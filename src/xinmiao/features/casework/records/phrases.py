"""THE declaration of phrases and note templates: what a counsellor writes again and again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xinmiao.features.casework.records.notes import NOTE, PARTS
from xinmiao.kernel.fields import BooleanField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

PHRASE_LENGTH = 500


def _shared() -> BooleanField:
    return BooleanField(label=_("For the whole room"), required=True, help=_("All counsellors find it."))


class PhraseSpec(RecordSpec):
    """A phrase that is put in by its short key."""

    record = "phrase"
    label = _("Phrase")
    file = DataFile.COUNSELLING

    account_id = ReferenceField(label=_("Account"), record="account", required=True)
    shared = _shared()
    key = TextField(
        label=_("Short key"),
        required=True,
        max_length=20,
        help=_("A few letters, such as smc for sleep, mood, contact."),
    )
    words = TextField(
        label=_("Words of the phrase"),
        required=True,
        max_length=PHRASE_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )


class TemplateSpec(RecordSpec):
    """A frame for a note: words for its free field, its parts and what is to be done until next time."""

    record = "note_template"
    label = _("Note template")
    file = DataFile.COUNSELLING

    account_id = ReferenceField(label=_("Account"), record="account", required=True)
    shared = _shared()
    name = TextField(label=_("Name of the template"), required=True, max_length=40)
    free_text = replace(NOTE.free_text)
    situation = replace(NOTE.situation)
    main_problem = replace(NOTE.main_problem)
    assessment = replace(NOTE.assessment)
    analysis = replace(NOTE.analysis)
    measures = replace(NOTE.measures)
    effect = replace(NOTE.effect)
    homework = replace(NOTE.homework)


PHRASE = PhraseSpec()
TEMPLATE = TemplateSpec()
TEMPLATE_PARTS = (*(part.name for part in PARTS), NOTE.homework.name)
"""The fields of a note that a template fills."""


@dataclass(frozen=True)
class PhraseLine:
    """A phrase as it is offered; `is_own` may be changed."""

    id: str
    key: str
    words: str
    shared: bool
    is_own: bool
    version: int


@dataclass(frozen=True)
class TemplateView:
    """A template with its texts by field name; empty parts are left out."""

    id: str
    name: str
    texts: tuple[tuple[str, str], ...]
    shared: bool
    is_own: bool
    version: int


@dataclass(frozen=True)
class WritingAids:
    """Everything that can be put into a note: own ones and those of the room."""

    phrases: tuple[PhraseLine, ...] = ()
    templates: tuple[TemplateView, ...] = ()


@dataclass(frozen=True)
class PhraseDraft:
    """A phrase as its form hands it over; `base_version` None for a new one."""

    id: str
    base_version: int | None
    key: str
    words: str
    shared: bool = False


@dataclass(frozen=True)
class TemplateDraft:
    """A template as its form hands it over; `base_version` None for a new one."""

    id: str
    base_version: int | None
    name: str
    texts: tuple[tuple[str, str], ...]
    shared: bool = False
