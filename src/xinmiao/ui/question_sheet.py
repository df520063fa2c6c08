"""The sheet of a page that asks: one question at a time, what is typed kept as a sealed draft.

Owns opening, running what was confirmed, the draft, and going away. What is asked stands in the question.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.forms.drafting import moment_of, packed, unpacked
from xinmiao.ui.forms.question import Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet

_WIDTH_PX = 580


class QuestionSheet(SideSheet):
    """Asks, runs what was confirmed, and goes away when it is done."""

    def __init__(self, host: QWidget, context: PageContext, *, name: str, width: int = _WIDTH_PX) -> None:
        super().__init__(host, width=width, ask_first=True, name=name)
        self._context = context
        self._question: Question | None = None
        self._keeper: DraftKeeper | None = None
        self._touched = False
        self.close_asked.connect(self.put_away)

    @property
    def asking(self) -> bool:
        """Return whether a question is open."""
        return self._question is not None

    def confirm(self) -> None:
        """Confirm what is open, as Ctrl+S does."""
        if self._question is not None:
            self._question.confirm()

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._keeper is not None and self._touched:
            self._keeper.flush()

    def put_away(self) -> None:
        """Close; what was begun is kept as a draft."""
        if self._keeper is not None and self._touched:
            self._keeper.flush()
            self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self._question = self._keeper = None
        self.close_sheet()

    def ask(
        self,
        title: Text | str,
        question: Question,
        bind: Callable[[dict[str, Any]], Bound[Any]],
        *,
        done: Callable[[Any], object],
        draft_key: str = "",
    ) -> None:
        """Open a question; `bind` makes the command of its values, `done` gets what the command returned."""
        self.put_away()
        self._question, self._touched = question, False

        def run(values: dict[str, Any]) -> None:
            self._context.tasks.run(bind(values), partial(self._done, done), partial(_refuse, question), question)

        question.confirmed.connect(run)
        self.open_sheet(title, question)
        if draft_key:
            self._context.drafts.load(draft_key, partial(self._keep, question, draft_key), owner=question)

    def show_other(self, title: Text | str, content: QWidget) -> None:
        """Show what is no question, such as what a paper is for."""
        self.put_away()
        self.open_sheet(title, content)

    def _keep(self, question: Question, draft_key: str, draft: bytes | None) -> None:
        if question is not self._question:
            return
        if draft is not None:
            parts = unpacked(draft)
            question.put_back(parts)
            told = tr("There is a draft from {time} that was not saved.", time=show_datetime(moment_of(parts)))
            question.banner.tell("info", told, "")
        self._keeper = self._context.drafts.keep(draft_key, partial(self._payload, question), question)
        question.changed.connect(self._note_typing)
        question.changed.connect(self._keeper.touch)

    def _note_typing(self) -> None:
        self._touched = True

    def _payload(self, question: Question) -> bytes:
        return packed(question.plain(), self._context.clock.now())

    def _done(self, done: Callable[[Any], object], value: object) -> None:
        if self._keeper is not None:
            self._keeper.discard()
        self._question = self._keeper = None
        self.close_sheet()
        done(value)


def _refuse(question: Question, error: AppError) -> None:
    question.refuse(error)
