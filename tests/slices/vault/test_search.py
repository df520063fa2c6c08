"""The character index: Chinese words of any length, and words that are gone."""

from __future__ import annotations

import pytest

from slices.vault.ground import COUNSELLOR, change_leaf, remove_leaf, save_leaf, search_leaves
from xinmiao.vault.database import Database

TEXTS = {
    "l-1": "他说最近睡不好，父母在吵架。",
    "l-2": "与同桌吵了一架；已和好",
    "l-3": "𠮷田同学 PHQ-9 得分１２",
    "l-4": '他写道："没有人 OR NOT" * ( ^ )',
}


@pytest.fixture
def leaves(database: Database) -> Database:
    for leaf_id, words in TEXTS.items():
        database.run(COUNSELLOR, save_leaf.bind(leaf_id, words))
    return database


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("吵", ("l-2", "l-1")),
        ("吵架", ("l-1",)),
        ("睡不好", ("l-1",)),
        ("父母在吵架", ("l-1",)),
        ("架吵", ()),
        ("他说 吵架", ("l-1",)),
        ("他 同桌", ()),
        ("𠮷", ("l-3",)),
        ("𠮷田", ("l-3",)),
        ("phq", ("l-3",)),
        ("PHQ-9", ("l-3",)),
        ("12", ("l-3",)),
        ("１２", ("l-3",)),
        ("OR", ("l-4",)),
        ("没有人 NOT", ("l-4",)),
        ('"没有人', ("l-4",)),
        ("", ()),
        ("   ", ()),
        ('"', ()),
        ("* ( ^", ()),
        ("吵*", ("l-2", "l-1")),
        ("body:吵", ()),
    ],
)
def test_words_are_found_newest_first(leaves: Database, words: str, expected: tuple[str, ...]) -> None:
    assert leaves.run(COUNSELLOR, search_leaves.bind(words)).value == expected


def test_a_changed_text_is_found_by_its_new_words_only(leaves: Database) -> None:
    leaves.run(COUNSELLOR, change_leaf.bind("l-1", "今天心情平稳", 1))
    assert leaves.run(COUNSELLOR, search_leaves.bind("平稳")).value == ("l-1",)
    assert leaves.run(COUNSELLOR, search_leaves.bind("吵架")).value == ()


def test_a_removed_text_is_not_found(leaves: Database) -> None:
    leaves.run(COUNSELLOR, remove_leaf.bind("l-1"))
    assert leaves.run(COUNSELLOR, search_leaves.bind("睡不好")).value == ()
    assert leaves.raw.execute("SELECT count(*) FROM counselling.indexed_text").fetchone()[0] == 3


def test_a_text_that_was_emptied_is_not_found_any_more(leaves: Database) -> None:
    leaves.run(COUNSELLOR, change_leaf.bind("l-1", "", 1))
    assert leaves.run(COUNSELLOR, search_leaves.bind("吵架")).value == ()
    assert leaves.raw.execute("SELECT count(*) FROM counselling.indexed_text").fetchone()[0] == 3
