"""Opening the box, entering its letters, correcting what was entered."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import func, select

from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.letter_box.model import BoxOpening, Letter
from xinmiao.features.letter_box.operations.reading import used_codes
from xinmiao.features.letter_box.records import LetterForm, OpeningForm
from xinmiao.features.letter_box.rules import checking, codes
from xinmiao.features.roster.operations import student_lines
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.LETTER_WRITE, scope=Scope.WHOLE_SCHOOL, audit="letter_box.opened")
def open_box(unit: Unit, form: OpeningForm) -> str:
    """Record that the box was opened, with how many letters; return the opening's id.

    Raises:
        ValidationFailed: no day or a day to come, no count, or nobody named.
        Conflict: this opening was recorded already.
    """
    problems = checking.opening_problems(form, today=unit.clock.today())
    if problems or form.opened_on is None or form.letters is None:
        raise ValidationFailed(problems)
    if unit.db.get(BoxOpening, form.opening_id) is not None:
        raise Conflict
    opening = BoxOpening(id=form.opening_id)
    _fill_opening(opening, form, form.opened_on, form.letters)
    unit.db.add(opening)
    unit.concerns("box_opening", opening.id)
    return opening.id


@command(requires=Permission.LETTER_WRITE, scope=Scope.WHOLE_SCHOOL, audit="letter_box.opening_corrected")
def save_opening(unit: Unit, form: OpeningForm, base_version: int) -> int:
    """Correct an opening and return its version; what it was stays readable.

    Raises:
        ValidationFailed: as for recording it, or fewer letters than are entered.
        NotFound, Conflict: it is gone, or somebody changed it meanwhile.
    """
    opening = unit.editable(BoxOpening, form.opening_id, base_version)
    entered = unit.db.scalar(select(func.count()).where(Letter.opening_id == opening.id)) or 0
    problems = checking.opening_problems(form, today=unit.clock.today(), entered=entered)
    if problems or form.opened_on is None or form.letters is None:
        raise ValidationFailed(problems)
    _fill_opening(opening, form, form.opened_on, form.letters)
    unit.concerns("box_opening", opening.id)
    unit.db.flush()
    return opening.version


@command(requires=Permission.LETTER_WRITE, scope=Scope.WHOLE_SCHOOL, audit="letter.saved")
def save_letter(unit: Unit, form: LetterForm) -> str:
    """Enter a letter, or correct one (`base_version`); return its id.

    The number runs by school year without gaps and is made in this transaction. An anonymous letter without a
    reply code gets one that was never used.

    Raises:
        ValidationFailed: no day or one to come, no words, no topic, signed by nobody, or a code that is none.
        NotFound: no such student, opening or letter.
        RuleBroken: it is closed, or the count of its opening would be passed.
        Conflict: entered already, or changed meanwhile.
    """
    problems = checking.letter_problems(form, today=unit.clock.today())
    if problems or form.received_on is None or form.topic is None:
        raise ValidationFailed(problems)
    letter = _new(unit, form, form.received_on) if form.base_version is None else _there(unit, form)
    letter.received_on, letter.topic = form.received_on, form.topic
    letter.urgency, letter.words = form.urgency, form.words.strip()
    letter.is_summary = form.is_summary
    _name_writer(unit, letter, form)
    unit.db.add(letter)
    unit.concerns("letter", letter.id)
    return letter.id


def _fill_opening(opening: BoxOpening, form: OpeningForm, opened_on: date, letters: int) -> None:
    opening.opened_on, opening.letters = opened_on, letters
    opening.opened_name, opening.remark = form.opened_name.strip(), form.remark.strip() or None


def _new(unit: Unit, form: LetterForm, received_on: date) -> Letter:
    if unit.db.get(Letter, form.letter_id) is not None:
        raise Conflict
    if form.opening_id:
        _require_room(unit, form.opening_id)
    year = school_year_of(received_on)
    last = unit.db.scalar(select(func.max(Letter.number_in_year)).where(Letter.school_year == year))
    return Letter(
        id=form.letter_id, opening_id=form.opening_id or None, school_year=year, number_in_year=(last or 0) + 1
    )


def _there(unit: Unit, form: LetterForm) -> Letter:
    letter = unit.editable(Letter, form.letter_id, form.base_version or 0)
    if letter.closed_on is not None:
        raise RuleBroken(_("This letter is closed."), _("Open it again first, then correct it."))
    return letter


def _require_room(unit: Unit, opening_id: str) -> None:
    opening = unit.get(BoxOpening, opening_id)
    entered = unit.db.scalar(select(func.count()).where(Letter.opening_id == opening_id)) or 0
    if entered >= opening.letters:
        raise RuleBroken(
            _("All letters of this opening are entered already."),
            _("Correct the number of letters of the opening, or enter the letter without one."),
        )


def _name_writer(unit: Unit, letter: Letter, form: LetterForm) -> None:
    """Set who wrote it; a signed letter has no code, an anonymous one no name."""
    letter.signed = form.signed
    letter.student_id = letter.signer_name = letter.reply_code = None
    if not form.signed:
        letter.reply_code = codes.folded(form.reply_code) or codes.fresh(secrets.choice, used_codes(unit))
    elif form.student_id:
        if not unit.run(student_lines.bind((form.student_id,))):
            raise NotFound(_("This student is not in the roster."), _("Find the student again, or type the name."))
        letter.student_id = form.student_id
        unit.run(ensure_growth_file.bind(form.student_id, OpeningReason.COUNSELLING))
        unit.concerns("student", form.student_id)
    else:
        letter.signer_name = form.signer_name.strip()
