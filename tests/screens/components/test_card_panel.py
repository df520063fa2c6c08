"""The card of one feature on the pages of others: of another record nothing old, and no redrawing for nothing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from doubles_ui import RecordedNavigator, plain_context
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import Bound, NotAudited, query
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

BASKETS = {"tree-1": ("two pears",), "tree-2": ()}


@query(requires=Permission.TODAY_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("invented"))
def list_baskets(_unit: Any, tree: str) -> tuple[str, ...]:
    """Return what lies under a tree."""
    return BASKETS[tree]


class BasketPanel(CardPanel[tuple[str, ...]]):
    """Says what lies under a tree, and counts how often it was drawn."""

    def __init__(self, context: Any) -> None:
        self.drawn: list[tuple[str, ...]] = []
        super().__init__(context, None, name="basket_panel", nothing=(), question=self._asked, card=self._told)

    def _asked(self) -> Bound[tuple[str, ...]]:
        return list_baskets.bind(self.record_id)

    def _told(self, found: tuple[str, ...]) -> Card:
        self.drawn.append(found)
        card = Card(Text("Baskets"), name="baskets")
        card.add_action(self.opener(Text("Pick…"), "pick", Target("orchard", self.record_id)))
        for words in found:
            card.add(label(words))
        return card


@pytest.fixture
def navigator() -> RecordedNavigator:
    """Give a navigator that notes."""
    return RecordedNavigator()


@pytest.fixture
def panel(qtbot: QtBot, navigator: RecordedNavigator) -> BasketPanel:
    """Give the panel before any record."""
    made = BasketPanel(plain_context(UiBridge(), navigator=navigator))
    qtbot.addWidget(made)
    made.show()
    return made


def words(panel: BasketPanel) -> list[str]:
    return [found.text() for found in panel.findChildren(QLabel) if found.isVisible() and found.text() == "two pears"]


def test_the_card_says_what_was_found_and_opens_the_place(panel: BasketPanel, navigator: RecordedNavigator) -> None:
    panel.show_record("tree", "tree-1")
    assert words(panel) == ["two pears"]
    buttons = [found for found in panel.findChildren(QPushButton, "pick") if found.isVisible()]
    assert len(buttons) == 1
    buttons[0].click()
    assert navigator.opened == [Target("orchard", "tree-1")]


def test_of_another_record_nothing_of_the_one_before_is_left(panel: BasketPanel) -> None:
    panel.show_record("tree", "tree-1")
    panel.show_record("tree", "tree-2")
    assert words(panel) == []
    assert panel.drawn == [(), ("two pears",), ()]


def test_the_same_answer_is_not_drawn_again(panel: BasketPanel) -> None:
    panel.show_record("tree", "tree-1")
    panel.show_record("tree", "tree-1")
    assert panel.drawn == [(), ("two pears",)]
