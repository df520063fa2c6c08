"""Phrases and note templates: own ones and those of the room."""

from __future__ import annotations

from sqlalchemy import func, select

from xinmiao.features.casework.model import NoteTemplate, Phrase
from xinmiao.features.casework.records import (
    PHRASE,
    TEMPLATE,
    TEMPLATE_PARTS,
    PhraseDraft,
    PhraseLine,
    TemplateDraft,
    TemplateView,
    WritingAids,
)
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.COUNSELLING_NOTE_WRITE,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("words to write with, of nobody in particular"),
)
def list_writing_aids(unit: Unit) -> WritingAids:
    """Return the account's phrases and templates and those of the room, by key and name."""
    phrases = unit.db.scalars(select(Phrase).order_by(Phrase.key, Phrase.id))
    templates = unit.db.scalars(select(NoteTemplate).order_by(NoteTemplate.name, NoteTemplate.id))
    return WritingAids(
        tuple(_phrase_line(unit, phrase) for phrase in phrases),
        tuple(_template_view(unit, template) for template in templates),
    )


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.OWN_ACCOUNT, audit="phrase.saved")
def save_phrase(unit: Unit, draft: PhraseDraft) -> int:
    """Make a phrase or change an own one; return its version.

    Raises:
        ValidationFailed: no key, a key with blanks or one that is taken, or no words.
        RuleBroken: a colleague's phrase.
        Conflict: somebody changed it since the draft's base version.
    """
    key, words = draft.key.strip().lower(), draft.words.strip()
    problems = PHRASE.problems({"key": key, "words": words}, only=("key", "words"))
    if "key" not in problems and len(key.split()) > 1:
        problems["key"] = _("A short key has no blanks.")
    taken = select(func.count()).where(Phrase.key == key, Phrase.id != draft.id)
    if "key" not in problems and unit.db.scalar(taken):
        problems["key"] = _("This key is taken; please choose another.")
    if problems:
        raise ValidationFailed(problems)
    there = unit.db.get(Phrase, draft.id)
    phrase = Phrase(id=draft.id, account_id=unit.actor.account) if there is None else there
    _check_own(unit, phrase, draft.base_version)
    phrase.key, phrase.words, phrase.shared = key, words, draft.shared
    unit.concerns(PHRASE.record, phrase.id)
    unit.db.add(phrase)
    unit.db.flush()
    return phrase.version


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.OWN_ACCOUNT, audit="phrase.removed")
def remove_phrase(unit: Unit, phrase_id: str, base_version: int) -> None:
    """Remove an own phrase; notes in which it was put keep its words.

    Raises:
        RuleBroken: a colleague's phrase.
        Conflict: somebody changed it since `base_version`.
    """
    phrase = unit.editable(Phrase, phrase_id, base_version)
    _check_own(unit, phrase, base_version)
    unit.concerns(PHRASE.record, phrase.id)
    unit.db.delete(phrase)


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.OWN_ACCOUNT, audit="note_template.saved")
def save_template(unit: Unit, draft: TemplateDraft) -> int:
    """Make a template or change an own one; return its version.

    Raises:
        ValidationFailed: no name, or no words at all.
        RuleBroken: a colleague's template.
        Conflict: somebody changed it since the draft's base version.
    """
    texts = {name: text.strip() for name, text in draft.texts if name in TEMPLATE_PARTS}
    values = {"name": draft.name.strip(), **texts}
    problems = TEMPLATE.problems(values, only=values)
    if not problems and not any(texts.values()):
        problems["free_text"] = _("Please write at least one part of the template.")
    if problems:
        raise ValidationFailed(problems)
    there = unit.db.get(NoteTemplate, draft.id)
    template = NoteTemplate(id=draft.id, account_id=unit.actor.account) if there is None else there
    _check_own(unit, template, draft.base_version)
    template.name, template.shared = values["name"], draft.shared
    for name in TEMPLATE_PARTS:
        setattr(template, name, texts.get(name) or None)
    unit.concerns(TEMPLATE.record, template.id)
    unit.db.add(template)
    unit.db.flush()
    return template.version


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.OWN_ACCOUNT, audit="note_template.removed")
def remove_template(unit: Unit, template_id: str, base_version: int) -> None:
    """Remove an own template; notes that began with it stay as they are.

    Raises:
        RuleBroken: a colleague's template.
        Conflict: somebody changed it since `base_version`.
    """
    template = unit.editable(NoteTemplate, template_id, base_version)
    _check_own(unit, template, base_version)
    unit.concerns(TEMPLATE.record, template.id)
    unit.db.delete(template)


def _check_own(unit: Unit, aid: Phrase | NoteTemplate, base_version: int | None) -> None:
    if aid.account_id != unit.actor.account:
        raise RuleBroken(_("This belongs to a colleague."), _("Make one of your own with the same words."))
    if aid.version is not None and aid.version != (base_version or 1):
        raise Conflict


def _phrase_line(unit: Unit, phrase: Phrase) -> PhraseLine:
    is_own = phrase.account_id == unit.actor.account
    return PhraseLine(phrase.id, phrase.key, phrase.words, phrase.shared, is_own, phrase.version)


def _template_view(unit: Unit, template: NoteTemplate) -> TemplateView:
    texts = tuple((name, text) for name in TEMPLATE_PARTS if (text := getattr(template, name)))
    is_own = template.account_id == unit.actor.account
    return TemplateView(template.id, template.name, texts, template.shared, is_own, template.version)
