"""The caseload: who is in care, when each was last seen, and the search in notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.page.beginnings import Beginnings
from xinmiao.features.casework.page.case_deeds import CaseDeeds, open_client
from xinmiao.features.casework.page.closing import CaseSheets
from xinmiao.features.casework.page.columns import case_columns, hit_columns
from xinmiao.features.casework.page.layout import CASES_TABLE
from xinmiao.features.casework.page.narrowing import Narrowing
from xinmiao.features.casework.records import CASE, NOTE, PROBLEM_CODE, CaseLine, CaseState, NoteHit, ProblemLine
from xinmiao.features.casework.records.settings import LONG_AGO_DAYS
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.inputs import SearchField
from xinmiao.ui.widgets.messages import EmptyState

_OWN = "own"
_HELP = _(
    "On top stands whom you have not seen: open cases with risk first, then the longest without contact. Enter"
    " opens the student’s growth file, Ctrl+N writes a note for the case in focus, F2 shows and corrects"
    " its facts. Right click offers the same, and closing it. The search finds one character or more in all"
    " notes you may read; that a search was made is recorded, not its words."
)


class CaseworkPage(Page):
    """Cases by last contact; typing in the search field turns the page into hits in notes."""

    interests: ClassVar[frozenset[str]] = frozenset({CASE.record, NOTE.record, PROBLEM_CODE.record, "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("casework")
        self._waiting_for = ""
        self.sheet = CaseSheets(self, context)
        self.beginnings = Beginnings(context, self.sheet)
        self.deeds = CaseDeeds(
            context.navigator, self.sheet, self._case, self.beginnings, PanelSheet(context, self, CASE.record)
        )
        told = _("Whom you work with, and when you last met.")
        self.header = PageHeader(_("Cases"), told, self.deeds.write(), self.deeds.in_the_menu())
        self.search = SearchField(_("Search in notes"), delay_ms=250, name="note_search")
        self.filters = FilterBar(_filters({}, 0), name="case_filters")
        self.narrowing = Narrowing(context.clock.today())
        self._rows: tuple[CaseLine, ...] = ()
        self._classes: tuple[ClassLine, ...] = ()
        self._problems: dict[str, Text | str] = {}
        self._counts: dict[CaseState, int] = {}
        self._has_closed = False
        self.table, self.hits = _case_table(context), _hit_table()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.hits)
        self.filters.choose({CaseState.OPEN.value})
        _lay_out(self, self._stack)
        _follow(self, self._stack)
        self._connect()
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the caseload, and for the hits when a search is on."""
        tasks = self.context.tasks
        self._has_closed = self._wants_closed()
        tasks.run(operations.list_problems.bind(), self._take_problems, owner=self)
        tasks.run(roster.list_classes.bind(), self._take_classes, owner=self)
        tasks.run(operations.count_cases.bind(), self._take_counts, owner=self)
        state = None if self._has_closed else CaseState.OPEN
        tasks.run(operations.list_cases.bind(state=state), self._show_cases, owner=self)
        if self.search.text().strip():
            self._search(self.search.text().strip())

    def open_record(self, record_id: str) -> None:
        """Go to a case; `end:` before its id opens the sheet in which it is closed or opened again."""
        wish, _colon, case_id = record_id.rpartition(":")
        if wish == "new_case":
            (self.beginnings.ask_old_file if case_id == "old" else self.beginnings.ask_alias)()
            return
        self.search.clear()
        self.filters.choose(())
        self.narrowing.clear()
        self._filter()
        self._wanted = case_id
        self.table.select(case_id)
        if wish == "end":
            self.sheet.ask_end(case_id)

    def page_actions(self) -> tuple[Action, ...]:
        """Return writing a note for the case in focus, and going to the search."""
        return (
            self.deeds.write(),
            *self.deeds.in_the_menu(),
            Action("search_notes", _("Search in notes"), self.search.setFocus, "Ctrl+F", "search"),
            Action("save", _("Save"), self.sheet.save, icon="save", enabled=self.sheet.isVisible),
        )

    def help_text(self) -> str:
        """Return the help of the caseload."""
        return str(_HELP)

    def may_leave(self) -> bool:
        """Let go at once: what is typed in the sheet is kept as a draft."""
        self.sheet.flush()
        self.beginnings.flush()
        return True

    _wanted = ""

    def _case(self) -> CaseLine | None:
        return None if self.sheet.isVisible() or self.hits.isVisible() else self.table.current_record()

    def _take_problems(self, lines: tuple[ProblemLine, ...]) -> None:
        self._problems = {line.code: line.words for line in lines}

    def _take_classes(self, classes: tuple[ClassLine, ...]) -> None:
        self._classes = classes

    def _take_counts(self, counts: dict[CaseState, int]) -> None:
        self._counts = counts

    def _show_cases(self, cases: tuple[CaseLine, ...]) -> None:
        self._rows = cases
        own = sum(case.is_own and case.state is CaseState.OPEN for case in cases)
        self.filters.set_filters(_filters(self._counts, own))
        self.narrowing.offer(cases, self._classes, self._problems)
        self.table.set_rows(cases)
        if self._wanted:
            self.table.select(self._wanted)
            self._wanted = ""
        elif self.table.current_record() is None and self.table.count():
            self.table.go(0)
        self.header.ask_again()

    def _wants_closed(self) -> bool:
        chosen = self.filters.chosen()
        return CaseState.CLOSED.value in chosen or CaseState.OPEN.value not in chosen

    def _filter(self) -> None:
        if self._wants_closed() and not self._has_closed and self.isVisible():
            self.reload()
        chosen = self.filters.chosen()
        states = {state for state in CaseState if state.value in chosen} or set(CaseState)
        own, keeps = _OWN in chosen, self.narrowing.keeps
        self.table.set_filter(lambda case: case.state in states and (case.is_own or not own) and keeps(case))

    def _search(self, words: str) -> None:
        self._waiting_for = words
        if not words:
            self._front(self.table)
            return
        self.context.tasks.run(
            operations.search_notes.bind(words), lambda hits: self._show_hits(words, hits), owner=self
        )

    def _show_hits(self, words: str, hits: tuple[NoteHit, ...]) -> None:
        if words == self._waiting_for:  # an answer to what was typed before comes too late
            self.hits.set_rows(hits)
            self._front(self.hits)

    def _front(self, table: QWidget) -> None:
        self._stack.setCurrentWidget(table)
        self.filters.setVisible(table is self.table)
        self.narrowing.setVisible(table is self.table)

    def _open_case(self, case_id: str) -> None:
        case = next((case for case in self.table.shown_records() if case.id == case_id), None)
        if case is not None:
            open_client(self.context.navigator, case)

    def _connect(self) -> None:
        self.table.set_actions(self.deeds.on_a_row())
        self.filters.changed.connect(lambda _chosen: self._filter())
        self.narrowing.changed.connect(self._filter)
        self.sheet.close_asked.connect(self.beginnings.put_away)
        self.table.restore(dict(self.context.settings.value(CASES_TABLE)))
        self.table.shape_changed.connect(lambda: self.context.settings.store(CASES_TABLE, self.table.table_state()))
        self.search.searched.connect(self._search)
        self.search.go_down.connect(lambda: self._stack.currentWidget().setFocus())
        self.table.opened.connect(self._open_case)
        self.hits.opened.connect(lambda note_id: self.context.navigator.open(Target("counselling_note", note_id)))
        self._filter()


def _case_table(context: PageContext) -> RecordTable[CaseLine]:
    table = RecordTable[CaseLine](
        case_columns(context.clock.today(), lambda: int(context.settings.value(LONG_AGO_DAYS))),
        _("Cases"),
        id_of=lambda case: case.id,
        type_ahead=lambda case: case.student.name,
        name="cases",
    )
    words = _("Cases begin with the first note of a student. Find the student and write it.")
    table.set_empty(EmptyState(words, icon="folder"))
    return table


def _hit_table() -> RecordTable[NoteHit]:
    table = RecordTable[NoteHit](hit_columns(), _("Hits in notes"), id_of=lambda hit: hit.note_id, name="hits")
    table.set_empty(EmptyState(_("These words stand in no note."), icon="search"))
    return table


def _filters(counts: Mapping[CaseState, int], own: int) -> tuple[Filter, ...]:
    states = [Filter(state.value, words, counts.get(state, 0)) for state, words in CASE.state.labels]
    return (*states, Filter(_OWN, _("My cases"), own))


def _follow(page: CaseworkPage, stack: QStackedWidget) -> None:
    """Let a note be begun only while a case of one's own is in focus."""
    page.sheet.closed.connect(page.header.ask_again)
    page.table.current_changed.connect(lambda _case: page.header.ask_again())
    stack.currentChanged.connect(lambda _place: page.header.ask_again())


def _lay_out(page: CaseworkPage, stack: QStackedWidget) -> None:
    space = theme.current().size
    bar = QHBoxLayout()
    bar.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-s"))
    bar.addWidget(page.filters)
    bar.addStretch(1)
    page.search.setFixedWidth(theme.current().px(280))
    bar.addWidget(page.search)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addLayout(bar)
    narrow = QHBoxLayout()
    narrow.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-s"))
    narrow.addWidget(page.narrowing)
    column.addLayout(narrow)
    lists = QVBoxLayout()
    lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
    lists.addWidget(stack)
    column.addLayout(lists, 1)
