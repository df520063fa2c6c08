"""What the papers of the letter box are made of; each asking for one with words of people is recorded as a print."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from xinmiao.features.letter_box.model import Letter
from xinmiao.features.letter_box.operations.asking import get_letter, list_letters, list_openings
from xinmiao.features.letter_box.operations.reading import settings_of, used_codes
from xinmiao.features.letter_box.records import (
    AnswerWay,
    BoxPrint,
    LetterListPrint,
    NoticePrint,
    ReplyPrint,
)
from xinmiao.features.letter_box.records.settings import BOX_NAME, OPENING_TIMES
from xinmiao.features.letter_box.rules import codes
from xinmiao.features.letter_box.rules.words import hours_words
from xinmiao.features.school_calendar.operations import get_times
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

CODES_ON_A_SHEET = 24


@command(requires=Permission.LETTER_READ, scope=Scope.WHOLE_SCHOOL, audit="letter.printed")
def collect_reply_print(unit: Unit, letter_id: str) -> ReplyPrint:
    """Return what the letter in return is made of: to whom, and the answer. Nothing of the letter itself.

    Raises:
        NotFound: no such letter.
        RuleBroken: no answer was written.
    """
    view = unit.run(get_letter.bind(letter_id))
    unit.concerns("letter", view.id)
    if not view.answer:
        raise RuleBroken(_("No answer was written."), _("Write the answer first, then print it."))
    is_code = not view.signed
    to = view.reply_code if is_code else view.sender
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return ReplyPrint(to, is_code, view.answer, settings_of(unit)[BOX_NAME.name], head)


@command(requires=Permission.LETTER_READ, scope=Scope.WHOLE_SCHOOL, audit="letter_box.notice_printed")
def collect_notice_print(unit: Unit) -> NoticePrint:
    """Return what the notice on the board is made of: open letters answered there, by their codes."""
    wanted = select(Letter).where(
        Letter.answered_how == AnswerWay.BOARD, Letter.closed_on.is_(None), Letter.reply_code.is_not(None)
    )
    rows = unit.db.scalars(wanted.order_by(Letter.answered_on, Letter.number_in_year)).all()
    for row in rows:
        unit.concerns("letter", row.id)
    answers = tuple((row.reply_code or "", row.answer or "") for row in rows)
    name, times = _box_words(unit)
    return NoticePrint(answers, name, times, paper_anchor.head_for(unit, DataFile.COUNSELLING))


@query(
    requires=Permission.LETTER_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("a label and empty code slips; they hold no person"),
)
def collect_box_print(unit: Unit) -> BoxPrint:
    """Return what the label of the box and a sheet of code slips are made of; the codes were never used."""
    name, times = _box_words(unit)
    made = codes.batch(secrets.choice, used_codes(unit), CODES_ON_A_SHEET)
    return BoxPrint(name, times, made, paper_anchor.head_for(unit, DataFile.COUNSELLING))


@command(requires=Permission.LETTER_READ, scope=Scope.WHOLE_SCHOOL, audit="letter_box.list_printed")
def collect_letter_list(unit: Unit) -> LetterListPrint:
    """Return what the list of letters and openings is made of."""
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return LetterListPrint(unit.run(list_letters.bind()), unit.run(list_openings.bind()), head)


def _box_words(unit: Unit) -> tuple[str, str]:
    chosen = settings_of(unit)
    times = chosen[OPENING_TIMES.name] or hours_words(unit.run(get_times.bind()).hours)
    return chosen[BOX_NAME.name], times
