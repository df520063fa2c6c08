"""What is wrong with what was written down, part by part, and what keeps a request from being accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinmiao.features.file_access.records import AUTHORITIES, FILE_ACCESS, AccessView, Manner, Opinion, Part, Receipt
from xinmiao.features.file_access.records.access import Relation
from xinmiao.kernel.texts import Text, _

FIELDS: dict[Part, tuple[str, ...]] = {
    Part.ASKING: (
        "relation",
        "applicant",
        "contact",
        "id_document",
        "letter",
        "officer_1",
        "officer_2",
        "asked_on",
        "ground",
        "scope",
        "wanted",
    ),
    Part.OPINION: ("age_group", "opinion", "opinion_words", "opinion_on", "opinion_by"),
    Part.PAPER_APPROVAL: ("approval", "approver_name", "approved_on", "approval_words", "approval_place"),
    Part.ACCEPTING: ("decided_on", "nevertheless"),
    Part.REFUSING: ("decided_on", "decision_words"),
    Part.WITHDRAWING: ("decided_on", "decision_words"),
    Part.SUMMARY: ("summary",),
    Part.GIVING: ("given_on", "manner", "given_what", "pages", "sat_by"),
    Part.RECEIPT: ("receipt", "receipt_on", "receipt_who", "receipt_words", "receipt_place"),
}
"""What is asked for in each part, in the order it is asked."""
_NEEDED: dict[Part, tuple[str, ...]] = {
    Part.ASKING: (),
    Part.OPINION: (),
    Part.PAPER_APPROVAL: ("approval", "approver_name", "approved_on", "approval_place"),
    Part.ACCEPTING: ("decided_on",),
    Part.REFUSING: ("decided_on", "decision_words"),
    Part.WITHDRAWING: ("decided_on",),
    Part.SUMMARY: ("summary",),
    Part.GIVING: ("given_on", "manner", "given_what"),
    Part.RECEIPT: ("receipt", "receipt_on", "receipt_who"),
}
_DAYS = ("asked_on", "opinion_on", "approved_on", "decided_on", "given_on", "receipt_on")
_AFTER = {"approved_on": "asked_on", "decided_on": "asked_on", "given_on": "decided_on", "receipt_on": "given_on"}
_FILL_IN = _("Please fill this in.")


def problems_of(part: Part, values: Mapping[str, Any], view: AccessView | None, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a part of a request, by field name; `view` is the request as it stands."""
    names = FIELDS[part]
    found = FILE_ACCESS.problems(values, only=names)
    for name in (*_NEEDED[part], *_needed_too(part, values, view)):
        if values.get(name) in {None, ""}:
            found.setdefault(name, _FILL_IN)
    for name in set(names) & set(_DAYS):
        if problem := _day_problem(name, values.get(name), view, today):
            found.setdefault(name, problem)
    first, second = values.get("officer_1"), values.get("officer_2")
    if part is Part.ASKING and first and first == second:
        found.setdefault("officer_2", _("This is the same officer; two come."))
    return found


def _needed_too(part: Part, values: Mapping[str, Any], view: AccessView | None) -> tuple[str, ...]:
    """Return what is needed because of what else was said."""
    if part is Part.ASKING:
        return _papers_of(values.get("relation"))
    if part is Part.OPINION:
        return _opinion_of(values, view)
    if part is Part.ACCEPTING:
        return ("nevertheless",) if view is not None and view.opinion is Opinion.DISAGREES else ()
    if part is Part.GIVING:
        return {Manner.COPY: ("pages",), Manner.VIEW: ("sat_by",)}.get(values.get("manner") or Manner.SUMMARY, ())
    if part is Part.RECEIPT:
        return ("receipt_words",) if values.get("receipt") is Receipt.NOT_SIGNED else ()
    return ()


def _papers_of(relation: Relation | None) -> tuple[str, ...]:
    if relation in AUTHORITIES:
        return ("letter", "officer_1", "officer_2")
    return () if relation in {None, Relation.STUDENT} else ("id_document",)


def _opinion_of(values: Mapping[str, Any], view: AccessView | None) -> tuple[str, ...]:
    asked = ("opinion", "opinion_on", "opinion_by")
    if view is not None and view.birth_date_known:
        return asked if view.is_from_14 else ()
    group = values.get("age_group")
    if group is None:
        return ("age_group",)
    return asked if group.value == "from_14" else ()


def _day_problem(name: str, day: date | None, view: AccessView | None, today: date) -> Text | None:
    if day is None:
        return None
    if day > today:
        return _("This day is still to come; please check the date.")
    before = _AFTER.get(name)
    earlier = getattr(view, before) if view is not None and before is not None else None
    if earlier is not None and day < earlier:
        return _("This is before the step that came first; please check the date.")
    return None


def obstacle_to_accepting(view: AccessView) -> tuple[Text, Text] | None:
    """Return why a request cannot be accepted yet and the next step, or None."""
    if view.is_from_14 is None:
        return (
            _("The birth date is not in the roster, and nobody said whether the student is 14."),
            _("Enter the birth date, or record the student’s opinion with the age."),
        )
    if view.is_from_14 and view.opinion is None:
        return (
            _("From 14 on the student is asked first."),
            _("Ask the student, and record what was said."),
        )
    return None
