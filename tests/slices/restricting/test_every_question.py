"""Every question of the program and every paper's contents, asked about a restricted case by who is not named.

Proof that the search finds: before the restriction the same questions bring every mark to light, in every way named
in `WAYS`; and where `Seals.shut` is left out of the printed growth file, the last test names it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from every_question import Things, answers_to, asked
from marked_case import LAST_CLOSING, MARKS, MarkedCase, fill_case
from slices.restricting.conftest import SECOND, SECOND_PASSWORD, Room
from xinmiao.app.features import FEATURES
from xinmiao.features.attachments.records import Host
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseClosing, ClosingEffect, ClosingReason

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


def answers(room: Room, case: MarkedCase) -> Mapping[str, str]:
    """Return everything that comes back from every question, as one text for each operation."""
    hosts = (Host("case", case.case), Host("counselling_note", case.note), Host("student", case.student))
    things = Things(case.ids, hosts, MARKS)
    return {operation.name: "\n".join(answers_to(room.school, operation, things)) for operation in asked()}


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
