"""All letters and all openings of the box, what waits first."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from xinmiao.features.letter_box import operations
from xinmiao.features.letter_box.editor.questions import LetterQuestion, OpeningQuestion
from xinmiao.features.letter_box.page import printing
from xinmiao.features.letter_box.page.columns import letter_columns, opening_columns
from xinmiao.features.letter_box.records import (
    BOX_OPENING,
    LETTER,
    LetterState,
    LetterUrgency,
    LetterView,
    OpeningView,
)
from xinmiao.features.letter_box.rules.due import OPENINGS, PAGE
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.inputs import SearchField
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.segmented import SegmentedControl

_LETTERS = "letters"
_OPEN, _LATE, _URGENT, _ANONYMOUS, _CLOSED = "open", "late", "urgent", "anonymous", "closed"
_FILTERS = (
    (_OPEN, _("Not answered")),
    (_LATE, _("Waits too long")),
    (_URGENT, _("Urgent letter")),
    (_ANONYMOUS, _("Anonymous")),
    (_CLOSED, _("Letter closed")),
)
DRAFT, OPENING_DRAFT = "letter", "box_opening"


class LettersPage(Page):
    """Two lists behind one switch. Opened with `openings` it shows that list."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {LETTER.record, BOX_OPENING.record, "student", "school_setting", "calendar_day"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("letters")
        self._views: tuple[LetterView, ...] = ()
        self._openings: tuple[OpeningView, ...] = ()
        self._actions = self._made_actions()
        told = _("What was found in the box and how it was answered. Who wrote without a name is found by the code.")
        self.header = PageHeader(_("Letter box"), told, self._actions[0], self._actions[1:])
        sides = [(_LETTERS, _("Letters")), (OPENINGS, _("Openings"))]
        self.side = SegmentedControl(sides, _("Letters or openings"))
        self.side.setObjectName("letter_side")
        self.filters = FilterBar((), name="letter_filters")
        self.search = SearchField(_("Search in letters"), name="letter_search")
        self.letters = RecordTable[LetterView](
            letter_columns(), _("Letters"), id_of=_id, type_ahead=lambda view: view.sender, name="letter_table"
        )
        self.openings = RecordTable[OpeningView](
            opening_columns(), _("Openings"), id_of=_id, type_ahead=lambda one: one.opened_name, name="opening_table"
        )
        self._tables = QStackedWidget()
        for table in (self.letters, self.openings):
            self._tables.addWidget(table)
        self._empty_states()
        self.sheet = QuestionSheet(self, context, name="letter_sheet")
        lay_out(self, self.header, self._tables, (self.side, self.filters, self.search), padded=True)
        self._connect()
        self._turn(_LETTERS)

    def open_record(self, record_id: str) -> None:
        """Turn to one of the two lists."""
        if record_id in {_LETTERS, OPENINGS}:
            self._turn(record_id)

    def reload(self) -> None:
        """Ask for both lists."""
        asked = operations.list_letters.bind(self.search.text())
        self.context.tasks.run(asked, self._show_letters, owner=self)
        self.context.tasks.run(operations.list_openings.bind(), self._show_openings, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (*self._actions, save)

    def help_text(self) -> str:
        """Return the help of the list."""
        return tr(
            "First record that the box was opened, even when it was empty; then enter each letter. A letter without a"
            " name gets a code; its answer is put on the board under this code. Enter opens a letter or an opening."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _made_actions(self) -> tuple[Action, ...]:
        context = self.context
        return (
            Action("new", _("Enter a letter…"), self._enter, "Ctrl+N", "pen-line"),
            Action("opening", _("Box opened…"), self._open_box, "Ctrl+O", "mailbox"),
            Action("print", printing.NOTICE, partial(printing.show_notice, context), "Ctrl+P", "printer"),
            Action("label", printing.LABEL, partial(printing.show_label, context), icon="tag"),
            Action("codes", printing.CODES, partial(printing.show_codes, context), icon="file-text"),
            Action("list", printing.LIST, partial(printing.show_list, context), icon="list"),
        )

    def _empty_states(self) -> None:
        told = _("No letter yet. When the box is opened, enter here what was in it.")
        self.letters.set_empty(EmptyState(told, _("Enter a letter…"), self._enter, icon="mail"))
        told = _("The box was not opened yet. An empty box counts too.")
        self.openings.set_empty(EmptyState(told, _("Box opened…"), self._open_box, icon="mailbox"))

    def _connect(self) -> None:
        self.side.changed.connect(self._turn)
        self.filters.changed.connect(lambda _chosen: self._filter())
        self.search.searched.connect(lambda _words: self.reload())
        self.search.go_down.connect(self.letters.setFocus)
        self.letters.opened.connect(self._open_letter)
        self.openings.opened.connect(lambda _id: self._correct_opening())

    def _open_letter(self, letter_id: str) -> None:
        self.context.navigator.open(Target(PAGE, letter_id))

    def _turn(self, side: str) -> None:
        self.side.set_value(side)
        table = self.letters if side == _LETTERS else self.openings
        self._tables.setCurrentWidget(table)
        self.setFocusProxy(table)
        for widget in (self.filters, self.search):
            widget.setVisible(side == _LETTERS)

    def _show_letters(self, views: tuple[LetterView, ...]) -> None:
        self._views = views
        self.letters.set_rows(views)
        kinds: Counter[str] = Counter()
        for view in views:
            kinds.update(_kinds(view))
        self.filters.set_filters(tuple(Filter(name, words, kinds[name]) for name, words in _FILTERS))
        self._filter()

    def _show_openings(self, openings: tuple[OpeningView, ...]) -> None:
        self._openings = openings
        self.openings.set_rows(openings)

    def _filter(self) -> None:
        chosen = self.filters.chosen()
        self.letters.set_filter(lambda view: not chosen or bool(chosen & _kinds(view)))

    def _enter(self) -> None:
        opening = self.openings.current_record() if self.side.value() == OPENINGS else None
        waiting = next((each for each in self._openings if each.entered < each.letters), None)
        chosen = opening if opening is not None and opening.entered < opening.letters else waiting
        question = LetterQuestion(self.context, self._openings, opening_id="" if chosen is None else chosen.id)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.save_letter.bind(question.written(values))

        self.sheet.ask(_("Enter a letter"), question, bind, done=self._open_letter, draft_key=DRAFT)

    def _open_box(self) -> None:
        question = OpeningQuestion(self.context)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.open_box.bind(question.written(values))

        def opened(_id: str) -> None:
            self.context.notices.inform(_("Opening saved. Now enter the letters, one by one."))
            self._turn(OPENINGS)

        self.sheet.ask(_("Box opened"), question, bind, done=opened, draft_key=OPENING_DRAFT)

    def _correct_opening(self) -> None:
        if (opening := self.openings.current_record()) is None:
            return
        question = OpeningQuestion(self.context, opening)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.save_opening.bind(question.written(values), opening.version)

        def saved(_version: int) -> None:
            self.context.notices.inform(_("Opening saved."))

        self.sheet.ask(_("Correct the opening"), question, bind, done=saved, draft_key=f"box_opening:{opening.id}")


def _id(one: LetterView | OpeningView) -> str:
    return one.id


def _kinds(view: LetterView) -> frozenset[str]:
    holds = {
        _OPEN: view.state is LetterState.OPEN,
        _LATE: view.wait is not None and view.wait.is_late,
        _URGENT: view.urgency is LetterUrgency.URGENT,
        _ANONYMOUS: not view.signed,
        _CLOSED: view.state is LetterState.CLOSED,
    }
    return frozenset(name for name, is_so in holds.items() if is_so)
