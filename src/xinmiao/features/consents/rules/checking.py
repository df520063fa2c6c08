"""What is wrong with what was written of a consent, of a withdrawal, or of the slips of a class."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from xinmiao.features.consents.records import BY_CLASS, CONSENT, Answer, Collection, ConsentForm, Withdrawal
from xinmiao.kernel.texts import Text, _

FORM_FIELDS = ("kind", "party", "asked_on", "answer", "answered_on", "how", "signer", "place", "note")
MOST_MARKS = 200
_FILL_IN = _("Please fill this in.")
_TO_COME = _("This day is still to come; please check the date.")


def form_problems(form: ConsentForm, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a consent, by field name."""
    found = CONSENT.problems(asdict(form), only=FORM_FIELDS)
    answered = form.answer is not Answer.WAITING
    if answered and form.answered_on is None:
        found["answered_on"] = _FILL_IN
    if answered and form.how is None:
        found["how"] = _FILL_IN
    for name in ("asked_on", "answered_on"):
        day = getattr(form, name)
        if day is not None and day > today:
            found[name] = _TO_COME
    if form.asked_on and form.answered_on and form.answered_on < form.asked_on:
        found.setdefault("answered_on", _("The answer lies before the asking; please check both dates."))
    return found


def withdrawal_problems(withdrawal: Withdrawal, *, given_on: date | None, today: date) -> dict[str, Text]:
    """Return what is wrong with a withdrawal."""
    values = {"withdrawn_on": withdrawal.on_date, "withdrawn_why": withdrawal.words.strip()}
    found = CONSENT.problems(values, only=values)
    if withdrawal.on_date is None:
        found["withdrawn_on"] = _FILL_IN
    elif withdrawal.on_date > today:
        found["withdrawn_on"] = _TO_COME
    elif given_on is not None and withdrawal.on_date < given_on:
        found["withdrawn_on"] = _("The consent was given on a later day; please check the date.")
    return found


def collection_problems(collection: Collection, *, today: date) -> dict[str, Text]:
    """Return what is wrong with the slips of a class."""
    settings = collection.settings
    found = CONSENT.problems({"place": settings.place, "how": settings.how}, only=("place", "how"))
    if settings.on_date is None:
        found["answered_on"] = _FILL_IN
    elif settings.on_date > today:
        found["answered_on"] = _TO_COME
    if settings.kind not in BY_CLASS:
        found["kind"] = _("This consent is asked of one family, not of a class.")
    if not settings.parties:
        found["party"] = _FILL_IN
    if len(collection.marks) > MOST_MARKS:
        found["answer"] = _("These are more students than a class has.")
    return found
