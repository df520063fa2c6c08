"""Collecting what the papers of a list are made of, part by part, so that other work gets its turn between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from xinmiao.features.batch_printing import operations
from xinmiao.features.batch_printing.records import CollectedPapers
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.feature import BatchPaper
from xinmiao.ui.page import PageContext

AT_ONCE = 20
"""So many students are collected in one go."""


class Collecting(QObject):
    """One list at a time; nothing is told of a list that was stopped."""

    progressed = Signal(int, int)
    """How many are collected, and of how many."""
    collected = Signal()
    """All of them are in `papers`."""
    failed = Signal(object)
    """The `AppError` that ended it."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._paper: BatchPaper | None = None
        self._waiting: list[str] = []
        self.papers: list[Any] = []
        self.left_out: list[str] = []
        self.total = 0

    def begin(self, paper: BatchPaper, ids: Sequence[str]) -> None:
        """Collect the papers of these students, in their order."""
        self._paper, self._waiting, self.total = paper, list(ids), len(ids)
        self.papers, self.left_out = [], []
        self._next()

    def end(self) -> None:
        """Forget everything; a part that is under way is not taken any more."""
        self.papers, self.left_out, self._waiting, self.total = [], [], [], 0

    def _next(self) -> None:
        if self._paper is None:
            return
        some, self._waiting = tuple(self._waiting[:AT_ONCE]), self._waiting[AT_ONCE:]
        chapters = tuple(source for feature in self._context.features for source in feature.chapters)
        arguments = (chapters,) if self._paper.with_chapters else ()
        self.progressed.emit(len(self.papers), self.total)
        bound = operations.collect_batch.bind(some, self._paper.collect, arguments)
        self._context.tasks.run(bound, self._took, self._refused, owner=self)

    def _took(self, found: CollectedPapers) -> None:
        if not self.total:  # stopped meanwhile
            return
        self.papers += found.papers
        self.left_out += [line.name for line in found.left_out]
        if self._waiting:
            self._next()
        else:
            self.collected.emit()

    def _refused(self, error: AppError) -> None:
        self.failed.emit(error)
