"""The list of the word guard: the school's own words first, then the shipped ones; each can be switched off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.documents.word_guard import WHY_WORDS, Why
from xinmiao.features.word_list import operations
from xinmiao.features.word_list.records import GUARD_WORD, WordLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.question import Question
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader

_BAR = "|"


class WordListPage(Page):
    """Words with what can be said instead. It warns and never forbids."""

    interests: ClassVar[frozenset[str]] = frozenset({GUARD_WORD.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("word_list")
        self._new = Action("new", _("Add a word…"), self._add, "Ctrl+N", "plus")
        self._row_actions = (
            Action("open", _("Change"), self._change, "Return", "pen-line", self._has_row),
            Action("switch", _("Switch off or on"), self._switch, "Space", "circle-x", self._has_row),
        )
        told = _(
            "Words that should not leave the room, and what can be said instead. The guard warns and never forbids."
        )
        self.header = PageHeader(_("Word guard"), told, self._new, self._row_actions)
        self.table = RecordTable[WordLine](
            _columns(), _("Word guard"), id_of=lambda line: line.word, compact=True, name="word_table"
        )
        self.table.set_actions(self._row_actions)
        self.table.opened.connect(lambda _id: self._change())
        self.sheet = QuestionSheet(self, context, name="word_sheet")
        lay_out(self, self.header, self.table, padded=True)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the list."""
        self.context.tasks.run(operations.list_guard_words.bind(), self._show, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (self._new, *self._row_actions, save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr("Ctrl+N adds a word of your school, Enter changes one, Space switches one off or on again.")

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _show(self, lines: tuple[WordLine, ...]) -> None:
        self.table.set_rows(lines)
        if self.table.current_record() is None and self.table.count():
            self.table.go(0)

    def _has_row(self) -> bool:
        return self.table.current_record() is not None

    def _add(self) -> None:
        self._ask(None)

    def _change(self) -> None:
        self._ask(self.table.current_record())

    def _switch(self) -> None:
        if (line := self.table.current_record()) is not None:
            changed = replace(line, off=not line.off)
            self.context.tasks.run(operations.save_guard_word.bind(changed), owner=self)

    def _ask(self, line: WordLine | None) -> None:
        names = ("word", "why", "proposals") if line is None else ("why", "proposals")
        started = line or WordLine("", Why.LABEL, (), shipped=False)
        values = {"word": started.word, "why": started.why, "proposals": _BAR.join(started.proposals)}
        question = Question(
            GUARD_WORD,
            names,
            {name: values[name] for name in names},
            _("Save"),
            told=started.word,
            name="word_question",
        )

        def bind(typed: dict[str, Any]) -> Bound[Any]:
            proposals = tuple(part.strip() for part in (typed["proposals"] or "").split(_BAR) if part.strip())
            word = started.word or typed["word"] or ""
            changed = replace(started, word=word, why=typed["why"] or started.why, proposals=proposals)
            return operations.save_guard_word.bind(changed)

        title = _("Add a word") if line is None else _("Change a word")
        self.sheet.ask(title, question, bind, done=self._saved, draft_key=f"guard_word:{started.word}")

    def _saved(self, _version: int) -> None:
        self.context.notices.inform(_("The list is changed for the whole school."))


def _columns() -> tuple[Column[WordLine], ...]:
    return (
        Column("word", GUARD_WORD.word.label, lambda line: line.word, width=150, strong=True),
        Column("why", _("Why"), lambda line: str(WHY_WORDS[line.why]), width=250),
        Column(
            "proposals",
            GUARD_WORD.proposals.label,
            lambda line: tr(" · ").join(line.proposals),
            width=260,
            stretch=True,
        ),
        Column("state", _("State"), _state, width=150, chip=lambda line: Chip(_state(line), _tone(line))),
    )


def _state(line: WordLine) -> str:
    if line.off:
        return tr("Switched off")
    return tr("Shipped") if line.shipped else tr("Of the school")


def _tone(line: WordLine) -> str:
    return "" if line.off or line.shipped else "accent"
