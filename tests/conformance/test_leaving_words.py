"""Every field whose words leave the room stands under the word guard, in every form that asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import xinmiao.features
from xinmiao.app.features import FEATURES
from xinmiao.documents import word_guard
from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION
from xinmiao.kernel.fields import TextField
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.guarding import guards_under
from xinmiao.ui.forms.question import Question

SOURCES = Path(xinmiao.features.__file__).parent
LEAVING = {
    "growth_file": {"basic", "family", "psychological", "strengths", "concerns"},
    "plan": {"reasons", "strengths", "protective"},
    "plan_goal": {"what", "how_seen", "baseline", "plain"},
    "plan_measure": {"what"},
    "referral_out": {"facts", "advice"},
    "letter": {"answer"},
    "secrecy_exception": {"observed", "risk", "watch", "do", "do_not", "arrangement"},
}
"""Written down beside the declarations: taking a field's flag away has to be meant here too."""
ASKED = ("WordGuard(", "guards_under(", "guard=word_guard.find")


def flagged() -> dict[str, set[str]]:
    return {
        spec.record: names
        for feature in FEATURES
        for spec in feature.records
        if (names := {each.name for each in spec.fields if isinstance(each, TextField) and each.leaves_room})
    }


def test_what_leaves_the_room_is_declared_so() -> None:
    found = flagged()
    assert {record: names - found.get(record, set()) for record, names in LEAVING.items()} == {
        record: set() for record in LEAVING
    }
    assert any(record.startswith("light_plan") for record in found)


@pytest.mark.parametrize("feature", [feature.name for feature in FEATURES])
def test_a_slice_that_asks_for_such_words_hands_over_a_guard(feature: str) -> None:
    records = {spec.record for each in FEATURES if each.name == feature for spec in each.records}
    sources = [path.read_text(encoding="utf-8") for path in (SOURCES / feature).rglob("*.py")]
    if records & flagged().keys():
        assert any(asked in source for source in sources for asked in ASKED)


def test_a_question_without_a_guard_for_such_words_is_a_fault(qapp: QApplication, qtbot: QtBot) -> None:
    theme.install(qapp, theme.Theme())
    with pytest.raises(AssertionError, match="watch"):
        Question(SECRECY_EXCEPTION, ("watch",), {}, _("Save"))
    made = Question(SECRECY_EXCEPTION, ("watch",), {}, _("Save"), guard=word_guard.find)
    qtbot.addWidget(made)


def test_only_what_leaves_the_room_is_watched(qapp: QApplication, qtbot: QtBot) -> None:
    theme.install(qapp, theme.Theme())
    made = Question(SECRECY_EXCEPTION, ("why_not",), {}, _("Save"))
    qtbot.addWidget(made)
    form = Form(SECRECY_EXCEPTION, ("watch", "why_not"), parent=made)
    assert [len(guards_under(form.editor(name), word_guard.find)) for name in ("watch", "why_not")] == [1, 0]
