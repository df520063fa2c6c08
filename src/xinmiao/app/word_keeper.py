"""Keeps the word guard's list the school's: at sign-in, and whenever somebody changes a word.

Before it is loaded, and at the sign-in to another school, the shipped list is looked for.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from xinmiao.documents import word_guard
from xinmiao.documents.word_guard import GuardWord, WordList
from xinmiao.features.word_list.operations import words_in_force
from xinmiao.features.word_list.records import GUARD_WORD
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Change
from xinmiao.ui.changes import Changes
from xinmiao.ui.page import PageContext


class WordKeeper:
    """The list of one sign-in."""

    def __init__(self, context: PageContext, owner: QObject) -> None:
        self._tasks, self._owner = context.tasks, owner

    def begin(self, changes: Changes) -> None:
        """Load the list now, and after every change of it."""
        word_guard.install(None)
        changes.listen(self._note)
        self._load()

    def _note(self, changes: frozenset[Change]) -> None:
        if any(change.record == GUARD_WORD.record for change in changes):
            self._load()

    def _load(self) -> None:
        self._tasks.run(words_in_force.bind(), _take, _keep_shipped, owner=self._owner)


def _take(words: tuple[GuardWord, ...]) -> None:
    word_guard.install(WordList(words))


def _keep_shipped(_error: AppError) -> None:
    """Look for the shipped words: a disk that cannot be read is told by whatever the user does next."""
