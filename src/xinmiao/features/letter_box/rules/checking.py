"""What is wrong with an opening, a letter or an answer, by field name."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from xinmiao.features.letter_box.records import (
    BOX_OPENING,
    LETTER,
    AnswerForm,
    AnswerWay,
    LetterForm,
    LetterState,
    OpeningForm,
)
from xinmiao.features.letter_box.records.letters import CODE_LENGTH
from xinmiao.features.letter_box.rules.codes import folded
from xinmiao.kernel.texts import Text, _

_TO_COME = _("This day is still to come; please check the date.")
_FILL_IN = _("Please fill this in.")
_SHORTEST_CODE = 2
IN_WRITING = frozenset({AnswerWay.LETTER, AnswerWay.BOARD})
"""Ways of answering of which the words are printed."""


def opening_problems(form: OpeningForm, *, today: date, entered: int = 0) -> dict[str, Text]:
    """Return what is wrong with an opening; `entered` letters hang on it already."""
    values = {**asdict(form), "opened_name": form.opened_name.strip()}
    found = BOX_OPENING.problems(values, only=("opened_on", "letters", "opened_name", "remark"))
    if form.opened_on is not None and form.opened_on > today:
        found["opened_on"] = _TO_COME
    if form.letters is not None and form.letters < entered and "letters" not in found:
        told = _("{count} letters of this opening are entered already; please count again.")
        found["letters"] = told.format(count=entered)
    return found


def letter_problems(form: LetterForm, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a letter."""
    values = {**asdict(form), "words": form.words.strip()}
    found = LETTER.problems(values, only=("received_on", "topic", "urgency", "words", "signer_name"))
    if form.received_on is not None and form.received_on > today:
        found["received_on"] = _TO_COME
    if form.signed:
        if not form.student_id and not form.signer_name.strip():
            found["signer_name"] = _("Please find the student, or type the name as it stands under the letter.")
    elif problem := code_problem(form.reply_code):
        found["reply_code"] = problem
    return found


def code_problem(typed: str) -> Text | None:
    """Return what is wrong with a reply code; empty is well, one is made then."""
    code = folded(typed)
    if not code:
        return None
    if not _SHORTEST_CODE <= len(code) <= CODE_LENGTH:
        return _("A reply code has {shortest} to {longest} characters.").format(
            shortest=_SHORTEST_CODE, longest=CODE_LENGTH
        )
    if not code.isalnum():
        return _("A reply code has letters, digits or Chinese characters only.")
    return None


def answer_problems(form: AnswerForm, *, received_on: date, today: date) -> dict[str, Text]:
    """Return what is wrong with an answer; what is printed needs its words."""
    found = LETTER.problems({"answer": form.answer}, only=("answer",))
    if form.how is None:
        found["answered_how"] = _("Please choose how it was answered.")
    if form.how in IN_WRITING and not form.answer.strip():
        found["answer"] = _("Please write what is answered; it is printed.")
    if form.on_date is None:
        found["answered_on"] = _FILL_IN
    elif form.on_date > today:
        found["answered_on"] = _TO_COME
    elif form.on_date < received_on:
        found["answered_on"] = _("The letter was received on a later day; please check the date.")
    return found


def may_answer(state: LetterState) -> bool:
    """Return whether an answer can be written or changed."""
    return state is not LetterState.CLOSED
