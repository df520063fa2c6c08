"""The ledger and the class grid on real files: writing, withdrawing, collecting, running out, coverage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counselling_room import open_case
from schools import COUNSELLOR, School
from xinmiao.features.consents import operations as consents
from xinmiao.features.consents.records import (
    Answer,
    Collection,
    CollectionSettings,
    ConsentForm,
    ConsentHow,
    ConsentKind,
    ConsentState,
    Mark,
    Party,
    Withdrawal,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Actor, Role
from xinmiao.kernel.errors import Conflict, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile

TODAY = date(2026, 11, 23)
BOTH = (Party.GUARDIAN, Party.STUDENT)
K = ConsentKind
HEAD = Actor("account-head", "马主任", frozenset({Role.GRADE_HEAD}), grades=frozenset({7}))
OTHER_HEAD = Actor("account-head-8", "何主任", frozenset({Role.GRADE_HEAD}), grades=frozenset({8}))


@pytest.fixture
def class_id(school: School) -> str:
    """Give 七年级2班 with three students."""
    made = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    for number, name in enumerate(("赵小禾", "钱小满", "孙小雨"), 1):
        school.run(roster.add_student.bind({"name": name, "class_id": made, "number_in_class": number}, {}))
    return made


def ids_of(school: School, class_id: str) -> list[str]:
    sheet = school.run(consents.get_class_sheet.bind(class_id, K.COUNSELLING, BOTH))
    return [line.student.id for line in sheet.lines]


def form(student: str, **changes: object) -> ConsentForm:
    made = ConsentForm(student, K.COUNSELLING, Party.GUARDIAN, TODAY, Answer.GIVEN, TODAY, ConsentHow.PAPER, "母亲")
    return replace(made, **changes)  # type: ignore[arg-type]


def slips(class_id: str, marks: dict[str, Answer], *, day: date = TODAY, **settings: object) -> Collection:
    chosen = CollectionSettings(K.COUNSELLING, BOTH, day, place="2-05")
    kept = tuple(Mark(*mark) for mark in marks.items())
    return Collection("collection-1", class_id, replace(chosen, **settings), kept)  # type: ignore[arg-type]


def state_of(school: School, student: str) -> list[tuple[Party, ConsentState]]:
    return [(view.form.party, view.state) for view in school.run(consents.get_student_consents.bind(student))]


def test_one_consent_is_written_corrected_withdrawn_and_given_anew(school: School, class_id: str) -> None:
    student = ids_of(school, class_id)[0]
    version = school.run(consents.save_consent.bind("consent-1", None, form(student)))
    assert school.run(consents.has_consent.bind(student, K.COUNSELLING, TODAY))
    version = school.run(consents.withdraw_consent.bind("consent-1", version, Withdrawal(TODAY, "“先不谈了。”")))
    assert state_of(school, student) == [(Party.GUARDIAN, ConsentState.WITHDRAWN)]
    assert not school.run(consents.has_consent.bind(student, K.COUNSELLING, TODAY))
    school.run(consents.save_consent.bind("consent-1", version, form(student, how=ConsentHow.PHONE)))
    assert state_of(school, student) == [(Party.GUARDIAN, ConsentState.GIVEN)]
    assert school.subjects(DataFile.COUNSELLING, student)[-1] == "consent.saved"


def test_a_second_one_for_the_same_party_and_year_is_the_first_one(school: School, class_id: str) -> None:
    student = ids_of(school, class_id)[0]
    school.run(consents.save_consent.bind("consent-1", None, form(student, answer=Answer.WAITING, answered_on=None)))
    school.run(consents.save_consent.bind("consent-2", None, form(student)))
    (view,) = school.run(consents.get_student_consents.bind(student))
    assert (view.id, view.state, view.form.signer) == ("consent-1", ConsentState.GIVEN, "母亲")
    with pytest.raises(Conflict):
        school.run(consents.save_consent.bind("consent-1", 1, form(student)))


@pytest.mark.parametrize(
    ("changes", "marked"),
    [
        ({"asked_on": None}, {"asked_on"}),
        ({"answered_on": None}, {"answered_on"}),
        ({"how": None}, {"how"}),
        ({"answered_on": date(2026, 11, 24)}, {"answered_on"}),
        ({"asked_on": date(2026, 11, 23), "answered_on": date(2026, 11, 20)}, {"answered_on"}),
        ({"signer": "母" * 61}, {"signer"}),
        ({"note": "\x00"}, {"note"}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    school: School, class_id: str, changes: dict[str, object], marked: set[str]
) -> None:
    with pytest.raises(ValidationFailed) as raised:
        school.run(consents.save_consent.bind("consent-1", None, form(ids_of(school, class_id)[0], **changes)))
    assert set(raised.value.problems) == marked


def test_only_what_was_given_is_withdrawn_and_not_before(school: School, class_id: str) -> None:
    student, other = ids_of(school, class_id)[:2]
    version = school.run(consents.save_consent.bind("consent-1", None, form(student)))
    with pytest.raises(ValidationFailed):
        school.run(consents.withdraw_consent.bind("consent-1", version, Withdrawal(date(2026, 11, 22))))
    refused = form(other, answer=Answer.REFUSED)
    version = school.run(consents.save_consent.bind("consent-2", None, refused))
    with pytest.raises(RuleBroken):
        school.run(consents.withdraw_consent.bind("consent-2", version, Withdrawal(TODAY)))


def test_all_returned_but_one(school: School, class_id: str) -> None:
    first, second, third = ids_of(school, class_id)
    marks = {first: Answer.GIVEN, second: Answer.REFUSED, third: Answer.WAITING}
    assert school.run(consents.collect_consents.bind(slips(class_id, marks))) == 3
    sheet = school.run(consents.get_class_sheet.bind(class_id, K.COUNSELLING, BOTH))
    assert [line.answer for line in sheet.lines] == [Answer.GIVEN, Answer.REFUSED, Answer.WAITING]
    assert sheet.place == "2-05"
    assert set(state_of(school, third)) == {(party, ConsentState.ASKED) for party in BOTH}
    assert school.run(consents.has_consent.bind(first, K.COUNSELLING, TODAY))
    missing = school.run(consents.collect_missing_list.bind(class_id, K.COUNSELLING, BOTH))
    assert [line.id for line in missing.students] == [third]


def test_the_next_day_only_what_is_new_is_written(school: School, class_id: str) -> None:
    first, second, third = ids_of(school, class_id)
    marks = {first: Answer.GIVEN, second: Answer.WAITING, third: Answer.WAITING}
    school.run(consents.collect_consents.bind(slips(class_id, marks, day=date(2026, 11, 20))))
    again = slips(class_id, {**marks, second: Answer.GIVEN})
    assert school.run(consents.collect_consents.bind(again)) == 1
    assert school.run(consents.collect_consents.bind(again)) == 0
    days = {view.student.id: view.form.answered_on for view in school.run(consents.list_consents.bind())}
    assert (days[first], days[second], days[third]) == (date(2026, 11, 20), TODAY, None)


def test_saving_the_grid_does_not_undo_a_withdrawal(school: School, class_id: str) -> None:
    first = ids_of(school, class_id)[0]
    school.run(consents.collect_consents.bind(slips(class_id, {first: Answer.GIVEN})))
    for view in school.run(consents.get_student_consents.bind(first)):
        school.run(consents.withdraw_consent.bind(view.id, view.version, Withdrawal(TODAY)))
    sheet = school.run(consents.get_class_sheet.bind(class_id, K.COUNSELLING, BOTH))
    assert sheet.lines[0].answer is Answer.WAITING
    assert school.run(consents.collect_consents.bind(slips(class_id, {first: Answer.WAITING}))) == 0
    assert {state for _party, state in state_of(school, first)} == {ConsentState.WITHDRAWN}


def test_students_of_another_class_and_referrals_are_not_collected(school: School, class_id: str) -> None:
    other = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 3, 2026)))
    stranger = school.run(roster.add_student.bind({"name": "李小北", "class_id": other, "number_in_class": 1}, {}))
    assert school.run(consents.collect_consents.bind(slips(class_id, {stranger: Answer.GIVEN}))) == 0
    with pytest.raises(ValidationFailed) as raised:
        school.run(consents.collect_consents.bind(slips(class_id, {}, kind=K.REFERRAL)))
    assert set(raised.value.problems) == {"kind"}


def test_leaders_see_numbers_of_their_grade_and_nothing_else(school: School, class_id: str) -> None:
    first, second, third = ids_of(school, class_id)
    marks = {first: Answer.GIVEN, second: Answer.REFUSED, third: Answer.WAITING}
    school.run(consents.collect_consents.bind(slips(class_id, marks)))
    (line,) = school.run(consents.consent_coverage.bind(), HEAD)
    assert (line.class_id, line.kind, line.students, line.returned, line.missing) == (class_id, K.COUNSELLING, 3, 2, 1)
    assert school.run(consents.consent_coverage.bind(), OTHER_HEAD) == ()
    with pytest.raises(PermissionDenied):
        school.run(consents.list_consents.bind(), HEAD)


def test_what_ran_out_while_a_case_is_open_is_a_task(school: School, class_id: str) -> None:
    first, second, _third = ids_of(school, class_id)
    for student in (first, second):
        open_case(school, student)
    school.run(consents.save_consent.bind("consent-1", None, form(first)))
    assert [task.key.split(":")[0] for task in school.run(consents.consent_tasks.bind())] == ["consent_missing"]
    school.clock.moment = datetime(2027, 8, 2, 1, 0, tzinfo=UTC)
    tasks = {task.key.split(":")[0]: task for task in school.run(consents.consent_tasks.bind())}
    assert set(tasks) == {"consent_ran_out", "consent_missing"}
    assert tasks["consent_ran_out"].target.record == f"new:{first}"
    assert tasks["consent_ran_out"].due == date(2027, 7, 31)
    school.run(
        consents.save_consent.bind("c-2", None, form(first, asked_on=date(2027, 8, 2), answered_on=date(2027, 8, 2)))
    )
    assert [task.key.split(":")[0] for task in school.run(consents.consent_tasks.bind())] == ["consent_missing"]


def test_timeline_chapter_and_wizard_know_of_consents(school: School, class_id: str) -> None:
    student = ids_of(school, class_id)[0]
    assert not school.run(consents.consent_step.bind()).done
    school.run(consents.collect_consents.bind(slips(class_id, {student: Answer.GIVEN})))
    entries = school.run(consents.consent_timeline_entries.bind(student))
    chapter = school.run(consents.consent_chapter.bind(student))
    assert (len(entries), len(chapter.entries)) == (2, 2)
    assert school.run(consents.consent_step.bind()).done


def test_who_may_write_them() -> None:
    assert COUNSELLOR.may(consents.save_consent.requires)
    assert not HEAD.may(consents.get_class_sheet.requires)
