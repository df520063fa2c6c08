"""Every question of the program and every paper's contents, asked about a restricted case by who is not named.

Walks over all operations of all features, so that a new one is asked too. Proof that the search finds:
before the restriction the same questions bring every mark to light, in every way named in `WAYS`; and where
`Seals.shut` is left out of the printed growth file, the last test names it.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from marked_case import LAST_CLOSING, MARKS, MarkedCase, fill_case
from slices.restricting.conftest import SECOND, SECOND_PASSWORD, Room
from xinmiao.app.features import FEATURES, all_operations
from xinmiao.features.attachments.records import Host
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseClosing, ClosingEffect, ClosingReason
from xinmiao.features.plans.records import PlanPaper
from xinmiao.features.referrals.records import OutPaper
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Operation

TOMORROW = date(2026, 11, 24)
ON_PAPER = ("collect_", "export_", "print_")
WAYS = {
    "the case": "casework.get_case",
    "the note": "casework.get_note",
    "its history": "casework.get_note_history",
    "the intake": "casework.get_intake",
    "the intake's history": "casework.get_intake_history",
    "search in all notes": "casework.search_notes",
    "search on the student's page": "casework.note_hits",
    "timeline": "growth_files.gather_timeline",
    "the student's page": "growth_files.get_student_page",
    "the whole file printed": "growth_files.collect_growth_file_print",
    "a note printed": "casework.collect_note_print",
    "an intake printed": "casework.collect_intake_print",
    "the hand-over": "casework.get_handover",
    "the hand-over sheet": "casework.collect_handover_print",
    "referrals out": "referrals.get_referral_out",
    "a referral out printed": "referrals.collect_out_print",
    "a teacher's referral": "referrals.get_internal_referral",
    "a teacher's referral printed": "referrals.collect_internal_print",
    "open referrals printed": "referrals.collect_open_referrals",
    "the week": "appointments.list_week",
    "an appointment": "appointments.get_appointment",
    "a student's appointments": "appointments.list_student_appointments",
    "a case's appointments": "appointments.list_case_appointments",
    "the list of a day": "appointments.collect_day_list",
    "the waiting list": "appointments.list_waiting",
    "what was told": "secrecy_exceptions.list_exceptions",
    "one telling": "secrecy_exceptions.get_exception",
    "a student's tellings": "secrecy_exceptions.get_student_exceptions",
    "a slip printed": "secrecy_exceptions.collect_slip_print",
}
"""Through each of these some mark comes to light while the case is open to all."""
READING = frozenset(
    {
        *(WAYS[name] for name in ("the case", "the note", "its history", "the intake", "the intake's history")),
        WAYS["the hand-over"],
        *(WAYS[name] for name in ("the week", "an appointment", "a student's appointments", "a case's appointments")),
        *(WAYS[name] for name in ("the waiting list", "what was told", "one telling", "a student's tellings")),
        "casework.get_note_desk",
        "casework.list_cases",
        "casework.prepare_note",
        "referrals.get_internal_referral",
        "referrals.get_referral_out",
        "referrals.get_student_referrals",
        "referrals.list_internal_referrals",
        "referrals.list_referrals_out",
    }
)
"""Where who is named reads it: on screen, after opening the case. Nowhere else."""
PAPERS = frozenset({WAYS["a referral out printed"], WAYS["a teacher's referral printed"], WAYS["a slip printed"]})
"""Papers that a family, the teacher or who is told has to get; who is named prints one by one; it is recorded."""
GATHERED = frozenset(source.name for feature in FEATURES for source in (*feature.timeline, *feature.chapters))
"""Asked by nobody but the timeline and the printed file, which keep every seal shut meanwhile."""


@pytest.fixture
def marked(room: Room) -> MarkedCase:
    """Give a case with a mark in every field, of a student of its own; the founder is signed in."""
    version = room.school.run(casework.get_case.bind(room.case)).version
    end = CaseClosing(ClosingReason.OTHER, ClosingEffect.UNKNOWN, "")
    room.school.run(casework.close_case.bind(room.case, version, end))
    return fill_case(room.school, room.student, (SECOND, SECOND_PASSWORD))


def asked() -> Iterator[Operation[..., Any]]:
    """Return the operations that only tell something."""
    for operation in all_operations():
        name = operation.name.partition(".")[2]
        if not operation.writes or name.startswith(ON_PAPER):
            yield operation


def answers(room: Room, case: MarkedCase) -> Mapping[str, str]:
    """Return everything that comes back from every question, refusals too, as one text for each operation."""
    return {operation.name: "\n".join(_answers(room, operation, case)) for operation in asked()}


def _answers(room: Room, operation: Operation[..., Any], case: MarkedCase) -> Iterator[str]:
    parameters = list(inspect.signature(operation.function).parameters.values())[1:]
    found = {one.name: tuple(_values(one, case)) for one in parameters}
    asked_with = {one.name: found[one.name] for one in parameters if found[one.name] or one.default is one.empty}
    for chosen in itertools.product(*asked_with.values()):
        given: dict[str, Any] = dict(zip(asked_with, chosen, strict=True))
        try:
            yield "\n".join(spelled(room.school.run(operation.bind(**given))))
        except AppError as error:
            yield f"{error} {error.next_step}"


_GIVEN = {
    "having": None,
    "counsellors": (),
    "day": TOMORROW,
    "first": TOMORROW,
    "last": TOMORROW,
    "timeline": tuple(source for feature in FEATURES for source in feature.timeline),
    "chapters": tuple(source for feature in FEATURES for source in feature.chapters),
    "marks": tuple(source for feature in FEATURES for source in feature.marks),
}
_TASKS = tuple(source for feature in FEATURES for source in feature.tasks)


def _values(parameter: inspect.Parameter, case: MarkedCase) -> Iterable[Any]:
    """Return with what a question is asked: the case's ids and words; nothing where it does not concern them."""
    name, kind = parameter.name, str(parameter.annotation)
    if name in _GIVEN:
        return (_GIVEN[name],)
    if name == "sources":
        return (_TASKS,) if "TaskSource" in kind else (_GIVEN["timeline"],) if "Timeline" in kind else ()
    if name == "host":
        return (Host("case", case.case), Host("counselling_note", case.note), Host("student", case.student))
    if name == "paper":
        return tuple(OutPaper) if "OutPaper" in kind else tuple(PlanPaper)
    if name in {"words", "typed"}:
        return MARKS if name == "words" else ("石",)
    if kind == "str" or (kind == "str | None" and name.endswith("_id")):
        return case.ids
    return (case.ids,) if kind == "tuple[str, ...]" else ()


def spelled(value: Any) -> Iterator[str]:
    """Return every text in an answer, whatever it is wrapped in and whether it would show itself."""
    if isinstance(value, bytes):
        yield value.decode(errors="ignore")
    elif is_dataclass(value):
        for one in fields(value):
            yield from spelled(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from itertools.chain.from_iterable(map(spelled, (*value.keys(), *value.values())))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        yield from itertools.chain.from_iterable(map(spelled, value))
    else:
        yield str(value)


def leaking(told: Mapping[str, str]) -> dict[str, list[str]]:
    """Return which marks came to light, by operation."""
    found = {name: [mark for mark in MARKS if mark in text] for name, text in told.items()}
    return {name: marks for name, marks in found.items() if marks}


def test_before_the_restriction_every_mark_comes_to_light_in_every_way(room: Room, marked: MarkedCase) -> None:
    room.second()
    told = leaking(answers(room, marked))
    assert [way for way, name in WAYS.items() if name not in told] == []
    brought = set(itertools.chain.from_iterable(told.values()))
    assert set(MARKS) - brought <= {LAST_CLOSING}, "the words of the earlier end lie only in the history"


def test_who_is_not_named_gets_no_word_from_any_question_or_paper(room: Room, marked: MarkedCase) -> None:
    version = room.school.run(casework.get_case.bind(marked.case)).version
    room.school.run(casework.restrict_case.bind(marked.case, version, (room.me,)))
    room.second()
    assert leaking(answers(room, marked)) == {}


def test_who_is_named_reads_it_in_the_case_and_nowhere_else(room: Room, marked: MarkedCase) -> None:
    version = room.school.run(casework.get_case.bind(marked.case)).version
    room.school.run(casework.restrict_case.bind(marked.case, version, (room.me,)))
    told = leaking(answers(room, marked))
    assert sorted(told.keys() - READING - PAPERS - GATHERED) == []
    brought = set(itertools.chain.from_iterable(told.values()))
    assert set(MARKS) - brought <= {LAST_CLOSING}, "nothing is lost to who is named"
