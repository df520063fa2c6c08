"""What is wrong with what was written of an exception to secrecy."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION, ExceptionForm, ExceptionGround
from xinmiao.features.secrecy_exceptions.rules.slips import typed_parts
from xinmiao.kernel.texts import Text, _

_FILL_IN = _("Please fill this in.")
_IN_WORDS = frozenset({ExceptionGround.LAW, ExceptionGround.OTHER})
FACTS = (
    "ground",
    "ground_words",
    "role",
    "receiver",
    "told_on",
    "how",
    "student_told",
    "why_not",
    "decided_by",
    "place",
)
"""What is asked of every telling."""


def form_problems(form: ExceptionForm, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a telling, by field name."""
    parts = typed_parts(form.role)
    values = {name: text.strip() if type(text) is str else text for name, text in asdict(form).items()}
    found = SECRECY_EXCEPTION.problems(values, only=(*FACTS, *parts))
    if form.ground in _IN_WORDS and not form.ground_words.strip():
        found["ground_words"] = _FILL_IN
    if form.student_told is None:
        found["student_told"] = _FILL_IN
    elif not form.student_told and not form.why_not.strip():
        found["why_not"] = _("Please say why; two words are enough.")
    if form.told_on is not None and form.told_on > today:
        found["told_on"] = _("This day is still to come; please check the date.")
    content = [name for name in parts if name not in {"ask", "until"}]
    if not any(str(values[name]) for name in content):
        found[content[0]] = _("Please say what this receiver has to know.")
    return found


def without_what_is_not_needed(form: ExceptionForm) -> dict[str, str]:
    """Return the typed parts the receiver's role needs; the others are emptied."""
    needed = typed_parts(form.role)
    names = ("observed", "risk", "watch", "do", "do_not", "arrangement", "until", "ask")
    return {name: getattr(form, name).strip() if name in needed else "" for name in names}
