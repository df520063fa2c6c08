"""The school's own words on a real file: added, changed, switched off; what is found then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schools import School, teacher
from xinmiao.documents.word_guard import GuardWord, Why, WordList
from xinmiao.features.word_list import operations as words
from xinmiao.features.word_list.records import WordLine
from xinmiao.kernel.errors import Conflict, PermissionDenied, ValidationFailed


def found(school: School, text: str) -> list[str]:
    in_force: tuple[GuardWord, ...] = school.run(words.words_in_force.bind())
    return [hit.word for hit in WordList(in_force).find(text)]


def line(school: School, word: str) -> WordLine:
    return next(each for each in school.run(words.list_guard_words.bind()) if each.word == word)


def test_a_word_of_the_school_is_found_with_its_proposals(school: School) -> None:
    school.run(words.save_guard_word.bind(WordLine("刺头", Why.LABEL, ("行为上需要引导的学生",), shipped=False)))
    assert found(school, "他是刺头，也厌学。") == ["刺头", "厌学"]
    assert line(school, "刺头").proposals == ("行为上需要引导的学生",)
    assert not line(school, "刺头").shipped


def test_a_shipped_word_is_switched_off_and_on_again(school: School) -> None:
    school.run(words.save_guard_word.bind(replace(line(school, "厌学"), off=True)))
    assert found(school, "厌学") == []
    school.run(words.save_guard_word.bind(replace(line(school, "厌学"), off=False)))
    assert found(school, "厌学") == ["厌学"]


def test_harmless_longer_words_stay_harmless(school: School) -> None:
    assert found(school, "今天没有病，交了病假条。") == []


def test_what_is_no_word_and_what_somebody_changed_meanwhile_is_refused(school: School) -> None:
    with pytest.raises(ValidationFailed):
        school.run(words.save_guard_word.bind(WordLine(" ", Why.LABEL, (), shipped=False)))
    stale = replace(line(school, "厌学"), off=True)
    school.run(words.save_guard_word.bind(stale))
    with pytest.raises(Conflict):
        school.run(words.save_guard_word.bind(stale))
    with pytest.raises(PermissionDenied):
        school.run(words.save_guard_word.bind(stale), teacher())
