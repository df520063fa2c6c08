"""Drafts: saved from the first keystroke, then every three seconds, never lost to a full disk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from doubles_ui import PlainDrafts
from xinmiao.kernel.errors import DiskFull
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.draft_keeper import SAVE_EVERY_MS, DraftKeeper, Drafts
from xinmiao.ui.lane import InlineLane


class Form(QObject):
    """Something typed into."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.store = PlainDrafts()
        self.told: list[str] = []
        self.drafts = Drafts(self.store, InlineLane(), UiBridge(self), FrozenClock(), self.told.append)
        self.keeper: DraftKeeper = self.drafts.keep("note-1", self._read, self)

    def _read(self) -> bytes:
        return self.text.encode()

    def type(self, text: str) -> None:
        """Type on."""
        self.text += text
        self.keeper.touch()


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return Form()


def test_the_first_keystroke_is_saved_at_once(form: Form, qtbot: QtBot) -> None:
    form.type("a")
    qtbot.waitUntil(lambda: form.store.kept == {"note-1": b"a"}, timeout=1000)
    assert form.told == ["Draft saved 10:05"]


def test_quick_typing_is_saved_at_most_every_three_seconds(form: Form, qtbot: QtBot) -> None:
    form.type("a")
    qtbot.waitUntil(lambda: form.store.saves == 1)
    for letter in "bcd":
        form.type(letter)
    assert form.store.saves == 1
    qtbot.waitUntil(lambda: form.store.saves == 2, timeout=SAVE_EVERY_MS + 1500)
    assert form.store.kept == {"note-1": b"abcd"}


def test_flushing_saves_at_once_and_only_what_is_new(form: Form) -> None:
    form.type("a")
    (future,) = form.drafts.flush()
    assert future.result() is None
    assert form.store.kept == {"note-1": b"a"}
    assert form.drafts.flush() == ()


def test_a_full_disk_is_told_and_tried_again(form: Form, qtbot: QtBot) -> None:
    form.store.refusal = DiskFull()
    form.type("a")
    qtbot.waitUntil(lambda: len(form.told) == 1)
    assert form.told[0].startswith("Draft not saved: The disk is full.")
    form.store.refusal = None
    form.drafts.flush()
    assert form.store.kept == {"note-1": b"a"}


def test_a_saved_form_leaves_no_draft(form: Form) -> None:
    form.type("a")
    form.keeper.flush()
    form.type("b")
    form.keeper.discard()
    assert form.store.kept == {}
    assert form.drafts.flush() == ()


def test_a_draft_is_offered_again(form: Form) -> None:
    form.type("a")
    form.keeper.flush()
    found: list[bytes | None] = []
    form.drafts.load("note-1", found.append)
    form.drafts.load("note-2", found.append)
    assert found == [b"a", None]
