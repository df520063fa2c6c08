"""Phrases and templates: own ones, those of the room, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counselling_room import COLLEAGUE, add_student, local, new_draft, open_case, signed
from schools import School
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import PhraseDraft, RiskAnswer, TemplateDraft
from xinmiao.features.growth_files.operations import growth_file_timeline_entries
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.unit import Unit


def phrase(school: School, key: str = "smqx", *, shared: bool = False) -> PhraseDraft:
    return PhraseDraft(school.ids.new(), None, key, "睡眠尚可。", shared)


def test_own_phrases_are_ones_own_and_shared_ones_are_the_rooms(school: School) -> None:
    school.run(casework.save_phrase.bind(phrase(school, "own")))
    school.run(casework.save_phrase.bind(phrase(school, "room", shared=True)))
    mine = school.run(casework.list_writing_aids.bind()).phrases
    theirs = school.run(casework.list_writing_aids.bind(), COLLEAGUE).phrases
    assert [(line.key, line.is_own) for line in mine] == [("own", True), ("room", True)]
    assert [(line.key, line.is_own) for line in theirs] == [("room", False)]


@pytest.mark.parametrize(("key", "words"), [("", "话"), ("a b", "话"), ("x" * 21, "话"), ("ok", " ")])
def test_a_phrase_needs_a_key_without_blanks_and_words(school: School, key: str, words: str) -> None:
    with pytest.raises(ValidationFailed):
        school.run(casework.save_phrase.bind(replace(phrase(school, key), words=words)))


def test_a_key_is_given_once(school: School) -> None:
    first = phrase(school)
    school.run(casework.save_phrase.bind(first))
    with pytest.raises(ValidationFailed):
        school.run(casework.save_phrase.bind(phrase(school, " SMQX ")))
    assert school.run(casework.save_phrase.bind(replace(first, base_version=1, words="另一句"))) == 2
    with pytest.raises(Conflict):
        school.run(casework.save_phrase.bind(replace(first, base_version=1, words="再一句")))


def test_a_colleagues_phrase_is_not_changed_nor_removed(school: School) -> None:
    shared, own = phrase(school, "room", shared=True), phrase(school, "own")
    for each in (shared, own):
        school.run(casework.save_phrase.bind(each))
    with pytest.raises(RuleBroken):
        school.run(casework.save_phrase.bind(replace(shared, base_version=1, words="改")), COLLEAGUE)
    with pytest.raises(RuleBroken):
        school.run(casework.remove_phrase.bind(shared.id, 1), COLLEAGUE)
    with pytest.raises(NotFound):
        school.run(casework.remove_phrase.bind(own.id, 1), COLLEAGUE)
    school.run(casework.remove_phrase.bind(own.id, 1))
    assert [line.key for line in school.run(casework.list_writing_aids.bind()).phrases] == ["room"]


def test_a_template_keeps_its_parts_and_needs_one(school: School) -> None:
    empty = TemplateDraft(school.ids.new(), None, "首访", (("situation", " "),))
    with pytest.raises(ValidationFailed):
        school.run(casework.save_template.bind(empty))
    school.run(casework.save_template.bind(replace(empty, texts=(("situation", "睡眠："), ("gone", "x")))))
    (template,) = school.run(casework.list_writing_aids.bind()).templates
    assert (template.name, template.texts) == ("首访", (("situation", "睡眠："),))
    school.run(casework.remove_template.bind(template.id, 1))
    assert school.run(casework.list_writing_aids.bind()).templates == ()


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a level invented by this test"))
def always_raised(unit: Unit, student_id: str) -> bool:
    """Say that the student stands at a raised level."""
    return bool(unit.run(growth_file_timeline_entries.bind(student_id)))


def test_at_a_raised_level_every_note_asks_after_thoughts(school: School) -> None:
    case_id = open_case(school, add_student(school, "王芳"))
    signed(school, case_id, started_at=local("2026-11-20 09:10"), ended_at=local("2026-11-20 09:55"))
    later = new_draft(school, case_id, ideation=RiskAnswer.NOT_ASKED)
    with pytest.raises(ValidationFailed) as refused:
        school.run(casework.sign_note.bind(later, (always_raised,)))
    assert set(refused.value.problems) == {"ideation_not_asked_reason"}
    school.run(casework.sign_note.bind(later))
