"""The word guard finds what should not leave the room, and nothing else."""

from __future__ import annotations

import pytest

from xinmiao.documents.word_guard import GuardWord, Why, WordList, find, read_list, shipped_words, words_in
from xinmiao.system.resources import resource_path


def found(text: str) -> list[str]:
    """Return the words found in a text."""
    return [hit.word for hit in find(text)]


def test_a_hit_says_where_what_why_and_what_instead() -> None:
    text = "该生有抑郁症，家里说他早恋。"
    first, second = find(text)
    assert text[first.start : first.end] == first.word == "抑郁症"
    assert (first.why, second.why, second.word) == (Why.DIAGNOSIS, Why.LABEL, "早恋")
    assert "近来情绪持续低落" in first.proposals
    assert str(first.reason) == "a diagnosis; only a hospital can make one"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("情绪低落，愿意再来。", []),
        ("双相情感障碍", ["双相情感障碍"]),
        ("怀疑ＡＤＨＤ或adhd", ["ＡＤＨＤ", "adhd"]),
        ("roadhdmap", []),
        ("他请了有病假，没有病", []),
        ("他有病", ["有病"]),
        ("精神病学", []),
        ("精神病", ["精神病"]),
        ("引用原文：“中度抑郁症，确诊”。他不是精神病。", ["精神病"]),
        ("医院原文“抑郁症”与家长原话：“神经病”", []),
        ("原文（医院 11 月）：“抑郁症”", []),
        ("大家叫他“神经病”", ["神经病"]),
        ("原文\n“抑郁症”", ["抑郁症"]),
        ("引用原文：“抑郁症", ["抑郁症"]),
        ("㎏抑郁症", ["抑郁症"]),
        ("", []),
    ],
)
def test_what_is_found(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_words_of_several_texts_are_named_once_in_order() -> None:
    assert words_in(["患者早恋", "抑郁症、早恋", ""]) == ("患者", "早恋", "抑郁症")


def test_no_proposal_of_the_list_is_found_itself() -> None:
    listed = read_list(resource_path("words/guard.tsv").read_text(encoding="utf-8"))
    assert len(listed) > 50
    assert [word.word for word in listed if not word.proposals] == []
    assert [(word.word, text) for word in listed for text in word.proposals if find(text)] == []
    assert len({word.word for word in listed}) == len(listed)


def test_a_school_can_have_its_own_list() -> None:
    own = WordList(read_list("# remark\n\n学渣\tlabel\t学习上需要帮助的学生|同学\n"))
    assert [hit.proposals for hit in own.find("学渣，抑郁症")] == [("学习上需要帮助的学生", "同学")]
    assert WordList([]).find("抑郁症") == ()
    assert shipped_words() is shipped_words()
    assert WordList([GuardWord("a.b", Why.LABEL, ())]).find("axb a.b")[0].start == 4


@pytest.mark.parametrize("line", ["词", "词\tunknown\tx", "\tlabel\tx"])
def test_a_faulty_list_names_the_line(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_list("# remark\n" + line)
