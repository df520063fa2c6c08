"""What becomes of a letter: answered, closed, opened again, its writer known later."""

from __future__ import annotations

from xinmiao.features.attachments.operations import follow_student
from xinmiao.features.attachments.records import Host
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.letter_box.model import Letter
from xinmiao.features.letter_box.records import LETTER, AnswerForm
from xinmiao.features.letter_box.rules import checking
from xinmiao.features.roster.operations import student_lines
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.LETTER_WRITE, scope=Scope.WHOLE_SCHOOL, audit="letter.answered")
def answer_letter(unit: Unit, letter_id: str, base_version: int, form: AnswerForm) -> int:
    """Record how a letter was answered, or correct that; return the new version.

    Raises:
        ValidationFailed: no way, no words where they are printed, a day to come or before the letter.
        RuleBroken: it is closed.
        NotFound, Conflict: no such letter, or changed meanwhile.
    """
    letter = _open_one(unit, letter_id, base_version)
    problems = checking.answer_problems(form, received_on=letter.received_on, today=unit.clock.today())
    if problems:
        raise ValidationFailed(problems)
    letter.answered_how, letter.answered_on = form.how, form.on_date
    letter.answered_name, letter.answer = unit.actor.label, form.answer.strip() or None
    unit.db.flush()
    return letter.version


@command(requires=Permission.LETTER_WRITE, scope=Scope.WHOLE_SCHOOL, audit="letter.closed")
def close_letter(unit: Unit, letter_id: str, base_version: int, closing: str) -> int:
    """Close an answered letter; return the new version.

    Raises:
        ValidationFailed: too many words.
        RuleBroken: not answered yet, or closed already.
        NotFound, Conflict: as for answering.
    """
    letter = _open_one(unit, letter_id, base_version)
    if letter.answered_on is None:
        raise RuleBroken(
            _("This letter is not answered yet."), _("Record how it was answered; “No answer needed” is an answer too.")
        )
    words = closing.strip()
    if problems := LETTER.problems({"closing": words}, only=("closing",)):
        raise ValidationFailed(problems)
    letter.closed_on, letter.closed_name, letter.closing = unit.clock.today(), unit.actor.label, words or None
    unit.db.flush()
    return letter.version


@command(requires=Permission.LETTER_WRITE, scope=Scope.WHOLE_SCHOOL, audit="letter.reopened")
def reopen_letter(unit: Unit, letter_id: str, base_version: int) -> int:
    """Open a closed letter again; return the new version.

    Raises:
        RuleBroken: it is not closed.
        NotFound, Conflict: as for answering.
    """
    letter = unit.editable(Letter, letter_id, base_version)
    _name(unit, letter)
    if letter.closed_on is None:
        raise RuleBroken(_("This letter is open."), _("Answer or close it."))
    letter.closed_on = letter.closed_name = None
    unit.db.flush()
    return letter.version


@command(requires=Permission.LETTER_WRITE, scope=Scope.WHOLE_SCHOOL, audit="letter.identified")
def identify_writer(unit: Unit, letter_id: str, base_version: int, student_id: str, how: str) -> int:
    """Tie a letter to the student who wrote it, with how the name became known; the code stays. Return the version.

    Raises:
        NotFound: no such student or letter.
        ValidationFailed: it is not said how.
        RuleBroken: the letter has its student already.
        Conflict: changed meanwhile.
    """
    letter = unit.editable(Letter, letter_id, base_version)
    words = how.strip()
    problems = LETTER.problems({"identified": words}, only=("identified",))
    if not words:
        problems = {"identified": _("Please fill this in.")}
    if problems:
        raise ValidationFailed(problems)
    if letter.student_id is not None:
        raise RuleBroken(_("The writer of this letter is known already."), _("Correct the letter if it is another."))
    if not unit.run(student_lines.bind((student_id,))):
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    letter.student_id, letter.identified = student_id, words
    _name(unit, letter)
    unit.db.flush()
    unit.run(ensure_growth_file.bind(student_id, OpeningReason.COUNSELLING))
    unit.run(follow_student.bind((Host(LETTER.record, letter.id),)))
    return letter.version


def _open_one(unit: Unit, letter_id: str, base_version: int) -> Letter:
    letter = unit.editable(Letter, letter_id, base_version)
    _name(unit, letter)
    if letter.closed_on is not None:
        raise RuleBroken(_("This letter is closed."), _("Open it again first."))
    return letter


def _name(unit: Unit, letter: Letter) -> None:
    unit.concerns("letter", letter.id)
    unit.concerns("student", letter.student_id)
